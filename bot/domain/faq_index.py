"""Finds which stored questions mean what somebody asks, and says how sure that is.

BM25 over stems, concepts and letter trigrams proposes. Two cosines compare: over stems and concepts, which know what is
asked, and over rows of letters, which forgive slips. What all wordings of an answer and its own words speak of counts
beside the closest wording. A word tells the more, the fewer questions hold it.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from bot.domain.concepts import Evidence, evidence
from bot.domain.coverage import Coverage, summed
from bot.domain.lexicon import Asked, Lexicon
from bot.domain.vocabulary import FILLING
from bot.domain.wording import grams, kinds, words

PROPOSED = 30  # wordings that are compared closely
MEANINGS = 0.6  # of a comparison; the rest is letters
SPOKEN_OF = 0.4  # of the score; the rest is the closest wording
SURE, LIKELY = 0.49, 0.22
LEAD = 0.05  # before the second, at least,
SAME = 0.97  # unless the words are the same
OTHER = 0.8  # of the score, where something else is asked for
SUGGESTED = 3  # answers that are asked about
LATE = 200  # wordings after the last build that are compared one by one, at most

NOTHING: Mapping[int, str] = MappingProxyType({})

Decision = Literal["answer", "suggest", "none"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask for the answer `owner`; `key` names it."""

    key: int
    owner: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """An answer with its closest wording, from 0 (nothing in common) to 1 (the same words)."""

    owner: int
    key: int
    score: float


def decide(found: Sequence[Found]) -> Decision:
    """Sure when the best is close, all the more when the second is far behind; unsure ones may be asked about."""
    if not found or found[0].score < LIKELY:
        return "none"
    lead = found[0].score - max([LIKELY, *(second.score for second in found[1:2])])
    close = lead >= LEAD and found[0].score + lead / 2 >= SURE
    return "answer" if close or found[0].score >= SAME else "suggest"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A wording by the numbers of its signs and words, with the lengths of its two vectors."""

    wording: Wording
    signs: Any
    length: float
    words: Any
    norm: float
    kinds: frozenset[str]


class FaqIndex:
    """Wordings to search in, with their answers by owner; `update` follows what is stored, and new is found at once."""

    _answers: dict[int, int]

    def __init__(self, wordings: Iterable[Wording] = (), answers: Mapping[int, str] = NOTHING) -> None:
        self._build({wording.key: wording for wording in wordings}, answers)

    def __len__(self) -> int:
        return len(self._entries)

    def update(self, wordings: Mapping[int, Wording], answers: Mapping[int, str] = NOTHING) -> None:
        """Makes the index hold these; what is new is compared one by one until there is much of it."""
        new = [each for each in wordings.values() if self._wording(each.key) != each]
        gone = [key for key in self._entries if key not in wordings]
        room = min(LATE, len(self._bulk) // 20)  # the weights of words follow the build: a small shelf is built anew
        if len(self._late) + len(new) > room or len(gone) > len(self._bulk) // 4:
            self._build(wordings, answers)
            return
        changed = {owner for owner, _ in self._answers.items() ^ _prints(answers).items()}
        for key in (*gone, *(each.key for each in new)):
            changed |= self._drop(key)
        for wording in new:
            self._entries[wording.key] = self._entry(wording, evidence(words(wording.text)))
            self._late[wording.key] = None
        self._learn(changed | {each.owner for each in new}, answers)

    def search(self, text: str, most: int = 5) -> list[Found]:
        """The answers that fit best, the best first, each once."""
        said = words(text)
        told = evidence(said)
        asked = self._lexicon.asked(said, told)
        closest: dict[int, tuple[float, int]] = {}
        for entry, score in self._compared(kinds(said), asked, self._proposed(_tokens(said, told))):
            owner = entry.wording.owner
            closest[owner] = max(closest.get(owner, (0.0, 0)), (score, entry.wording.key))
        shares = self._coverage.shares(list(closest), asked)
        scores = {owner: _weighed(score, shares[owner]) for owner, (score, _) in closest.items()}
        best = sorted(scores, key=lambda owner: (-scores[owner], owner))[:most]
        return [Found(owner, closest[owner][1], scores[owner]) for owner in best]

    def _build(self, wordings: Mapping[int, Wording], answers: Mapping[int, str]) -> None:
        said = [words(each.text) for each in wordings.values()]
        told = [evidence(each) for each in said]
        self._lexicon = Lexicon((each.owner, shown) for each, shown in zip(wordings.values(), told, strict=True))
        self._entries = {
            key: self._entry(each, shown) for (key, each), shown in zip(wordings.items(), told, strict=True)
        }
        self._bulk = list(wordings)
        self._late: dict[int, None] = {}
        self._coverage = Coverage(self._lexicon)
        self._learn({each.owner for each in wordings.values()}, answers)
        self._ranker = _ranker([_tokens(*each) or [""] for each in zip(said, told, strict=True)])

    def _entry(self, wording: Wording, told: Evidence) -> _Entry:
        said = words(wording.text)
        (_, norm), length = self._lexicon.letters(said), self._lexicon.length(told)
        return _Entry(wording, self._lexicon.signs(told), length, self._lexicon.words(said), norm, kinds(said))

    def _learn(self, owners: Iterable[int], answers: Mapping[int, str]) -> None:
        """Notes what these answers speak of."""
        signs: dict[int, list[Any]] = {owner: [] for owner in owners}
        for entry in self._entries.values():
            if entry.wording.owner in signs:
                signs[entry.wording.owner].append(entry.signs)
        for owner, of_wordings in signs.items():
            self._coverage.learn(owner, of_wordings, evidence(words(answers.get(owner, ""))))
        self._answers = _prints(answers)

    def _wording(self, key: int) -> Wording | None:
        return self._entries[key].wording if key in self._entries else None

    def _drop(self, key: int) -> set[int]:
        """Takes a wording away; whose it was."""
        self._late.pop(key, None)
        entry = self._entries.pop(key, None)
        return {entry.wording.owner} if entry else set()

    def _proposed(self, tokens: list[str]) -> list[_Entry]:
        """The wordings that BM25 ranks highest, and all that came after the last build."""
        late = [self._entries[key] for key in self._late]
        numbers = self._ranker.get_tokens_ids(tokens) if self._bulk else []
        if not numbers:
            return late
        import numpy

        scores = self._ranker.get_scores_from_ids(numbers)
        room = min(PROPOSED, len(scores))
        top = numpy.argpartition(scores, -room)[-room:].tolist()
        keys = [self._bulk[place] for place in top if scores[place] > 0]
        return late + [self._entries[key] for key in keys if key in self._entries and key not in self._late]

    def _compared(self, wanted: frozenset[str], asked: Asked, entries: list[_Entry]) -> Iterable[tuple[_Entry, float]]:
        """Each entry with how close it is: both products are summed for all entries at once."""
        if not entries:
            return []
        import numpy

        signs = numpy.concatenate([entry.signs for entry in entries])
        held = numpy.concatenate([entry.words for entry in entries])
        of_meanings = summed(self._lexicon.of_signs(signs, asked), [len(entry.signs) for entry in entries])
        of_letters = summed(self._lexicon.of_words(held, asked), [len(entry.words) for entry in entries])
        of_meanings = of_meanings / [(asked.length * entry.length) or 1.0 for entry in entries]
        of_letters = of_letters / [(asked.norm * entry.norm) or 1.0 for entry in entries]
        scores = numpy.minimum(MEANINGS * of_meanings + (1 - MEANINGS) * of_letters, 1.0).tolist()
        return [(entry, _fitting(score, wanted, entry)) for entry, score in zip(entries, scores, strict=True)]


def _prints(answers: Mapping[int, str]) -> dict[int, int]:
    """What tells whether an answer has changed, without keeping it."""
    return {owner: hash(text) for owner, text in answers.items()}


def _weighed(closest: float, share: float) -> float:
    """The same words are the same, whatever else is spoken of."""
    return closest if closest >= SAME else (1 - SPOKEN_OF) * closest + SPOKEN_OF * share


def _fitting(score: float, wanted: frozenset[str], entry: _Entry) -> float:
    """A question for a time is not one for a place, however much else they share."""
    other = wanted and entry.kinds and wanted.isdisjoint(entry.kinds)
    return score * OTHER if other and score < SAME else score


def _tokens(said: Sequence[str], told: Evidence) -> list[str]:
    """What BM25 looks for: stems, concepts, and trigrams of the words that tell something."""
    letters = (row for word in dict.fromkeys(said) if word not in FILLING for row in grams(word, (3,)))
    return [*told, *letters]


def _ranker(tokens: list[list[str]]) -> Any:
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    ranker = bm25s.BM25()
    if tokens:
        ranker.index(tokens, show_progress=False)
    return ranker
