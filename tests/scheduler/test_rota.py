"""Duties go round fairly, can be swapped, and carry a note along."""

from collections.abc import Iterator

import pytest

from bot.chat.events import Account
from bot.chat.facts import Role
from bot.models import RotaMember, RotaTurn
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, leaves, private, says
from tests.stage import Stage

NOBODY_HOME = "mulai sekarang giliranmu"


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Monday noon; Citra (admin), Dewi and Budi (moderators) can be written to."""
    play = Stage(*ROUTERS, *JOBS)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR, BUDI.address: Role.MODERATOR}
    play.happens(*(says(who, "/privacy", private(who)) for who in (CITRA, DEWI, BUDI)))
    play.delivers()
    yield play
    play.close()


def tells(stage: Stage, who: Account, words: str) -> str:
    stage.happens(says(who, f"/rota {words}".strip(), at=stage.clock.now()))
    stage.delivers()
    return stage.screen()[-1]


@pytest.fixture
def three(stage: Stage) -> Stage:
    """All three take turns, each a week from Monday nine o'clock."""
    tells(stage, CITRA, "join")
    tells(stage, DEWI, "ikut")
    tells(stage, CITRA, "add @budi")
    tells(stage, CITRA, "weekly mon 09:00")
    return stage


def passes(stage: Stage, **time: float) -> None:
    stage.passes(**time)
    stage.delivers()


def turns(stage: Stage) -> list[int]:
    return [row.identity_id for row in stage.rows(RotaTurn)]


def test_it_begins_at_the_next_such_moment_and_goes_round(three: Stage) -> None:
    passes(three, days=6, hours=20)
    assert turns(three) == []
    for _ in range(6):
        passes(three, hours=1)
        passes(three, days=6, hours=23)
    assert turns(three) == [CITRA.id, DEWI.id, BUDI.id] * 2
    assert [row.turns for row in three.rows(RotaMember)] == [2, 2, 2]
    starts = {row.starts_at.isoweekday() for row in three.rows(RotaTurn)}
    ends = {row.ends_at.isoformat()[10:16] for row in three.rows(RotaTurn)}
    assert (starts, ends) == ({1}, {"T02:00"})


def test_an_outage_eats_turns_but_moves_none(three: Stage) -> None:
    passes(three, days=25)
    [turn] = three.rows(RotaTurn)
    assert (turn.identity_id, turn.ends_at.isoformat()[:16]) == (CITRA.id, "2026-03-30T02:00")


def test_the_one_on_duty_is_told_in_private_and_the_list_shows_it(three: Stage) -> None:
    passes(three, days=6, hours=21)
    assert NOBODY_HOME in three.screen(private(CITRA))[-1]
    shown = tells(three, DEWI, "")
    assert "Sekarang: Citra" in shown
    assert "Giliran berikutnya: Dewi, Budi, Citra" in shown


def test_the_first_who_offers_takes_the_turn_and_it_counts_for_them(three: Stage) -> None:
    passes(three, days=6, hours=21)
    three.happens(three.presses(CITRA, "🔁 Tukar giliran", private(CITRA)))
    three.delivers()
    for who in (BUDI, DEWI):
        assert "Bisa menggantikan?" in three.screen(private(who))[-1]
        three.happens(three.presses(who, "🙋 Aku gantikan", private(who)))
        three.delivers()
    assert "Budi menggantikan giliranmu" in three.screen(private(CITRA))[-1]
    assert {row.identity_id: row.turns for row in three.rows(RotaMember)} == {CITRA.id: 0, DEWI.id: 0, BUDI.id: 1}
    passes(three, days=7)
    passes(three, days=7)
    assert turns(three) == [BUDI.id, DEWI.id, CITRA.id] or turns(three) == [BUDI.id, CITRA.id, DEWI.id]


def test_a_note_goes_to_the_next_one(three: Stage) -> None:
    passes(three, days=6, hours=21)
    three.happens(three.presses(CITRA, "📝 Tulis catatan serah terima", private(CITRA)))
    three.delivers()
    three.happens(says(CITRA, "Dua pertanyaan belum dijawab.", private(CITRA), at=three.clock.now()))
    three.delivers()
    assert "Catatan disimpan" in three.screen(private(CITRA))[-1]
    passes(three, days=7)
    assert "Catatan dari yang sebelumnya: Dua pertanyaan belum dijawab." in three.screen(private(DEWI))[-1]
    assert "Catatan disimpan" in tells(three, DEWI, "note semua beres")
    assert "bukan giliranmu" in tells_alone(three, CITRA, "note aku juga")


def tells_alone(stage: Stage, who: Account, words: str) -> str:
    stage.happens(says(who, f"/rota {words}", private(who), at=stage.clock.now()))
    stage.delivers()
    return stage.screen(private(who))[-1]


def test_whoever_leaves_the_group_has_no_turn(three: Stage) -> None:
    three.happens(leaves(CITRA, at=three.clock.now()))
    passes(three, days=6, hours=21)
    assert turns(three) == [DEWI.id]


def test_where_nobody_is_left_the_duty_waits_for_somebody(stage: Stage) -> None:
    tells(stage, DEWI, "ikut")
    tells(stage, CITRA, "harian 14.00")
    tells(stage, DEWI, "keluar")
    passes(stage, hours=3)
    assert turns(stage) == []
    tells(stage, CITRA, "add @budi")
    passes(stage, days=1)
    assert turns(stage) == [BUDI.id]


def test_another_duty_has_a_name_and_members_can_be_added(stage: Stage) -> None:
    assert "Sari ikut piket" in tells(stage, CITRA, "Kopdar add @sari")
    assert "Piket kopdar" in tells(stage, CITRA, "kopdar weekly sat 10:00")
    passes(stage, days=5)
    assert NOBODY_HOME in "\n".join(stage.screen(GROUP)), "Sari cannot be written to"
    assert turns(stage) == [SARI.id]
    assert "belum ada" in tells_alone(stage, DEWI, "arisan")


def test_ended_it_is_nobodys_turn(three: Stage) -> None:
    passes(three, days=6, hours=21)
    assert "dihentikan" in tells(three, CITRA, "off")
    assert "Belum berjalan" in tells(three, DEWI, "")
    passes(three, days=30)
    assert turns(three) == [CITRA.id]


def test_beginning_it_is_for_admins(stage: Stage) -> None:
    assert "bagian admin" in tells_alone(stage, DEWI, "weekly mon 09:00")


@pytest.mark.parametrize("words", ["weekly someday", "add", "note", "kopdar dance", "add @nobody"])
def test_what_cannot_be_read_gets_the_usage(three: Stage, words: str) -> None:
    passes(three, days=6, hours=21)
    assert "/rota weekly mon 09:00" in tells_alone(three, CITRA, words)
