"""What reading and writing a file of questions gives, and what every format does alike."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from bot.domain.limits import checked
from bot.domain.questions import BadQuestion, Problem, Question

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood of a file: the questions, where each began, and what was not usable and why."""

    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and what of the questions does not fit into its format: there a problem's line is a question's number."""

    data: bytes
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, by its name and the endings of such files' names."""

    name: str
    endings: tuple[str, ...]
    read: Callable[[bytes], Read]
    write: Callable[[Sequence[Question]], Written]


Draft = tuple[int, Question] | Problem
"""What a format finds at a line: a question that may not fit a chat, or why there is none."""


def collect(drafts: Iterable[Draft]) -> Read:
    """Keeps the questions that a chat can ask; the others become problems at their line."""
    questions, problems, lines = [], [], []
    for draft in drafts:
        if isinstance(draft, Problem):
            problems.append(draft)
            continue
        line, question = draft
        if question.picture and not question.picture.startswith(("http://", "https://")):
            problems.append(Problem(line, "questions.no_picture"))
            question = replace(question, picture="")
        try:
            questions.append(checked(question))
            lines.append(line)
        except BadQuestion as wrong:
            problems.append(wrong.at(line))
    return Read(tuple(questions), tuple(problems), tuple(lines))


def attempted(line: int, make: Callable[[], Question]) -> Draft:
    """A question at a line, or why it is none."""
    try:
        return line, make()
    except BadQuestion as wrong:
        return wrong.at(line)


def written(
    questions: Sequence[Question], write: Callable[[Question], str], between: str, read: Callable[[bytes], Read]
) -> Written:
    """The questions one after another; those that `write` refuses with BadQuestion, and all losses, are problems."""
    parts: list[str] = []
    kept: list[tuple[int, Question]] = []
    problems: list[Problem] = []
    for number, question in enumerate(questions, 1):
        try:
            parts.append(write(question))
            kept.append((number, question))
        except BadQuestion as wrong:
            problems.append(wrong.at(number))
    data = between.join(parts).encode()
    return Written(data, (*problems, *losses(kept, read(data))))


def losses(kept: Sequence[tuple[int, Question]], again: Read) -> Iterator[Problem]:
    """What numbered questions have lost once their file is read again."""
    if len(again.questions) != len(kept):
        yield Problem(0, "questions.misread", {"count": abs(len(kept) - len(again.questions))})
        return
    for (number, question), back in zip(kept, again.questions, strict=True):
        names = [each.name for each in fields(Question) if getattr(question, each.name) != getattr(back, each.name)]
        if names:
            yield Problem(number, "questions.loses", {"what": ", ".join(names)})


def decoded(data: bytes) -> str:
    """A file's text: UTF-8, UTF-16 with its mark, else what Windows writes; one kind of line break, no control."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return cleaned(data.decode("utf-16", "replace"))
    try:
        return cleaned(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return cleaned(data.decode("cp1252", "replace"))


def cleaned(text: str) -> str:
    """A text without characters that nobody can see or that no file can hold."""
    return _CONTROL.sub("", _BREAKS.sub("\n", text))


def paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines between empty ones, with the number of the first."""
    start = 1
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            if not lines:
                start = number
            lines.append(line)
        elif lines:
            yield start, lines
            lines = []
    if lines:
        yield start, lines
