"""Questions typed into a chat: `*` before right options, `#` before the explanation, an empty line between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from bot.domain import numbers
from bot.domain.formats import choices
from bot.domain.formats.reading import Draft, Read, Written, attempted, collect, decoded, paragraphs, written
from bot.domain.questions import BadQuestion, Kind, Option, Question, one_of, several

_BULLET = re.compile(r"^(?:[-\u2022]|[A-La-l][.)])\s+")
_PICTURE = re.compile(r"https?://\S+\.(?:png|jpe?g|gif|webp)(?:\?\S*)?", re.IGNORECASE)
_ITEM = re.compile(r"^[0-9]{1,2}[.)]\s+")


def read(data: bytes) -> Read:
    """The questions of a text."""
    return collect(_drafts(decoded(data)))


def _drafts(text: str) -> Iterator[Draft]:
    for line, lines in paragraphs(text):
        yield attempted(line, partial(_question, [each.strip() for each in lines]))


def _question(lines: Sequence[str]) -> Question:
    text, *rest = lines
    explanation = " ".join(line.lstrip("#").strip() for line in rest if line.startswith("#"))
    pictures = [line for line in rest if _PICTURE.fullmatch(line)]
    options = [line for line in rest if not line.startswith("#") and line not in pictures]
    if not options:
        raise BadQuestion("questions.no_options")
    found = _asked(_BULLET.sub("", text), options)
    return replace(found, explanation=explanation, picture=next(iter(pictures), ""))


def _asked(text: str, lines: Sequence[str]) -> Question:
    """All lines starred: wordings or a number. None: an order if they are numbered, pairs if they have arrows."""
    right = frozenset(index for index, line in enumerate(lines) if line.startswith("*"))
    if not right:
        return _unmarked(text, lines)
    texts = [_BULLET.sub("", line.lstrip("*").strip()) for line in lines]
    if len(right) == len(texts):
        return choices.question(text, [], choices.joined(texts))
    if len(texts) == 2:  # perhaps true and false
        return choices.question(text, texts, choices.letter(min(right)))
    if len(right) == 1:
        return Question(Kind.SINGLE, text, one_of(tuple(texts), min(right)))
    return Question(Kind.MULTIPLE, text, several(tuple(texts), right))


def _unmarked(text: str, lines: Sequence[str]) -> Question:
    if all(_ITEM.match(line) for line in lines):
        return Question(Kind.ORDERING, text, tuple(Option(_ITEM.sub("", line)) for line in lines))
    if all("->" in line for line in lines):
        return choices.question(text, list(lines), "", Kind.MATCHING)
    raise BadQuestion("questions.no_star")


def write(questions: Sequence[Question]) -> Written:
    """The questions as text for a chat."""
    return written(questions, one, "\n", read)


def one(question: Question) -> str:
    """One question as somebody would type it."""
    explanation = f"# {_flat(question.explanation)}\n" if question.explanation else ""
    picture = f"{question.picture}\n" if question.picture else ""
    options = "".join(f"{line}\n" for line in _options(question))
    return f"{_flat(question.text)}\n{picture}{options}{explanation}"


def _options(question: Question) -> list[str]:
    match question.kind:
        case Kind.ORDERING:
            return [f"{number}. {_flat(option.text)}" for number, option in enumerate(question.options, 1)]
        case Kind.MATCHING:
            return [f"{_flat(option.text)} -> {_flat(option.match)}" for option in question.options]
        case Kind.NUMERIC:
            return [f"* {numbers.written(option.text)}" for option in question.options if option.weight > 0]
        case Kind.TYPED:
            return [f"* {_flat(option.text)}" for option in question.options if option.weight > 0]
    right = question.right
    return [("* " if index in right else "- ") + _flat(option.text) for index, option in enumerate(question.options)]


def _flat(text: str) -> str:
    return " ".join(text.split())
