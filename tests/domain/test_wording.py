"""Informal words are read as what they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wording import LONGEST, grams, kinds, stem, words


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


@pytest.mark.parametrize(
    ("one", "other"),
    [("pembayaran", "dibayar"), ("ngumpulin", "kumpulkan"), ("kumpulin", "dikumpulkan"), ("sessions", "session")],
)
def test_forms_of_a_word_share_a_stem_in_both_languages(one: str, other: str) -> None:
    assert {stem(word) for word in words(one)} == {stem(word) for word in words(other)}


def test_question_words_stay_whole() -> None:
    assert [stem(word) for word in words("berapa bagaimana")] == ["berapa", "bagaimana"]


def test_what_is_asked_for_is_told_by_its_words() -> None:
    assert kinds(words("kpn dan dmn kelasnya?")) == {"time", "place"}
    assert kinds(words("bisa dicicil kah")) == frozenset()


def test_a_slip_leaves_most_rows_of_letters() -> None:
    right, wrong = set(grams("sertifikat")), set(grams("sertipikat"))
    assert len(right & wrong) > len(right) / 2


@given(st.text(max_size=300))
def test_any_text_has_a_bounded_number_of_words_with_stems(text: str) -> None:
    read = words(text)
    assert len(read) <= LONGEST
    assert all(stem(word) and grams(word) for word in read)
