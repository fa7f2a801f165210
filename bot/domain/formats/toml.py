"""Our own form: TOML that people can write by hand, and that holds everything a question has."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.domain import numbers
from bot.domain.formats import choices, labels
from bot.domain.formats.reading import Draft, Read, Written, attempted, cleaned, collect, decoded
from bot.domain.questions import ANY, FULL, BadQuestion, Kind, Option, Problem, Question

_LISTS = ("questions", "question", "soal")
_HEAD = re.compile(r"\s*\[\[\s*[\"']?(?:questions?|soal)[\"']?\s*\]\]")
_AT = re.compile(r"at line ([0-9]+)")
_WORDS = ("title", "category", "explanation", "source", "topic", "picture")
_KEYS = {"text", "question", "kind", "options", "answer", "level", "points", "seconds", *_WORDS}


def read(data: bytes) -> Read:
    """The questions of a TOML file."""
    text = decoded(data)
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        at = _AT.search(str(wrong))
        line = int(at[1]) if at else text.count("\n") + 1
        return Read(problems=(Problem(line, "questions.not_toml", {"why": str(wrong)[:100]}),))
    except RecursionError:
        return Read(problems=(Problem(1, "questions.not_toml", {"why": "nested"}),))
    return collect(_drafts(value, [number for number, each in enumerate(text.split("\n"), 1) if _HEAD.match(each)]))


def _drafts(value: Mapping[str, Any], lines: Sequence[int]) -> Iterator[Draft]:
    tables = next((value[name] for name in _LISTS if name in value), None)
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        yield Problem(1, "questions.no_tables")
        return
    for index, table in enumerate(tables):
        yield attempted(lines[index] if index < len(lines) else 1, partial(_question, table))


def _question(table: Mapping[str, Any]) -> Question:
    unknown = sorted(table.keys() - _KEYS)
    if unknown:
        raise BadQuestion("questions.unknown_key", text=unknown[0][:40])
    found = _asked(_word(table, "text") or _word(table, "question"), table, labels.kind(_word(table, "kind")))
    return replace(
        found,
        level=labels.level(_word(table, "level")),
        points=labels.whole(_word(table, "points")),
        seconds=labels.whole(_word(table, "seconds")),
        **{name: _word(table, name) for name in _WORDS},  # type: ignore[arg-type]
    )


def _asked(text: str, table: Mapping[str, Any], kind: Kind | None) -> Question:
    options, answer = table.get("options", []), table.get("answer", "")
    if not isinstance(options, list):
        raise BadQuestion("questions.bad_options")
    if any(isinstance(option, dict) for option in options):
        return _weighed(text, options, kind)
    said = [_said(each) for each in answer] if isinstance(answer, list) else [_said(answer)]
    if not options:
        return choices.question(text, [], choices.joined(said) if isinstance(answer, list) else said[0], kind)
    return choices.question(text, [_said(option) for option in options], "|".join(said), kind)


def _weighed(text: str, options: Sequence[Any], kind: Kind | None) -> Question:
    tables = [option if isinstance(option, dict) else {"text": option} for option in options]
    found = tuple(
        Option(_word(each, "text"), _number(each.get("weight", 0)), _word(each, "feedback"), _word(each, "match"))
        for each in tables
    )
    if kind is None:
        kind = Kind.SINGLE if any(option.weight == FULL for option in found) else Kind.MULTIPLE
    return Question(kind, text, found)


def _word(table: Mapping[str, Any], name: str) -> str:
    return _said(table.get(name, ""))


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "benar" if value else "salah"
    if not isinstance(value, str | int | float):
        raise BadQuestion("questions.bad_value", text=str(value)[:40])
    return cleaned(numbers.written(str(value)) if isinstance(value, float) else str(value)).strip()


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadQuestion("questions.no_number", text=str(value)[:40])
    return float(value)


def write(questions: Sequence[Question]) -> Written:
    """The questions as a TOML file: everything fits into it."""
    return Written("\n".join(_written(question) for question in questions).encode())


def _written(question: Question) -> str:
    lines = ["[[questions]]", f"text = {_quoted(question.text)}"]
    lines += [f"{name} = {_quoted(getattr(question, name))}" for name in _WORDS if getattr(question, name)]
    if question.level:
        lines.append(f"level = {_quoted(labels.LEVELS[question.level][0])}")
    lines += [f"{name} = {value}" for name in ("points", "seconds") if (value := getattr(question, name)) is not None]
    return "\n".join([*lines, *_answers(question)]) + "\n"


def _answers(question: Question) -> list[str]:
    """Options and answer as people write them, if that says it all; else each option with its weight."""
    kind = f"kind = {_quoted(question.kind)}"
    if _is_plain(question):
        texts, answer = choices.options_of(question), choices.answer_of(question)
        options = ["options = [", *(f"  {_quoted(text)}," for text in texts), "]"] if texts else []
        return [kind, *options, *([f"answer = {_quoted(answer)}"] if answer else [])]
    return [kind, "options = [", *(f"  {_table(option)}," for option in question.options), "]"]


def _is_plain(question: Question) -> bool:
    if question.kind is Kind.MATCHING or any(option.text == ANY for option in question.options):
        return False
    try:
        return choices.said_again(question).options == question.options
    except BadQuestion:
        return False


def _table(option: Option) -> str:
    parts = [f"text = {_quoted(option.text)}", f"weight = {labels.percent(option.weight)}" if option.weight else ""]
    parts += [f"{name} = {_quoted(getattr(option, name))}" for name in ("feedback", "match") if getattr(option, name)]
    return "{ " + ", ".join(part for part in parts if part) + " }"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
