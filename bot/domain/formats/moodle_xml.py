"""Moodle's XML, read without entities, DTDs or the net."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.domain.formats import labels, markup, moodle_writing
from bot.domain.formats.reading import Draft, Read, Written, attempted, cleaned, collect, losses
from bot.domain.questions import ANY, BadQuestion, Kind, Option, Problem, Question, truth

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LINE = "pamong-line"  # an attribute that no element has of its own


def read(data: bytes) -> Read:
    """The questions of a Moodle XML file."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError

    try:
        root = _parsed(data)
    except ParseError as wrong:
        return Read(problems=(Problem(wrong.position[0], "questions.not_xml"),))
    except DefusedXmlException:
        return Read(problems=(Problem(1, "questions.unsafe_xml"),))
    except (LookupError, ValueError, RecursionError):
        return Read(problems=(Problem(1, "questions.not_xml"),))
    if root.tag != "quiz":
        return Read(problems=(Problem(1, "questions.not_moodle"),))
    return collect(_drafts(root))


def _parsed(data: bytes) -> "Element":
    """The tree; each element knows the line where it began."""
    from xml.etree.ElementTree import TreeBuilder

    from defusedxml.ElementTree import XMLParser

    class Builder(TreeBuilder):
        def start(self, tag: Any, attrs: Any, /) -> Any:
            return super().start(tag, {**attrs, LINE: str(parser.parser.CurrentLineNumber)})

    parser: Any = XMLParser(target=Builder(), forbid_dtd=True)
    parser.feed(data)
    root: Element = parser.close()
    return root


def _drafts(root: "Element") -> Iterator[Draft]:
    category = ""
    for element in root:
        if element.tag != "question":
            continue
        line = int(element.get(LINE, "1"))
        if element.get("type") == "category":
            category = _category(element)
        else:
            yield attempted(line, partial(_question, element, category))


def _category(element: "Element") -> str:
    from bot.domain.formats.gift import course_removed

    return course_removed(_raw(element.find("category")))


def _question(element: "Element", category: str) -> Question:
    kind = element.get("type", "")
    make = _READ.get(kind)
    if make is None:
        raise BadQuestion(_UNUSABLE.get(kind, "questions.unsupported"), kind=kind[:40])
    text, picture = _seen(element.find("questiontext"))
    found = make(element, text)
    found = replace(
        found,
        title=_raw(element.find("name")),
        explanation=_said(element.find("generalfeedback")),
        category=category,
        points=_points(_raw(element.find("defaultgrade"))),
        picture=picture,
    )
    return labels.tagged(found, [_raw(tag) for tag in element.findall("tags/tag")])


def _raw(element: "Element | None") -> str:
    """The text in an element, or in its <text>."""
    if element is None:
        return ""
    inner = element.find("text")
    return cleaned("".join((element if inner is None else inner).itertext())).strip()


def _seen(element: "Element | None") -> tuple[str, str]:
    """(text, address of a picture) of an element with a format."""
    if element is None or element.get("format") in ("plain_text", "markdown"):
        return _raw(element), ""
    return markup.plain(_raw(element))


def _said(element: "Element | None") -> str:
    return _seen(element)[0]


def _points(grade: str) -> int | None:
    try:
        points = round(float(grade or 1) * moodle_writing.POINT)
    except (ValueError, OverflowError):
        return None
    return None if points == moodle_writing.POINT else points


def _options(element: "Element") -> Iterator[Option]:
    for answer in element.findall("answer"):
        try:
            weight = float(answer.get("fraction", "0"))
        except ValueError:
            raise BadQuestion("questions.no_number", text=answer.get("fraction", "")[:40]) from None
        yield Option(_said(answer), weight, _said(answer.find("feedback")))


def _choice(element: "Element", text: str) -> Question:
    is_single = _raw(element.find("single")).lower() not in ("false", "0")
    return Question(Kind.SINGLE if is_single else Kind.MULTIPLE, text, tuple(_options(element)))


def _truefalse(element: "Element", text: str) -> Question:
    options = {option.text.lower(): option for option in _options(element)}
    if options.keys() != {"true", "false"}:
        raise BadQuestion("questions.few_options", least=2)
    true, false = options["true"], options["false"]
    return Question(Kind.TRUEFALSE, text, truth(true.weight > 0, feedback=(true.feedback, false.feedback)))


def _typed(element: "Element", text: str) -> Question:
    return Question(Kind.TYPED, text, tuple(_options(element)))


def _numeric(element: "Element", text: str) -> Question:
    options = []
    for option, answer in zip(_options(element), element.findall("answer"), strict=True):
        tolerance = _raw(answer.find("tolerance")) or "0"
        is_exact = option.text == ANY or not tolerance.strip("0.")
        options.append(replace(option, text=option.text if is_exact else f"{option.text}:{tolerance}"))
    return Question(Kind.NUMERIC, text, tuple(options))


def _matching(element: "Element", text: str) -> Question:
    pairs = [Option(_said(each), match=_raw(each.find("answer"))) for each in element.findall("subquestion")]
    return Question(Kind.MATCHING, text, tuple(pairs))


def _ordering(element: "Element", text: str) -> Question:
    return Question(Kind.ORDERING, text, tuple(Option(_said(answer)) for answer in element.findall("answer")))


_READ: Mapping[str, Callable[["Element", str], Question]] = {
    "multichoice": _choice,
    "truefalse": _truefalse,
    "shortanswer": _typed,
    "numerical": _numeric,
    "matching": _matching,
    "ordering": _ordering,
}
_UNUSABLE = {"essay": "questions.essay"}


def write(questions: Sequence[Question]) -> Written:
    """The questions as a Moodle XML file."""
    data = moodle_writing.written(questions).encode()
    return Written(data, tuple(losses(list(enumerate(questions, 1)), read(data))))
