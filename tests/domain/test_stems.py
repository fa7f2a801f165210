"""Forms of a word share a stem, however informally they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.stems import stem
from bot.domain.wording import words


@pytest.mark.parametrize(
    "forms",
    [
        "pembayaran dibayar bayarin dibayarin bayarnya",
        "ngumpulin kumpulkan kumpulin dikumpulkan",
        "sessions session",
        "mengirim ngirim pengiriman kirimkan kirimnya",
        "mengemas kemasan ngemas",
        "menawar nawar ditawar",
        "nyicil dicicil cicilan",
    ],
)
def test_forms_of_a_word_share_a_stem_in_both_languages(forms: str) -> None:
    assert len({stem(word) for word in words(forms)}) == 1


@pytest.mark.parametrize(
    ("slipped", "right"),
    [("certifcate", "certificate"), ("vuocher", "voucher"), ("ongkiir", "ongkir"), ("jdwl", "jadwal")],
)
def test_a_word_of_the_field_is_known_with_a_slip_or_without_its_vowels(slipped: str, right: str) -> None:
    assert stem(slipped) == stem(right)


@pytest.mark.parametrize("other", ["tokyo", "black", "kecup", "desain"])
def test_another_word_is_not_taken_for_a_slip(other: str) -> None:
    assert stem(other).startswith(other[:4])


def test_question_words_and_filling_ones_stay_whole() -> None:
    assert [stem(word) for word in words("berapa bagaimana sebaiknya")] == ["berapa", "bagaimana", "sebaiknya"]


@given(st.text(max_size=60))
def test_every_word_has_a_stem(text: str) -> None:
    assert all(stem(word) for word in words(text))
