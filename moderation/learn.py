"""How likely a message is unwanted, learned from messages: incremental naive Bayes with an explanation."""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Self

from moderation.normalise import Folded

Features = tuple[str, ...]
Seen = tuple[int, int]  # in how many unwanted messages, in how many ordinary ones

GRAM = 4
SMOOTHING = 1.0
LENGTH = 0.3  # long messages hold more evidence, but their letters repeat one another
SCALE = 3.0
SURE = 1e-9  # no message is quite certainly anything
THRESHOLD = 0.5  # where the topics that ship begin to find something, until a group has a threshold of its own
STRONGEST = 5
MESSAGES = ""  # the row that counts the messages themselves
LIMIT = 20_000

FIGURES = re.compile(r"\d+")
LETTERS = re.compile(r"[^\W\d_]+")
REPEATED = re.compile(r"[a-z]+2(?:nya|an|in|ku|mu)?")  # "teman2": Indonesian says a word twice
TWICE = "#a2"
TAIL = re.compile(r"\d+\D*$")


def features(folded: Folded) -> Features:
    """What is looked at in a message: words, their shapes, pairs of words, and the four-letter pieces of all.

    Words that mix letters and figures count by shape as well ("#a9", "#aaaaa99", "#99"), and pairs and pieces hold the
    shape only: a brand that nobody saw before looks like one.
    """
    shaped = [_shape(word) for word in folded.words]
    found = dict.fromkeys(folded.words + folded.leet)
    for word, shape in zip(folded.words, shaped, strict=True):
        if shape == TWICE:
            found[shape] = None
        elif shape is not word:
            found |= dict.fromkeys((shape, *_outlines(word)))
    found |= dict.fromkeys(map(" ".join, pairwise(shaped)))
    line = " ".join(["", *shaped, ""])
    found |= dict.fromkeys("~" + line[at : at + GRAM] for at in range(len(line) - GRAM + 1))
    return tuple(found)


def _shape(word: str) -> str:
    if word.isalpha() or word.isdigit() or not word.isascii():
        return word
    return TWICE if REPEATED.fullmatch(word) else "#" + FIGURES.sub("9", LETTERS.sub("a", word))


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
    """How likely a message is unwanted (0 to 1), as what, and what spoke most for and against it."""

    score: float
    topic: str
    pro: tuple[Reason, ...] = ()
    contra: tuple[Reason, ...] = ()


class Topic:
    """One kind of unwanted message: counts that never change, with the logarithms taken once.

    `bar` is the evidence that a message needs to score 0.5.
    """

    def __init__(self, name: str, counts: Counts, bar: float = 0.0) -> None:
        self.name = name
        self.counts = counts
        self.bar = bar
        self.share = counts.spam / (counts.spam + counts.ham) if counts.spam and counts.ham else 0.5
        self.ratios = {seen: self.ratio(*seen) for seen in set(counts.seen.values())}

    def ratio(self, spam: int, ham: int) -> float:
        """The logarithm of how much oftener something is seen in spam, before the numbers of messages are weighed."""
        return math.log((spam + SMOOTHING * self.share) / (ham + SMOOTHING * (1 - self.share)))

    def evidence(self, found: Features, own: Counts) -> float:
        """What a message's features say together, whatever its length: above 0 it is unwanted as the topic is."""
        weights = self.weights(found, own).values()
        return math.fsum(weights) / (SCALE * math.pow(len(found) + 1, LENGTH)) - self.bar

    def weights(self, found: Features, own: Counts) -> dict[str, float]:
        """What each feature says, above 0 for spam, with a group's own counts on top; those never seen say nothing."""
        spam, ham = self.counts.spam + own.spam, self.counts.ham + own.ham
        shift = math.log((ham + SMOOTHING) / (spam + SMOOTHING))
        ratios, seen = self.ratios, self.counts.seen
        weights = {feature: ratios[seen[feature]] + shift for feature in found if feature in seen}
        for feature in own.seen.keys() & found if own.seen else ():
            (spam, ham), (more_spam, more_ham) = seen.get(feature, (0, 0)), own.seen[feature]
            weights[feature] = self.ratio(spam + more_spam, ham + more_ham) + shift
        return weights


class Judge:
    """Judges by the topics that ship and, where there are any, by a group's own counts on top of them."""

    def __init__(self, topics: Sequence[Topic], own: Counts | None = None) -> None:
        self.topics = topics
        self.own = own or Counts()

    def score(self, found: Features) -> float:
        """How likely a message with these features is unwanted, from 0 to 1."""
        return _likelihood(max(topic.evidence(found, self.own) for topic in self.topics))

    def judge(self, found: Features) -> Judgement:
        """The score, the topic that gave it, and the strongest reasons."""
        said = {topic.name: topic.evidence(found, self.own) for topic in self.topics}
        topic = max(self.topics, key=lambda topic: said[topic.name])
        reasons = _telling(topic.weights(found, self.own))
        pro = tuple(reason for reason in reasons[:STRONGEST] if reason.weight > 0)
        contra = tuple(reason for reason in reversed(reasons[-STRONGEST:]) if reason.weight < 0)
        return Judgement(_likelihood(said[topic.name]), topic.name, pro, contra)


def _telling(weights: dict[str, float]) -> list[Reason]:
    """What a person can read, strongest first; shapes and pieces of words only where there is nothing else."""
    readable = {feature: weight for feature, weight in weights.items() if feature[0] not in "~#"} or weights
    ordered = sorted(readable.items(), key=lambda item: (-item[1], item[0]))
    return [Reason(feature, weight) for feature, weight in ordered]


def _likelihood(evidence: float) -> float:
    return min(1 - SURE, max(SURE, 1 / (1 + math.exp(-max(-700.0, evidence)))))


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
    middle = (scores[above] + scores[above - 1]) / 2 if above else scores[0]
    return max(math.nextafter(scores[above], math.inf), middle)
