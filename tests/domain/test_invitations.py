"""A meeting in one line, in either form."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.invitations import READERS, Invitation, parse

JAKARTA = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=JAKARTA)


def said(line: str) -> Invitation:
    return parse(line, NOON, JAKARTA)


def start(line: str) -> str:
    when = said(line).when
    return f"{when.start:%d %H:%M}" if when.start else when.why


def test_when_and_title_at_once() -> None:
    found = said("besok 19.30 Webinar Iklan Shopee bareng Bu Rina https://meet.example/abc")
    assert (found.title, found.link, found.kind) == (
        "Webinar Iklan Shopee bareng Bu Rina",
        "https://meet.example/abc",
        "webinar",
    )


def test_title_and_when_and_the_rest_between_bars() -> None:
    found = said(
        "Kopdar Bandung | Sabtu 10.00 | Kopi Tuku, Dago | kapasitas 30 | ingatkan 1 hari, 2h 30m | host @a, @b"
    )
    assert (found.title, found.place, found.capacity, found.kind) == ("Kopdar Bandung", "Kopi Tuku, Dago", 30, "kopdar")
    assert (found.offsets, found.hosts) == ((1440, 120, 30, 0), ("@a", "@b"))


@pytest.mark.parametrize(
    ("line", "begins", "title"),
    [
        ("besok 19.30 Kopdar | Kopi Tuku | 30 orang", "03 19:30", "Kopdar"),
        ("Webinar Iklan besok 19.30", "03 19:30", "Webinar Iklan"),
        ("Mentoring setiap Selasa 20.00", "03 20:00", "Mentoring"),
        ("Diskusi | jam berapa saja", "unknown", "Diskusi"),
        ("besok Diskusi", "no_time", "Diskusi"),
        ("Diskusi", "nothing", "Diskusi"),
    ],
)
def test_other_orders_are_understood_or_asked_about(line: str, begins: str, title: str) -> None:
    assert (start(line), said(line).title) == (begins, title)


@pytest.mark.parametrize(
    ("part", "problem"), [("kapasitas 0", "capacity"), ("ingatkan besok", "remind"), ("a | b", "part")]
)
def test_a_part_that_cannot_be_used_is_named(part: str, problem: str) -> None:
    assert said(f"Kopdar | besok 19.30 | {part}").problem == problem


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Workshop foto", "workshop"),
        ("Office hour bareng mentor", "mentoring"),
        ("Kopi darat akbar", "kopdar"),
        ("Diskusi modal", "discussion"),
        ("Rapat pengurus", "meeting"),
    ],
)
def test_the_title_names_the_kind(title: str, kind: str) -> None:
    assert said(f"besok 19.30 {title}").kind == kind


@given(st.text(max_size=80))
def test_any_line_is_read_without_an_accident(line: str) -> None:
    assert said(line).when.status in ("ok", "ask", "refuse")


@pytest.mark.parametrize(
    ("part", "words", "value"),
    [
        ("title", "Webinar Iklan", "Webinar Iklan"),
        ("title", "", None),
        ("place", "Kopi Tuku, Dago", "Kopi Tuku, Dago"),
        ("place", "-", ""),
        ("link", "https://meet.example/a", "https://meet.example/a"),
        ("link", "-", ""),
        ("link", "https://meet.example/a ya", None),
        ("link", "nanti", None),
        ("capacity", "30", 30),
        ("capacity", "kapasitas 30 orang", 30),
        ("capacity", "-", 0),
        ("capacity", "0", None),
        ("capacity", "10001", None),
        ("capacity", "9" * 5000, None),
        ("capacity", "banyak", None),
    ],
)
def test_one_part_alone_is_read_or_refused(part: str, words: str, value: str | int | None) -> None:
    assert READERS[part](words) == value
