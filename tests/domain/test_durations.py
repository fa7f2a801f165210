"""Durations are read as admins write them and said as people say them."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.durations import LONGEST, SHORTEST, BadDuration, compact, parse_duration, say_duration, take_duration

WHOLE_SECONDS = st.integers(1, 366 * 86400).map(lambda seconds: timedelta(seconds=seconds))
LANGUAGES = st.sampled_from(["id", "en"])


def hours(amount: float) -> timedelta:
    return timedelta(hours=amount)


def days(amount: float) -> timedelta:
    return timedelta(days=amount)


READINGS = {
    SHORTEST: "1s|1 detik|1 second",
    timedelta(seconds=20): "20 dtk|20s|20 sec|19.6s",
    timedelta(minutes=1): "semenit|60 secs|1m|a minute",
    timedelta(minutes=5): "5m|5 M|5mnt|5 menit|5 min|5 minutes|0005m",
    hours(0.5): "30m|setengah jam|half an hour|0.5h|Setengah Jam",
    hours(1): "sejam|an hour|1 jam|1h|60m",
    timedelta(minutes=66): "1.1h|1h6m|1,1 jam",
    hours(1.5): "1.5h|1,5 jam|1h 30m|1 jam 30 menit",
    hours(2): "2h|2H|2j|2 jam|2 Jam|2 hours|2hrs| 2h ",
    hours(2.5): "2h30m|2 jam 30 menit|2 hours, 30 minutes|2 jam dan 30 menit|2h,30m",
    hours(12): "setengah hari|half a day|0.5d",
    days(1): "sehari|1 hari|a day|1 day|24h",
    hours(36): "1d12h|1 hari 12 jam|1.5d|sehari 12 jam|1 day and 12 hours",
    days(3): "3d|3 hari|3 days",
    days(7): "1w|7d|1 minggu|1 pekan|seminggu|sepekan|a week|1 mgg",
    days(9): "1w2d|1 minggu 2 hari|1 week, 2 days",
    days(30): "1 bulan|sebulan|1 bln|a month|30d",
    days(60): "2 months",
    LONGEST: "366d|12 bulan 6 hari|8784 jam",
}


@pytest.mark.parametrize(
    ("words", "duration"), [(words, duration) for duration, ways in READINGS.items() for words in ways.split("|")]
)
def test_a_duration_is_understood(words: str, duration: timedelta) -> None:
    assert parse_duration(words) == duration
    assert take_duration(words) == (duration, "")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        *(
            (words, "shape")
            for words in ("", " ", "m", "5", "-5m", "+5m", "5mm", "５m", "5ｍ", "٥m", "2ſ", "5 x", "m5")
        ),
        *(
            (words, "shape")
            for words in ("2h30", "30m2h", "2h 2h", "1.5.2h", ".5h", "1,h", "2h!", "5mé", "2 h jam", "1e3s")
        ),
        *(
            (words, "shape")
            for words in ("3 hr", "selamanya", "forever", "sejamz", "a", "se jam", "half hour", "nan d")
        ),
        *((words, "too_long") for words in ("367d", "366d1s", "9" * 5000 + "m", "13 bulan", "53w")),
        *((words, "too_short") for words in ("0m", "0.5s", "0h0m", "0,01 menit")),
    ],
)
def test_what_is_no_duration_is_refused_with_a_reason(words: str, reason: str) -> None:
    with pytest.raises(BadDuration) as caught:
        parse_duration(words)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("words", "duration", "rest"),
    [
        ("2 jam spam terus", hours(2), "spam terus"),
        ("2h30m reason", hours(2.5), "reason"),
        ("3 hari", days(3), ""),
        ("1w\nbaris satu\nbaris dua", days(7), "baris satu\nbaris dua"),
        ("2 jam, spam", hours(2), "spam"),
        ("2h: spam", hours(2), "spam"),
        ("2 jam 3 hari lagi", hours(2), "3 hari lagi"),
        ("1d 5 spam links", days(1), "5 spam links"),
        ("an hour of rest", hours(1), "of rest"),
        ("  sehari  karena iklan", days(1), "karena iklan"),
        ("setengah jam dan maaf", hours(0.5), "dan maaf"),
        ("2 jam dan 30 menit ya", hours(2.5), "ya"),
        ("selamanya", None, "selamanya"),
        ("forever spam", None, "forever spam"),
        ("sehari-hari spam", None, "sehari-hari spam"),
        ("a second warning", None, "a second warning"),
        ("a daylight robbery", None, "a daylight robbery"),
        ("spam 2 jam", None, "spam 2 jam"),
        ("-5m spam", None, "-5m spam"),
        ("5mm spam", None, "5mm spam"),
        ("5m-10m spam", None, "5m-10m spam"),
        ("2h30 spam", None, "2h30 spam"),
        ("5 spam links", None, "5 spam links"),
        ("", None, ""),
    ],
)
def test_a_duration_is_taken_off_the_beginning(words: str, duration: timedelta | None, rest: str) -> None:
    assert take_duration(words) == (duration, rest)


def test_a_leading_duration_out_of_bounds_is_not_a_reason_in_silence() -> None:
    with pytest.raises(BadDuration, match="too_long"):
        take_duration("999d spam")


@pytest.mark.parametrize(
    ("delta", "indonesian", "english", "short"),
    [
        (hours(2.5), "2 jam 30 menit", "2 hours 30 minutes", "2h30m"),
        (hours(1), "1 jam", "1 hour", "1h"),
        (timedelta(minutes=1, seconds=1), "1 menit 1 detik", "1 minute 1 second", "1m1s"),
        (days(7), "1 minggu", "1 week", "1w"),
        (days(10), "10 hari", "10 days", "10d"),
        (timedelta(days=1, minutes=5), "1 hari 5 menit", "1 day 5 minutes", "1d5m"),
        (timedelta(days=1, hours=2, minutes=59), "1 hari 2 jam", "1 day 2 hours", "1d2h59m"),
        (timedelta(milliseconds=1999), "1 detik", "1 second", "1s"),
        (timedelta(), "0 detik", "0 seconds", "0s"),
        (days(-1), "0 detik", "0 seconds", "0s"),
    ],
)
def test_a_duration_is_said_and_written(delta: timedelta, indonesian: str, english: str, short: str) -> None:
    assert (say_duration(delta, "id"), say_duration(delta, "en-GB"), compact(delta)) == (indonesian, english, short)


@given(WHOLE_SECONDS)
def test_the_short_form_says_exactly_the_duration(delta: timedelta) -> None:
    assert parse_duration(compact(delta)) == delta


@given(WHOLE_SECONDS, LANGUAGES)
def test_the_words_say_the_duration_up_to_their_smallest_unit(delta: timedelta, language: str) -> None:
    said = parse_duration(say_duration(delta, language))
    assert said <= delta < said + hours(1)
    assert say_duration(said, language) == say_duration(delta, language)


@given(st.integers(0, 366), st.integers(1, 23), LANGUAGES)
def test_words_of_two_units_say_exactly_the_duration(whole_days: int, whole_hours: int, language: str) -> None:
    delta = min(timedelta(days=whole_days, hours=whole_hours), LONGEST)
    assert parse_duration(say_duration(delta, language)) == delta


@given(WHOLE_SECONDS, st.sampled_from(["spam terus", "", "jangan, ya", "x 2h"]))
def test_a_written_duration_is_found_before_any_reason(delta: timedelta, reason: str) -> None:
    assert take_duration(f"{compact(delta)} {reason}") == (delta, reason)


@given(st.text("0123456789.,hmdwjs aijnrk-+éK５", max_size=25) | st.text(max_size=10))
def test_any_words_are_a_duration_within_bounds_or_refused(words: str) -> None:
    with suppress(BadDuration):
        assert SHORTEST <= parse_duration(words) <= LONGEST
