"""What is compared: the judge that ships and a plain linear model of letters, on the same comments."""

import hashlib
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.brands import brand, chosen, families
from moderation.learn import THRESHOLD, Judge, features, threshold_for
from moderation.normalise import fold
from moderation.seed.training import COMMENTS, HANDLE, SAMPLES, lesson, samples, trained

SEED = 2026
TESTED = 0.4  # of the brands, and of comments without one
BUDGET = 0.007
FOLDS = 5

Scorer = Callable[[Sequence[str]], list[float]]


@dataclass(frozen=True, slots=True)
class Comment:
    """A public comment, its label, and the family of the brand that it names, if any."""

    text: str
    spam: bool
    brand: str

    @property
    def digest(self) -> str:
        """Names the comment without telling it."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Measured:
    """A model with its threshold."""

    score: Scorer
    threshold: float

    def found(self, texts: Sequence[str]) -> list[bool]:
        """Which texts reach the threshold."""
        return [score >= self.threshold for score in self.score(texts)]

    def share(self, texts: Sequence[str]) -> float:
        """How many of the texts reach the threshold."""
        return sum(self.found(texts)) / len(texts)

    def at_budget(self, ordinary: Sequence[str]) -> "Measured":
        """The model with a threshold that knew these very labels: to compare models, not to promise anything."""
        scores = sorted(self.score(ordinary), reverse=True)
        return Measured(self.score, scores[int(len(ordinary) * BUDGET)])


def comments(folder: Path) -> list[Comment]:
    """All comments of the data with their brands."""
    with (folder / COMMENTS).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    known = families(row["text"] for row in rows if row["spam"])
    return [Comment(row["text"].replace(HANDLE, " "), row["spam"], brand(row["text"], known)) for row in rows]


def split(rows: Sequence[Comment]) -> tuple[list[Comment], list[Comment]]:
    """Comments to learn from and comments to be measured on: no brand on both sides."""
    held_back = chosen((row.brand for row in rows), TESTED, SEED)
    dice = random.Random(SEED)
    sides: tuple[list[Comment], list[Comment]] = ([], [])
    for row in rows:
        tested = row.brand in held_back if row.brand else dice.random() < TESTED
        sides[tested].append(row)
    return sides


def ours(rows: Sequence[Comment]) -> Measured:
    """The judge that ships, trained on these comments; its bars come from ordinary messages."""
    judge = Judge(trained([lesson(row.text, row.spam) for row in rows]))
    return Measured(lambda texts: [judge.score(features(fold(text))) for text in texts], THRESHOLD)


def plain(rows: Sequence[Comment]) -> Measured:
    """Logistic regression over one to four letters of the same folded text; its threshold, too, from ordinary ones."""
    ordinary: list[float] = []
    for part in range(FOLDS):
        score = fitted([row for at, row in enumerate(rows) if at % FOLDS != part])
        ordinary += score([row.text for row in rows[part::FOLDS] if not row.spam])
    return Measured(fitted(rows), threshold_for(ordinary, BUDGET))


def fitted(rows: Sequence[Comment]) -> Scorer:
    """The plain model, fitted to comments and to the samples that train ours."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    taught = [(row.text, row.spam) for row in rows]
    for name, spam in (("scams.id", True), ("scams.en", True), ("ordinary", False), ("near", False)):
        taught += [(sample.text, spam) for sample in samples(SAMPLES / f"{name}.txt")]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), min_df=2, sublinear_tf=True)
    seen = letters.fit_transform([fold(text).text for text, _ in taught])
    model = LogisticRegression(C=10, max_iter=1000).fit(seen, [spam for _, spam in taught])

    def score(texts: Sequence[str]) -> list[float]:
        chances = model.predict_proba(letters.transform([fold(text).text for text in texts]))
        return [float(chance) for chance in chances[:, 1]]

    return score
