"""Drafts wait between messages, and hold only so many questions."""

import pytest

from bot import errors
from bot.chat.events import Poll
from bot.services import quizdrafts
from bot.services.quizdrafts import Drafts
from tests.cast import CITRA, GROUP, context, says
from tests.stage import Stage

QUESTION = "S{}?\n*a\nb\n\n"


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_everything_that_is_written_survives_until_the_next_message(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        ctx = context(session, says(CITRA, "halo"))
        drafts = Drafts(GROUP.id, "Dasar", half="KUR?", poll=Poll("S", ("a", "b"), (), "sebab", several=True))
        quizdrafts.add(Drafts(GROUP.id), "x")
        quizdrafts.keep(drafts, ctx)
        assert quizdrafts.resume(ctx) == drafts
        assert quizdrafts.resume(ctx) is None
    stage.close()


def test_more_questions_than_one_wizard_holds_are_said() -> None:
    drafts = Drafts(GROUP.id, "Dasar")
    text = "".join(QUESTION.format(number) for number in range(quizdrafts.MOST + 1))
    [problem] = quizdrafts.add(drafts, text)
    assert (problem.line, problem.why) == (quizdrafts.MOST * 4 + 1, "quizeditor.too_many")
    assert len(drafts.questions) == quizdrafts.MOST


def test_a_poll_without_a_right_answer_waits_for_it() -> None:
    drafts, poll = Drafts(GROUP.id, "Dasar"), Poll("S", ("a", "b"))
    quizdrafts.add_poll(drafts, poll)
    with pytest.raises(errors.Refused):
        quizdrafts.answer(drafts, poll, "z")
    assert drafts.questions == []
    quizdrafts.answer(drafts, poll, "b")
    assert [question.answers for question in drafts.questions] == [("b",)]
    assert drafts.poll is None
