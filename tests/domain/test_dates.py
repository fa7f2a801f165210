"""Dates in words: understood to the last word, or asked about; never silently wrong."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import When, leading, occurrences, read, say_start, say_zones
from tests.domain.phrases import PHRASES

JAKARTA, BERLIN, NEW_YORK = ZoneInfo("Asia/Jakarta"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=JAKARTA)
FOREIGN = (
    "bukan",
    "sebelum",
    "kecuali",
    "kalau jadi",
    "batal",
    "jangan",
    "not",
    "except",
    "before",
    "unless",
    "kira-kira",
)
UNDERSTOOD = [phrase for phrase, meaning in PHRASES.items() if meaning[0] == "2"]


def meaning(when: When) -> str:
    """In the form of the table."""
    if when.start is None:
        return f"{when.status} {when.why}" + "".join(f" | {option:%m-%d %H:%M}" for option in when.options)
    rule, length = (f" {when.rrule}" if when.rrule else ""), (f" +{when.minutes}m" if when.minutes else "")
    return f"{when.start:%Y-%m-%d %H:%M%z}{rule}{length}"


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_means_what_the_table_says(phrase: str) -> None:
    assert meaning(read(phrase, NOON, JAKARTA)) == PHRASES[phrase]


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(PHRASES) >= 120
    assert len(UNDERSTOOD) >= 80


@pytest.mark.parametrize("phrase", [phrase for phrase in UNDERSTOOD if "'" not in phrase])
def test_letters_and_spaces_make_no_difference(phrase: str) -> None:
    shouted = f"  {phrase.upper().replace(' ', '   ')} "
    assert meaning(read(shouted, NOON, JAKARTA)) == PHRASES[phrase]


@given(st.sampled_from(UNDERSTOOD), st.sampled_from(FOREIGN), st.integers(0, 12))
def test_a_foreign_word_is_never_passed_over(phrase: str, foreign: str, place: int) -> None:
    words = phrase.split()
    words.insert(min(place, len(words)), foreign)
    assert read(" ".join(words), NOON, JAKARTA).status != "ok"


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_accident(text: str) -> None:
    when = read(text, NOON, JAKARTA)
    assert when.status in ("ok", "ask", "refuse")
    assert (when.start is not None) == (when.status == "ok")


@given(st.lists(st.sampled_from(sorted({word for phrase in PHRASES for word in phrase.split()})), max_size=8))
def test_any_words_of_the_table_are_read_without_an_accident(words: list[str]) -> None:
    when = read(" ".join(words), NOON, JAKARTA)
    assert when.start is None or when.start > NOON


@given(
    st.integers(1, 950_000).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    st.sampled_from(("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Europe/Berlin", "America/New_York", "UTC")),
    st.sampled_from(("id", "en")),
)
def test_what_is_said_is_read_as_the_same_moment(moment: datetime, zone: str, language: str) -> None:
    start = moment.astimezone(ZoneInfo(zone))
    again = read(say_start(start, language), datetime(2026, 3, 2, 5, tzinfo=UTC), JAKARTA)
    assert (again.status, again.start) == ("ok", start)


def test_a_start_is_said_by_the_clocks_of_all_three_zones() -> None:
    start = datetime(2026, 3, 6, 19, 30, tzinfo=JAKARTA)
    assert say_start(start, "id") == "Jumat, 6 Maret 2026 pukul 19.30 WIB"
    assert say_start(start, "en") == "Friday, 6 March 2026 at 19:30 WIB"
    assert say_zones(start) == "19.30 WIB · 20.30 WITA · 21.30 WIT"
    assert say_zones(start, "en") == "19:30 WIB · 20:30 WITA · 21:30 WIT"
    assert say_zones(start.astimezone(BERLIN)) == ""


def test_next_week_is_asked_about_only_on_sundays_when_weeks_may_begin_today() -> None:
    sunday = datetime(2026, 3, 8, 12, tzinfo=JAKARTA)
    assert meaning(read("minggu depan hari senin 09.00", sunday, JAKARTA)) == "ask which | 03-09 09:00 | 03-16 09:00"


def test_next_friday_is_clear_when_both_readings_agree() -> None:
    friday = datetime(2026, 3, 6, 12, tzinfo=JAKARTA)
    assert meaning(read("jumat depan 19.30", friday, JAKARTA)) == "2026-03-13 19:30+0700"


def test_today_is_asked_about_where_two_zones_have_two_dates() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=JAKARTA)  # 3 March in Jayapura
    assert meaning(read("besok 09.00 WIT", late, JAKARTA)) == "ask which | 03-03 09:00 | 03-04 09:00"


@pytest.mark.parametrize(
    ("phrase", "zone", "expected"),
    [
        ("29 maret 2026 02.30", BERLIN, "ask skipped"),
        ("8 march 2026 02:30", NEW_YORK, "ask skipped"),
        ("25 oktober 2026 02.30", BERLIN, "ask which | 10-25 02:30 | 10-25 02:30"),
        ("29 maret 2026 03.30", BERLIN, "2026-03-29 03:30+0200"),
    ],
)
def test_hours_that_clocks_skip_or_repeat_are_asked_about(phrase: str, zone: ZoneInfo, expected: str) -> None:
    assert meaning(read(phrase, NOON, zone)) == expected


@pytest.mark.parametrize(
    ("line", "date_words", "title"),
    [
        ("besok 19.30 Webinar Iklan Shopee bareng Bu Rina", "besok 19.30", "Webinar Iklan Shopee bareng Bu Rina"),
        ("besok 19.30 5 Tips Jualan", "besok 19.30", "5 Tips Jualan"),
        ("besok 19.30 - Minggu Produktif", "besok 19.30", "Minggu Produktif"),
        ("setiap Selasa jam 20:00 Mentoring", "setiap Selasa jam 20:00", "Mentoring"),
        ("besok jam 8 malam Minggu Ceria", "besok jam 8 malam", "Minggu Ceria"),
        ("besok jam 8 Kopdar", "besok jam 8", "Kopdar"),
        ("Jumat depan 19.30 Kopdar", "Jumat depan 19.30", "Kopdar"),
        ("2 jam lagi Diskusi", "2 jam lagi", "Diskusi"),
    ],
)
def test_a_line_begins_with_its_date(line: str, date_words: str, title: str) -> None:
    when, rest = leading(line, NOON, JAKARTA)
    assert (meaning(when), rest) == (meaning(read(date_words, NOON, JAKARTA)), title)


def test_a_line_without_a_date_says_which_word_is_foreign() -> None:
    when, rest = leading("Webinar besok 19.30", NOON, JAKARTA)
    assert (when.why, when.word, rest) == ("unknown", "webinar", "")


@pytest.mark.parametrize("phrase", [phrase for phrase in UNDERSTOOD if "FREQ" in PHRASES[phrase]])
def test_a_repetition_has_the_dates_that_dateutil_gives_it(phrase: str) -> None:
    when = read(phrase, NOON, JAKARTA)
    assert when.start is not None
    days = [each.date() for each in islice(occurrences(when.rrule, when.start), 30)]
    naive = when.rrule.split(";UNTIL=")[0]
    expected = [each.date() for each in islice(rrulestr(naive, dtstart=when.start.replace(tzinfo=None)), 30)]
    assert days == [day for day in expected if "UNTIL" not in when.rrule or day <= _last(when.rrule)]
    assert days[0] == when.start.date()


def _last(rrule: str) -> date:
    until = rrule.split("UNTIL=")[1]
    return (datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) + timedelta(hours=7)).date()


@pytest.mark.parametrize(("zone", "change"), [(BERLIN, 3), (NEW_YORK, 3), (BERLIN, 10), (NEW_YORK, 10)])
def test_a_weekly_meeting_keeps_its_time_when_clocks_change(zone: ZoneInfo, change: int) -> None:
    start = datetime(2026, change, 1, 19, 30, tzinfo=zone)
    found = list(islice(occurrences("FREQ=DAILY", start), 45))
    assert {f"{each:%H:%M}" for each in found} == {"19:30"}
    assert [each.date() for each in found] == [date(2026, change, 1) + timedelta(day) for day in range(45)]
    assert len({each.utcoffset() for each in found}) == 2
