"""From joining to another buddy on the page, in both manners."""

import pytest

from tests.adapters.playground.test_playground import visiting
from tests.adapters.playground.test_scenarios import MANNERS, play, sentence, shown, told


@MANNERS
@pytest.mark.parametrize("language", ["id", "en"])
async def test_ani_introduces_herself_meets_her_buddy_and_gets_another_one(manner: str, language: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "buddy", manner, language)
        assert [toast["text"] for toast in visitor.state["toasts"] if not toast["who"]] == []
        [card] = [text for text in shown(visitor) if sentence("sentence", language) in text and "Makanan" in text]
        assert "Ani" in card
        told_ani = [text for text in shown(visitor, "ani") if "teman belajarmu" in text and "Tiga hal" in text]
        assert len(told_ani) == 2
        assert any("teman belajarmu Dewi" in text for text in told_ani)
        assert any("teman belajarmu Budi" in text for text in told_ani)
        for who in ("dewi", "budi"):
            assert any("Ani baru bergabung" in text for text in shown(visitor, who))
        assert any("Teman belajarmu: " in text for text in told(visitor, "does.send"))


@MANNERS
async def test_three_take_part_and_one_says_that_they_met(manner: str) -> None:
    async with visiting() as visitor:
        for _ in range(2):
            await play(visitor, "pairs", manner)
            assert [toast["text"] for toast in visitor.state["toasts"] if not toast["who"]] == []
            assert any("Putaran baru: 1 pasangan" in text for text in told(visitor, "does.send"))
            assert any("Asyik!" in text for text in shown(visitor, "budi"))
            assert any("kamu bersama" in text for text in shown(visitor, "ani"))
