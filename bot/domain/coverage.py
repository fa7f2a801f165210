"""How much of what is asked an answer speaks of: in all its wordings together, and in its own words."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.concepts import Evidence
from bot.domain.lexicon import Asked, Lexicon

ANSWERED = 0.7  # what a word of the answer counts against one of its questions
ENOUGH = 3.5  # rare words that a question must tell as much as, to be spoken of wholly: "udah makan?" tells little


def summed(values: Any, sizes: Sequence[int]) -> Any:
    """The sums of so many values each, one group after the other."""
    import numpy

    return numpy.bincount(numpy.repeat(numpy.arange(len(sizes)), sizes), values, len(sizes))


class Coverage:
    """The meanings of every answer by number: even ones are in its questions, odd ones in its own words alone."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._marks: dict[int, Any] = {}

    def learn(self, owner: int, wordings: Sequence[Any], answer: Evidence) -> None:
        """Replaces what an answer speaks of, by the signs of its wordings; without any it is gone."""
        import numpy

        if not wordings:
            self._marks.pop(owner, None)
            return
        asked = self._lexicon.meanings(wordings)
        answered = {self._lexicon.meaning(name) for name in answer} - asked
        marks = [*(2 * number for number in asked), *(2 * number + 1 for number in answered)]
        self._marks[owner] = numpy.array(marks, numpy.int32)

    def shares(self, owners: Sequence[int], asked: Asked) -> Mapping[int, float]:
        """The share of what is asked, from 0 to 1, that each of these answers speaks of."""
        import numpy

        if not owners:
            return {}
        marks = [self._marks[owner] for owner in owners]
        every = numpy.concatenate(marks)
        worth = asked.meanings[every // 2] ** 2 * numpy.where(every % 2, ANSWERED, 1.0)
        worth /= max(asked.length, ENOUGH * self._lexicon.most) ** 2
        return dict(zip(owners, summed(worth, [len(each) for each in marks]).tolist(), strict=True))
