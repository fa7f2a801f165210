"""On and off, as people write them."""

import pytest

from bot import errors
from bot.domain.switches import switch


@pytest.mark.parametrize("word", ["on", "ya", " YES ", "nyala", "Aktif"])
def test_on(word: str) -> None:
    assert switch(word)


@pytest.mark.parametrize("word", ["off", "tidak", "No", "mati "])
def test_off(word: str) -> None:
    assert not switch(word)


@pytest.mark.parametrize("word", ["", "mungkin", "onoff", "1"])
def test_anything_else_is_misused(word: str) -> None:
    with pytest.raises(errors.Misused):
        switch(word)
