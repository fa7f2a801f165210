"""Single quizzes and questions, for whoever looks after them."""

from dataclasses import replace

from bot import errors
from bot.context import Context
from bot.domain.questions import Question
from bot.models import Quiz, QuizQuestion
from bot.services import quizzes

LISTED = 40  # questions on one page
SHORT = 70  # characters


def get(quiz_id: int, ctx: Context) -> Quiz:
    """A quiz of the community. Raises `errors.Refused` when it is gone."""
    quiz = ctx.session.get(Quiz, quiz_id)
    if quiz is None or quiz.retired or quiz.community_id != ctx.community:
        raise errors.Refused("quizshelf.gone")
    return quiz


def row(row_id: int, ctx: Context) -> QuizQuestion:
    """A question of the community. Raises `errors.Refused` when it is gone."""
    found = ctx.session.get(QuizQuestion, row_id)
    if found is None or found.retired or found.community_id != ctx.community:
        raise errors.Refused("quizshelf.gone")
    return found


def numbered(quiz: Quiz, said: str, ctx: Context) -> QuizQuestion:
    """The question of a number, as the quiz's page counts them. Raises `errors.Refused`."""
    rows = quizzes.questions(quiz, ctx)
    number = said.strip().lstrip("#").rstrip(".")
    if not number.isdecimal() or not 1 <= int(number[:6]) <= len(rows):
        raise errors.Refused("quizshelf.no_number", most=len(rows))
    return rows[int(number) - 1]


def short(row: QuizQuestion) -> str:
    """A question in one line."""
    text = " ".join(quizzes.question_of(row).text.split())
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"


def reworded(before: Question, typed: Question) -> Question:
    """What was typed, with what cannot be typed as it was; weights and feedback stay if the options did."""
    found = replace(before, kind=typed.kind, text=typed.text, explanation=typed.explanation)
    are_the_same = [option.text for option in before.options] == [option.text for option in typed.options]
    keeps = are_the_same and before.kind is typed.kind and before.right == typed.right
    return found if keeps else replace(found, options=typed.options)
