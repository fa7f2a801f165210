"""Moodle's GIFT, read as Moodle reads it; what Moodle would misread is said instead."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.domain.formats import gift_writing, labels, markup
from bot.domain.formats.reading import Draft, Read, Written, attempted, collect, decoded, paragraphs
from bot.domain.questions import ANY, FULL, BadQuestion, Kind, Option, Question, truth

# Escaped characters stand aside as characters that no text has (decoding removes them) until the grammar is read.
_ESCAPED = {char: chr(0xFDD0 + index) for index, char in enumerate("\\:#={}~")}
_ESCAPES = {"\\" + char: aside for char, aside in _ESCAPED.items()} | {"\\n": chr(0xFDDF)}
_ESCAPE = re.compile(r"\\[\\:#={}~n]")
_RESTORE = {ord(aside): char for char, aside in _ESCAPED.items()} | {0xFDDF: "\n"}

_CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)")
_COURSE = re.compile(r"^(?:\$\w+\$/(?:top/)?)+")
_TAG = re.compile(r"\[tag:((?:[^\]\\]|\\.)*)\]")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#|$)", re.IGNORECASE)
_ORDER = re.compile(r">[\w \t-]*(?:\n|$)")
_INDENT = re.compile(r"[ \t]*\n[ \t]*")
_BLANK = "_____"


@dataclass(frozen=True, slots=True)
class _Words:
    """Reads pieces of text in the format that the question's text set."""

    format: str = "moodle"

    def said(self, raw: str) -> str:
        """A piece as a chat says it."""
        return self.seen(raw)[0]

    def seen(self, raw: str) -> tuple[str, str, str]:
        """(text, address of a picture, format) of a piece, which may begin with a format of its own."""
        raw = raw.strip()
        marker = _FORMAT.match(raw)
        name = marker[1] if marker else self.format
        said = raw[marker.end() :] if marker else raw
        text = restored(_INDENT.sub("\n", said) if name in ("html", "moodle") else said)
        if name == "moodle" and markup.MARKED.search(text):
            text = text.replace("\n", "<br>")
        if name in ("html", "moodle"):
            return *markup.plain(text), name
        return text, "", name


def restored(text: str) -> str:
    """A piece of text with its escaped characters back in place, without spaces around it."""
    return text.translate(_RESTORE).strip()


def read(data: bytes) -> Read:
    """The questions of a GIFT file."""
    return collect(_drafts(decoded(data)))


def write(questions: Sequence[Question]) -> Written:
    """The questions as a GIFT file: everything fits into it."""
    return Written(gift_writing.written(questions).encode())


def _drafts(text: str) -> Iterator[Draft]:
    category = ""
    for first, lines in paragraphs(text):
        tags: list[str] = []
        body: list[str] = []
        start = first
        for number, line in enumerate(lines, first):
            found = None if body else _CATEGORY.match(line)
            if line.lstrip().startswith("//"):
                tags += [re.sub(r"\\(.)", r"\1", tag) for tag in _TAG.findall(line)]
            elif found:
                category = course_removed(_unescaped(found[1]))
            else:
                start = start if body else number
                body.append(line)
        if body:
            yield attempted(start, partial(_question, body, tags, category))


def course_removed(category: str) -> str:
    """A category without the course of Moodle that it came from."""
    return _COURSE.sub("", category)


def _unescaped(text: str) -> str:
    return restored(_aside(text))


def _aside(text: str) -> str:
    return _ESCAPE.sub(lambda hit: _ESCAPES[hit[0]], text)


def _question(lines: Sequence[str], tags: Sequence[str], category: str) -> Question:
    title, text = _title(_aside("\n".join(lines)).strip())
    before, answers, after = _braces(text)
    answers, _, explanation = _general(answers)
    words, picture, name = _Words().seen(f"{before} {_BLANK}{_gap(after)}{after}" if after else before)
    reader = _Words(name)
    kind, options = _answers(answers.strip(), reader)
    found = Question(kind, words, options, title, reader.said(explanation), category, picture=picture)
    return labels.tagged(found, tags)


def _gap(after: str) -> str:
    """Between a blank and what follows it: nothing before a mark."""
    return "" if after[0] in ".,;:!?)" else " "


def _title(text: str) -> tuple[str, str]:
    if text.startswith("::"):
        title, end, rest = text[2:].partition("::")
        if end:
            return restored(title), rest.strip()
    return "", text


def _braces(text: str) -> tuple[str, str, str]:
    """What stands before, in and after the braces. Raises BadQuestion where they do not come as one pair."""
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise BadQuestion("questions.description")
    if start < 0 or end < start:
        raise BadQuestion("questions.braces")
    after = text[end + 1 :]
    if "{" in text[start + 1 : end] or "{" in after or "}" in after:
        raise BadQuestion("questions.two_in_one")
    return text[:start].rstrip(), text[start + 1 : end], after.strip()


def _general(answers: str) -> tuple[str, str, str]:
    before, mark, after = answers.rpartition("####")
    return (before, mark, after) if mark else (answers, "", "")


def _answers(text: str, words: _Words) -> tuple[Kind, tuple[Option, ...]]:
    if not text:
        raise BadQuestion("questions.essay")
    if text.startswith("#"):
        return Kind.NUMERIC, _numbers(text[1:], words)
    if _ORDER.match(text):
        return Kind.ORDERING, _items(text, words)
    if "~" in text:
        return _choices(text, words)
    if "=" in text and "->" in text:
        return Kind.MATCHING, tuple(_pair(part, words) for part in _parts(text, "="))
    if _TRUTH.match(text):
        return Kind.TRUEFALSE, _truth(text, words)
    return Kind.TYPED, tuple(_option(part, words, FULL) for part in _parts(text, "="))


def _parts(text: str, mark: str) -> list[str]:
    first, *others = text.split(mark)
    return [first, *others] if first.strip() else others


def _choices(text: str, words: _Words) -> tuple[Kind, tuple[Option, ...]]:
    """Options behind `~` and `=`; without any `=` several of them are right together."""
    kind = Kind.SINGLE if "=" in text else Kind.MULTIPLE
    parts = _parts(text.replace("=", "~="), "~")
    options = tuple(
        _option(part[1:], words, FULL) if part.startswith("=") else _option(part, words, 0.0) for part in parts
    )
    return kind, options


def _option(part: str, words: _Words, weight: float) -> Option:
    weight, rest = _weight(part.strip(), weight)
    text, _, feedback = rest.partition("#")
    return Option(words.said(text), weight, words.said(feedback))


def _weight(part: str, default: float) -> tuple[float, str]:
    found = _WEIGHT.match(part)
    return (float(found[1]), part[found.end() :]) if found else (default, part)


def _numbers(text: str, words: _Words) -> tuple[Option, ...]:
    right, mark, wrong = text.partition("~")
    options = []
    for part in _parts(right, "="):
        option = _option(part, words, FULL)
        options.append(replace(option, text="".join(option.text.split())))
    if mark:
        options.append(Option(ANY, 0.0, words.said(wrong.partition("#")[2])))
    return tuple(options)


def _items(text: str, words: _Words) -> tuple[Option, ...]:
    lines = text.partition("\n")[2].split("\n")
    return tuple(Option(words.said(line)) for line in lines if line.strip())


def _pair(part: str, words: _Words) -> Option:
    left, arrow, right = part.partition("->")
    if not arrow:
        raise BadQuestion("questions.no_match")
    return Option(words.said(left), match=words.said(right))


def _truth(text: str, words: _Words) -> tuple[Option, ...]:
    """The first feedback is for who is wrong, the second for who is right."""
    answer, *rest = text.split("#", 2)
    wrong, right = (words.said(part) for part in [*rest, "", ""][:2])
    is_true = answer.strip().upper().startswith("T")
    return truth(is_true, feedback=(right, wrong) if is_true else (wrong, right))
