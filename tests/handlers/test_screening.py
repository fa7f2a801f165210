"""Whoever asks to join is asked a question; a right answer opens, a moderator decides about the others."""

import pytest

from bot.chat.actions import Admit, Answer
from bot.chat.events import AskedToJoin
from bot.services.screening import Screening, is_right
from tests.cast import BUDI, CITRA, DEWI, GROUP, joins, number, private, says
from tests.handlers.test_buddies import TONO, opens, presses, told
from tests.stage import Stage

QUESTION = "/screening Apa nama kelas ini? | python, kelas python"


def asks(stage: Stage) -> None:
    stage.happens(AskedToJoin(f"asked:{number()}", stage.clock.now(), GROUP, TONO))
    stage.delivers()


def answers(stage: Stage, words: str) -> list[Admit]:
    """Tono presses the button and writes; what the platform is asked to do about the request."""
    presses(stage, TONO, "✍️ Jawab")
    stage.happens(says(TONO, words, private(TONO), at=stage.clock.now()))
    return [act for act in stage.delivers() if isinstance(act, Admit)]


@pytest.fixture
def screened(stage: Stage) -> Stage:
    opens(stage, DEWI)
    stage.hears(CITRA, QUESTION)
    assert "Saringan nyala" in stage.screen()[-1]
    return stage


def test_nobody_is_asked_where_the_group_does_not_want_it(stage: Stage) -> None:
    asks(stage)
    assert told(stage, TONO) == []


def test_a_right_answer_opens_at_once(screened: Stage) -> None:
    asks(screened)
    assert "Apa nama kelas ini?" in told(screened, TONO)[-1]
    [act] = answers(screened, "Kelas PYTHON dong!")
    assert act.yes
    assert "Silakan masuk" in told(screened, TONO)[-1]
    assert not any("minta bergabung di" in text for text in told(screened, DEWI))


@pytest.mark.parametrize(("label", "yes"), [("✅ Terima", True), ("✖️ Tolak", False)])
def test_any_other_answer_is_a_card_that_a_moderator_decides(screened: Stage, label: str, yes: bool) -> None:
    asks(screened)
    assert answers(screened, "Kelas memasak") == []
    assert "kusampaikan ke moderator" in told(screened, TONO)[-1]
    assert "Kelas memasak" in told(screened, DEWI)[-1]
    screened.happens(screened.presses(DEWI, label, private(DEWI)))
    [act] = [act for act in screened.delivers() if isinstance(act, Admit)]
    assert act.yes == yes
    assert "(Dewi)" in told(screened, DEWI)[-1]
    assert ("Silakan masuk" if yes else "Untuk sekarang") in told(screened, TONO)[-1]


def test_the_second_moderator_learns_that_it_is_decided(screened: Stage) -> None:
    opens(screened, CITRA)
    asks(screened)
    answers(screened, "Kelas memasak")
    presses(screened, DEWI, "✅ Terima")
    screened.happens(screened.presses(CITRA, "✖️ Tolak", private(CITRA)))
    did = screened.delivers()
    assert [act.text for act in did if isinstance(act, Answer)] == ["Permintaan ini sudah diputuskan."]
    assert not any(isinstance(act, Admit) for act in did)


def test_without_a_question_of_its_own_the_group_asks_why(stage: Stage) -> None:
    opens(stage, DEWI)
    stage.hears(CITRA, "/screening on")
    asks(stage)
    assert "Kenapa kamu ingin bergabung?" in told(stage, TONO)[-1]
    assert answers(stage, "Mau belajar") == []
    assert "Mau belajar" in told(stage, DEWI)[-1]


def test_whoever_came_in_by_another_door_is_not_decided_about(screened: Stage) -> None:
    asks(screened)
    answers(screened, "Kelas memasak")
    screened.happens(joins(TONO, at=screened.clock.now()))
    screened.delivers()
    screened.happens(screened.presses(DEWI, "✖️ Tolak", private(DEWI)))
    assert not any(isinstance(act, Admit) for act in screened.delivers())


def test_a_request_is_forgotten_after_a_week(screened: Stage) -> None:
    asks(screened)
    screened.passes(days=7)
    screened.delivers()
    presses(screened, TONO, "✍️ Jawab")
    assert not any(isinstance(act, Admit) for act in screened.platform.done)


def test_it_is_set_and_turned_off_by_admins(screened: Stage) -> None:
    screened.hears(BUDI, "/screening off")
    screened.hears(CITRA, "/saringan")
    assert "nyala" in screened.screen()[-1]
    screened.hears(CITRA, "/screening mati")
    assert "Saringan mati" in screened.screen()[-1]
    screened.hears(CITRA, "/screening |python")
    assert "/screening on" in screened.screen()[-1]


@pytest.mark.parametrize(
    ("said", "right"),
    [("Python", True), ("kelas python!", True), ("pythonista", False), ("", False), ("py thon", False)],
)
def test_a_right_answer_is_whole_words_in_any_case(said: str, right: bool) -> None:
    assert is_right(said, Screening(answers=["python", "…"])) is right
