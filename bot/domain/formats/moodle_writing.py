"""Questions as Moodle's XML."""

from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from bot.domain.formats import labels
from bot.domain.questions import ANY, Kind, Option, Question, interval

POINT = 1000  # of a Moodle mark of 1


def written(questions: Sequence[Question]) -> str:
    """A whole file; a category is said where it changes."""
    parts, category = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"], ""
    for question in questions:
        if question.category != category:
            category = question.category
            parts.append(f'<question type="category"><category>{_text(category)}</category></question>')
        parts.append(_written(question))
    return "\n".join([*parts, "</quiz>\n"])


def _written(question: Question) -> str:
    name, answers = _WRITE[question.kind](question)
    parts = [
        f"<name>{_text(question.title)}</name>",
        _formatted("questiontext", question.text),
        _formatted("generalfeedback", question.explanation),
        f"<defaultgrade>{(POINT if question.points is None else question.points) / POINT:.7f}</defaultgrade>",
        *answers,
    ]
    tags = labels.tags(question, "points")
    parts += [f"<tags>{''.join(f'<tag>{_text(tag)}</tag>' for tag in tags)}</tags>"] if tags else []
    return "\n  ".join([f'<question type="{name}">', *parts]) + "\n</question>"


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"


def _formatted(tag: str, text: str, inner: str = "", **attributes: object) -> str:
    said = "".join(f" {name}={quoteattr(str(value))}" for name, value in attributes.items())
    return f'<{tag} format="plain_text"{said}>{_text(text)}{inner}</{tag}>'


def _answer(option: Option, text: str, inner: str = "") -> str:
    feedback = _formatted("feedback", option.feedback)
    return _formatted("answer", text, feedback + inner, fraction=labels.percent(option.weight))


def _write_choice(question: Question) -> tuple[str, list[str]]:
    single = f"<single>{str(question.kind is Kind.SINGLE).lower()}</single>"
    return "multichoice", [single, *(_answer(option, option.text) for option in question.options)]


def _write_truefalse(question: Question) -> tuple[str, list[str]]:
    return "truefalse", [_answer(o, word) for o, word in zip(question.options, ("true", "false"), strict=True)]


def _write_typed(question: Question) -> tuple[str, list[str]]:
    return "shortanswer", ["<usecase>0</usecase>", *(_answer(option, option.text) for option in question.options)]


def _write_numeric(question: Question) -> tuple[str, list[str]]:
    return "numerical", [_number(option) for option in question.options]


def _number(option: Option) -> str:
    if option.text == ANY:
        return _answer(option, ANY, "<tolerance>0</tolerance>")
    middle, colon, tolerance = option.text.partition(":")
    if not colon:
        low, high = interval(option.text)
        middle, tolerance = (option.text, "0") if low == high else (f"{(low + high) / 2:f}", f"{(high - low) / 2:f}")
    return _answer(option, middle, f"<tolerance>{tolerance}</tolerance>")


def _write_matching(question: Question) -> tuple[str, list[str]]:
    pairs = [
        _formatted("subquestion", option.text, f"<answer>{_text(option.match)}</answer>") for option in question.options
    ]
    return "matching", ["<shuffleanswers>true</shuffleanswers>", *pairs]


def _write_ordering(question: Question) -> tuple[str, list[str]]:
    items = [_answer(Option("", index), option.text) for index, option in enumerate(question.options, 1)]
    return "ordering", ["<layouttype>VERTICAL</layouttype>", *items]


_WRITE: Mapping[Kind, Callable[[Question], tuple[str, list[str]]]] = {
    Kind.SINGLE: _write_choice,
    Kind.MULTIPLE: _write_choice,
    Kind.TRUEFALSE: _write_truefalse,
    Kind.TYPED: _write_typed,
    Kind.NUMERIC: _write_numeric,
    Kind.MATCHING: _write_matching,
    Kind.ORDERING: _write_ordering,
}
