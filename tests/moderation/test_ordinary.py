"""A group's own threshold comes from its ordinary messages, and nothing is deleted before there are enough."""

from datetime import timedelta
from random import Random

import pytest

from bot.chat.actions import Delete
from bot.context import Context
from bot.models import Decision, OrdinaryScores
from moderation import ordinary
from moderation.rules import scams
from moderation.rules.scams import Scams
from tests.cast import BUDI, CITRA, DEWI, private, says
from tests.moderation.test_topics import ELSEWHERE
from tests.stage import Stage

SCAM = "SLOT GACOR malam ini, maxwin pasti, deposit 10rb daftar sekarang bonus new member 100% link di bio"
WANTED = Scams(enforce=True)


def used(ctx: Context, scores: list[float]) -> None:
    for score in scores:
        ordinary.note(score, ctx)


def test_before_a_thousand_messages_there_is_no_threshold(ctx: Context) -> None:
    used(ctx, [0.1] * 950)
    assert ordinary.threshold(ctx) is None
    used(ctx, [0.1] * 50)
    assert ordinary.threshold(ctx) is not None


def test_it_lies_above_what_ordinary_messages_reach(ctx: Context) -> None:
    dice = Random(7)
    scores = [dice.betavariate(1, 6) for _ in range(2000)]
    used(ctx, scores)
    own = ordinary.threshold(ctx)
    assert own is not None
    assert sum(score >= own for score in scores) / len(scores) <= ordinary.FALSE_POSITIVES


def test_what_moderators_found_unwanted_was_no_ordinary_message(ctx: Context) -> None:
    used(ctx, [0.1] * 999 + [0.97])
    first = ordinary.threshold(ctx)
    ordinary.take_back(0.97, ctx)
    used(ctx, [0.1] * 50)
    own = ordinary.threshold(ctx)
    assert first is not None
    assert own is not None
    assert own < first
    ordinary.take_back(0.97, ctx, times=-1)
    again = ordinary.threshold(ctx)
    assert again is not None
    assert again > own


def test_a_group_may_change(ctx: Context) -> None:
    used(ctx, [0.9] * 500 + [0.1] * 20_000)
    row = ctx.session.get(OrdinaryScores, ctx.group.chat.id)
    assert row is not None
    assert row.seen <= ordinary.MOST
    assert len(row.highest) <= ordinary.KEPT


@pytest.mark.parametrize(
    ("settings", "messages", "soft"), [(WANTED, 1000, False), (WANTED, 900, True), (Scams(), 1000, True)]
)
def test_a_likelihood_acts_only_where_moderators_want_it_and_enough_was_seen(
    ctx: Context, settings: Scams, messages: int, soft: bool
) -> None:
    used(ctx, [0.1] * messages)
    found = scams.look(says(BUDI, SCAM), ctx, settings)
    assert found is not None
    assert found.soft is soft


def turned_on(stage: Stage) -> None:
    """Citra turns deleting on in the settings, and the group has written enough."""
    stage.happens(says(DEWI, "/start", private(DEWI)), says(CITRA, "/settings"))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "Penipuan"))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "⬜ Hapus yang hampir pasti (setelah 1.000 pesan biasa)"))
    stage.delivers()
    with stage.session() as session, session.begin():
        session.add(OrdinaryScores(group_id=1, community_id=1, seen=1000, highest=[0.3] * ordinary.KEPT))


def test_in_the_chat_it_is_deleted_explained_and_undone(rules_stage: Stage) -> None:
    stage = rules_stage
    turned_on(stage)
    for number, text in enumerate(ELSEWHERE):
        stage.happens(says(BUDI, text, at=stage.clock.now() + timedelta(minutes=number)))
    scam = says(BUDI, SCAM, at=stage.clock.now())
    stage.happens(scam)
    gone = [each.message for each in stage.delivers() if isinstance(each, Delete)]
    assert scam.message in gone
    (decision,) = stage.rows(Decision)
    assert (decision.rule, decision.action) == ("scams", "delete")
    assert decision.threshold > 0.3
