"""How likely a message is unwanted, learned from messages: incremental naive Bayes with an explanation."""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from moderation.normalise import Folded

Features = tuple[str, ...]
Seen = tuple[int, int]  # in how many unwanted messages, in how many ordinary ones

GRAM = 4
SMOOTHING = 1.0
LENGTH = 0.3  # long messages hold more evidence, but their letters repeat one another
SCALE = 3.0
SURE = 1e-9  # no message is quite certainly anything
STRONGEST = 5
MESSAGES = ""  # the row that counts the messages themselves
LIMIT = 20_000

FIGURES = re.compile(r"\d+")
LETTERS = re.compile(r"[^\W\d_]+")
TAIL = re.compile(r"\d+\D*$")


def features(folded: Folded) -> Features:
    """What is looked at in a message: words, their shapes, pairs of words, and the four-letter pieces of all.

    Words that mix letters and figures count by shape as well ("#a9", "#aaaaa99", "#99"), and pairs and pieces hold the
    shape only: a brand that nobody saw before looks like one.
    """
    shaped = [word if word.isalpha() or word.isdigit() else _shape(word) for word in folded.words]
    found = dict.fromkeys(folded.words + folded.leet)
    for word, shape in zip(folded.words, shaped, strict=True):
        if shape is not word:
            found |= dict.fromkeys((shape, *_outlines(word)))
    found |= dict.fromkeys(map(" ".join, zip(shaped, shaped[1:], strict=False)))
    line = " ".join(["", *shaped, ""])
    found |= dict.fromkeys("~" + line[at : at + GRAM] for at in range(len(line) - GRAM + 1))
    return tuple(found)


def _shape(word: str) -> str:
    return "#" + FIGURES.sub("9", LETTERS.sub("a", word))


def _outlines(word: str) -> Iterable[str]:
    """The lengths of letters and figures, and how the word ends from its last figures on."""
    yield "#" + FIGURES.sub(lambda run: "9" * len(run[0]), LETTERS.sub(lambda run: "a" * len(run[0]), word))
    if tail := TAIL.search(word):
        yield "#" + tail[0]


@dataclass
class Counts:
    """In how many messages of either kind each feature was seen. Bounded: what was seen least leaves first."""

    spam: int = 0
    ham: int = 0
    seen: dict[str, Seen] = field(default_factory=dict)
    limit: int = LIMIT

    def learn(self, found: Features, spam: bool, weight: int = 1) -> None:
        """Counts a message, as often as `weight` says."""
        self._add(found, spam, weight)
        if len(self.seen) > self.limit:
            kept = sorted(self.seen, key=lambda feature: (-sum(self.seen[feature]), feature))[: self.limit]
            self.seen = {feature: self.seen[feature] for feature in kept}

    def unlearn(self, found: Features, spam: bool, weight: int = 1) -> None:
        """Takes back what was learned from a message; nothing falls below zero."""
        self._add(found, spam, -weight)

    def rows(self) -> dict[str, list[int]]:
        """All counts, to be stored: by feature how often in spam and in ham; the empty one counts the messages."""
        return {MESSAGES: [self.spam, self.ham], **{feature: list(seen) for feature, seen in self.seen.items()}}

    @classmethod
    def from_rows(cls, rows: Mapping[str, Sequence[int]], limit: int = LIMIT) -> Self:
        """Counts as they were stored."""
        spam, ham = rows.get(MESSAGES, (0, 0))
        seen = {feature: (counts[0], counts[1]) for feature, counts in rows.items() if feature != MESSAGES}
        return cls(spam, ham, seen, limit)

    def _add(self, found: Features, spam: bool, weight: int) -> None:
        more, less = (weight, 0) if spam else (0, weight)
        self.spam, self.ham = max(0, self.spam + more), max(0, self.ham + less)
        for feature in found:
            before = self.seen.get(feature, (0, 0))
            now = max(0, before[0] + more), max(0, before[1] + less)
            if any(now):
                self.seen[feature] = now
            else:
                self.seen.pop(feature, None)


@dataclass(frozen=True, slots=True)
class Reason:
    """A word, pair, shape or piece of a message and its weight: above 0 for spam, below against it."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely a message is spam (0 to 1), and what spoke most for and against it."""

    score: float
    pro: tuple[Reason, ...] = ()
    contra: tuple[Reason, ...] = ()


class Seed:
    """Counts that ship with the program and never change, with the logarithms taken once."""

    def __init__(self, counts: Counts, threshold: float = 0.5) -> None:
        self.counts = counts
        self.threshold = threshold
        messages = counts.spam + counts.ham
        self.share = counts.spam / messages if counts.spam and counts.ham else 0.5
        self.ratios = {feature: self.ratio(*seen) for feature, seen in counts.seen.items()}

    def ratio(self, spam: int, ham: int) -> float:
        """The logarithm of how much oftener something is seen in spam, before the numbers of messages are weighed."""
        return math.log((spam + SMOOTHING * self.share) / (ham + SMOOTHING * (1 - self.share)))


class Judge:
    """Judges by the seed and, where there are any, by a group's own counts on top of it."""

    def __init__(self, seed: Seed, own: Counts | None = None) -> None:
        self.seed = seed
        self.own = own or Counts()
        spam, ham = seed.counts.spam + self.own.spam, seed.counts.ham + self.own.ham
        self.shift = math.log((ham + SMOOTHING) / (spam + SMOOTHING))

    def score(self, found: Features) -> float:
        """How likely a message with these features is spam, from 0 to 1."""
        return _likelihood(math.fsum(self.weights(found).values()), len(found))

    def judge(self, found: Features) -> Judgement:
        """The score and its strongest reasons."""
        weights = self.weights(found)
        reasons = [Reason(feature, weight) for feature, weight in _telling(weights).items()]
        reasons.sort(key=lambda reason: (-reason.weight, reason.feature))
        pro = tuple(reason for reason in reasons[:STRONGEST] if reason.weight > 0)
        contra = tuple(reason for reason in reversed(reasons[-STRONGEST:]) if reason.weight < 0)
        return Judgement(_likelihood(math.fsum(weights.values()), len(found)), pro, contra)

    def weights(self, found: Features) -> dict[str, float]:
        """What each feature says, above 0 for spam; those never seen say nothing."""
        ratios = self.seed.ratios
        if not self.own.seen:
            return {feature: ratios[feature] + self.shift for feature in found if feature in ratios}
        return {feature: weight for feature in found if (weight := self._weight(feature)) is not None}

    def _weight(self, feature: str) -> float | None:
        own = self.own.seen.get(feature)
        if own is None:
            ratio = self.seed.ratios.get(feature)
            return None if ratio is None else ratio + self.shift
        spam, ham = self.seed.counts.seen.get(feature, (0, 0))
        return self.seed.ratio(spam + own[0], ham + own[1]) + self.shift


def _telling(weights: dict[str, float]) -> dict[str, float]:
    """The reasons that a person can read; pieces of words only where there is nothing else."""
    readable = {feature: weight for feature, weight in weights.items() if feature[0] not in "~#"}
    return readable or weights


def _likelihood(evidence: float, size: int) -> float:
    scaled = evidence / (SCALE * (size + 1) ** LENGTH)
    return min(1 - SURE, max(SURE, 1 / (1 + math.exp(-max(-700.0, scaled)))))


def threshold_for(ordinary: Collection[float], false_positive_rate: float = 0.007) -> float:
    """The score from which messages count as spam, set from the scores of ordinary messages alone.

    One standard deviation of luck is kept in hand, so that the rate holds on messages to come: of 1,000 ordinary ones,
    4 and not 7 may lie above. Without any the threshold is 1, which no message reaches.
    """
    if not ordinary:
        return 1.0
    expected = len(ordinary) * false_positive_rate
    above = max(0, math.floor(expected - math.sqrt(expected * (1 - false_positive_rate))))
    scores = sorted(ordinary, reverse=True)
    highest, next_above = scores[above], scores[above - 1] if above else 1.0
    return max(math.nextafter(highest, 1.0), (highest + next_above) / 2)
