"""An answer is known by all its wordings together, and a little by its own words."""

import numpy
import pytest

from bot.domain.concepts import evidence
from bot.domain.coverage import ANSWERED, Coverage, summed
from bot.domain.lexicon import Lexicon

PAY, JOIN = 1, 2
WORDINGS = {PAY: [["transfer", "rekening"], ["bukti", "pembayaran"]], JOIN: [["formulir", "peserta"]]}


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon((owner, evidence(said)) for owner, listed in WORDINGS.items() for said in listed)


@pytest.fixture
def coverage(lexicon: Lexicon) -> Coverage:
    found = Coverage(lexicon)
    for owner, listed in WORDINGS.items():
        found.learn(owner, [lexicon.signs(evidence(said)) for said in listed], evidence(["zebra", "kuda", "gajah"]))
    return found


def shares(coverage: Coverage, lexicon: Lexicon, *said: str) -> dict[int, float]:
    return dict(coverage.shares([PAY, JOIN], lexicon.asked(said, evidence(said))))


def test_words_of_two_wordings_count_together(coverage: Coverage, lexicon: Lexicon) -> None:
    found = shares(coverage, lexicon, "transfer", "rekening", "bukti", "pembayaran")
    assert found[PAY] == pytest.approx(1.0)
    assert found[JOIN] < 0.5


def test_the_words_of_an_answer_count_less(coverage: Coverage, lexicon: Lexicon) -> None:
    animals = ["zebra", "kuda", "gajah"]
    asked = lexicon.asked(animals * 5, {f"{name}": 3.0 for name in animals})
    assert coverage.shares([PAY], asked)[PAY] == pytest.approx(ANSWERED)


def test_a_question_that_tells_little_is_never_spoken_of_wholly(coverage: Coverage, lexicon: Lexicon) -> None:
    assert 0 < shares(coverage, lexicon, "peserta")[JOIN] < 0.5


def test_what_lost_its_wordings_is_gone(coverage: Coverage, lexicon: Lexicon) -> None:
    coverage.learn(PAY, [], {})
    with pytest.raises(KeyError):
        shares(coverage, lexicon, "transfer")


def test_groups_are_summed_the_empty_ones_too() -> None:
    assert summed(numpy.array([1.0, 2.0, 4.0]), [2, 0, 1]).tolist() == [3.0, 0.0, 4.0]
