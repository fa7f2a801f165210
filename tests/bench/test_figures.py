"""The figures are measured on what they say: counts, not times."""

from bench.commits import figures as commits
from bench.engine import engine
from bench.figures import Figure
from bench.talk import Talk

MESSAGES = 120


async def test_every_message_of_the_talk_is_stored_once() -> None:
    talk = Talk()
    async with engine() as running:
        await running.store(talk.events(MESSAGES))
        assert running.rows() == MESSAGES
        assert running.batches.counts["duplicates"] == 0


async def test_one_event_a_commit_is_one_batch_each() -> None:
    talk = Talk()
    async with engine() as running:
        before = running.batches.counts["batches"]
        await running.store_singly(talk.events(7))
        assert running.batches.counts["batches"] - before >= 7


async def test_a_figure_is_measured_for_every_name() -> None:
    assert [figure.name for figure in await commits(rounds=2)] == ["commits"]


def test_a_target_is_met_or_missed() -> None:
    assert Figure("a", "", 4.9, 5, least=True).is_met is False
    assert Figure("a", "", 1.4, 1.5).is_met
    assert Figure("a", "", 99).is_met
