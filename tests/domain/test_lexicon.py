"""Rare words tell more than frequent ones, filling words little."""

import math

import numpy

from bot.domain.concepts import evidence
from bot.domain.lexicon import Lexicon
from bot.domain.wording import words

TEXTS = [(1, "kapan kelas dimulai"), (2, "di mana kelas diadakan"), (3, "berapa biaya kelas")]


def lexicon(*more: tuple[int, str]) -> Lexicon:
    return Lexicon((owner, evidence(words(text))) for owner, text in [*TEXTS, *more])


def test_a_rare_word_tells_more_than_a_frequent_one_and_one_nobody_used_most() -> None:
    known = lexicon()
    assert known.rarity("zebra") > known.rarity("biaya") == known.most > known.rarity("kelas")


def test_two_wordings_of_one_answer_do_not_make_a_word_frequent() -> None:
    assert lexicon((3, "biaya total")).rarity("biaya") == lexicon().rarity("biaya")


def test_words_keep_their_numbers_new_ones_get_the_next_and_filling_ones_none() -> None:
    assert lexicon().words(["kelas", "biaya", "kak", "kelas", "baru"]).tolist() == [0, 1, 2]


def test_a_share_of_a_meaning_is_a_sign_of_its_own() -> None:
    known = lexicon()
    assert known.signs({"biaya": 1.0}).tolist() != known.signs({"biaya": 0.3}).tolist()
    assert len(known.meanings([known.signs({"biaya": 1.0}), known.signs({"biaya": 0.3})])) == 1


def test_a_slip_shares_most_letters_with_the_right_word() -> None:
    known = lexicon()
    (right, norm), (wrong, _), (other, _) = (known.letters([word]) for word in ("sertifikat", "sertipikat", "rekaman"))
    assert numpy.dot(right, wrong) > 0.4 * norm**2 > numpy.dot(right, other)


def test_an_entry_is_as_long_as_its_product_with_itself_says() -> None:
    known = lexicon()
    said = ["berapa", "biaya", "kelas"]
    signs, held = known.signs(evidence(said)), known.words(said)
    asked = known.asked(said, evidence(said))
    assert math.isclose(known.of_signs(signs, asked).sum(), asked.length**2)
    assert math.isclose(known.of_words(held, asked).sum(), asked.norm**2)


def test_a_question_leaves_no_trace() -> None:
    known = lexicon()
    known.asked(["zebra"], evidence(["zebra"]))
    assert known.meaning("baru") == known.meaning("lain") - 1 == 0
