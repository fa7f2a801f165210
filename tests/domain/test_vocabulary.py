"""The lists of words are in order: nothing twice, nothing that is never looked up."""

from bot.domain.vocabulary import CONCEPTS, FILLING, KNOWN, MEANT


def test_a_concept_joins_at_least_two_ways_to_say_it_each_once() -> None:
    wrong = [name for name, listed in CONCEPTS.items() if len(set(listed)) < 2 or len(set(listed)) < len(listed)]
    assert wrong == []


def test_no_filling_word_is_a_concept_by_itself() -> None:
    alone = {phrase for listed in CONCEPTS.values() for phrase in listed if "-" not in phrase}
    assert {word for word in alone if MEANT.get(word, word) in FILLING} == set()


def test_what_is_read_as_another_word_is_read_so_once() -> None:
    assert {full for full in MEANT.values() if full in MEANT} == set()


def test_every_listed_word_is_known() -> None:
    assert {"dropship", "flash", "sale", "brp", "berapa", "kak"} <= KNOWN
