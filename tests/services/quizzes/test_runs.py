"""A run goes on whatever happens: restarts, absences, polls that nobody knows, groups beside it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.chat.abilities import Abilities
from bot.chat.actions import AskPoll
from bot.models import QuizAnswer, QuizRound, QuizRun
from bot.services import quizzes
from tests.cast import BUDI, CITRA, GROUP, SARI, context, says, votes
from tests.quiznight import PRICE, STOCK, answer, passes, points, poll, stage_with, started, tells
from tests.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = stage_with(PRICE, STOCK)
    yield play
    play.close()


def even(stage: Stage) -> None:
    """The platform has brought everything that waited there."""
    installation, routes, _, free_at = stage.settings
    stage.settings = (installation, routes, lambda group: Abilities(behind=False), free_at)
    stage.starts()


def test_a_restart_in_the_middle_loses_nothing(stage: Stage) -> None:
    started(stage)
    answer(stage, SARI, 0)
    stage.starts()
    answer(stage, BUDI, 1)
    passes(stage, 21)
    assert "Soal 1/2" in stage.screen()[-1]  # others may have answered meanwhile
    passes(stage, 3)
    stage.starts()
    assert "1 dari 2" in stage.screen()[-1]
    passes(stage, 6)
    answer(stage, BUDI, 0)
    passes(stage, 21)
    assert "🥇 Sari · 1000 (1 benar)\n🥈 Budi · 1000 (1 benar)" in stage.screen()[-1]


def test_answers_that_were_given_while_the_bot_was_away_still_count(stage: Stage) -> None:
    started(stage)
    stage.clock.shift(timedelta(seconds=40))
    stage.starts()
    passes(stage, 0)
    answer(stage, SARI, 0)
    passes(stage, 3)
    assert "1 dari 1" in stage.screen()[-1]
    assert [(row.millis, row.points) for row in stage.rows(QuizAnswer)] == [(20000, 500)]


def test_a_question_stays_open_while_its_platform_has_not_brought_everything() -> None:
    stage = stage_with(PRICE, STOCK, abilities=Abilities(behind=True))
    stage.passes(seconds=0)
    started(stage)
    passes(stage, 21)
    for _ in range(20):
        passes(stage, 1)
    assert "Soal 1/2" in stage.screen()[-1]
    answer(stage, SARI, 0)
    even(stage)
    passes(stage, 1)
    assert "1 dari 1" in stage.screen()[-1]
    stage.close()


def test_whoever_knows_that_nothing_waits_outside_closes_a_question_at_once_after_a_start() -> None:
    stage = stage_with(PRICE, STOCK, abilities=Abilities(behind=False))
    started(stage)
    answer(stage, SARI, 0)
    stage.starts()
    passes(stage, 21)
    assert "1 dari 1" in stage.screen()[-1]
    stage.close()


def test_a_machine_that_is_always_late_goes_on_all_the_same(stage: Stage) -> None:
    started(stage)
    answer(stage, SARI, 0)
    passes(stage, 30)
    passes(stage, 30)
    assert "1 dari 1" in stage.screen()[-1]


def test_a_question_of_which_nobody_knows_whether_it_arrived_is_void_and_asked_again(stage: Stage) -> None:
    tells(stage, CITRA, "/quizstart dasar")
    stage.passes(seconds=30)
    lost = stage.order(AskPoll)
    stage.platform.do(lost)  # it arrived, but the process was killed before it knew
    ghost = poll(stage)
    stage.flying = [order for order in stage.flying if order is not lost]
    stage.starts()
    stage.happens(votes(BUDI, ghost, "0", at=stage.clock.now()))
    stage.delivers()
    answer(stage, SARI, 0)
    passes(stage, 21)
    passes(stage, 3)
    passes(stage, 6)
    passes(stage, 21)
    assert [round_.state for round_ in stage.rows(QuizRound)] == ["voided", "closed", "closed"]
    assert points(stage) == {SARI.id: 1000}
    assert "Soal 1 kutanyakan ulang" in stage.screen()[-1]


def test_a_quiz_that_may_not_be_asked_ends_with_a_reason(stage: Stage) -> None:
    tells(stage, CITRA, "/quizstart dasar")
    stage.passes(seconds=30)
    stage.refuses(AskPoll, missing="send_polls")
    stage.delivers()
    assert "Periksa apakah aku boleh" in stage.screen()[-1]
    assert [run.state for run in stage.rows(QuizRun)] == ["stopped"]


def test_several_groups_play_at_once_without_hearing_of_one_another() -> None:
    other = GROUP.__class__("telegram", "-1002", title="Kelas Dua")
    stage = stage_with(PRICE, STOCK)
    stage.happens(says(CITRA, "halo", other))
    stage.delivers()
    with stage.session() as session, session.begin():
        place = stage.batches.roster.info(session, 2 if GROUP.id == 1 else 1)
        quizzes.save(context(session, place=place, group=place), "Lain", [STOCK])
    tells(stage, CITRA, "/quizstart dasar")
    stage.happens(says(CITRA, "/quizstart lain", other, at=stage.clock.now()))
    stage.delivers()
    passes(stage, 30)
    first, second = poll(stage), stage.shown(other)[-1].poll
    stage.happens(votes(BUDI, first, "0", at=stage.clock.now()), votes(CITRA, second, "0", at=stage.clock.now()))
    stage.delivers()
    passes(stage, 21)
    assert "1 dari 1" in stage.screen()[-1]
    assert "Lain selesai" in stage.screen(other)[-1]
    assert len({row.group_id for row in stage.rows(QuizAnswer)}) == 2
    stage.close()


def test_time_is_never_negative(stage: Stage) -> None:
    started(stage)
    with stage.session() as session, session.begin():
        round_ = session.get_one(QuizRound, 1)
        round_.opened_at = stage.clock.now() + timedelta(seconds=5)
        session.add(round_)
    answer(stage, SARI, 0)
    assert [(row.millis, row.points) for row in stage.rows(QuizAnswer)] == [(0, 1000)]
