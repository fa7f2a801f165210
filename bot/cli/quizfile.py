"""Quizzes as files, for `pamong import quiz` and `pamong export quiz`."""

from typing import Any

from bot import errors
from bot.cli.cargo import Content, Kind, Parcel
from bot.domain import formats
from bot.domain.formats.lines import one
from bot.domain.questions import as_dict, from_dict, understood


def read(filename: str, data: bytes) -> Content:
    """The questions of a file. Raises `errors.Misconfigured` for a kind of file that holds none."""
    found = _format(filename, data).read(data)
    return Content(
        values={"questions": [as_dict(question) for question in found.questions]},
        shown={"questions": [understood(question) for question in found.questions]},
        lines=[one(question) for question in found.questions],
        count=len(found.questions),
        problems=found.problems,
    )


def write(filename: str, answer: Any) -> Parcel:
    """A file of the questions that the form gave."""
    questions = [from_dict(value) for value in answer["questions"]]
    written = _format(filename).write(questions)
    return Parcel(written.data, len(questions), written.problems)


def _format(filename: str, data: bytes = b"") -> formats.Format:
    found = formats.of_file(filename, data)
    if found is None:
        raise errors.Misconfigured(
            f'"{filename}" is no file of questions. Its name ends with {", ".join(formats.ENDINGS)}.'
        )
    return found


KIND = Kind("quiz", read, "quizzes.import", "quizzes.export", write)
