"""The question without an answer, played on the page as often as anybody likes, in both manners and languages."""

import pytest

from tests.adapters.playground.test_playground import visiting
from tests.adapters.playground.test_scenarios import MANNERS, play, shown


@MANNERS
@pytest.mark.parametrize(("language", "answer"), [("id", "ada taman bermainnya"), ("en", "there is a playground")])
async def test_what_nobody_knew_is_answered_and_then_known(manner: str, language: str, answer: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "faq", manner, language)
        assert len([text for text in shown(visitor) if answer in text]) == 2


async def test_it_may_be_played_again_because_it_takes_back_what_was_learned() -> None:
    async with visiting() as visitor:
        for turn in (1, 2):
            await play(visitor, "faq", "telegram")
            assert len([text for text in shown(visitor) if "ada taman bermainnya" in text]) == 2 * turn
