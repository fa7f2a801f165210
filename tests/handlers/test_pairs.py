"""Pairing rounds: whoever takes part meets somebody new, and is asked once whether they did."""

from itertools import combinations

import pytest

from bot.chat.events import Account
from bot.models import DueRow, Pair, PairSeat
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, leaves, private
from tests.handlers.test_buddies import opens, presses, told, willing
from tests.stage import Stage

ALL = (SARI, BUDI, CITRA, DEWI)


def takes_part(stage: Stage, *people: Account) -> None:
    for who in people:
        stage.hears(who, "/pairs join")


def begins(stage: Stage, words: str = "/pairs every 2w 10:00", *people: Account) -> None:
    stage.hears(CITRA, words)
    opens(stage, *people)
    takes_part(stage, *people)


def seats(stage: Stage) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for row in stage.rows(PairSeat):
        found.setdefault(row.pair_id, set()).add(row.identity_id)
    return found


def passes(stage: Stage, **time: float) -> None:
    stage.passes(**time)
    stage.delivers()


def test_everybody_who_takes_part_is_told_with_whom_and_how_to_begin(stage: Stage) -> None:
    begins(stage, "/pairs every 2w 10:00", *ALL)
    assert "besok pukul 10.00 WIB" in stage.screen()[0]
    passes(stage, days=1)
    assert sorted(map(len, seats(stage).values())) == [2, 2]
    assert "Putaran baru: 2 pasangan" in stage.screen()[-1]
    for who in ALL:
        assert "kamu bersama" in told(stage, who)[-1]
        assert "\n3. " in told(stage, who)[-1]


def test_nobody_meets_anybody_twice_while_it_can_be_avoided_and_rounds_keep_their_rhythm(stage: Stage) -> None:
    begins(stage, "/pairs every 2w 10:00", *ALL)
    for _ in range(3):
        passes(stage, days=14)
    days = [row.day for row in stage.rows(Pair)]
    assert [(later - earlier).days for earlier, later in zip(days[::2], days[2::2], strict=False)] == [14, 14]
    met = [frozenset(pair) for group in seats(stage).values() for pair in combinations(sorted(group), 2)]
    assert len(met) == len(set(met)) == 6


def test_an_odd_number_makes_a_trio(stage: Stage) -> None:
    begins(stage, "/pairs every 1w 10:00", SARI, BUDI, DEWI)
    passes(stage, days=1)
    assert list(seats(stage).values()) == [{SARI.id, BUDI.id, DEWI.id}]
    assert " & " in told(stage, SARI)[-1].splitlines()[0]


def test_in_the_middle_they_are_asked_and_one_yes_is_enough(stage: Stage) -> None:
    begins(stage, "/pairs every 2w 10:00", SARI, BUDI)
    passes(stage, days=1)
    passes(stage, days=7)
    assert "Sudah sempat ngobrol dengan Budi" in told(stage, SARI)[-1]
    presses(stage, BUDI, "⏳ Belum")
    assert [row.met_at for row in stage.rows(Pair)] == [None]
    presses(stage, SARI, "👍 Sudah")
    assert all(row.met_at for row in stage.rows(Pair))


def test_too_few_wait_for_another_day_without_a_word(stage: Stage) -> None:
    begins(stage, "/pairs every 2w 10:00", SARI)
    before = stage.screen()
    passes(stage, days=1)
    assert stage.rows(Pair) == []
    assert stage.screen()[-1:] == before[-1:] or stage.screen() == []
    opens(stage, BUDI)
    takes_part(stage, BUDI)
    passes(stage, days=1)
    assert len(stage.rows(Pair)) == 1


def test_mentors_are_paired_with_everybody_else_evenly(stage: Stage) -> None:
    stage.hears(CITRA, "/mentor @dewi")
    stage.hears(CITRA, "/mentor @budi")
    people = [Account("telegram", str(40 + each), f"Orang {each}") for each in range(4)]
    for who in people:
        stage.hears(who, "halo")
    begins(stage, "/pairs every 2w 10:00 mentor", DEWI, BUDI, *people)
    passes(stage, days=1)
    groups = list(seats(stage).values())
    assert [len(group & {DEWI.id, BUDI.id}) for group in groups] == [1, 1, 1, 1]
    assert [sum(who in group for group in groups) for who in (DEWI.id, BUDI.id)] == [2, 2]


@pytest.mark.parametrize(
    ("words", "every", "at"),
    [
        ("every 2w 10:00", "2 minggu", "10.00"),
        ("setiap 2 minggu jam 19.30", "2 minggu", "19.30"),
        ("every week", "1 minggu", "10.00"),
        ("tiap bulan 08:00", "30 hari", "08.00"),
        ("10d", "10 hari", "10.00"),
    ],
)
def test_a_rhythm_is_read_as_admins_write_it(stage: Stage, words: str, every: str, at: str) -> None:
    stage.hears(CITRA, f"/pairs {words}")
    assert f"Setiap {every}" in stage.screen()[-1]
    assert f"pukul {at}" in stage.screen()[-1]


@pytest.mark.parametrize("words", ["every", "sometimes", "every 2h", "every 2w 25:00", "every 2w 10:00 siapa saja"])
def test_what_is_no_rhythm_is_answered_with_one(stage: Stage, words: str) -> None:
    stage.hears(CITRA, f"/pairs {words}")
    assert "/pairs every 2w 10:00" in stage.screen()[-1]
    assert stage.rows(DueRow, DueRow.kind == "pairs.round") == []


def test_only_admins_set_it_and_off_ends_it(stage: Stage) -> None:
    stage.hears(BUDI, "/pairs every 2w")
    assert "bagian admin" in stage.screen()[-1]
    begins(stage, "/pairs every 2w 10:00", SARI, BUDI)
    stage.hears(CITRA, "/pairs off")
    passes(stage, days=30)
    assert stage.rows(Pair) == []


def test_the_button_below_the_announcement_joins_and_the_command_leaves(stage: Stage) -> None:
    stage.hears(CITRA, "/pairs every 2w 10:00")
    opens(stage, BUDI)
    stage.happens(stage.presses(BUDI, "🙋 Ikut"))
    stage.delivers()
    assert "Kamu ikut! Putaran berikutnya: besok" in told(stage, BUDI)[-1]
    stage.hears(BUDI, "/pairs")
    assert "Yang ikut: 1 orang" in stage.screen()[-1]
    stage.hears(BUDI, "/pasangan keluar")
    assert "tidak ikut lagi" in told(stage, BUDI)[-1]
    stage.hears(BUDI, "/pairs leave")
    assert "memang belum ikut" in told(stage, BUDI)[-1]


def test_whoever_left_the_group_is_paired_with_nobody(stage: Stage) -> None:
    begins(stage, "/pairs every 2w 10:00", SARI, BUDI, DEWI)
    stage.happens(leaves(BUDI, at=stage.clock.now()))
    passes(stage, days=1)
    assert list(seats(stage).values()) == [{SARI.id, DEWI.id}]


def test_whoever_cannot_be_written_to_finds_their_pair_in_the_group(stage: Stage) -> None:
    stage.hears(CITRA, "/pairs every 2w 10:00")
    takes_part(stage, SARI, BUDI)
    passes(stage, days=1)
    assert "Sari" in stage.screen(GROUP)[-1]
    assert "Budi" in stage.screen(GROUP)[-1]
    assert told(stage, SARI) == stage.screen(private(SARI)) == []


def test_buddies_and_pairs_do_not_know_one_another(stage: Stage) -> None:
    willing(stage, DEWI)
    begins(stage, "/pairs every 2w 10:00", DEWI, SARI)
    passes(stage, days=1)
    assert list(seats(stage).values()) == [{SARI.id, DEWI.id}]
