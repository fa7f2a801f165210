"""The question without an answer, played on the page as often as anybody likes, in both manners and languages."""

import pytest

from tests.adapters.playground.test_playground import visiting
from tests.adapters.playground.test_scenarios import MANNERS, play, shown


@MANNERS
@pytest.mark.parametrize(("language", "answer"), [("id", "ada taman bermainnya"), ("en", "there is a playground")])
async def test_what_nobody_knew_is_answered_twice(manner: str, language: str, answer: str) -> None:
    async with visiting() as visitor:
        for turn in (1, 2):
            await play(visitor, "faq", manner, language)
            answered = [text for text in shown(visitor) if answer in text]
            assert len(answered) == 2 * turn, shown(visitor)
        assert [toast["text"] for toast in visitor.state["toasts"] if not toast["who"]] == []
