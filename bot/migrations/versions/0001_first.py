"""First."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from bot.models.base import BigId, Json, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the tables from the revision before to this one."""
    op.create_table(
        "billed",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "month", name=op.f("pk_billed")),
    )
    op.create_table(
        "community",
        sa.Column("id", BigId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
    )
    op.create_table(
        "seen",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_seen")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "writer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writer")),
    )
    op.create_table(
        "faq_edition",
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_faq_edition_community_id")),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_faq_edition")),
    )
    op.create_table(
        "person",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_person_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_community_id"), "person", ["community_id"], unique=False)
    op.create_table(
        "identity",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("writable", sa.Boolean(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_identity_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
    )
    op.create_index(op.f("ix_identity_community_id"), "identity", ["community_id"], unique=False)
    op.create_index(op.f("ix_identity_person_id"), "identity", ["person_id"], unique=False)
    op.create_index(op.f("ix_identity_username"), "identity", ["username"], unique=False)
    op.create_table(
        "blob",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_blob_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_blob_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blob")),
    )
    op.create_index(op.f("ix_blob_created_at"), "blob", ["created_at"], unique=False)
    op.create_index(op.f("ix_blob_identity_id"), "blob", ["identity_id"], unique=False)
    op.create_table(
        "chat_group",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("rights", sa.String(), nullable=False),
        sa.Column("present_at", Moment(), nullable=True),
        sa.Column("identity_id", BigId, nullable=True),
        sa.Column("focus_id", BigId, nullable=True),
        sa.Column("focused_at", Moment(), nullable=True),
        sa.Column("heard_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("gone_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_chat_group_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_chat_group_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_group")),
        sa.UniqueConstraint(
            "community_id", "platform", "address", name=op.f("uq_chat_group_community_id_platform_address")
        ),
    )
    op.create_index(op.f("ix_chat_group_address"), "chat_group", ["address"], unique=False)
    op.create_index(op.f("ix_chat_group_community_id"), "chat_group", ["community_id"], unique=False)
    op.create_index(op.f("ix_chat_group_identity_id"), "chat_group", ["identity_id"], unique=False)
    op.create_table(
        "due",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=True),
        sa.Column("identity_id", BigId, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("args", Json, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("failed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_due_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_due_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_due_kind_name")),
    )
    op.create_index("due_next", "due", ["state", "at"], unique=False)
    op.create_index(op.f("ix_due_group_id"), "due", ["group_id"], unique=False)
    op.create_index(op.f("ix_due_identity_id"), "due", ["identity_id"], unique=False)
    op.create_table(
        "faq",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("spans", Json, nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("by_identity", BigId, nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_identity"], ["identity.id"], name=op.f("fk_faq_by_identity")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_faq_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq")),
    )
    op.create_index(op.f("ix_faq_community_id"), "faq", ["community_id"], unique=False)
    op.create_table(
        "identity_alias",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_identity_alias_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_identity_alias_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_alias")),
        sa.UniqueConstraint(
            "community_id", "platform", "kind", "value", name=op.f("uq_identity_alias_community_id_platform_kind_value")
        ),
    )
    op.create_index(op.f("ix_identity_alias_identity_id"), "identity_alias", ["identity_id"], unique=False)
    op.create_index(op.f("ix_identity_alias_value"), "identity_alias", ["value"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("outbox_id", BigId, nullable=True),
        sa.Column("arrived_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_inbox_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_inbox_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_expires_at"), "inbox", ["expires_at"], unique=False)
    op.create_index(op.f("ix_inbox_identity_id"), "inbox", ["identity_id"], unique=False)
    op.create_index(op.f("ix_inbox_outbox_id"), "inbox", ["outbox_id"], unique=False)
    op.create_index(op.f("ix_inbox_state"), "inbox", ["state"], unique=False)
    op.create_table(
        "profile",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("proven", sa.String(), nullable=False),
        sa.Column("sells", sa.String(), nullable=False),
        sa.Column("learns", sa.String(), nullable=False),
        sa.Column("interests", Json, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_profile_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_profile_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("identity_id", name=op.f("uq_profile_identity_id")),
    )
    op.create_table(
        "quiz",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("by_identity", BigId, nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_identity"], ["identity.id"], name=op.f("fk_quiz_by_identity")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_quiz_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz")),
        sa.UniqueConstraint("community_id", "slug", name=op.f("uq_quiz_community_id_slug")),
    )
    op.create_table(
        "work",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=True),
        sa.Column("identity_id", BigId, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("args", Json, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_work_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_work_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
    )
    op.create_index(op.f("ix_work_identity_id"), "work", ["identity_id"], unique=False)
    op.create_table(
        "activity",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("reply_to", sa.String(), nullable=True),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_activity_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_activity_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_activity_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index("activity_covering", "activity", ["group_id", "at", "identity_id"], unique=False)
    op.create_index("activity_message", "activity", ["group_id", "message_id"], unique=False)
    op.create_table(
        "carried_ban",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("from_identity", BigId, nullable=False),
        sa.Column("from_group", BigId, nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("own_until", Moment(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_carried_ban_community_id")),
        sa.ForeignKeyConstraint(["from_group"], ["chat_group.id"], name=op.f("fk_carried_ban_from_group")),
        sa.ForeignKeyConstraint(["from_identity"], ["identity.id"], name=op.f("fk_carried_ban_from_identity")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_carried_ban_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_carried_ban_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_ban")),
        sa.UniqueConstraint("group_id", "identity_id", name=op.f("uq_carried_ban_group_id_identity_id")),
    )
    op.create_index(op.f("ix_carried_ban_from_identity"), "carried_ban", ["from_identity"], unique=False)
    op.create_index(op.f("ix_carried_ban_identity_id"), "carried_ban", ["identity_id"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_claim_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_claim_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_claim_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_community_id"), "claim", ["community_id"], unique=False)
    op.create_index(op.f("ix_claim_signature"), "claim", ["signature"], unique=False)
    op.create_table(
        "companion",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("newcomer_id", BigId, nullable=False),
        sa.Column("buddy_id", BigId, nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("ended", sa.String(), nullable=False),
        sa.Column("met_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["buddy_id"], ["identity.id"], name=op.f("fk_companion_buddy_id")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_companion_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_companion_group_id")),
        sa.ForeignKeyConstraint(["newcomer_id"], ["identity.id"], name=op.f("fk_companion_newcomer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companion")),
    )
    op.create_index("companion_living", "companion", ["group_id", "until"], unique=False)
    op.create_index(op.f("ix_companion_buddy_id"), "companion", ["buddy_id"], unique=False)
    op.create_index(op.f("ix_companion_newcomer_id"), "companion", ["newcomer_id"], unique=False)
    op.create_table(
        "conversation",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("state", Json, nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_conversation_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_conversation_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_conversation_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint(
            "group_id", "identity_id", "thread", name=op.f("uq_conversation_group_id_identity_id_thread")
        ),
    )
    op.create_index(op.f("ix_conversation_expires_at"), "conversation", ["expires_at"], unique=False)
    op.create_index(op.f("ix_conversation_identity_id"), "conversation", ["identity_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("flag_id", BigId, nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("threshold", sa.Float(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("values", Json, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("by_identity", BigId, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.Column("undone_by", BigId, nullable=True),
        sa.ForeignKeyConstraint(["by_identity"], ["identity.id"], name=op.f("fk_decision_by_identity")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_decision_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_decision_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_decision_identity_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["identity.id"], name=op.f("fk_decision_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("decision_of_person", "decision", ["group_id", "identity_id", "at"], unique=False)
    op.create_index(op.f("ix_decision_identity_id"), "decision", ["identity_id"], unique=False)
    op.create_table(
        "faq_miss",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("faq_id", BigId, nullable=True),
        sa.Column("handled_by", BigId, nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_faq_miss_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_faq_miss_group_id")),
        sa.ForeignKeyConstraint(["handled_by"], ["identity.id"], name=op.f("fk_faq_miss_handled_by")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_faq_miss_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_miss")),
        sa.UniqueConstraint("group_id", "message_id", name=op.f("uq_faq_miss_group_id_message_id")),
    )
    op.create_index("faq_miss_open", "faq_miss", ["group_id", "state"], unique=False)
    op.create_index(op.f("ix_faq_miss_asked_at"), "faq_miss", ["asked_at"], unique=False)
    op.create_index(op.f("ix_faq_miss_identity_id"), "faq_miss", ["identity_id"], unique=False)
    op.create_table(
        "faq_rating",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("faq_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_faq_rating_community_id")),
        sa.ForeignKeyConstraint(["faq_id"], ["faq.id"], name=op.f("fk_faq_rating_faq_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_faq_rating_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_rating")),
        sa.UniqueConstraint("faq_id", "identity_id", name=op.f("uq_faq_rating_faq_id_identity_id")),
    )
    op.create_index(op.f("ix_faq_rating_identity_id"), "faq_rating", ["identity_id"], unique=False)
    op.create_table(
        "faq_wording",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("faq_id", BigId, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_faq_wording_community_id")),
        sa.ForeignKeyConstraint(["faq_id"], ["faq.id"], name=op.f("fk_faq_wording_faq_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq_wording")),
    )
    op.create_index(op.f("ix_faq_wording_community_id"), "faq_wording", ["community_id"], unique=False)
    op.create_index(op.f("ix_faq_wording_faq_id"), "faq_wording", ["faq_id"], unique=False)
    op.create_table(
        "flag",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=True),
        sa.Column("findings", Json, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decision_id", BigId, nullable=True),
        sa.Column("handled_by", BigId, nullable=True),
        sa.Column("handled_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_flag_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_flag_group_id")),
        sa.ForeignKeyConstraint(["handled_by"], ["identity.id"], name=op.f("fk_flag_handled_by")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_flag_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
    )
    op.create_index("flag_open", "flag", ["group_id", "state"], unique=False)
    op.create_index(op.f("ix_flag_created_at"), "flag", ["created_at"], unique=False)
    op.create_index(op.f("ix_flag_identity_id"), "flag", ["identity_id"], unique=False)
    op.create_table(
        "group_day",
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("reactions", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("joins", sa.Integer(), nullable=False),
        sa.Column("leaves", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_group_day_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_group_day_group_id")),
        sa.PrimaryKeyConstraint("group_id", "day", name=op.f("pk_group_day")),
    )
    op.create_table(
        "group_setting",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("values", Json, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_group_setting_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_group_setting_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_setting")),
        sa.UniqueConstraint("group_id", "section", name=op.f("uq_group_setting_group_id_section")),
    )
    op.create_table(
        "group_text",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_group_text_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_group_text_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_text")),
        sa.UniqueConstraint("group_id", "key", name=op.f("uq_group_text_group_id_key")),
    )
    op.create_table(
        "learned",
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("feature", sa.String(), nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("ham", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_learned_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_learned_group_id")),
        sa.PrimaryKeyConstraint("group_id", "feature", name=op.f("pk_learned")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("created_by", BigId, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("rrule", sa.String(), nullable=False),
        sa.Column("offsets", Json, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_meeting_community_id")),
        sa.ForeignKeyConstraint(["created_by"], ["identity.id"], name=op.f("fk_meeting_created_by")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_meeting_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_group_id"), "meeting", ["group_id"], unique=False)
    op.create_index("meeting_of_community", "meeting", ["community_id", "state"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("present_at", Moment(), nullable=True),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("role_at", Moment(), nullable=True),
        sa.Column("appointed", sa.Boolean(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("reports_right", sa.Integer(), nullable=False),
        sa.Column("reports_wrong", sa.Integer(), nullable=False),
        sa.Column("joined_at", Moment(), nullable=True),
        sa.Column("last_seen", Moment(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("reactions", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("joins", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.Column("nudged_at", Moment(), nullable=True),
        sa.Column("nudges", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_membership_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_membership_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_membership_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("group_id", "identity_id", name=op.f("uq_membership_group_id_identity_id")),
    )
    op.create_index(op.f("ix_membership_identity_id"), "membership", ["identity_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("spans", Json, nullable=False),
        sa.Column("by_identity", BigId, nullable=True),
        sa.ForeignKeyConstraint(["by_identity"], ["identity.id"], name=op.f("fk_note_by_identity")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_note_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_note_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("group_id", "name", name=op.f("uq_note_group_id_name")),
    )
    op.create_table(
        "ordinary_scores",
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("highest", Json, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_ordinary_scores_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_ordinary_scores_group_id")),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_ordinary_scores")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=True),
        sa.Column("message_row", BigId, nullable=True),
        sa.Column("waits_for", BigId, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("not_before", Moment(), nullable=True),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_outbox_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_outbox_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_outbox_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_identity_id"), "outbox", ["identity_id"], unique=False)
    op.create_index(op.f("ix_outbox_message_row"), "outbox", ["message_row"], unique=False)
    op.create_index(op.f("ix_outbox_waits_for"), "outbox", ["waits_for"], unique=False)
    op.create_index("outbox_open", "outbox", ["state", "group_id", "lane"], unique=False)
    op.create_table(
        "pair",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("met_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_pair_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_pair_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
    )
    op.create_index(op.f("ix_pair_group_id"), "pair", ["group_id"], unique=False)
    op.create_table(
        "pair_member",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_pair_member_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_pair_member_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_pair_member_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_member")),
        sa.UniqueConstraint("group_id", "identity_id", name=op.f("uq_pair_member_group_id_identity_id")),
    )
    op.create_index(op.f("ix_pair_member_identity_id"), "pair_member", ["identity_id"], unique=False)
    op.create_table(
        "phrase",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_phrase_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_phrase_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
        sa.UniqueConstraint("group_id", "text", name=op.f("uq_phrase_group_id_text")),
    )
    op.create_index(op.f("ix_phrase_group_id"), "phrase", ["group_id"], unique=False)
    op.create_table(
        "prompt",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("about_id", BigId, nullable=False),
        sa.Column("message_row", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=True),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("args", Json, nullable=False),
        sa.Column("once", sa.Boolean(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("used_by", BigId, nullable=True),
        sa.ForeignKeyConstraint(["about_id"], ["chat_group.id"], name=op.f("fk_prompt_about_id")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_prompt_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_prompt_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_prompt_identity_id")),
        sa.ForeignKeyConstraint(["used_by"], ["identity.id"], name=op.f("fk_prompt_used_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt")),
    )
    op.create_index(op.f("ix_prompt_expires_at"), "prompt", ["expires_at"], unique=False)
    op.create_index(op.f("ix_prompt_group_id"), "prompt", ["group_id"], unique=False)
    op.create_index(op.f("ix_prompt_identity_id"), "prompt", ["identity_id"], unique=False)
    op.create_index(op.f("ix_prompt_message_row"), "prompt", ["message_row"], unique=False)
    op.create_table(
        "quiz_question",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("quiz_id", BigId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_quiz_question_community_id")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_question_quiz_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_question")),
    )
    op.create_index(op.f("ix_quiz_question_quiz_id"), "quiz_question", ["quiz_id"], unique=False)
    op.create_table(
        "quiz_run",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("quiz_id", BigId, nullable=False),
        sa.Column("by_identity", BigId, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("speed", sa.Boolean(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("players", sa.Integer(), nullable=False),
        sa.Column("silent", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["by_identity"], ["identity.id"], name=op.f("fk_quiz_run_by_identity")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_quiz_run_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_quiz_run_group_id")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_run_quiz_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_run")),
    )
    op.create_index(op.f("ix_quiz_run_quiz_id"), "quiz_run", ["quiz_id"], unique=False)
    op.create_index("quiz_run_open", "quiz_run", ["group_id", "state"], unique=False)
    op.create_table(
        "quiz_schedule",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("quiz_id", BigId, nullable=False),
        sa.Column("by_identity", BigId, nullable=True),
        sa.Column("days", Json, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["by_identity"], ["identity.id"], name=op.f("fk_quiz_schedule_by_identity")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_quiz_schedule_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_quiz_schedule_group_id")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_schedule_quiz_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_schedule")),
        sa.UniqueConstraint("group_id", "quiz_id", name=op.f("uq_quiz_schedule_group_id_quiz_id")),
    )
    op.create_table(
        "quiz_score",
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("correct", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("millis", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_quiz_score_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_quiz_score_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_quiz_score_identity_id")),
        sa.PrimaryKeyConstraint("group_id", "period", "identity_id", name=op.f("pk_quiz_score")),
    )
    op.create_index(op.f("ix_quiz_score_identity_id"), "quiz_score", ["identity_id"], unique=False)
    op.create_index("quiz_score_of_period", "quiz_score", ["community_id", "period"], unique=False)
    op.create_table(
        "quiz_streak",
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("quiz_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("best", sa.Integer(), nullable=False),
        sa.Column("last_run", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_quiz_streak_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_quiz_streak_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_quiz_streak_identity_id")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_streak_quiz_id")),
        sa.PrimaryKeyConstraint("group_id", "quiz_id", "identity_id", name=op.f("pk_quiz_streak")),
    )
    op.create_index(op.f("ix_quiz_streak_identity_id"), "quiz_streak", ["identity_id"], unique=False)
    op.create_table(
        "remembered",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("enforced", sa.Boolean(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_remembered_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_remembered_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered")),
    )
    op.create_index(op.f("ix_remembered_hash"), "remembered", ["hash"], unique=False)
    op.create_table(
        "restriction",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("enforced", sa.Boolean(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_identity", BigId, nullable=True),
        sa.ForeignKeyConstraint(["by_identity"], ["identity.id"], name=op.f("fk_restriction_by_identity")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_restriction_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_restriction_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_restriction_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
        sa.UniqueConstraint("group_id", "identity_id", "kind", name=op.f("uq_restriction_group_id_identity_id_kind")),
    )
    op.create_index(op.f("ix_restriction_identity_id"), "restriction", ["identity_id"], unique=False)
    op.create_table(
        "rota",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("running", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_rota_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_rota_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota")),
        sa.UniqueConstraint("group_id", "name", name=op.f("uq_rota_group_id_name")),
    )
    op.create_table(
        "rules_accepted",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_rules_accepted_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_rules_accepted_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_rules_accepted_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_accepted")),
        sa.UniqueConstraint("group_id", "identity_id", name=op.f("uq_rules_accepted_group_id_identity_id")),
    )
    op.create_index(op.f("ix_rules_accepted_identity_id"), "rules_accepted", ["identity_id"], unique=False)
    op.create_table(
        "sent_message",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=True),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.String(), nullable=True),
        sa.Column("poll_id", sa.String(), nullable=True),
        sa.Column("vanish", sa.Integer(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_sent_message_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_sent_message_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_sent_message_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_message")),
        sa.UniqueConstraint(
            "group_id", "key", "generation", "part", name=op.f("uq_sent_message_group_id_key_generation_part")
        ),
    )
    op.create_index(op.f("ix_sent_message_identity_id"), "sent_message", ["identity_id"], unique=False)
    op.create_index(op.f("ix_sent_message_poll_id"), "sent_message", ["poll_id"], unique=False)
    op.create_index("sent_by_platform_id", "sent_message", ["group_id", "platform_id"], unique=False)
    op.create_table(
        "suggestion",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=True),
        sa.Column("changed_by", BigId, nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["identity.id"], name=op.f("fk_suggestion_changed_by")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_suggestion_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_suggestion_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_suggestion_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    op.create_index(op.f("ix_suggestion_identity_id"), "suggestion", ["identity_id"], unique=False)
    op.create_index("suggestion_open", "suggestion", ["group_id", "state"], unique=False)
    op.create_table(
        "survey",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("counts", Json, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("closes_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_survey_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_survey_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )
    op.create_index("survey_newest", "survey", ["group_id", "created_at"], unique=False)
    op.create_table(
        "thanks",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("helper_id", BigId, nullable=False),
        sa.Column("by_identity", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_identity"], ["identity.id"], name=op.f("fk_thanks_by_identity")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_thanks_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_thanks_group_id")),
        sa.ForeignKeyConstraint(["helper_id"], ["identity.id"], name=op.f("fk_thanks_helper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
    )
    op.create_index(op.f("ix_thanks_by_identity"), "thanks", ["by_identity"], unique=False)
    op.create_index(op.f("ix_thanks_helper_id"), "thanks", ["helper_id"], unique=False)
    op.create_index("thanks_of_group", "thanks", ["group_id", "at"], unique=False)
    op.create_table(
        "volunteer",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("mentor", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_volunteer_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_volunteer_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_volunteer_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer")),
        sa.UniqueConstraint("group_id", "identity_id", name=op.f("uq_volunteer_group_id_identity_id")),
    )
    op.create_index(op.f("ix_volunteer_identity_id"), "volunteer", ["identity_id"], unique=False)
    op.create_table(
        "warning",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("by_identity", BigId, nullable=True),
        sa.Column("decision_id", BigId, nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_identity"], ["identity.id"], name=op.f("fk_warning_by_identity")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_warning_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_warning_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_warning_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning")),
    )
    op.create_index(op.f("ix_warning_decision_id"), "warning", ["decision_id"], unique=False)
    op.create_index(op.f("ix_warning_expires_at"), "warning", ["expires_at"], unique=False)
    op.create_index(op.f("ix_warning_group_id"), "warning", ["group_id"], unique=False)
    op.create_index(op.f("ix_warning_identity_id"), "warning", ["identity_id"], unique=False)
    op.create_table(
        "meeting_host",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("meeting_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_meeting_host_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_meeting_host_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_meeting_host_identity_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_host_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_host")),
        sa.UniqueConstraint("meeting_id", "turn", name=op.f("uq_meeting_host_meeting_id_turn")),
    )
    op.create_index(op.f("ix_meeting_host_identity_id"), "meeting_host", ["identity_id"], unique=False)
    op.create_table(
        "occurrence",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("meeting_id", BigId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("host_id", BigId, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("head_count", sa.Integer(), nullable=False),
        sa.Column("recap", sa.String(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_occurrence_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_occurrence_group_id")),
        sa.ForeignKeyConstraint(["host_id"], ["identity.id"], name=op.f("fk_occurrence_host_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_occurrence_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence")),
        sa.UniqueConstraint("meeting_id", "day", name=op.f("uq_occurrence_meeting_id_day")),
    )
    op.create_index(op.f("ix_occurrence_group_id"), "occurrence", ["group_id"], unique=False)
    op.create_index("occurrence_next", "occurrence", ["community_id", "state", "starts_at"], unique=False)
    op.create_table(
        "pair_seat",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("pair_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_pair_seat_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_pair_seat_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_pair_seat_identity_id")),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_pair_seat_pair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_seat")),
    )
    op.create_index(op.f("ix_pair_seat_group_id"), "pair_seat", ["group_id"], unique=False)
    op.create_index(op.f("ix_pair_seat_identity_id"), "pair_seat", ["identity_id"], unique=False)
    op.create_index(op.f("ix_pair_seat_pair_id"), "pair_seat", ["pair_id"], unique=False)
    op.create_table(
        "quiz_player",
        sa.Column("run_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_quiz_player_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_quiz_player_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_quiz_player_identity_id")),
        sa.ForeignKeyConstraint(["run_id"], ["quiz_run.id"], name=op.f("fk_quiz_player_run_id")),
        sa.PrimaryKeyConstraint("run_id", "identity_id", name=op.f("pk_quiz_player")),
    )
    op.create_index(op.f("ix_quiz_player_identity_id"), "quiz_player", ["identity_id"], unique=False)
    op.create_table(
        "quiz_round",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("run_id", BigId, nullable=False),
        sa.Column("question_id", BigId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("shown", Json, nullable=False),
        sa.Column("options", Json, nullable=False),
        sa.Column("poll_id", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_quiz_round_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_quiz_round_group_id")),
        sa.ForeignKeyConstraint(["question_id"], ["quiz_question.id"], name=op.f("fk_quiz_round_question_id")),
        sa.ForeignKeyConstraint(["run_id"], ["quiz_run.id"], name=op.f("fk_quiz_round_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_round")),
    )
    op.create_index(op.f("ix_quiz_round_poll_id"), "quiz_round", ["poll_id"], unique=False)
    op.create_index("quiz_round_of_run", "quiz_round", ["run_id", "position"], unique=False)
    op.create_index("quiz_round_open", "quiz_round", ["group_id", "state"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("flag_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_report_community_id")),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_report_flag_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_report_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_report_identity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("flag_id", "identity_id", name=op.f("uq_report_flag_id_identity_id")),
    )
    op.create_index(op.f("ix_report_at"), "report", ["at"], unique=False)
    op.create_index(op.f("ix_report_flag_id"), "report", ["flag_id"], unique=False)
    op.create_index(op.f("ix_report_identity_id"), "report", ["identity_id"], unique=False)
    op.create_table(
        "revision_card",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("question_id", BigId, nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stability", sa.Float(), nullable=True),
        sa.Column("difficulty", sa.Float(), nullable=True),
        sa.Column("reviewed_at", Moment(), nullable=True),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_revision_card_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_revision_card_identity_id")),
        sa.ForeignKeyConstraint(["question_id"], ["quiz_question.id"], name=op.f("fk_revision_card_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_card")),
        sa.UniqueConstraint("identity_id", "question_id", name=op.f("uq_revision_card_identity_id_question_id")),
    )
    op.create_index("revision_card_due", "revision_card", ["identity_id", "due_at"], unique=False)
    op.create_table(
        "rota_member",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("rota_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("last_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_rota_member_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_rota_member_identity_id")),
        sa.ForeignKeyConstraint(["rota_id"], ["rota.id"], name=op.f("fk_rota_member_rota_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_member")),
        sa.UniqueConstraint("rota_id", "identity_id", name=op.f("uq_rota_member_rota_id_identity_id")),
    )
    op.create_index(op.f("ix_rota_member_group_id"), "rota_member", ["group_id"], unique=False)
    op.create_index(op.f("ix_rota_member_identity_id"), "rota_member", ["identity_id"], unique=False)
    op.create_table(
        "rota_turn",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("rota_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_rota_turn_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_rota_turn_identity_id")),
        sa.ForeignKeyConstraint(["rota_id"], ["rota.id"], name=op.f("fk_rota_turn_rota_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_turn")),
    )
    op.create_index(op.f("ix_rota_turn_group_id"), "rota_turn", ["group_id"], unique=False)
    op.create_index(op.f("ix_rota_turn_identity_id"), "rota_turn", ["identity_id"], unique=False)
    op.create_index("rota_turn_newest", "rota_turn", ["rota_id", "starts_at"], unique=False)
    op.create_table(
        "suggestion_vote",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("suggestion_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_suggestion_vote_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_suggestion_vote_identity_id")),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestion.id"], name=op.f("fk_suggestion_vote_suggestion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_vote")),
        sa.UniqueConstraint("suggestion_id", "identity_id", name=op.f("uq_suggestion_vote_suggestion_id_identity_id")),
    )
    op.create_index(op.f("ix_suggestion_vote_group_id"), "suggestion_vote", ["group_id"], unique=False)
    op.create_index(op.f("ix_suggestion_vote_identity_id"), "suggestion_vote", ["identity_id"], unique=False)
    op.create_table(
        "survey_voter",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("survey_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_survey_voter_community_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_survey_voter_identity_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_voter_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_voter")),
        sa.UniqueConstraint("survey_id", "identity_id", name=op.f("uq_survey_voter_survey_id_identity_id")),
    )
    op.create_index(op.f("ix_survey_voter_group_id"), "survey_voter", ["group_id"], unique=False)
    op.create_index(op.f("ix_survey_voter_identity_id"), "survey_voter", ["identity_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("occurrence_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=True),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_attendance_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_attendance_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_attendance_identity_id")),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"], name=op.f("fk_attendance_occurrence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("occurrence_id", "identity_id", name=op.f("uq_attendance_occurrence_id_identity_id")),
    )
    op.create_index(op.f("ix_attendance_identity_id"), "attendance", ["identity_id"], unique=False)
    op.create_table(
        "meeting_note",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("occurrence_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_meeting_note_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_meeting_note_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_meeting_note_identity_id")),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"], name=op.f("fk_meeting_note_occurrence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_note")),
    )
    op.create_index(op.f("ix_meeting_note_identity_id"), "meeting_note", ["identity_id"], unique=False)
    op.create_index(op.f("ix_meeting_note_occurrence_id"), "meeting_note", ["occurrence_id"], unique=False)
    op.create_table(
        "quiz_answer",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("run_id", BigId, nullable=False),
        sa.Column("round_id", BigId, nullable=False),
        sa.Column("question_id", BigId, nullable=False),
        sa.Column("person_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("chosen", Json, nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("millis", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_quiz_answer_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_quiz_answer_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_quiz_answer_identity_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_quiz_answer_person_id")),
        sa.ForeignKeyConstraint(["question_id"], ["quiz_question.id"], name=op.f("fk_quiz_answer_question_id")),
        sa.ForeignKeyConstraint(["round_id"], ["quiz_round.id"], name=op.f("fk_quiz_answer_round_id")),
        sa.ForeignKeyConstraint(["run_id"], ["quiz_run.id"], name=op.f("fk_quiz_answer_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_answer")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_quiz_answer_round_id_person_id")),
    )
    op.create_index(op.f("ix_quiz_answer_identity_id"), "quiz_answer", ["identity_id"], unique=False)
    op.create_index(op.f("ix_quiz_answer_person_id"), "quiz_answer", ["person_id"], unique=False)
    op.create_index(op.f("ix_quiz_answer_run_id"), "quiz_answer", ["run_id"], unique=False)
    op.create_index("quiz_answer_of_round", "quiz_answer", ["round_id", "identity_id"], unique=False)
    op.create_table(
        "rsvp",
        sa.Column("id", BigId, nullable=False),
        sa.Column("community_id", BigId, nullable=False),
        sa.Column("group_id", BigId, nullable=False),
        sa.Column("occurrence_id", BigId, nullable=False),
        sa.Column("identity_id", BigId, nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("turn", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("offered_until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_rsvp_community_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_rsvp_group_id")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name=op.f("fk_rsvp_identity_id")),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"], name=op.f("fk_rsvp_occurrence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rsvp")),
        sa.UniqueConstraint("occurrence_id", "identity_id", name=op.f("uq_rsvp_occurrence_id_identity_id")),
    )
    op.create_index(op.f("ix_rsvp_identity_id"), "rsvp", ["identity_id"], unique=False)
    _first_rows()


def _first_rows() -> None:
    """The community of those who share no group with the bot, and the one lease."""
    community = sa.table("community", sa.column("name"), sa.column("created_at", Moment()))
    op.bulk_insert(community, [{"name": "", "created_at": datetime.now(UTC)}])
    writer = sa.table("writer", sa.column("id"), sa.column("owner"), sa.column("batch"))
    op.bulk_insert(writer, [{"id": 1, "owner": "", "batch": 0}])
