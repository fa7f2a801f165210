"""Long texts in pieces that a platform takes, cut where a reader would pause."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal

import regex

from bot.chat.text import Span, Style, Text, plain, utf16_length

Unit = Literal["utf16", "chars"]

_WHOLE = {Style.LINK, Style.MENTION, Style.CODE}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_GAP = re.compile(r"[^\S\u00a0\u2007\u202f]+")  # no-break spaces are no gap
_ENDS, _CLOSERS = "[.!?…。！？]", """["'”’»)\\]]"""
_AFTER_SENTENCE = re.compile(f"(?<={_ENDS})|(?<={_ENDS}{_CLOSERS})|(?<={_ENDS}{_CLOSERS}{_CLOSERS})")
_CLUSTER = regex.compile(r"\X")
_STRIDE = 128


def split(text: Text, limit: int, unit: Unit = "utf16") -> list[Text]:
    """The text in pieces of at most `limit` UTF-16 code units or code points.

    A text that fits comes back whole, a blank one as no piece at all. Otherwise it is cut between paragraphs, else
    lines, sentences, words, grapheme clusters; whitespace at a cut and before the first piece is dropped. Links,
    mentions and code that fit into a piece are not cut, other spans go on in the next piece. Lone surrogates, which no
    platform takes, become U+FFFD. Raises ValueError for a limit that a single character may exceed.
    """
    if limit < (2 if unit == "utf16" else 1):
        raise ValueError(f"a character may need more than {limit}")
    clean = _LONE_SURROGATE.sub("\ufffd", plain(text))
    ranges = _Cutter(clean, limit, unit, text.spans).ranges()
    return _dealt(clean, text.spans, [(start, end) for start, end in ranges if clean[start:end].strip()])


def _dealt(clean: str, spans: Iterable[Span], pieces: list[tuple[int, int]]) -> list[Text]:
    """The pieces, each with what the spans cover of it."""
    starts, ends = [start for start, _ in pieces], [end for _, end in pieces]
    shares: list[list[Span]] = [[] for _ in pieces]
    for span in spans:
        for piece in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            shares[piece].append(Span(span.start - starts[piece], span.length, span.style, span.target))
    return [Text(clean[start:end], share) for (start, end), share in zip(pieces, shares, strict=True)]


class _Cutter:
    """Finds where to cut; positions are code points, each one is looked at a bounded number of times."""

    def __init__(self, text: str, limit: int, unit: Unit, spans: Iterable[Span]) -> None:
        self._text = text
        self._limit = limit
        self._unit = unit
        self._zones = _Zones(span for span in spans if span.style in _WHOLE and self._fits(span))

    def ranges(self) -> Iterator[tuple[int, int]]:
        fits = self._reach(0) == len(self._text)
        start = 0 if fits else self._first_word()
        while start < len(self._text):
            end, following = self._cut(start)
            yield start, end
            start = following

    def _fits(self, span: Span) -> bool:
        return span.length <= self._limit and self._reach(span.start) >= span.end

    def _reach(self, start: int) -> int:
        """The end of the longest piece from `start` on."""
        window = self._text[start : start + self._limit]
        if self._unit == "utf16" and utf16_length(window) > self._limit:
            window = window.encode("utf-16-le")[: 2 * self._limit].decode("utf-16-le", "ignore")
        return start + len(window)

    def _first_word(self) -> int:
        gap = _GAP.match(self._text)
        return gap.end() if gap and self._is_edge(gap.end()) else 0

    def _cut(self, start: int) -> tuple[int, int]:
        """Where the piece from `start` ends and the next one begins."""
        reach = self._reach(start)
        if reach == len(self._text):
            return reach, reach
        for zones in (self._zones, _Zones(())):
            if gap := self._best_gap(start, reach, zones):
                return gap
            if edge := self._last_edge(start, reach, zones):
                return edge, edge
        return reach, reach

    def _best_gap(self, start: int, reach: int, zones: "_Zones") -> tuple[int, int] | None:
        best, best_rank = None, 0
        for found in _GAP.finditer(self._text, start + 1, reach + 1):
            gap = self._whole_gap(found)
            rank = self._rank(gap)
            if rank >= best_rank and not zones.hold(*gap) and all(map(self._is_edge, gap)):
                best, best_rank = gap, rank
        return best

    def _whole_gap(self, found: re.Match[str]) -> tuple[int, int]:
        """The gap as far as it goes, since the window may end within it."""
        whole = _GAP.match(self._text, found.start()) if found.end() == found.endpos else found
        return whole.span() if whole else found.span()

    def _rank(self, gap: tuple[int, int]) -> int:
        """3 between paragraphs, 2 lines, 1 sentences, 0 words."""
        lines = self._text.count("\n", *gap)
        return 1 + min(lines, 2) if lines else int(_AFTER_SENTENCE.match(self._text, gap[0]) is not None)

    def _is_edge(self, at: int) -> bool:
        """Whether a cluster ends beside a gap; whitespace needs a look at its two neighbours only."""
        around = self._text[at - 1 : at + 1] if 0 < at < len(self._text) else ""
        return around.isascii() or len(_CLUSTER.findall(around)) == len(around)

    def _last_edge(self, start: int, reach: int, zones: "_Zones") -> int | None:
        """The last end of a cluster in the window; one that goes on behind it ends too late in any case."""
        view = self._text[start : reach + self._limit]
        edges = []
        for end in cluster_ends(view):
            if start + end > reach:
                break
            edges.append(start + end)
        return next((edge for edge in reversed(edges) if not zones.hold(edge, edge)), None)


class _Zones:
    """Ranges in which nothing is cut."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in spans:
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def hold(self, start: int, end: int) -> bool:
        """Whether characters of one zone stand on both sides of what is cut out."""
        zone = bisect_left(self._starts, start) - 1
        return zone >= 0 and end < self._ends[zone]


def cluster_ends(text: str) -> Iterator[int]:
    """Where grapheme clusters end.

    The text is read in short strides, because the library looks back over a whole row of flags at each of them.
    """
    start, stride = 0, _STRIDE
    while start < len(text):
        ends = [start + cluster.end() for cluster in _CLUSTER.finditer(text[start : start + stride])]
        if start + stride < len(text):
            ends.pop()  # the last cluster may go on
        yield from ends
        start, stride = (ends[-1], _STRIDE) if ends else (start, 2 * stride)
