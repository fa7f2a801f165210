"""Dates are told in both languages."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot import texts
from bot.chat.text import Text
from bot.domain.dates import read
from bot.domain.dates.words import DAYPARTS
from bot.services.moments import told

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def say(language: str, key: str, **values: object) -> Text:
    return texts.say(language, key, values)


def in_english(words: str) -> str:
    return str(told(read(words, NOON, ZoneInfo("Asia/Jakarta")), words, "en", partial(say, "en")))


def test_a_repetition_is_told_in_english() -> None:
    assert in_english("every other Thursday 7pm").startswith(
        "Thursday, 5 March 2026 at 19:00 WIB, then every 2 weeks on Thursday"
    )


def test_what_is_missing_is_asked_with_an_example_of_the_own_words() -> None:
    assert in_english("tomorrow") == "At what time? For example: tomorrow 19:30."
    assert '"webinar"' in in_english("webinar tomorrow")


@pytest.mark.parametrize("part", DAYPARTS)
def test_the_example_of_a_time_is_one_of_that_part_of_the_day(part: str) -> None:
    asked = in_english(f"besok {part}")
    example = asked.removeprefix("At what time? For example: ").removesuffix(".")
    assert example.startswith(f"besok {part} ")
    assert read(example, NOON, ZoneInfo("Asia/Jakarta")).why in ("", "which")
