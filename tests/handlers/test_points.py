"""Taking part is counted, weighed and shown."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.chat.events import Account
from bot.models import Membership
from tests.cast import BUDI, CITRA, NOW, SARI, chatter, joins, leaves, private, reacts, says
from tests.stage import Stage


def test_my_points_are_told_to_me_alone(stage: Stage) -> None:
    stage.happens(says(BUDI, "/start", private(BUDI)), says(BUDI, "satu"), says(BUDI, "dua", reply_to="m1"))
    stage.delivers()
    stage.happens(reacts(BUDI, "m1", "👍"))
    stage.happens(says(BUDI, "/me"))
    stage.delivers()
    mine = stage.screen(private(BUDI))[-1]
    assert "Poin: 5 (peringkat 1)" in mine
    assert "Pesan 3 · balasan 1 · reaksi 1 · suara 0" in mine
    assert not stage.screen()


def test_days_in_a_row_are_local_days(stage: Stage) -> None:
    for day in range(3):
        stage.happens(says(BUDI, "halo", at=NOW + timedelta(days=day)))
    stage.clock.shift(timedelta(days=2))
    stage.happens(says(BUDI, "/me", private(BUDI), at=stage.clock.now()))
    stage.delivers()
    assert "Berturut-turut: 3 hari" in stage.screen(private(BUDI))[-1]


def test_a_streak_that_was_broken_is_over(stage: Stage) -> None:
    stage.happens(says(BUDI, "halo"), says(BUDI, "/start", private(BUDI)))
    for days, kept in ((1, "1 hari"), (1, "0 hari")):
        stage.clock.shift(timedelta(days=days))
        stage.happens(says(BUDI, "/me", private(BUDI), at=stage.clock.now()))
        stage.delivers()
        assert f"Berturut-turut: {kept}" in stage.screen(private(BUDI))[-1]


def test_stage_and_badges_are_shown_as_they_grow(stage: Stage) -> None:
    stage.happens(*chatter(30, BUDI), says(BUDI, "/me", private(BUDI)))
    stage.delivers()
    assert "🌱 Tunas · 70 poin lagi" in stage.screen(private(BUDI))[-1]
    assert "Lencana" not in stage.screen(private(BUDI))[-1]
    with stage.session() as session, session.begin():
        member = session.exec(select(Membership).where(Membership.identity_id == BUDI.id)).one()
        member.helped, member.messages = 5, 3000
        session.add(member)
    stage.happens(says(BUDI, "/me", private(BUDI)))
    stage.delivers()
    assert "🏞 Hutan" in stage.screen(private(BUDI))[-1]
    assert "Lencana: 💬 100 pesan, 🏛 1.000 pesan, 🤝 penolong" in stage.screen(private(BUDI))[-1]


def test_whoever_wants_no_board_stands_on_none_until_they_want_to_again(stage: Stage) -> None:
    stage.happens(says(BUDI, "a"), says(SARI, "b"), says(BUDI, "/me", private(BUDI)))
    stage.delivers()
    stage.happens(stage.presses(BUDI, "🙈 Jangan tampilkan namaku", private(BUDI)))
    stage.delivers()
    assert "tidak muncul di papan" in stage.screen(private(BUDI))[-1]
    stage.happens(says(CITRA, "/top"))
    stage.delivers()
    assert "Budi" not in stage.screen()[-1]
    stage.happens(stage.presses(BUDI, "🙋 Tampilkan namaku lagi", private(BUDI)))
    stage.delivers()
    stage.happens(says(CITRA, "/TOP  Poin"))
    stage.delivers()
    assert "Budi · 1" in stage.screen()[-1]


def test_the_leaderboard_has_the_best_first_and_only_who_is_there(stage: Stage) -> None:
    gone = Account("telegram", "77", "Gito", "gito", "id")
    stage.happens(joins(gone), *(says(gone, "halo") for _ in range(9)))
    stage.happens(says(BUDI, "a"), says(SARI, "b"), says(SARI, "c"))
    stage.happens(leaves(gone, at=NOW + timedelta(seconds=1)))
    stage.delivers()
    stage.happens(says(CITRA, "/papan"))
    stage.delivers()
    assert stage.screen()[-1].splitlines()[1:] == ["🥇 Sari · 2", "🥈 Budi · 1", "🥉 Citra · 1"]


def test_an_unknown_leaderboard_gets_the_usage_line(stage: Stage) -> None:
    stage.happens(says(BUDI, "/top terbang"))
    stage.delivers()
    assert stage.screen()[-1].endswith("/top")


def test_an_admin_sees_and_sets_what_everything_is_worth(stage: Stage) -> None:
    stage.happens(says(BUDI, "a"), says(SARI, "b", reply_to="m1"), says(CITRA, "/poin"))
    stage.delivers()
    assert "Tambahan untuk balasan (balasan): 1" in stage.screen()[-1]
    stage.happens(says(CITRA, "/points Balasan 7"))
    stage.delivers()
    assert "Tambahan untuk balasan (balasan): 7" in stage.screen()[-1]
    stage.happens(says(CITRA, "/top"))
    stage.delivers()
    assert "🥇 Sari · 8" in stage.screen()[-1]


@pytest.mark.parametrize("words", ["balasan", "balasan tujuh", "balasan 101", "senyum 3", "balasan 1 2"])
def test_a_weight_that_cannot_be_gets_the_usage(stage: Stage, words: str) -> None:
    stage.happens(says(CITRA, f"/points {words}"))
    stage.delivers()
    assert "/points balasan 2" in stage.screen()[-1]
