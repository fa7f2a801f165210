"""The words of many questions, and how much each of them tells."""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from zlib import crc32

from bot.domain.wording import FILLING, grams, stem, words

FAINT = 0.3  # the weight of a filling word
USUAL = 20  # answers of other shelves that a small one is weighed with
WIDTH = 1 << 14


class Lexicon:
    """The words of all wordings by number, and how much each tells: the fewer answers' questions hold it, the more."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        holding: dict[str, set[int]] = {}
        for owner, text in texts:
            for word in words(text):
                holding.setdefault(stem(word), set()).add(owner)
        self._spread = {name: len(owners) for name, owners in holding.items()}
        self._owners = len({owner for owners in holding.values() for owner in owners})
        self._numbers: dict[str, int] = {}
        self._meanings: dict[str, int] = {}
        self._words: list[tuple[float, float, int]] = []  # weight, weight of each row of letters, number of the stem
        self._columns: Any = None
        self._rows: list[Any] = []

    def number(self, word: str) -> int:
        """The number of a word, given on first sight."""
        number = self._numbers.setdefault(word, len(self._words))
        if number == len(self._words):
            weight, rows = self.weight(word), _rows(word)
            scale = 0.0 if word in FILLING else weight / math.sqrt(len(rows))
            self._words.append((weight, scale, self._meanings.setdefault(stem(word), len(self._meanings))))
            self._rows.append(rows)
            self._columns = None
        return number

    def weight(self, word: str) -> float:
        """How much a word tells."""
        rarity = math.log(1 + (self._owners + USUAL) / (self._spread.get(stem(word), 0) + 0.5))
        return rarity * (FAINT if word in FILLING else 1.0)

    def stems(self, said: Iterable[str]) -> dict[str, float]:
        """The stems of different words, weighed."""
        weights: dict[str, float] = {}
        for word in said:
            weights[stem(word)] = weights.get(stem(word), 0.0) + self.weight(word)
        return weights

    def letters(self, said: Iterable[str]) -> Any:
        """The rows of letters of different words that tell something, weighed."""
        import numpy

        vector = numpy.zeros(WIDTH, numpy.float32)
        for word in said:
            if word not in FILLING:
                rows = _rows(word)
                numpy.add.at(vector, rows, self.weight(word) / math.sqrt(len(rows)))
        return vector

    def shares(self, held: Any, stems: Mapping[str, float], letters: Any) -> tuple[Any, Any]:
        """What each of these words adds to its entry's products with what is asked."""
        import numpy

        if self._columns is None:
            self._columns = numpy.array(self._words).T, numpy.array([len(rows) for rows in self._rows])
        (weights, scales, meanings), sizes = (column[..., held] for column in self._columns)
        asked = numpy.zeros(len(self._meanings))
        for name, weight in stems.items():
            if name in self._meanings:
                asked[self._meanings[name]] = weight
        rows = numpy.concatenate([self._rows[number] for number in held.tolist()])
        sums = numpy.add.reduceat(letters[rows], numpy.cumsum(sizes) - sizes)
        return weights * asked[meanings.astype(int)], scales * sums


@lru_cache(maxsize=20_000)
def _rows(word: str) -> Any:
    """The rows of letters of a word, each as a number below `WIDTH`."""
    import numpy

    return numpy.array([crc32(row.encode()) % WIDTH for row in grams(word)], numpy.int32)


def length(weights: Mapping[str, float]) -> float:
    """The length of a vector by names."""
    return math.sqrt(sum(weight * weight for weight in weights.values()))


def norm(vector: Any) -> float:
    """The length of an array."""
    import numpy

    return float(numpy.linalg.norm(vector))
