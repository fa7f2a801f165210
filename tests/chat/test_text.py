"""Rich text keeps its spans, and templates become rich text."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.text import Mention, Span, Style, Text, concat, marked, plain, utf16_length

STYLES = st.sampled_from(Style)
SPANS = st.builds(Span, st.integers(-2, 12), st.integers(-2, 12), STYLES, st.text(max_size=3))
TEXTS = st.builds(Text, st.text(max_size=10), st.lists(SPANS, max_size=4))

HELLO = Text("Halo Sari", [Span(5, 4, Style.BOLD)])


def bold(start: int, length: int) -> Span:
    return Span(start, length, Style.BOLD)


def test_a_text_equals_its_characters_whatever_its_spans() -> None:
    assert HELLO == "Halo Sari"
    assert Text("Halo Sari") == HELLO
    assert hash(HELLO) == hash("Halo Sari")
    assert HELLO != "Halo sari"


def test_a_text_of_a_text_keeps_its_spans_unless_told_others() -> None:
    assert Text(HELLO).spans == HELLO.spans
    assert Text(HELLO, ()).spans == ()


def test_spans_outside_the_characters_are_clipped_and_the_outer_comes_first() -> None:
    text = Text(
        "abc", [Span(1, 1, Style.ITALIC), Span(-1, 9, Style.BOLD), Span(3, 1, Style.CODE), Span(1, 0, Style.PRE)]
    )
    assert text.spans == (Span(0, 3, Style.BOLD), Span(1, 1, Style.ITALIC))


def test_plain_gives_the_characters_alone() -> None:
    assert type(plain(HELLO)) is str
    assert plain(HELLO) == "Halo Sari"


@given(TEXTS)
def test_a_text_survives_json_pickle_and_copying(text: Text) -> None:
    stored = Text.from_json(json.loads(json.dumps(text.to_json())))
    for again in (stored, pickle.loads(pickle.dumps(text)), copy.deepcopy(text), copy.copy(text)):
        assert (again, again.spans) == (text, text.spans)
        assert type(again) is Text


def test_json_is_compact() -> None:
    assert HELLO.to_json() == {"t": "Halo Sari", "s": [[5, 4, "bold", ""]]}
    assert Text("Halo").to_json() == {"t": "Halo"}
    assert type(HELLO.to_json()["t"]) is str


@given(st.lists(TEXTS, max_size=4))
def test_what_is_put_together_can_be_cut_apart_again(parts: list[Text]) -> None:
    whole = concat(*parts)
    start = 0
    for part in parts:
        piece = whole.cut(start, start + len(part))
        assert (piece, piece.spans) == (part, part.spans)
        start += len(part)
    assert whole == "".join(parts)


def test_plus_and_join_keep_spans() -> None:
    assert ("👋 " + HELLO + "!").spans == (bold(7, 4),)
    assert Text(", ").join(["a", HELLO, HELLO]) == "a, Halo Sari, Halo Sari"
    assert Text(", ").join(["a", HELLO, HELLO]).spans == (bold(8, 4), bold(19, 4))
    assert Text("; ", [bold(0, 1)]).join(["a", "b"]).spans == (bold(1, 1),)
    assert Text(", ").join([]) == ""


def test_a_cut_clips_spans() -> None:
    assert HELLO.cut(0, 7).spans == (bold(5, 2),)
    assert HELLO.cut(6, 9).spans == (bold(0, 3),)
    assert HELLO.cut(0, 5).spans == ()


@given(st.text(st.characters(codec=None)))
def test_utf16_length_counts_code_units(text: str) -> None:
    assert utf16_length(text) == sum(2 if letter > "\uffff" else 1 for letter in text)


@pytest.mark.parametrize(
    ("template", "characters", "spans"),
    [
        ("biasa saja", "biasa saja", []),
        ("a **b** c", "a b c", [bold(2, 1)]),
        ("__a **b** c__", "a b c", [Span(0, 5, Style.ITALIC), bold(2, 1)]),
        ("ketik `/kuis **x**`", "ketik /kuis **x**", [Span(6, 11, Style.CODE)]),
        ("[sini](https://a.id/x__y__z) ya", "sini ya", [Span(0, 4, Style.LINK, "https://a.id/x__y__z")]),
        ("[**a** b](u)", "a b", [Span(0, 3, Style.LINK, "u"), bold(0, 1)]),
        (r"\*\*a\*\* \[b\](c) \{d\} \`e\` \_\_ \\", "**a** [b](c) {d} `e` __ \\", []),
        (r"**a\*\*b**", "a**b", [bold(0, 4)]),
        (r"`a\`b`", "a`b", [Span(0, 3, Style.CODE)]),
        (r"[a](b\)c)", "a", [Span(0, 1, Style.LINK, "b)c")]),
        (r"C:\dir", r"C:\dir", []),
        ("", "", []),
    ],
)
def test_markup_becomes_spans(template: str, characters: str, spans: list[Span]) -> None:
    text = marked(template, {})
    assert (text, text.spans) == (characters, tuple(spans))


@pytest.mark.parametrize(
    "template",
    [
        "2 ** 3",
        "a __ b",
        "`",
        "[1] x",
        "[a](b c)",
        "](x)",
        "[](x)",
        "{}",
        "{ a }",
        "{1}",
        "{",
        "****",
        "Isi: ____",
        "``",
    ],
)
def test_markup_that_is_not_closed_or_empty_stays_as_written(template: str) -> None:
    text = marked(template, {})
    assert (text, text.spans) == (template, ())


def test_a_marker_open_within_a_closed_one_is_only_characters() -> None:
    text = marked("**a __b** c__ [1] [x](u)", {})
    assert text == "a __b c__ [1] x"
    assert text.spans == (bold(0, 5), Span(14, 1, Style.LINK, "u"))


@given(st.text(), st.text())
def test_a_value_is_never_read_as_markup(name: str, other: str) -> None:
    values = {"name": name, "other": other}
    text = marked("**{name}** `{other}`", values)
    assert text == f"{name} {other}"
    assert text.spans == Text(text, [bold(0, len(name)), Span(len(name) + 1, len(other), Style.CODE)]).spans


def test_values_that_look_like_markup_stay_characters() -> None:
    text = marked("Hai {name}", {"name": "**{name}** [x](y) `z` \\*"})
    assert (text, text.spans) == ("Hai **{name}** [x](y) `z` \\*", ())


def test_a_rich_value_keeps_its_spans() -> None:
    assert marked("__> {text}__", {"text": HELLO}).spans == (Span(0, 11, Style.ITALIC), bold(7, 4))


def test_a_mention_leads_to_its_identity() -> None:
    text = marked("Halo {who}, kamu ke-{count}", {"who": Mention("Sari", 42), "count": 3})
    assert (text, text.spans) == ("Halo Sari, kamu ke-3", (Span(5, 4, Style.MENTION, "42"),))


def test_an_address_may_hold_values() -> None:
    text = marked("[{label}]({base}/{id})", {"label": "buka", "base": "https://a.id", "id": 7})
    assert (text, text.spans) == ("buka", (Span(0, 4, Style.LINK, "https://a.id/7"),))


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="name"):
        marked("Halo {name}", {"nama": "Sari"})


@given(st.text("*_`[]()\\ab \n", max_size=60))
def test_no_letter_of_a_template_is_lost(template: str) -> None:
    text = marked(template, {})
    everything = plain(text) + "".join(span.target for span in text.spans)
    assert sorted(letter for letter in everything if letter in "ab") == sorted(
        letter for letter in template if letter in "ab"
    )


@given(st.text("*_`[](){}\\ab ", max_size=60))
def test_a_template_with_every_marker_escaped_reads_as_itself(template: str) -> None:
    escaped = "".join("\\" + letter if letter in "*_`[](){}\\" else letter for letter in template)
    text = marked(escaped, {})
    assert (text, text.spans) == (template, ())
