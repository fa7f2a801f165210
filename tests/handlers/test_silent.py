"""Admins learn who has been silent, in private; the group never does."""

from datetime import timedelta

import pytest

from tests.cast import BUDI, CITRA, SARI, private, says
from tests.stage import Stage


@pytest.fixture
def later(stage: Stage) -> Stage:
    """Ten days on: Sari talked all the time, Budi last six days ago; Citra may be written to."""
    stage.happens(says(CITRA, "/start", private(CITRA)))
    for day in range(11):
        who = (SARI, BUDI) if day <= 4 else (SARI,)
        stage.happens(*(says(each, f"halo {day}", at=stage.clock.now()) for each in who))
        stage.delivers()
        if day < 10:
            stage.clock.shift(timedelta(days=1))
    return stage


def asks(stage: Stage, words: str, *, alone: bool = False) -> str:
    command = f"/silent {words}".strip()
    place = {"group": private(CITRA)} if alone else {}
    stage.happens(says(CITRA, command, at=stage.clock.now(), **place))
    stage.delivers()
    return stage.screen(private(CITRA))[-1]


def test_the_list_is_told_to_the_admin_alone(later: Stage) -> None:
    told = asks(later, "5 hari")
    assert "1 anggota Kelas Python tidak terlihat selama 5 hari" in told
    assert "• Budi · 6 hari" in told
    assert "Sari" not in told
    assert later.screen() == []


def test_without_words_it_goes_by_what_the_group_calls_silent(later: Stage) -> None:
    assert "Tidak ada anggota Kelas Python yang diam selama 1 minggu" in asks(later, "")
    assert "• Budi · 6 hari" in asks(later, "4", alone=True)


@pytest.mark.parametrize("words", ["kemarin", "3h", "0"])
def test_what_is_no_number_of_days_gets_the_usage(later: Stage, words: str) -> None:
    assert "/silent 14 hari" in asks(later, words)


def test_a_member_is_refused(later: Stage) -> None:
    later.happens(says(BUDI, "/silent", at=later.clock.now()))
    later.delivers()
    assert "bagian admin" in later.screen()[-1]
