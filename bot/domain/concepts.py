"""What words are about: "ongkirnya berapa" and "how much is shipping" have no word in common, but what they mean."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from bot.domain.stems import stem
from bot.domain.vocabulary import CONCEPTS, FILLING, KNOWN
from bot.domain.wording import words

FAINT = 0.3  # the share of a filling word
MEANING = 1.6  # the share of a concept against that of a stem
LONGEST_PHRASE = 3

Evidence = Mapping[str, float]
"""Stems, and concepts as `=name`, with the share that each has in what a text says."""


def evidence(said: Sequence[str]) -> Evidence:
    """What words in their order tell, by stem and by concept; a word of many concepts tells little of each."""
    found: dict[str, float] = {}
    stems = [stem(word) for word in said]
    for word, name in zip(said, stems, strict=True):
        found[name] = max(found.get(name, 0.0), FAINT if word in FILLING else 1.0)
    telling = [name for word, name in zip(said, stems, strict=True) if word not in FILLING]
    joined = [(stem(first + second),) for first, second in pairwise(said) if first + second in KNOWN]
    for phrase in {*_phrases(stems), *_phrases(telling), *joined}:
        names = _concepts().get(phrase, ())
        for name in names:
            found[name] = max(found.get(name, 0.0), MEANING / math.sqrt(len(names)))
    return found


def _phrases(stems: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(1, LONGEST_PHRASE + 1):
        yield from zip(*(stems[start:] for start in range(size)), strict=False)


@cache
def _concepts() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The concepts that a word or a phrase, by its stems, may mean; "flash sale" may be written as one word, too."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for name, listed in CONCEPTS.items():
        for phrase in listed:
            for written in {phrase.replace("-", " "), phrase.replace("-", "")}:
                key = tuple(stem(word) for word in words(written))
                found.setdefault(key, {})[f"={name}"] = None
    return {key: tuple(names) for key, names in found.items()}
