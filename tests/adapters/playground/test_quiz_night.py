"""Four people play five questions, one of each kind, on the page: in both manners and languages."""

import pytest

from tests.adapters.playground.test_playground import visiting
from tests.adapters.playground.test_scenarios import MANNERS, play, shown


@MANNERS
@pytest.mark.parametrize("language", ["id", "en"])
async def test_the_quiz_night_goes_from_the_lobby_to_the_podium(manner: str, language: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "quiz_night", manner, language)
        podium = next(text for text in reversed(shown(visitor)) if text.startswith("🏁"))
        lines = podium.splitlines()[1:5]
        assert [line.split()[1] for line in lines] == ["Budi", "Citra", "Dewi", "Ani"]
        assert [line.partition("(")[2].split()[0] for line in lines] == ["5", "5", "4", "3"]
        assert sum(text.startswith("✅") for text in shown(visitor)) == 5
