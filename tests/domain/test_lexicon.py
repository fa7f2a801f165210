"""Rare words tell more than frequent ones, filling words little."""

import numpy

from bot.domain.lexicon import Lexicon, length, norm

TEXTS = [(1, "kapan kelas dimulai"), (2, "di mana kelas diadakan"), (3, "berapa biaya kelas")]


def test_a_rare_word_tells_more_than_a_frequent_one_and_a_filling_one_least() -> None:
    lexicon = Lexicon(TEXTS)
    assert lexicon.weight("biaya") > lexicon.weight("kelas") > lexicon.weight("kak")


def test_two_wordings_of_one_answer_do_not_make_a_word_frequent() -> None:
    once, twice = Lexicon(TEXTS), Lexicon([*TEXTS, (3, "biaya total")])
    assert twice.weight("biaya") == once.weight("biaya")


def test_words_keep_their_numbers_and_new_ones_get_the_next() -> None:
    lexicon = Lexicon(TEXTS)
    assert [lexicon.number(word) for word in ("kelas", "biaya", "kelas", "baru")] == [0, 1, 0, 2]


def test_a_slip_shares_most_letters_with_the_right_word() -> None:
    lexicon = Lexicon(TEXTS)
    right, wrong, other = (lexicon.letters([word]) for word in ("sertifikat", "sertipikat", "rekaman"))
    assert numpy.dot(right, wrong) > 0.5 * norm(right) * norm(wrong) > numpy.dot(right, other)


def test_the_shares_of_an_entrys_words_add_up_to_its_product_with_what_is_asked() -> None:
    lexicon = Lexicon(TEXTS)
    said = ["berapa", "biaya", "kelas"]
    held = numpy.array(sorted(lexicon.number(word) for word in said))
    stems, letters = lexicon.stems(said), lexicon.letters(said)
    by_stem, by_letters = lexicon.shares(held, stems, letters)
    assert numpy.isclose(by_stem.sum(), length(stems) ** 2)
    assert numpy.isclose(by_letters.sum(), norm(letters) ** 2, rtol=1e-4)
