"""Aiken: a question, its options as "A. …" or "A) …", and "ANSWER: B"."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from bot.domain.formats import choices
from bot.domain.formats.reading import Draft, Read, Written, attempted, collect, decoded, written
from bot.domain.questions import BadQuestion, Kind, Question

_OPTION = re.compile(r"\s*([A-Za-z])[.)]\s+(.*)")
_ANSWER = re.compile(r"\s*(?:ANSWER|JAWABAN)\s*:(.*)", re.IGNORECASE)
_LETTERS = re.compile(r"\s*[A-Za-z](?:\s*[,;&/]\s*[A-Za-z])*\s*\.?\s*")


class _Block:
    """What was read of one question so far."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.text: list[str] = []
        self.options: list[str] = []

    def take(self, line: str) -> None:
        found = _OPTION.match(line)
        if found and self.text and found[1].upper() == chr(ord("A") + len(self.options)):
            self.options.append(found[2].strip())
        elif self.options:
            raise BadQuestion("questions.aiken_line", text=line.strip()[:40])
        else:
            self.text.append(line.strip())

    def answered(self, answer: str) -> Question:
        if not _LETTERS.fullmatch(answer):
            raise BadQuestion("questions.aiken_answer", text=answer.strip()[:40])
        named = ", ".join(re.findall("[A-Z]", answer.upper()))
        return choices.question("\n".join(self.text), self.options, named)


def looks_like(text: str) -> bool:
    """Whether a text file is Aiken and not GIFT."""
    return any(_ANSWER.match(line) for line in text.split("\n"))


def read(data: bytes) -> Read:
    """The questions of an Aiken file."""
    return collect(_drafts(decoded(data)))


def _drafts(text: str) -> Iterator[Draft]:
    block: _Block | None = None
    skipping = False
    for number, line in enumerate(text.split("\n"), 1):
        answer = _ANSWER.match(line)
        if not line.strip() or (skipping and not answer):
            continue
        block = block or _Block(number)
        try:
            if answer is None:
                block.take(line)
                continue
            if not skipping:
                yield attempted(block.line, partial(block.answered, answer[1]))
            block, skipping = None, False
        except BadQuestion as wrong:
            yield wrong.at(number)
            skipping = True
    if block is not None and not skipping:
        yield BadQuestion("questions.aiken_end").at(block.line)


def write(questions: Sequence[Question]) -> Written:
    """The questions as an Aiken file: those with options of which one is right."""
    return written(questions, _written, "\n", read)


def _written(question: Question) -> str:
    if question.kind not in (Kind.SINGLE, Kind.TRUEFALSE) or len(question.right) != 1:
        raise BadQuestion("questions.not_in_format", kind=str(question.kind))
    lines = [_one_line(question.text)]
    lines += [f"{choices.letter(index)}. {_one_line(option.text)}" for index, option in enumerate(question.options)]
    return "\n".join([*lines, f"ANSWER: {choices.letter(question.right[0])}\n"])


def _one_line(text: str) -> str:
    return " ".join(text.split())
