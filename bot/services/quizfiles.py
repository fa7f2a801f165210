"""Files of questions in a chat: which are read, and how what is wrong with them is told."""

from collections.abc import Sequence

from bot import errors
from bot.chat.text import Text, concat
from bot.context import Context
from bot.domain import formats
from bot.domain.questions import Problem, Question
from bot.models import Quiz
from bot.services import quizzes

MOST = 2000  # questions of one file
TOLD = 12  # problems that a message names; more are counted


def format_of(filename: str, data: bytes = b"") -> formats.Format:
    """The format of a document by its name. Raises `errors.Refused` for other kinds of files."""
    found = formats.of_file(filename, data)
    if found is None:
        raise errors.Refused("quizfiles.not_a_quiz", endings=", ".join(formats.ENDINGS))
    return found


def read(filename: str, data: bytes) -> formats.Read:
    """What is understood of a document."""
    return format_of(filename, data).read(data)


def save(name: str, questions: Sequence[Question], ctx: Context) -> Quiz:
    """A file's questions become the quiz of this name. Raises `errors.Refused` for more than anybody asks."""
    if len(questions) > MOST:
        raise errors.Refused("quizfiles.too_many", count=len(questions), most=MOST)
    return quizzes.save(ctx, name, questions)


def told(problems: Sequence[Problem], ctx: Context) -> Text:
    """The problems, each with its line; of many only the first."""
    lines = [
        ctx.say("quizfiles.problem", line=problem.line, why=ctx.say(problem.why, **problem.values))
        for problem in problems[:TOLD]
    ]
    if len(problems) > TOLD:
        lines.append(ctx.say("quizfiles.more", count=len(problems) - TOLD))
    return concat(*(part for line in lines for part in (line, "\n")))


def names(ctx: Context) -> str:
    """The quizzes that there are, in one line."""
    return ", ".join(quiz.name for quiz, _ in quizzes.listed(ctx)) or "–"


def asked_for(words: str) -> tuple[str, formats.Format]:
    """A quiz's name and the format behind it, CSV where none is named. Raises `errors.Misused` for no name."""
    name, _, last = words.strip().rpartition(" ")
    format_ = formats.named(last.lower().lstrip("."))
    if name and format_ is not None and format_.endings:
        return name.strip(), format_
    csv = formats.named("csv")
    if not words.strip() or csv is None:
        raise errors.Misused
    return words.strip(), csv
