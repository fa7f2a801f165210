"""Informal words are read as what they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wording import LONGEST, grams, kinds, words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("brp biayanya", "berapa biayanya"),
        ("gmn caranya kak", "bagaimana caranya kak"),
        ("TF ke rek mana", "transfer ke rekening mana"),
        ("bangeeeet", "bangeet"),
        ("kata2 promosi", "kata promosi"),
    ],
)
def test_chat_spellings_are_read_as_the_usual_ones(written: str, read: str) -> None:
    assert words(written) == words(read)


def test_what_is_asked_for_is_told_by_its_words() -> None:
    assert kinds(words("kpn dan dmn kelasnya?")) == {"time", "place"}
    assert kinds(words("bisa dicicil kah")) == frozenset()


def test_a_slip_leaves_most_rows_of_letters() -> None:
    right, wrong = set(grams("sertifikat")), set(grams("sertipikat"))
    assert len(right & wrong) > len(right) / 2


@given(st.text(max_size=300))
def test_any_text_has_a_bounded_number_of_words(text: str) -> None:
    read = words(text)
    assert len(read) <= LONGEST
    assert all(grams(word) for word in read)
