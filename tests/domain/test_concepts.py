"""Words that mean nearly the same meet in a concept."""

import pytest

from bot.domain.concepts import FAINT, MEANING, evidence
from bot.domain.wording import words


def meant(text: str) -> set[str]:
    return {name for name in evidence(words(text)) if name.startswith("=")}


@pytest.mark.parametrize(
    ("one", "other", "concept"),
    [
        ("ongkirnya berapa", "how much is the shipping fee", "=shipping_fee"),
        ("paketnya penyok", "it arrived damaged", "=broken"),
        ("nomor baru", "aku ganti nomor", "=change_number"),
        ("ikut flash sale", "ikut flashsale", "=flash_sale"),
        ("drop shipping itu apa", "dropship itu apa", "=dropship"),
        ("lapakku sepi", "my store", "=shop"),
    ],
)
def test_two_ways_to_say_it_are_one_concept(one: str, other: str, concept: str) -> None:
    assert concept in meant(one) & meant(other)


def test_a_phrase_is_found_across_filling_words() -> None:
    assert "=cod" in meant("bisa bayar di tempat")


def test_a_stem_counts_once_a_filling_one_little_and_a_concept_of_one_more() -> None:
    told = evidence(["kak", "lencana", "lencana"])
    assert (told["kak"], told["lencana"], told["=badge"]) == (FAINT, 1.0, MEANING)


def test_a_word_of_many_concepts_tells_little_of_each() -> None:
    told = evidence(["refund"])
    names = [name for name in told if name.startswith("=")]
    assert len(names) > 1
    assert all(told[name] < MEANING for name in names)


def test_nothing_said_tells_nothing() -> None:
    assert evidence(()) == {}
