"""Rich text as WhatsApp writes it: `*bold*`, `_italic_`, mentions by number; what people wrote is never markup."""

import re
from collections.abc import Mapping

from bot.adapters.waha.names import local
from bot.chat.text import Span, Style, Text, plain

MARKS = {
    Style.BOLD: "*",
    Style.ITALIC: "_",
    Style.STRIKE: "~",
    Style.CODE: "`",
    Style.PRE: "```",
}
LOOKALIKES = {"*": "\u2217", "_": "\uff3f", "~": "\u223c", "`": "\u02cb"}
PAIR = re.compile(r"(?<!\w)([*_~`])(?=\S)([^\n]*?\S)\1(?!\w)")


def written(text: Text | str, people: Mapping[str, str]) -> tuple[str, list[str]]:
    """(what is sent, whom it mentions); `people` are WhatsApp's addresses by our identities'."""
    spans = text.spans if isinstance(text, Text) else ()
    words = _harmless(plain(text), spans)
    pieces: list[tuple[int, int, str]] = []
    mentions: list[str] = []
    for order, span in enumerate(spans, 1):
        if span.style is Style.MENTION and people.get(span.target):
            mentions.append(people[span.target])
            words = words[: span.start] + "\0" * span.length + words[span.end :]
            pieces.append((span.start, order, f"@{local(people[span.target])}"))
        else:
            pieces += _marks(words, span, order)
    return _joined(words, sorted(pieces)).replace("\0", ""), mentions


def _harmless(words: str, spans: tuple[Span, ...]) -> str:
    """Marks in pairs that nobody meant become characters that only look like them; an address stays as it is."""

    def replaced(found: re.Match[str]) -> str:
        mark = LOOKALIKES[found[1]]
        return f"{mark}{found[2]}{mark}"

    def calm(part: str) -> str:
        while (quiet := PAIR.sub(replaced, part)) != part:
            part = quiet
        return part

    return "".join(part if "://" in part else calm(part) for part in re.split(r"(\S*://\S*)", words))


def _marks(words: str, span: Span, order: int) -> list[tuple[int, int, str]]:
    """What is put in where: a mark hugs words, and each line has its own."""
    if span.style is Style.LINK:
        shown = words[span.start : span.end]
        return [] if span.target in ("", shown) else [(span.end, order, f" ({span.target})")]
    mark = MARKS.get(span.style, "")
    if span.style is Style.QUOTE:
        lines = re.finditer(r"^", words[span.start : span.end], re.MULTILINE)
        return [(span.start + line.start(), order, "> ") for line in lines]
    found = []
    for line in re.finditer(r"\S(?:[^\n]*\S)?", words[span.start : span.end]):
        if mark:
            found += [(span.start + line.start(), order, mark), (span.start + line.end(), -order, mark)]
    return found


def _joined(words: str, pieces: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for place, _, mark in pieces:
        parts += [words[at:place], mark]
        at = place
    return "".join([*parts, words[at:]])
