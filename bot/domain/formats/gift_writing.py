"""Questions as GIFT, so that Moodle and Pamong read the same in it."""

import re
from collections.abc import Sequence

from bot.domain.formats.labels import percent, tags
from bot.domain.formats.markup import MARKED
from bot.domain.questions import ANY, FULL, Kind, Option, Question

_RESERVED = re.compile(r"[\\:#={}~]")
_FORMAT = re.compile(r"\[(?:html|moodle|plain|markdown)\]")


def written(questions: Sequence[Question]) -> str:
    """A whole file; a category is said where it changes."""
    parts, category = [], ""
    for question in questions:
        if question.category != category:
            category = question.category
            parts.append(f"$CATEGORY: {_escaped(category)}\n")
        parts.append(_question(question))
    return "\n".join(parts)


def _question(question: Question) -> str:
    tagged = " ".join(f"[tag:{_in_tag(tag)}]" for tag in tags(question))
    comment = f"// {tagged}\n" if tagged else ""
    title = f"::{_escaped(question.title)}::" if question.title else ""
    general = f"####{words(question.explanation)}" if question.explanation else ""
    return f"{comment}{title}{words(question.text)} {{{_ANSWERS[question.kind](question)}{general}}}\n"


def words(text: str) -> str:
    """A piece of text: marked as plain where it would be read as something else."""
    is_special = MARKED.search(text) or _FORMAT.match(text) or text.startswith(("//", "::"))
    return ("[plain]" if is_special else "") + _escaped(text)


def _escaped(text: str) -> str:
    return _RESERVED.sub(lambda hit: "\\" + hit[0], text).replace("\n", "\\n")


def _in_tag(text: str) -> str:
    return re.sub(r"([\]\\])", r"\\\1", text.replace("\n", " "))


def _arrowless(text: str) -> str:
    """A piece in which an arrow does not part a pair: GIFT has no escape for it, HTML has."""
    if "->" not in text:
        return words(text)
    return "[html]" + _escaped(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def _feedback(option: Option) -> str:
    return f"#{words(option.feedback)}" if option.feedback else ""


def _weight(option: Option, silent: float) -> str:
    """The weight, unless it is what no weight means; a text that looks like one needs it anyway."""
    if option.weight == silent and not option.text.startswith("%"):
        return ""
    return f"%{percent(option.weight)}%"


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"\n\t{line}" for line in lines) + "\n"


def _single(question: Question) -> str:
    """One option behind the sign of the right one; another that is right as well says so by its weight."""
    lines = []
    first = question.right[0]
    for index, option in enumerate(question.options):
        mark, silent = ("=", FULL) if index == first else ("~", 0.0)
        lines.append(f"{mark}{_weight(option, silent)}{words(option.text)}{_feedback(option)}")
    return _lines(lines)


def _multiple(question: Question) -> str:
    return _lines([f"~{_weight(option, 0.0)}{words(option.text)}{_feedback(option)}" for option in question.options])


def _typed(question: Question) -> str:
    return _lines([_wording(option) for option in question.options])


def _wording(option: Option) -> str:
    feedback = f"#{_arrowless(option.feedback)}" if option.feedback else ""
    return f"={_weight(option, FULL)}{_arrowless(option.text)}{feedback}"


def _numeric(question: Question) -> str:
    lines = [
        f"={_weight(option, FULL)}{option.text}{_feedback(option)}" for option in question.options if option.text != ANY
    ]
    lines += [f"~#{words(option.feedback)}" for option in question.options if option.text == ANY]
    return "#" + _lines(lines)


def _ordering(question: Question) -> str:
    return f">{len(question.options)} ALL VERTICAL ABSOLUTE_POSITION" + _lines(
        [words(option.text) for option in question.options]
    )


def _matching(question: Question) -> str:
    return _lines([f"={_arrowless(option.text)} -> {words(option.match)}" for option in question.options])


def _truefalse(question: Question) -> str:
    true, false = question.options
    right, wrong = (true, false) if true.weight > 0 else (false, true)
    feedback = f"#{words(wrong.feedback)}" if wrong.feedback or right.feedback else ""
    feedback += f"#{words(right.feedback)}" if right.feedback else ""
    return ("TRUE" if true.weight > 0 else "FALSE") + feedback


_ANSWERS = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.TRUEFALSE: _truefalse,
    Kind.TYPED: _typed,
    Kind.NUMERIC: _numeric,
    Kind.ORDERING: _ordering,
    Kind.MATCHING: _matching,
}
