"""`python -m bench.faq`: how well, how fast and how small the FAQ is; `--sealed` opens the sealed part as well."""

import random
import sys
import time
import tomllib
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.figures import Figure
from bot.domain.faq_index import SUGGESTED, FaqIndex, Wording, decide
from bot.domain.vocabulary import FILLING

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data" / "faq"
PAGE = ROOT / "docs" / "figures-faq.md"
FOLDS = 5
SEED = 2026
LETTERS = "abcdefghijklmnopqrstuvwxyz"
HEAD = """# Figures of the FAQ

Written by `make bench-faq` from `tests/data/faq`: questions of learning groups in informal Indonesian and English, each
with three stored wordings, the answer, and four other wordings that people ask with, slips included. They were written
for Pamong, so they say how the method fares with people who write as these do.

In five turns a fifth of the subjects is taken off the shelf: what asks for them has no answer. *At once* is an answer
without asking back; *by a button* is the right one among the three that are offered.

*Sealed* are questions on subjects of their own, asked against the shelf of all, and not looked at before the method and
every number in it were fixed. *Open* are the 93 that it was made with, so their figures flatter it.

This is the third sealed part. The first one of 20 gave MRR@5 0.77, recall@3 0.88, at once 0.32, and false answers to
0.14 of what has none. The second one of 28, opened the same way, gave MRR@5 0.63, recall@3 0.74, at once 0.17, false
answers 0.08, and missed three targets: people found more words for a thing than three wordings hold. What the words of
such groups mean, in `bot/domain/concepts.toml`, is there for that. Both parts are among the open ones since.

| figure | what | target | measured |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Topic:
    """One question: what is stored of it, what people ask, and the answer."""

    stored: tuple[str, ...]
    asked: tuple[str, ...]
    answer: str
    sealed: bool
    subject: str  # shared with what means the same in the other language


@dataclass(slots=True)
class Score:
    """Counts over all turns; sums over what has an answer, and over what has none."""

    ranks: list[int] = field(default_factory=list)  # of the right answer among five, 0 is missing
    at_once: int = 0
    wrongly: int = 0
    by_button: int = 0
    strangers: int = 0
    answered_strangers: int = 0

    def figures(self, name: str) -> list[Figure]:
        """As lines of the table."""
        known = len(self.ranks)
        mrr = sum(1 / rank for rank in self.ranks if rank) / known
        among = sum(0 < rank <= SUGGESTED for rank in self.ranks) / known
        by_button = self.by_button / (known - self.at_once)
        return [
            Figure(f"MRR@5, {name}", "the right answer's place", mrr, 0.7, True),
            Figure(f"recall@3, {name}", "it is among three", among, 0.8, True),
            Figure(f"at once, {name}", "answered right without asking back", self.at_once / known, 0.3, True),
            Figure(f"by a button, {name}", "of the rest", by_button, 0.5, True),
            Figure(f"wrong answer, {name}", "of what has an answer", self.wrongly / known),
            Figure(f"false answer, {name}", "of what has none", self.answered_strangers / self.strangers, 0.1),
        ]


def topics(*names: str) -> list[Topic]:
    """The questions of the files."""
    files = [(name, tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))) for name in names]
    return [
        Topic(
            (entry["question"], *entry["stored"]),
            tuple(entry["asked"]),
            entry.get("answer", ""),
            name == "sealed",
            entry.get("subject", entry["question"]),
        )
        for name, file in files
        for entry in file["faq"]
    ]


def shelf(entries: Sequence[tuple[int, Topic]]) -> FaqIndex:
    """An index of topics under their numbers."""
    texts = [(number, text) for number, topic in entries for text in topic.stored]
    wordings = (Wording(key, number, text) for key, (number, text) in enumerate(texts))
    return FaqIndex(wordings, {number: topic.answer for number, topic in entries})


def judged(entries: Sequence[Topic], asked: Callable[[Topic], bool]) -> Score:
    """Every topic on the shelf in four turns, off it in the fifth."""
    score = Score()
    places = {subject: place for place, subject in enumerate(dict.fromkeys(topic.subject for topic in entries))}
    for fold in range(FOLDS):
        off = [places[topic.subject] % FOLDS == fold for topic in entries]
        index = shelf([(number, topic) for number, topic in enumerate(entries) if not off[number]])
        for number, topic in enumerate(entries):
            for text in topic.asked if asked(topic) else ():
                _count(score, index, text, None if off[number] else number)
    return score


def _count(score: Score, index: FaqIndex, text: str, right: int | None) -> None:
    found = index.search(text)
    decision, owners = decide(found), [each.owner for each in found]
    if right is None:
        score.strangers += 1
        score.answered_strangers += decision == "answer"
        return
    rank = owners.index(right) + 1 if right in owners else 0
    score.ranks.append(rank)
    score.at_once += decision == "answer" and rank == 1
    score.wrongly += decision == "answer" and rank != 1
    score.by_button += decision == "suggest" and 0 < rank <= SUGGESTED


def small_talk(entries: Sequence[Topic]) -> Figure:
    """Questions that people ask one another about anything else."""
    index = shelf(list(enumerate(entries)))
    lines = (DATA / "chatter.txt").read_text("utf-8").splitlines()
    answered = sum(decide(index.search(line)) == "answer" for line in lines)
    return Figure("small talk", f"of {len(lines)} questions about other things, answered", answered / len(lines), 0.1)


def added(entries: Sequence[Topic]) -> list[Figure]:
    """A question that is added as other words, asked again as it was and with one slip."""
    dice, same, slipped, count = random.Random(SEED), 0, 0, 0
    wordings = [(number, text) for number, topic in enumerate(entries) for text in topic.stored]
    before = {key: Wording(key, number, text) for key, (number, text) in enumerate(wordings)}
    answers = {number: topic.answer for number, topic in enumerate(entries)}
    index = FaqIndex(before.values(), answers)
    for number, topic in enumerate(entries):
        for text in topic.asked:
            index.update({**before, len(before): Wording(len(before), number, text)}, answers)
            for asked in (text, slip(text, dice)):
                found = index.search(asked)
                right = decide(found) == "answer" and found[0].owner == number
                same, slipped = same + (right and asked == text), slipped + (right and asked != text)
            count += 1
    return [
        Figure("other words", "answered at once after they were added", same / count, 0.9, True),
        Figure("with a slip", "the same with one letter wrong", slipped / count, 0.9, True),
    ]


def slip(text: str, dice: random.Random) -> str:
    """One letter is left out, wrong, too much, or changed places with the next."""
    at = dice.choice([place for place, sign in enumerate(text) if sign.isalpha()])
    other = dice.choice([letter for letter in LETTERS if letter != text[at]])
    turned = text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    kinds = [text[:at] + text[at + 1 :], text[:at] + other + text[at + 1 :], text[:at] + other + text[at:], turned]
    return next(kind for kind in dice.sample(kinds, len(kinds)) if kind != text)


def many(count: int, entries: Sequence[Topic]) -> list[str]:
    """So many wordings: words of the data, and made ones, some of them frequent."""
    dice = random.Random(SEED)
    words = sorted({word for topic in entries for text in topic.stored for word in text.lower().split()} - FILLING)
    made = ["".join(dice.choice("bdgjklmnprst") + dice.choice("aiueo") for _ in range(3)) for _ in range(4000)]
    weights = [1 / (rank + 3) for rank in range(len(made))]
    lines = []
    for _ in range(count):
        own = dice.choices(made, weights, k=dice.randint(2, 4))
        lines.append(" ".join([*dice.sample(words, dice.randint(2, 4)), dice.choice(sorted(FILLING)), *own]))
    return lines


def large(lines: Sequence[str], entries: Sequence[Topic]) -> FaqIndex:
    """An index of so many wordings, three an answer, with the answers of the data."""
    return FaqIndex((Wording(key, key // 3, line) for key, line in enumerate(lines)), answers_to(lines, entries))


def answers_to(lines: Sequence[str], entries: Sequence[Topic]) -> dict[int, str]:
    """An answer for every three lines, each a string of its own."""
    return {number: f"{entries[number % len(entries)].answer} {number}" for number in range(len(lines) // 3 + 1)}


def fast(count: int, entries: Sequence[Topic]) -> Figure:
    """The 95th percentile of a query's processor time against rapidfuzz's over the same wordings, in turns."""
    from rapidfuzz import fuzz, process

    lines = many(count, entries)
    index = large(lines, entries)
    asked = [text for topic in entries for text in topic.asked]
    ours, theirs = [], []
    for text in [*asked[:20], *asked]:  # the first warm up
        ours.append(_took(lambda text=text: index.search(text)))  # type: ignore[misc]
        theirs.append(_took(lambda text=text: process.extract(text, lines, scorer=fuzz.token_set_ratio, limit=5)))  # type: ignore[misc]
    ratio = _p95(ours[20:]) / _p95(theirs[20:])
    what = f"p95 {_p95(ours[20:]) * 1e3:.2f} ms against {_p95(theirs[20:]) * 1e3:.2f} ms of token_set_ratio"
    return Figure(f"{count:,} wordings", what, ratio, 1.0)


def _took(run: Callable[[], object]) -> float:
    begun = time.thread_time()
    run()
    return time.thread_time() - begun


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def small(count: int, entries: Sequence[Topic]) -> Figure:
    """The memory of an index, caches of words included."""
    lines = many(count, entries)
    FaqIndex([Wording(0, 0, "apa saja")])  # libraries are loaded
    tracemalloc.start()
    index = large(lines, entries)
    size = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return Figure(f"memory, {len(index):,}", "an index with the caches of its words", size, 20, unit=" MB")


def renewed(count: int, entries: Sequence[Topic]) -> Figure:
    """How long the writer is held when one wording was added."""
    lines = many(count, entries)
    held = {key: Wording(key, key // 3, line) for key, line in enumerate(lines)}
    index, answers = large(lines, entries), answers_to(lines, entries)
    times = []
    for turn in range(10):
        held[count + turn] = Wording(count + turn, turn, f"kata baru nomor {turn}")
        times.append(_took(lambda: index.update(dict(held), answers)))
    return Figure("one wording more", f"added to {count:,}", median(times) * 1e3, unit=" ms")


def figures(*, sealed: bool) -> Iterator[Figure]:
    """Everything that is measured."""
    known = topics("open")
    yield from judged(known, lambda topic: True).figures("open")
    if sealed:
        everything = topics("open", "sealed")
        yield from judged(everything, lambda topic: topic.sealed).figures("sealed")
        yield from judged(everything, lambda topic: True).figures("all")
    yield small_talk(known)
    yield from added(known)
    yield fast(1_000, known)
    yield fast(10_000, known)
    yield small(10_000, known)
    yield renewed(10_000, known)


def main(arguments: Sequence[str]) -> int:
    """Measures and prints; with the sealed part the page is written, too."""
    sealed = "--sealed" in arguments
    found = []
    for figure in figures(sealed=sealed):
        print(figure.row(), "" if figure.is_met else "  <- missed", flush=True)
        found.append(figure)
    if sealed:
        PAGE.write_text(HEAD + "".join(f"{figure.row()}\n" for figure in found), "utf-8")
    return 0 if all(figure.is_met for figure in found) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
