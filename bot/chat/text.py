r"""Rich text without markup: characters, spans over them, and the templates that make them.

Templates know `**bold**`, `__italic__`, `` `code` ``, `[label](url)` and `{name}`; a backslash takes the meaning from
the marker behind it. What is not closed, or is no placeholder, stays as it is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self


class Style(StrEnum):
    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SPOILER = "spoiler"
    CODE = "code"
    PRE = "pre"
    QUOTE = "quote"
    LINK = "link"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Span:
    """A style over `length` code points.

    `target` is a LINK's address, a PRE's language, a MENTION's identity id ("@" and the platform's id in what was
    received).
    """

    start: int
    length: int
    style: Style
    target: str = ""

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Mention:
    """A value for a template: somebody's name that leads to the identity."""

    name: str
    identity_id: int


class Text(str):
    """A string whose `spans` lie within it, outer before inner.

    It equals any string of the same characters. Methods of `str` give plain strings; `+`, `join` and `cut` keep spans.
    """

    __slots__ = ("spans",)
    spans: tuple[Span, ...]

    def __new__(cls, characters: str = "", spans: Iterable[Span] | None = None) -> Self:
        text = super().__new__(cls, characters)
        if spans is None:
            text.spans = characters.spans if isinstance(characters, Text) else ()
        else:
            inside = clipped(spans, 0, len(text))
            text.spans = tuple(sorted(inside, key=lambda span: (span.start, -span.length)))
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        return Text, (plain(self), self.spans)

    def __repr__(self) -> str:
        return f"Text({plain(self)!r}, {self.spans!r})" if self.spans else repr(plain(self))

    def __add__(self, other: str) -> "Text":
        return concat(self, other)

    def __radd__(self, other: str) -> "Text":
        return concat(other, self)

    def join(self, parts: Iterable[str], /) -> "Text":
        """The parts with this text between them."""
        between = [piece for part in parts for piece in (self, part)]
        return concat(*between[1:])

    def cut(self, start: int, end: int) -> "Text":
        """The code points from `start` up to `end`, with what their spans cover of them."""
        inside = clipped(self.spans, start, end)
        return Text(self[start:end], (Span(s.start - start, s.length, s.style, s.target) for s in inside))

    def to_json(self) -> dict[str, Any]:
        """A compact JSON value: characters `t` and, where there are any, spans `s`."""
        spans = [[span.start, span.length, span.style.value, span.target] for span in self.spans]
        return {"t": plain(self), "s": spans} if spans else {"t": plain(self)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        spans = (Span(start, length, Style(style), target) for start, length, style, target in value.get("s", ()))
        return cls(value["t"], spans)


def concat(*parts: str) -> Text:
    """One text of all parts, plain and rich."""
    spans: list[Span] = []
    at = 0
    for part in parts:
        if isinstance(part, Text):
            spans += (Span(at + span.start, span.length, span.style, span.target) for span in part.spans)
        at += len(part)
    return Text("".join(parts), spans)


def plain(text: str) -> str:
    """The characters alone."""
    return str.__str__(text)


def utf16_length(text: str) -> int:
    """The length in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clipped(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """What the spans cover of the code points from `start` up to `end`."""
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        if first < last:
            yield Span(first, last - first, span.style, span.target)


def marked(template: str, values: Mapping[str, object]) -> Text:
    """The template as text, its placeholders filled.

    A value is never read as markup: a `Text` keeps its spans, a `Mention` becomes one, the rest is `str(value)`.
    Raises KeyError for a placeholder without a value.
    """
    return concat(*(_filled(node, values) for node in _compiled(template)))


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str


@dataclass(frozen=True, slots=True)
class _Styled:
    style: Style
    inside: tuple["_Node", ...]
    target: tuple["_Node", ...] = ()


_Node = str | _Slot | _Styled


def _filled(node: _Node, values: Mapping[str, object]) -> Text:
    match node:
        case _Slot(name):
            return _inserted(values[name])
        case _Styled(style, inside, target):
            body = concat(*(_filled(child, values) for child in inside))
            address = plain(concat(*(_filled(child, values) for child in target)))
            return Text(body, (Span(0, len(body), style, address), *body.spans))
        case _:
            return Text(node)


def _inserted(value: object) -> Text:
    match value:
        case Text():
            return value
        case Mention(name, identity_id):
            return Text(name, (Span(0, len(name), Style.MENTION, str(identity_id)),))
        case _:
            return Text(str(value))


_TOKEN = re.compile(
    r"""\\(?P<escaped>[\\*_`\[\](){}])
    | (?P<marker>\*\*|__|\[)
    | `(?P<code>(?:\\.|[^`\\])+)`
    | \]\((?P<url>(?:\\.|[^()\s\\])+)\)
    | \{(?P<slot>[A-Za-z_][A-Za-z0-9_]*)\}""",
    re.VERBOSE | re.DOTALL,
)
_FLAT_TOKEN = re.compile(r"\\(?P<escaped>[\\*_`\[\](){}])|\{(?P<slot>[A-Za-z_][A-Za-z0-9_]*)\}")
_STYLES = {"**": Style.BOLD, "__": Style.ITALIC, "[": Style.LINK}


@lru_cache(maxsize=2048)
def _compiled(template: str) -> tuple[_Node, ...]:
    marks = _Marks()
    at = 0
    for token in _TOKEN.finditer(template):
        marks.add(template[at : token.start()])
        marks.read(token)
        at = token.end()
    marks.add(template[at:])
    return marks.all_read()


class _Marks:
    """The markers that are open while a template is read, each with what stands behind it so far."""

    def __init__(self) -> None:
        self._open: list[tuple[str, list[_Node]]] = [("", [])]

    def add(self, *nodes: _Node) -> None:
        self._open[-1][1].extend(node for node in nodes if node)

    def read(self, token: re.Match[str]) -> None:
        found = token[token.lastgroup or 0]
        match token.lastgroup:
            case "escaped":
                self.add(found)
            case "slot":
                self.add(_Slot(found))
            case "code":
                self.add(_Styled(Style.CODE, _flat(found)))
            case "url":
                if not self._closes("[", _flat(found)):
                    self.add("](", *_flat(found), ")")
            case _:
                if found == "[" or not self._closes(found):
                    self._open.append((found, []))

    def all_read(self) -> tuple[_Node, ...]:
        return _spelt_out(self._open)

    def _closes(self, marker: str, target: tuple[_Node, ...] = ()) -> bool:
        """Closes the innermost such marker, if it holds anything; markers open within it were only characters."""
        depth = max((at for at, (opened, _) in enumerate(self._open) if opened == marker), default=0)
        if not depth or not (inside := _spelt_out(self._open[depth:])[1:]):
            return False
        del self._open[depth:]
        self.add(_Styled(_STYLES[marker], inside, target))
        return True


def _spelt_out(open_marks: list[tuple[str, list[_Node]]]) -> tuple[_Node, ...]:
    return tuple(node for marker, inside in open_marks for node in (marker, *inside))


def _flat(source: str) -> tuple[_Node, ...]:
    """Code and addresses, where only placeholders and escapes mean something."""
    nodes: list[_Node] = []
    at = 0
    for token in _FLAT_TOKEN.finditer(source):
        nodes += (source[at : token.start()], token["escaped"] or _Slot(token["slot"]))
        at = token.end()
    return (*nodes, source[at:])
