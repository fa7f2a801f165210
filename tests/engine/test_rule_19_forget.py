"""Rule 19: what is through is forgotten; what must be recognised is kept as a keyed hash."""

from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import text

from bot.chat.actions import Actions, Edit, Send
from bot.chat.events import Command, Unreadable
from bot.chat.facts import MemberCount
from bot.chat.text import Text
from bot.context import Context, Installation
from bot.models import InboxRow, OutboxRow, Seen
from bot.routing import Router
from bot.services import retention
from tests.cast import BUDI, GROUP, KEY, NOW, says
from tests.stage import Stage

CANARY = "kenari kuning"
router = Router("failing")


@router.command("fail", about_group=False)
def fail(event: Command, ctx: Context) -> Actions:
    raise RuntimeError(CANARY)


@router.command("ask", about_group=False)
def ask(event: Command, ctx: Context) -> Actions:
    return [Send(GROUP, str(ctx.know(MemberCount(ctx.group.chat))))]


def test_rule_19_a_seen_key_is_a_keyed_hash(stage: Stage) -> None:
    stage.happens(replace(says(BUDI, "halo"), key=f"telegram:{CANARY}"))
    [row] = stage.rows(Seen)
    assert row.hash == blake2b(f"telegram:{CANARY}".encode(), key=KEY, digest_size=16).digest()
    assert CANARY not in stage.dump()


def test_rule_19_another_installations_key_gives_another_hash(stage: Stage) -> None:
    event = replace(says(BUDI, "halo"), key="telegram:1")
    other = Stage(installation=Installation(key=b"another"))
    stage.happens(event)
    other.happens(event)
    assert stage.rows(Seen)[0].hash != other.rows(Seen)[0].hash


def test_rule_19_what_was_said_is_forgotten_when_it_is_through(stage: Stage) -> None:
    for outcome in ("delivered", "refused", "lost"):
        stage.does(Send(GROUP, f"{CANARY} {outcome}", key=outcome))
        stage.does(Edit(GROUP, f"{CANARY} edited", key=outcome))
        assert CANARY in stage.dump()
        match outcome:
            case "delivered":
                stage.delivers()
            case "refused":
                stage.refuses(Send)
            case _:
                stage.starts()
        assert CANARY not in stage.dump()
    assert {row.payload for row in stage.rows(OutboxRow)} == {None}


def test_rule_19_an_expired_or_cancelled_message_is_forgotten_too(stage: Stage) -> None:
    stage.does(Send(GROUP, "before it"), Send(GROUP, CANARY, until=NOW + timedelta(seconds=1)))
    stage.clock.shift(timedelta(seconds=2))
    stage.delivers()
    assert CANARY not in stage.dump()


def test_rule_19_quarantine_names_its_account_and_its_community() -> None:
    stage = Stage(router)
    stage.happens(says(BUDI, "/fail"))
    [row] = stage.rows(InboxRow)
    assert (row.state, row.identity_id, row.community_id) == ("quarantined", BUDI.id, 2)


def test_rule_19_quarantine_names_the_account_of_what_broke_its_batch(stage: Stage) -> None:
    stage.happens(says(replace(BUDI, name="\ud800"), Text("halo")))
    [row] = stage.rows(InboxRow)
    assert (row.state, row.identity_id) == ("quarantined", BUDI.id)


def test_rule_19_quarantine_lasts_seven_days_and_holds_no_reason_in_words() -> None:
    stage = Stage(router)
    stage.happens(says(BUDI, "/fail"), Unreadable("u1", NOW, platform="telegram", raw="{}", reason="no such field"))
    [failed, unreadable] = stage.rows(InboxRow)
    assert (failed.expires_at, CANARY in failed.reason) == (NOW + timedelta(days=7), False)
    assert unreadable.reason == "no such field"
    for days, left in ((6, 2), (1, 0)):
        stage.clock.shift(timedelta(days=days))
        with stage.session() as session, session.begin():
            retention.prune(session, stage.clock.now())
        assert len(stage.rows(InboxRow)) == left


def test_rule_19_an_event_that_waited_is_forgotten() -> None:
    stage = Stage(router)
    stage.happens(says(BUDI, f"/ask {CANARY}"))
    assert CANARY in stage.dump()
    stage.delivers()
    assert (CANARY in stage.dump(), stage.rows(InboxRow)) == (False, [])


def test_rule_19_sqlite_overwrites_what_it_deletes(tmp_path: Path) -> None:
    path = tmp_path / "pamong.db"
    stage = Stage(url=f"sqlite:///{path}")
    with stage.session() as session:
        assert session.connection().execute(text("PRAGMA secure_delete")).scalar_one() == 1
    stage.does(Send(GROUP, CANARY))
    stage.delivers()
    with stage.database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    stage.close()
    found = [file.name for file in tmp_path.iterdir() if CANARY.encode() in file.read_bytes()]
    assert found == []
