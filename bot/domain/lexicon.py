"""The words of many questions and what they mean, and how much each of them tells."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

from bot.domain.concepts import Evidence
from bot.domain.stems import stem
from bot.domain.vocabulary import FILLING
from bot.domain.wording import grams

USUAL = 20  # answers of other shelves that a small one is weighed with
WIDTH = 1 << 14


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as two vectors: its meanings, by their numbers, and its letters."""

    meanings: Any
    length: float  # of all its meanings, those without a number included
    letters: Any
    norm: float


class Lexicon:
    """Words and meanings by number, and how much each tells: the fewer answers' questions have it, the more."""

    def __init__(self, read: Iterable[tuple[int, Evidence]]) -> None:
        holding: dict[str, set[int]] = {}
        for owner, evidence in read:
            for name in evidence:
                holding.setdefault(name, set()).add(owner)
        every = USUAL + len({owner for owners in holding.values() for owner in owners})
        self._rarities = {name: math.log(1 + every / (len(owners) + 0.5)) for name, owners in holding.items()}
        self._unheard = math.log(1 + every / 0.5)
        self.most = math.log(1 + every / 1.5)  # what something tells that only one answer's questions have
        self._meanings: dict[str, int] = {}
        self._signs: dict[tuple[str, float], int] = {}
        self._of_signs: list[tuple[float, int]] = []  # weight, number of the meaning
        self._words: dict[str, int] = {}
        self._of_words: list[tuple[float, int]] = []  # weight of each row of letters, how many rows
        self._rows: list[Any] = []
        self._columns: tuple[Any, ...] | None = None

    def rarity(self, name: str) -> float:
        """How much a stem or a concept tells."""
        return self._rarities.get(name, self._unheard)

    def meaning(self, name: str) -> int:
        """The number of a stem or a concept, given on first sight."""
        return self._meanings.setdefault(name, len(self._meanings))

    def signs(self, evidence: Evidence) -> Any:
        """The numbers of meanings with their shares, which are few, so that an entry holds nothing but numbers."""
        import numpy

        return numpy.array([self._sign(name, share) for name, share in evidence.items()], numpy.int32)

    def meanings(self, signs: Iterable[Any]) -> set[int]:
        """The numbers of the meanings behind signs."""
        return {self._of_signs[number][1] for each in signs for number in each.tolist()}

    def words(self, said: Iterable[str]) -> Any:
        """The numbers of the different words that tell something."""
        import numpy

        return numpy.array([self._word(word) for word in dict.fromkeys(said) if word not in FILLING], numpy.int32)

    def _sign(self, name: str, share: float) -> int:
        number = self._signs.setdefault((name, share), len(self._signs))
        if number == len(self._of_signs):
            self._of_signs.append((share * self.rarity(name), self.meaning(name)))
            self._columns = None
        return number

    def _word(self, word: str) -> int:
        number = self._words.setdefault(word, len(self._words))
        if number == len(self._of_words):
            rows = _rows(word)
            self._of_words.append((self.rarity(stem(word)) / math.sqrt(len(rows)), len(rows)))
            self._rows.append(rows)
            self._columns = None
        return number

    def length(self, evidence: Evidence) -> float:
        """The length of the vector of meanings."""
        return math.hypot(*(share * self.rarity(name) for name, share in evidence.items()))

    def letters(self, said: Iterable[str]) -> tuple[Any, float]:
        """The rows of letters of different words that tell something, weighed; and how long that vector is."""
        import numpy

        telling = [word for word in dict.fromkeys(said) if word not in FILLING]
        if not telling:
            return numpy.zeros(WIDTH), 0.0
        rows = [_rows(word) for word in telling]
        weights = [self.rarity(stem(word)) / math.sqrt(len(each)) for word, each in zip(telling, rows, strict=True)]
        every, each = numpy.concatenate(rows), numpy.repeat(weights, [len(each) for each in rows])
        vector = numpy.bincount(every, each, WIDTH)
        return vector, math.sqrt((vector[every] * each).sum())

    def asked(self, said: Sequence[str], evidence: Evidence) -> Asked:
        """A question, ready to be compared; it leaves no trace here."""
        import numpy

        weights = {name: share * self.rarity(name) for name, share in evidence.items()}
        known = [name for name in weights if name in self._meanings]
        meanings = numpy.zeros(len(self._meanings))
        meanings[[self._meanings[name] for name in known]] = [weights[name] for name in known]
        return Asked(meanings, math.hypot(*weights.values()), *self.letters(said))

    def of_signs(self, held: Any, asked: Asked) -> Any:
        """What each of these signs adds to its entry's product with what is asked."""
        weights, meanings, *_ = self._arrays()
        return weights[held] * asked.meanings[meanings[held]]

    def of_words(self, held: Any, asked: Asked) -> Any:
        """What each of these words adds to its entry's product with the letters of what is asked."""
        import numpy

        if not len(held):
            return numpy.zeros(0)
        *_, scales, sizes, ends, rows = self._arrays()
        size = sizes[held]
        end = numpy.cumsum(size)
        places = numpy.arange(end[-1]) + numpy.repeat(ends[held] - end, size)
        return scales[held] * numpy.add.reduceat(asked.letters[rows[places]], end - size)

    def _arrays(self) -> tuple[Any, ...]:
        """Weights and meanings of signs; weights, sizes and ends of words' rows, and all those rows in a row."""
        import numpy

        if self._columns is None:
            weights, meanings = numpy.array(self._of_signs, float).reshape(-1, 2).T
            scales, sizes = numpy.array(self._of_words, float).reshape(-1, 2).T
            rows = numpy.concatenate([*self._rows, numpy.zeros(0, numpy.int32)])
            ends = numpy.cumsum(sizes.astype(int))
            self._columns = weights, meanings.astype(int), scales, sizes.astype(int), ends, rows
        return self._columns


@lru_cache(maxsize=20_000)
def _rows(word: str) -> Any:
    """The rows of letters of a word, each as a number below `WIDTH`."""
    import numpy

    return numpy.array([crc32(row.encode()) % WIDTH for row in grams(word)], numpy.int32)
