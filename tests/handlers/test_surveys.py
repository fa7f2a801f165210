"""Surveys are anonymous, count everybody once, and show only what gives nobody away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.abilities import Abilities
from bot.chat.actions import Answer, Edit
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.models import Identity, Survey, SurveyVoter
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, DEWI, SARI, private, says
from tests.stage import Stage

QUESTION = "Bagaimana kelas foto kemarin?"


def asks(stage: Stage, words: str) -> str:
    stage.happens(says(CITRA, f"/survey {words}".strip(), at=stage.clock.now()))
    stage.delivers()
    return stage.screen()[-1]


def answers(stage: Stage, who: Account, value: int) -> str:
    stage.happens(stage.presses(who, str(value)))
    return "".join(did.text for did in stage.delivers() if isinstance(did, Answer))


def test_a_question_gets_five_buttons_and_three_days(stage: Stage) -> None:
    said = asks(stage, QUESTION)
    assert said.splitlines()[0] == f"📝 {QUESTION}"
    assert "0 jawaban, ditutup Kamis, 5 Maret 2026" in said
    assert [button.label for button in stage.shown()[-1].buttons] == ["1", "2", "3", "4", "5"]


def test_everybody_counts_once_and_the_number_follows(stage: Stage) -> None:
    asks(stage, QUESTION)
    assert "tanpa nama" in answers(stage, BUDI, 4)
    assert "sudah menjawab" in answers(stage, BUDI, 5)
    answers(stage, SARI, 5)
    assert "0 jawaban" in stage.screen()[-1]
    stage.passes(seconds=21)
    assert [type(did) for did in stage.delivers()] == [Edit]
    assert "2 jawaban" in stage.screen()[-1]
    assert [row.counts for row in stage.rows(Survey)] == [{"4": 1, "5": 1}]


def test_after_three_days_the_result_stands_there_and_nobody_knows_who_answered(stage: Stage) -> None:
    asks(stage, QUESTION)
    for who, value in ((BUDI, 4), (SARI, 5), (DEWI, 4)):
        answers(stage, who, value)
    assert len(stage.rows(SurveyVoter)) == 3
    stage.passes(days=3)
    stage.delivers()
    assert stage.screen()[-1].splitlines()[1] == "Hasil: 4.3 dari 5 · 3 jawaban"
    assert stage.shown()[-1].buttons == ()
    assert stage.rows(SurveyVoter) == []


def test_of_too_few_answers_only_the_number_is_shown(stage: Stage) -> None:
    asks(stage, QUESTION)
    answers(stage, BUDI, 1)
    answers(stage, SARI, 1)
    assert "Baru 2 jawaban" in asks(stage, "selesai")


def test_recommendation_is_a_net_promoter_score(stage: Stage) -> None:
    said = asks(stage, "NPS")
    assert "mengajak teman bergabung ke Kelas Python" in said
    assert [button.label for button in stage.shown()[-1].buttons] == [*map(str, range(1, 11)), "0"]
    for who, value in ((BUDI, 10), (SARI, 9), (DEWI, 7), (CITRA, 0)):
        answers(stage, who, value)
    assert "Hasil: NPS +25 · 4 jawaban" in asks(stage, "stop")


def test_one_survey_runs_at_a_time(stage: Stage) -> None:
    asks(stage, QUESTION)
    assert "Masih ada survei" in asks(stage, "Mau kopdar bulan depan?")
    asks(stage, "stop")
    assert "Mau kopdar" in asks(stage, "Mau kopdar bulan depan?")
    assert "Mau kopdar" in asks(stage, "")


def test_one_person_with_two_accounts_is_one_voice(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        row = session.get_one(Identity, SARI.id)
        row.person_id = session.get_one(Identity, BUDI.id).person_id
        session.add(row)
    asks(stage, QUESTION)
    answers(stage, BUDI, 3)
    assert "sudah menjawab" in answers(stage, SARI, 3)


def test_asked_in_private_the_group_is_asked(stage: Stage) -> None:
    stage.happens(says(CITRA, f"/survei {QUESTION}", private(CITRA)))
    stage.delivers()
    assert QUESTION in stage.screen()[-1]
    assert "Sudah kutanyakan" in stage.screen(private(CITRA))[-1]


@pytest.mark.parametrize("words", ["", "hm", "stop"])
def test_what_makes_no_question_gets_the_usage(stage: Stage, words: str) -> None:
    assert "/survey Bagaimana" in asks(stage, words)


@pytest.fixture
def numbers() -> Iterator[Stage]:
    """A platform without buttons."""
    play = Stage(*ROUTERS, *JOBS, abilities={"telegram": replace(Abilities(), buttons=False)})
    play.platform.roles[CITRA.address] = Role.ADMIN
    yield play
    play.close()


def test_without_buttons_each_number_means_itself(numbers: Stage) -> None:
    asks(numbers, "nps")
    for who, word in ((BUDI, "10"), (SARI, "9"), (DEWI, "11")):
        numbers.happens(says(who, word, at=numbers.clock.now()))
        numbers.delivers()
    numbers.clock.shift(timedelta(seconds=1))
    assert [row.counts for row in numbers.rows(Survey)] == [{"10": 1, "9": 1, "0": 1}]
