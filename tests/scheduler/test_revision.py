"""Levels rise overnight, and only the person hears of it."""

from bot.chat.actions import Send
from bot.chat.events import Form
from bot.domain.questions import Kind, Level, Question, one_of
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, SARI, private, says
from tests.handlers.test_revision import after_quiz
from tests.stage import Stage

ASKED = [Question(Kind.SINGLE, f"S{number}?", one_of(("a", "b"), 0), level=Level.BEGINNER) for number in range(10)]


def test_whoever_answered_enough_rightly_hears_of_their_new_level_once() -> None:
    stage = Stage(*ROUTERS, *JOBS)
    stage.happens(Form("start:1", stage.clock.now(), name="start"))
    stage.happens(*(says(who, "/privacy", private(who)) for who in (BUDI, SARI)))
    stage.delivers()
    after_quiz(stage, BUDI, ASKED, [1.0] * 10)
    after_quiz(stage, SARI, ASKED, [0.0] * 10)
    said = []
    for _ in range(3 * 24):
        stage.passes(hours=1)
        said += [action for action in stage.delivers() if isinstance(action, Send) and "tingkatmu" in action.text]
    assert [(action.to.address, "Menengah" in action.text) for action in said] == [(BUDI.address, True)]
    assert not [text for text in stage.screen() if "tingkatmu" in text]
    stage.close()
