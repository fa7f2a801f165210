"""Finds which stored questions mean what somebody asks, and says how sure that is.

BM25 over stems and letter trigrams proposes, two cosines decide: over word stems, which knows what is asked, and over
rows of letters, which forgives slips. Both weigh a word by how few questions hold it.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.domain.lexicon import Lexicon, length, norm
from bot.domain.wording import FILLING, grams, kinds, stem, words

PROPOSED = 30  # wordings that are compared closely
STEMS = 0.6  # of the score; the rest is letters
SURE, LIKELY = 0.50, 0.22
LEAD = 0.05  # before the second, at least,
SAME = 0.97  # unless the words are the same
OTHER = 0.8  # of the score, where something else is asked for
SUGGESTED = 3  # answers that are asked about
LATE = 200  # wordings after the last build that are compared one by one, at most

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
    """A wording by its words' numbers, with the lengths of its two vectors."""

    wording: Wording
    words: Any
    stems_length: float
    letters_length: float
    kinds: frozenset[str]


class FaqIndex:
    """Wordings to search in; `update` follows what is stored, and what is new is found at once."""

    def __init__(self, wordings: Iterable[Wording] = ()) -> None:
        self._build({wording.key: wording for wording in wordings})

    def __len__(self) -> int:
        return len(self._entries)

    def update(self, wordings: Mapping[int, Wording]) -> None:
        """Makes the index hold these wordings; what is new is compared one by one until there is much of it."""
        new = [each for each in wordings.values() if self._wording(each.key) != each]
        gone = [key for key in self._entries if key not in wordings]
        room = min(LATE, len(self._bulk) // 20)  # the weights of words follow the build: a small shelf is built anew
        if len(self._late) + len(new) > room or len(gone) > len(self._bulk) // 4:
            self._build(wordings)
            return
        for key in gone:
            self._drop(key)
        for wording in new:
            self._drop(wording.key)
            self._entries[wording.key] = self._entry(wording)
            self._late[wording.key] = None

    def search(self, text: str, most: int = 5) -> list[Found]:
        """The answers that fit best, the best first, each once."""
        asked = tuple(dict.fromkeys(words(text)))
        best: dict[int, Found] = {}
        for entry, score in self._compared(asked, self._proposed(asked)):
            found = Found(entry.wording.owner, entry.wording.key, score)
            if found.owner not in best or score > best[found.owner].score:
                best[found.owner] = found
        return sorted(best.values(), key=lambda found: (-found.score, found.owner))[:most]

    def _build(self, wordings: Mapping[int, Wording]) -> None:
        self._lexicon = Lexicon((each.owner, each.text) for each in wordings.values())
        self._entries = {key: self._entry(wording) for key, wording in wordings.items()}
        self._bulk = list(wordings)
        self._late: dict[int, None] = {}
        self._ranker = _ranker([_tokens(words(wording.text)) or [""] for wording in wordings.values()])

    def _entry(self, wording: Wording) -> _Entry:
        import numpy

        said = tuple(dict.fromkeys(words(wording.text)))
        numbers = numpy.array([self._lexicon.number(word) for word in said], numpy.int32)
        return _Entry(
            wording, numbers, length(self._lexicon.stems(said)), norm(self._lexicon.letters(said)), kinds(said)
        )

    def _wording(self, key: int) -> Wording | None:
        return self._entries[key].wording if key in self._entries else None

    def _drop(self, key: int) -> None:
        self._entries.pop(key, None)
        self._late.pop(key, None)

    def _proposed(self, asked: Sequence[str]) -> list[_Entry]:
        """The wordings that BM25 ranks highest, and all that came after the last build."""
        late = [self._entries[key] for key in self._late]
        tokens = self._ranker.get_tokens_ids(_tokens(asked)) if self._bulk else []
        if not tokens:
            return late
        import numpy

        scores = self._ranker.get_scores_from_ids(tokens)
        room = min(PROPOSED, len(scores))
        top = numpy.argpartition(scores, -room)[-room:].tolist()
        keys = [self._bulk[place] for place in top if scores[place] > 0]
        return late + [self._entries[key] for key in keys if key in self._entries and key not in self._late]

    def _compared(self, asked: Sequence[str], entries: Sequence[_Entry]) -> Iterable[tuple[_Entry, float]]:
        """Each entry with its score: both products are summed word by word, for all entries at once."""
        entries = [entry for entry in entries if len(entry.words)]
        if not entries:
            return []
        import numpy

        stems, letters = self._lexicon.stems(asked), self._lexicon.letters(asked)
        held, place = numpy.unique(numpy.concatenate([entry.words for entry in entries]), return_inverse=True)
        starts = numpy.cumsum([0, *(len(entry.words) for entry in entries[:-1])])
        of_stems, of_letters = (
            numpy.add.reduceat(shares[place], starts) for shares in self._lexicon.shares(held, stems, letters)
        )
        in_stems = STEMS / (length(stems) or 1.0) * of_stems / [entry.stems_length or 1.0 for entry in entries]
        in_letters = (1 - STEMS) / (norm(letters) or 1.0) * of_letters
        in_letters /= [entry.letters_length or 1.0 for entry in entries]
        scores, wanted = numpy.minimum(in_stems + in_letters, 1.0).tolist(), kinds(asked)
        return [(entry, _fitting(score, wanted, entry)) for entry, score in zip(entries, scores, strict=True)]


def _fitting(score: float, wanted: frozenset[str], entry: _Entry) -> float:
    """A question for a time is not one for a place, however much else they share."""
    other = wanted and entry.kinds and wanted.isdisjoint(entry.kinds)
    return score * OTHER if other and score < SAME else score


def _tokens(said: Iterable[str]) -> list[str]:
    """What BM25 looks for: stems, and trigrams of the words that tell something."""
    different = dict.fromkeys(said)
    letters = (row for word in different if word not in FILLING for row in grams(word, (3,)))
    return [*(stem(word) for word in different), *letters]


def _ranker(tokens: list[list[str]]) -> Any:
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    ranker = bm25s.BM25()
    if tokens:
        ranker.index(tokens, show_progress=False)
    return ranker
