"""What somebody revises in private, and when each question comes back."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from bot.models.base import Table, key, link, maybe_moment, moment


class RevisionCard(Table, table=True):
    """One question that somebody got wrong: FSRS' memory of it, and how right the latest answer was."""

    __tablename__ = "revision_card"
    __table_args__ = (
        UniqueConstraint("identity_id", "question_id"),
        Index("revision_card_due", "identity_id", "due_at"),
    )

    id: int | None = key()
    community_id: int = link("community.id")
    identity_id: int = link("identity.id", forget="delete")
    question_id: int = link("quiz_question.id")
    due_at: datetime = moment()
    state: int = 1
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    reviewed_at: datetime | None = maybe_moment()
    share: float = 0.0
    reviews: int = 0
