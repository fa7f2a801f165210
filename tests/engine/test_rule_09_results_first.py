"""Rule 9: results of deliveries come first, and what comes too early waits for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.actions import Actions, AskPoll, Delete, Return, Send
from bot.chat.events import Account, AccountKind, Message, PollClosed, Reacted, Refused, Voted
from bot.context import Context
from bot.models import InboxRow, SentMessage
from bot.routing import Router
from tests.cast import BUDI, CITRA, GROUP, number, reacts, says, votes
from tests.stage import Stage

BOT = Account("telegram", "7000", "Pamong", kind=AccountKind.BOT)
POLL = AskPoll(GROUP, "berapa?", ("1", "2"), key="poll")
router = Router("listening")
heard: list[tuple[str, int]] = []


@router.on(Voted, Reacted, PollClosed, Refused)
@router.on(Message, when=lambda event: bool(event.reply_to))
def listen(event: Voted | Reacted | PollClosed | Refused | Message, ctx: Context) -> Actions:
    heard.append((type(event).__name__, len(ctx.session.exec(SENT).all())))
    return []


SENT = SentMessage.__table__.select().where(SentMessage.__table__.c.platform_id.is_not(None))  # type: ignore[attr-defined]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    heard.clear()
    play = Stage(router, url=f"sqlite:///{tmp_path / 'pamong.db'}")
    yield play
    play.close()


def parked(stage: Stage) -> list[str]:
    return [row.state for row in stage.rows(InboxRow)]


def test_rule_9_a_result_goes_before_what_arrived_earlier_in_the_batch(stage: Stage) -> None:
    stage.does(POLL)
    delivered = stage.platform.do(stage.order(AskPoll))
    stage.happens(votes(BUDI, delivered.poll, "0"), delivered)
    assert (heard, parked(stage)) == ([("Voted", 1)], [])


def test_rule_9_a_vote_that_comes_before_its_poll_is_known_waits_for_it(stage: Stage) -> None:
    stage.does(POLL)
    delivered = stage.platform.do(stage.order(AskPoll))
    stage.happens(votes(BUDI, delivered.poll, "0"))
    assert (heard, parked(stage)) == ([], ["parked"])
    stage.happens(delivered)
    assert (heard, parked(stage)) == ([("Voted", 1)], [])


def test_rule_9_a_reaction_that_comes_before_its_message_is_known_waits_for_it(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo"))
    delivered = stage.platform.do(stage.order(Send))
    stage.happens(reacts(BUDI, delivered.sent[0], "👍"))
    assert parked(stage) == ["parked"]
    stage.happens(delivered)
    assert (heard, parked(stage)) == ([("Reacted", 1)], [])


def test_rule_9_a_reply_that_comes_before_its_message_is_known_waits_for_it(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo"))
    delivered = stage.platform.do(stage.order(Send))
    stage.happens(says(BUDI, "laba", reply_to=delivered.sent[0], reply_who=BOT))
    assert (heard, parked(stage)) == ([], ["parked"])
    stage.happens(delivered)
    assert (heard, parked(stage)) == ([("Message", 1)], [])


def test_rule_9_a_reply_to_a_person_or_to_what_is_known_does_not_wait(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo"))
    stage.delivers()
    known = stage.shown()[-1].id
    stage.does(Send(GROUP, "lagi"))
    stage.happens(says(BUDI, "satu", reply_to=known, reply_who=BOT), says(BUDI, "dua", reply_to="7", reply_who=CITRA))
    assert ([name for name, _ in heard], parked(stage)) == (["Message", "Message"], [])


def test_rule_9_the_end_of_a_poll_waits_for_it_too(stage: Stage) -> None:
    stage.does(POLL)
    delivered = stage.platform.do(stage.order(AskPoll))
    stage.happens(PollClosed(f"closed:{number()}", stage.clock.now(), poll=delivered.poll))
    assert parked(stage) == ["parked"]
    stage.happens(delivered)
    assert (heard, parked(stage)) == ([("PollClosed", 1)], [])


def test_rule_9_another_rows_result_does_not_end_the_waiting(stage: Stage) -> None:
    stage.does(POLL, Delete(GROUP, message="41"))
    delivered = stage.platform.do(stage.order(AskPoll))
    stage.happens(votes(BUDI, delivered.poll, "0"))
    stage.delivers(only=Delete)
    assert (heard, parked(stage)) == ([], ["parked"])
    stage.happens(delivered)
    assert heard == [("Voted", 1)]


def test_rule_9_with_nothing_in_flight_nothing_waits(stage: Stage) -> None:
    stage.happens(votes(BUDI, "nobody's", "0"), reacts(BUDI, "7", "👍"))
    assert heard == [("Voted", 0), ("Reacted", 0)]


def test_rule_9_a_reaction_to_a_members_message_does_not_wait(stage: Stage) -> None:
    stage.happens(says(CITRA, "halo", message="41"))
    stage.does(Send(GROUP, "halo"))
    stage.happens(reacts(BUDI, "41", "👍"))
    assert (heard, parked(stage)) == ([("Reacted", 0)], [])


def test_rule_9_what_waited_is_heard_after_ten_minutes_all_the_same(stage: Stage) -> None:
    stage.does(POLL)
    stage.happens(votes(BUDI, "unknown", "0"))
    stage.passes(minutes=9)
    assert heard == []
    stage.passes(minutes=2)
    assert (heard, parked(stage)) == ([("Voted", 0)], [])


def test_rule_9_a_lost_poll_is_said_to_who_listens_and_its_votes_are_heard(stage: Stage) -> None:
    stage.does(POLL)
    delivered = stage.platform.do(stage.order(AskPoll))
    stage.happens(votes(BUDI, delivered.poll, "0"))
    stage.starts()
    assert (heard, parked(stage)) == ([("Refused", 0), ("Voted", 0)], [])


def test_rule_9_results_of_the_same_batch_keep_their_order(stage: Stage) -> None:
    order = []
    asked = Router("asked")

    @asked.on(Refused)
    def refused(event: Refused, ctx: Context) -> Actions:
        order.append(event.row)
        return [Return(None)]

    play = Stage(asked)
    play.does(Delete(GROUP, message="1"), Send(GROUP, "halo"))
    play.happens(says(BUDI, "halo"), *(play.platform.refused(each) for each in play.flying))
    assert order == [1, 2]
    play.close()
