"""Things are kept for as long as they are of use, and no longer; time moves and nothing else does."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select, update

from bot.models import (
    Activity,
    Blob,
    Community,
    Conversation,
    DueRow,
    Group,
    GroupSetting,
    Identity,
    IdentityAlias,
    InboxRow,
    Membership,
    OutboxRow,
    Person,
    Prompt,
    Seen,
    SentMessage,
    Table,
)
from bot.services import retention
from tests import cast
from tests.furniture import furnished

OTHER = 2  # a second group of the same community
PRIVATE = 3  # SARI's private chat
COMMON: dict[str, Any] = {"community_id": cast.CLASS, "group_id": cast.GROUP.id}


@pytest.fixture
def session() -> Iterator[Session]:
    """The cast, with a second group and a private chat."""
    opened = furnished()
    with opened.session() as session:
        for address, kind, identity in (("-1002", "group", None), (cast.SARI.address, "private", cast.SARI.id)):
            chat: dict[str, Any] = {"community_id": cast.CLASS, "platform": "telegram", "created_at": cast.NOW}
            session.add(Group(**chat, address=address, kind=kind, identity_id=identity))
            session.flush()
        yield session
    opened.close()


def count(session: Session, table: type[Table]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def lives(session: Session, row: Table, days: float) -> None:
    """The row is there a moment before so many days after NOW, and gone a moment after."""
    table = type(row)
    before = count(session, table)
    session.add(row)
    session.flush()
    retention.prune(session, cast.NOW + timedelta(days=days) - timedelta(minutes=1))
    assert count(session, table) == before + 1
    retention.prune(session, cast.NOW + timedelta(days=days) + timedelta(minutes=1))
    assert count(session, table) == before


def test_seen_keys_live_for_7_days(session: Session) -> None:
    lives(session, Seen(hash=b"1", at=cast.NOW), days=7)


@pytest.mark.parametrize("state", ["done", "cancelled", "expired", "refused", "unknown"])
def test_what_is_through_lives_for_7_days(session: Session, state: str) -> None:
    lives(session, OutboxRow(**COMMON, kind="Send", lane=1, state=state, created_at=cast.NOW, done_at=cast.NOW), days=7)


def test_what_still_has_to_leave_stays(session: Session) -> None:
    session.add(OutboxRow(**COMMON, kind="Send", lane=1, created_at=cast.NOW))
    retention.prune(session, cast.NOW + timedelta(days=900))
    assert count(session, OutboxRow) == 1


def test_files_live_for_a_day(session: Session) -> None:
    lives(session, Blob(community_id=cast.CLASS, data=b"x", created_at=cast.NOW), days=1)


def test_prompts_live_for_a_day_after_they_expired(session: Session) -> None:
    prompt = Prompt(id="x", **COMMON, about_id=cast.GROUP.id, message_row=1, route="x", expires_at=cast.NOW)
    lives(session, prompt, days=1)


def test_wizards_end_when_their_time_is_over(session: Session) -> None:
    lives(session, Conversation(**COMMON, identity_id=cast.BUDI.id, step="x", expires_at=cast.NOW), days=0)


def test_quarantine_ends_when_its_time_is_over(session: Session) -> None:
    common: dict[str, Any] = {"community_id": cast.CLASS, "event": "{}", "arrived_at": cast.NOW, "expires_at": cast.NOW}
    lives(session, InboxRow(**common, state="quarantined"), days=0)


def test_messages_without_a_name_are_known_for_30_days(session: Session) -> None:
    lives(session, SentMessage(**COMMON, platform_id="1", sent_at=cast.NOW), days=30)


def test_a_named_message_stays_until_a_newer_one_has_its_name(session: Session) -> None:
    session.add(SentMessage(**COMMON, key="welcome", generation=1, platform_id="1", sent_at=cast.NOW))
    session.flush()
    retention.prune(session, cast.NOW + timedelta(days=100))
    assert count(session, SentMessage) == 1
    later = cast.NOW + timedelta(days=100)
    session.add(SentMessage(**COMMON, key="welcome", generation=2, platform_id="2", sent_at=later))
    session.flush()
    retention.prune(session, later)
    assert session.exec(select(SentMessage.generation)).all() == [2]


def wrote(session: Session, group: int = cast.GROUP.id, at: datetime = cast.NOW) -> None:
    row: dict[str, Any] = {
        "community_id": cast.CLASS,
        "group_id": group,
        "at": at,
        "identity_id": cast.BUDI.id,
        "kind": "replies",
    }
    session.add(Activity(**row, message_id="m1", reply_to="m0"))
    session.flush()


def test_who_wrote_what_id_is_known_for_30_days_and_that_they_wrote_for_400(session: Session) -> None:
    wrote(session)
    retention.prune(session, cast.NOW + timedelta(days=30, minutes=-1))
    assert session.exec(select(Activity.message_id, Activity.reply_to)).one() == ("m1", "m0")
    retention.prune(session, cast.NOW + timedelta(days=30, minutes=1))
    assert session.exec(select(Activity.message_id, Activity.reply_to)).one() == (None, None)
    retention.prune(session, cast.NOW + timedelta(days=400, minutes=-1))
    assert count(session, Activity) == 1
    retention.prune(session, cast.NOW + timedelta(days=400, minutes=1))
    assert count(session, Activity) == 0


def test_a_portion_says_that_there_is_more(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for number in range(5):
        wrote(session, at=cast.NOW + timedelta(minutes=number))
    later = cast.NOW + timedelta(days=31)
    assert [retention.prune(session, later) for _ in range(3)] == [True, True, False]
    assert set(session.exec(select(Activity.message_id)).all()) == {None}


def leaves_group(session: Session, group: int = cast.GROUP.id) -> None:
    """The bot is removed from a group, NOW."""
    session.execute(update(Group).where(col(Group.id) == group).values(state="asleep", gone_at=cast.NOW))


def fill(session: Session) -> None:
    """Something of the group in several tables; BUDI is in the other group too, SARI talks in private."""
    wrote(session)
    wrote(session, OTHER)
    session.add(Membership(community_id=cast.CLASS, group_id=OTHER, identity_id=cast.BUDI.id))
    session.add(GroupSetting(**COMMON, section="welcome"))
    session.add(DueRow(**COMMON, kind="digest", name="1", at=cast.NOW))
    session.add(SentMessage(**COMMON, key="welcome"))
    session.add(SentMessage(community_id=cast.CLASS, group_id=PRIVATE, identity_id=cast.SARI.id, key="hello"))
    session.execute(update(Group).where(col(Group.id) == PRIVATE).values(focus_id=cast.GROUP.id))
    session.flush()


def test_a_group_that_is_gone_comes_back_within_30_days_to_what_it_was(session: Session) -> None:
    fill(session)
    leaves_group(session)
    retention.prune(session, cast.NOW + timedelta(days=30, minutes=-1))
    assert (count(session, GroupSetting), count(session, Group)) == (1, 3)


def test_after_30_days_nothing_of_the_group_is_left(session: Session) -> None:
    fill(session)
    leaves_group(session)
    retention.prune(session, cast.NOW + timedelta(days=30, minutes=1))
    for table in Table.metadata.sorted_tables:
        for column in table.columns:
            if column.name in ("group_id", "about_id", "focus_id"):
                found = session.execute(select(func.count()).where(column == cast.GROUP.id)).scalar_one()
                assert found == 0, f"{table.name}.{column.name}"
    assert session.get(Group, cast.GROUP.id) is None


def test_people_who_were_only_there_go_with_it_and_others_stay(session: Session) -> None:
    fill(session)
    leaves_group(session)
    retention.prune(session, cast.NOW + timedelta(days=30, minutes=1))
    assert session.exec(select(Identity.name)).all() == ["Budi"]
    assert session.exec(select(IdentityAlias.value)).all() == [cast.BUDI.address]
    assert count(session, Person) == 1
    assert session.get(Group, PRIVATE) is None
    assert count(session, Activity) == 1


def test_a_community_without_groups_is_gone_too(session: Session) -> None:
    fill(session)
    leaves_group(session)
    leaves_group(session, OTHER)
    retention.prune(session, cast.NOW + timedelta(days=30, minutes=1))
    assert session.exec(select(Community.name)).all() == ["lobby"]
    for table in Table.metadata.sorted_tables:
        if "community_id" in table.columns:
            left = session.execute(select(func.count()).where(table.c.community_id == cast.CLASS)).scalar_one()
            assert left == 0, table.name


def test_a_busy_group_leaves_in_portions(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for _ in range(3):
        wrote(session, OTHER)
    leaves_group(session, OTHER)
    later = cast.NOW + timedelta(days=30, minutes=1)
    assert retention.prune(session, later)
    assert session.get(Group, OTHER) is not None
    while retention.prune(session, later):
        pass
    assert session.get(Group, OTHER) is None
