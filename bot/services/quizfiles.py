"""Files of questions in a chat: which are read, where, and how what is wrong with them is told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlmodel import Session

from bot import errors
from bot.chat.actions import Work
from bot.chat.text import Text, concat
from bot.context import Context
from bot.domain import formats
from bot.domain.questions import Problem, Question, as_dict, from_dict
from bot.models import Blob, Quiz
from bot.services import quizzes

KIND = "quizfile"
MOST = 2000  # questions of one file
TOLD = 12  # problems that a message names; more are counted


def format_of(filename: str, data: bytes = b"") -> formats.Format:
    """The format of a document by its name. Raises `errors.Refused` for other kinds of files."""
    found = formats.of_file(filename, data)
    if found is None:
        raise errors.Refused("quizfiles.not_a_quiz", endings=", ".join(formats.ENDINGS))
    return found


def reading(filename: str, blob: int, values: Mapping[str, Any]) -> Work:
    """The work of reading a document that is in a blob; `values` come back with what is understood."""
    return Work(KIND, {**values, "file": filename, "blob": blob})


# In the child process -----------------------------------------------------------------------------------------


def make(session: Session, args: dict[str, Any]) -> tuple[str, bytes]:
    """What is understood of a document, as JSON; `args` as `reading` made them."""
    data = session.get_one(Blob, args["blob"]).data
    found = format_of(str(args["file"]), data).read(data)
    envelope = {
        "questions": [as_dict(question) for question in found.questions],
        "problems": [asdict(problem) for problem in found.problems],
    }
    return "questions.json", json.dumps(envelope).encode()


# Back again ---------------------------------------------------------------------------------------------------


def opened(blob: int, args: Mapping[str, Any], ctx: Context) -> formats.Read:
    """What came back; neither the document nor its questions are kept beside the quiz.

    Raises `errors.Refused` for more questions than anybody asks.
    """
    row = ctx.session.get_one(Blob, blob)
    envelope = json.loads(row.data)
    ctx.session.delete(row)
    document = ctx.session.get(Blob, args["blob"])
    if document is not None:
        ctx.session.delete(document)
    _counted(len(envelope["questions"]))
    questions = tuple(from_dict(value) for value in envelope["questions"])
    return formats.Read(questions, tuple(Problem(**value) for value in envelope["problems"]))


def _counted(count: int) -> None:
    if count > MOST:
        raise errors.Refused("quizfiles.too_many", count=count, most=MOST)


def save(name: str, questions: Sequence[Question], ctx: Context) -> Quiz:
    """A file's questions become the quiz of this name. Raises `errors.Refused` for more than anybody asks."""
    _counted(len(questions))
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
