"""Long texts are cut where a reader would pause, and nothing is lost."""

import re
import time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.text import Span, Style, Text, plain, utf16_length
from bot.domain.splitting import Unit, cluster_ends, split

ODD = [
    "\ud83d",
    "\udc4d",
    "👍",
    "👩",
    "\u200d",
    "🇮",
    "🇩",
    "e",
    "\u0301",
    "\u0600",
    "\u1100",
    "\u1161",
    "\u0915",
    "\u094d",
]
ALPHABET = ["a", "b", ".", "!", ")", " ", " ", "\n", "\r\n", "\t", "\xa0", "\u3000", *ODD]
WORDS = st.lists(st.sampled_from(ALPHABET), max_size=60).map("".join)
LIMITS = st.integers(2, 30)
UNITS: st.SearchStrategy[Unit] = st.sampled_from(["utf16", "chars"])
SPANS = st.builds(Span, st.integers(0, 60), st.integers(1, 30), st.sampled_from(Style), st.sampled_from(["", "u"]))
TEXTS = st.builds(Text, WORDS, st.lists(SPANS, max_size=6))


def size(text: str, unit: Unit) -> int:
    return utf16_length(text) if unit == "utf16" else len(text)


def clean(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", plain(text))


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


def places(text: str, pieces: list[Text]) -> list[tuple[int, int]]:
    """Where in the text the pieces stand; only whitespace may lie between them."""
    found, at = [], 0
    for piece in pieces:
        start = text.index(piece, at)
        assert not text[at:start].strip()
        at = start + len(piece)
        found.append((start, at))
    assert not text[at:].strip()
    return found


def styled(pieces: list[Text]) -> set[tuple[int, str, str]]:
    """Which characters, counted without whitespace, wear which style."""
    worn: set[tuple[int, str, str]] = set()
    before = 0
    for piece in pieces:
        for span in piece.spans:
            for at in range(span.start, span.end):
                if not piece[at].isspace():
                    worn.add((before + len(without_space(piece[:at])), span.style, span.target))
        before += len(without_space(piece))
    return worn


@given(TEXTS, LIMITS, UNITS)
def test_every_piece_is_within_the_limit_and_says_something(text: Text, limit: int, unit: Unit) -> None:
    for piece in split(text, limit, unit):
        assert size(piece, unit) <= limit
        assert piece.strip()
        assert plain(piece).encode()


@given(TEXTS, LIMITS, UNITS)
def test_only_whitespace_is_lost_and_the_order_stays(text: Text, limit: int, unit: Unit) -> None:
    pieces = split(text, limit, unit)
    assert without_space("".join(pieces)) == without_space(clean(text))
    assert places(clean(text), pieces) == sorted(places(clean(text), pieces))


@given(TEXTS, LIMITS, UNITS)
def test_a_cluster_that_fits_is_not_cut(text: Text, limit: int, unit: Unit) -> None:
    ranges = places(clean(text), split(text, limit, unit))
    for cluster in regex.finditer(r"\X", clean(text)):
        start, end = cluster.span()
        if cluster[0].strip() and size(cluster[0], unit) <= limit:
            assert any(first <= start and end <= last for first, last in ranges)


@given(TEXTS, LIMITS, UNITS)
def test_spans_cover_the_same_characters_as_before(text: Text, limit: int, unit: Unit) -> None:
    assert styled(split(text, limit, unit)) == styled([Text(clean(text), text.spans)])


@given(st.data(), WORDS, LIMITS, UNITS, st.sampled_from([Style.LINK, Style.MENTION, Style.CODE]))
def test_links_mentions_and_code_that_fit_are_not_cut(
    data: st.DataObject, words: str, limit: int, unit: Unit, style: Style
) -> None:
    words = clean(words)
    edges = [0, *cluster_ends(words)]
    chosen = sorted(data.draw(st.sets(st.sampled_from(edges), max_size=8)))
    spans = [Span(start, end - start, style, "1") for start, end in zip(chosen[::2], chosen[1::2], strict=False)]
    ranges = places(words, split(Text(words, spans), limit, unit))
    for span in spans:
        inside = words[span.start : span.end]
        first, last = span.start + len(inside) - len(inside.lstrip()), span.start + len(inside.rstrip())
        if size(inside, unit) <= limit and first < last:
            assert sum(start < last and first < end for start, end in ranges) == 1


@given(TEXTS, LIMITS, UNITS)
def test_a_piece_needs_no_further_splitting(text: Text, limit: int, unit: Unit) -> None:
    for piece in split(text, limit, unit):
        assert [(again, again.spans) for again in split(piece, limit, unit)] == [(piece, piece.spans)]


@given(st.lists(st.sampled_from(ODD), min_size=1, max_size=5), st.integers(1, 300))
def test_clusters_end_where_the_library_says_they_end(pattern: list[str], times: int) -> None:
    text = "a" + "".join(pattern) * times
    assert list(cluster_ends(text)) == [cluster.end() for cluster in regex.finditer(r"\X", text)]


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("", 10, []),
        (" \n ", 2, []),
        (" muat ", 10, [" muat "]),
        ("  satu dua", 4, ["satu", "dua"]),
        ("a b\n\nc d. e\nf", 11, ["a b", "c d. e\nf"]),
        ("a b. c\nd e. f", 12, ["a b. c", "d e. f"]),
        ('a b? c ("d!") e f', 16, ['a b? c ("d!")', "e f"]),
        ("satu dua tiga", 10, ["satu dua", "tiga"]),
        ("satu\xa0dua tiga", 12, ["satu\xa0dua", "tiga"]),
        ("satudua", 4, ["satu", "dua"]),
        ("satu   dua", 5, ["satu", "dua"]),
        ("satu dua\n\ntiga", 9, ["satu dua", "tiga"]),
        (" \u0301a b", 4, [" \u0301a", "b"]),
        ("ab \u0301c", 4, ["ab \u0301", "c"]),
        ("👍👍👍", 5, ["👍👍", "👍"]),
        ("🇮🇩🇲🇾", 7, ["🇮🇩", "🇲🇾"]),
        ("e\u0301e\u0301", 3, ["e\u0301", "e\u0301"]),
        ("e\u0301\u0301\u0301", 3, ["e\u0301\u0301", "\u0301"]),
        ("a\ud83d", 5, ["a\ufffd"]),
    ],
)
def test_cuts_fall_where_a_reader_would_pause(text: str, limit: int, pieces: list[str]) -> None:
    assert split(Text(text), limit) == pieces


def test_a_row_of_flags_longer_than_a_stride_is_cut_between_flags() -> None:
    assert split(Text("a" + "🇮🇩" * 500), 1002) == ["a" + "🇮🇩" * 250, "🇮🇩" * 250]


def test_a_bold_passage_goes_on_in_the_next_piece() -> None:
    pieces = split(Text("satu dua tiga", [Span(2, 9, Style.BOLD)]), 8)
    assert [piece.spans for piece in pieces] == [(Span(2, 6, Style.BOLD),), (Span(0, 2, Style.BOLD),)]


def test_a_link_moves_to_the_next_piece_as_a_whole() -> None:
    link = Span(5, 8, Style.LINK, "https://a.id")
    pieces = split(Text("satu dua tiga", [link]), 10)
    assert pieces == ["satu", "dua tiga"]
    assert pieces[1].spans == (Span(0, 8, Style.LINK, "https://a.id"),)


def test_a_link_stays_whole_behind_a_mention_within_it() -> None:
    spans = [Span(5, 8, Style.LINK, "u"), Span(5, 1, Style.MENTION, "7")]
    assert split(Text("satu dua tiga empat", spans), 10) == ["satu", "dua tiga", "empat"]


def test_a_link_that_fits_nowhere_is_cut_and_stays_a_link() -> None:
    pieces = split(Text("satudua", [Span(0, 7, Style.LINK, "u")]), 4)
    assert [piece.spans for piece in pieces] == [(Span(0, 4, Style.LINK, "u"),), (Span(0, 3, Style.LINK, "u"),)]


def test_a_piece_must_have_room_for_a_character() -> None:
    with pytest.raises(ValueError, match="1"):
        split(Text("a"), 1)
    assert split(Text("👍👍"), 1, "chars") == ["👍", "👍"]


@pytest.mark.parametrize("pattern", ["kata lain. ", "a", "🇮🇩", "a\n\n", "\u0301", " \u0301"])
def test_the_time_grows_with_the_length_and_not_with_its_square(pattern: str) -> None:
    def seconds(length: int) -> float:
        text = Text(pattern * (length // len(pattern)))
        began = time.process_time()
        split(text, 4096)
        return time.process_time() - began

    assert seconds(500_000) < 40 * max(seconds(50_000), 0.005)
