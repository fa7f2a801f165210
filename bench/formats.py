"""Seconds of one core that files of a megabyte take to read, good ones and broken ones: python -m bench.formats"""

import time
from collections.abc import Iterator

from bot.domain.formats import FORMATS
from bot.domain.questions import FULL, Kind, Option, Question, one_of, several, truth

SIZE = 1024 * 1024


def questions() -> Iterator[Question]:
    """Questions without end, of every common kind in turn."""
    number = 0
    while True:
        number += 1
        text = f"Pertanyaan {number} tentang berjualan daring: mana yang paling tepat?"
        four = tuple(f"pilihan {letter} dari soal {number}" for letter in "abcd")
        yield Question(Kind.SINGLE, text, one_of(four, number % 4), explanation=f"Penjelasan soal {number}.")
        yield Question(Kind.MULTIPLE, text, several(four, frozenset({0, 2})))
        yield Question(Kind.TRUEFALSE, text, truth(number % 2 == 0))
        yield Question(Kind.TYPED, text, (Option(f"jawaban {number}", FULL), Option(f"lain {number}", FULL)))
        yield Question(Kind.NUMERIC, text, (Option(f"{number}:1", FULL),))


def some(count: int, kinds: tuple[Kind, ...]) -> list[Question]:
    """So many of them, of these kinds only."""
    found = (question for question in questions() if question.kind in kinds)
    return [next(found) for _ in range(count)]


def measured(name: str) -> tuple[int, int, float, float]:
    """(bytes, questions, seconds for a good file, seconds for the same one broken off and shaken)."""
    format_ = next(each for each in FORMATS if each.name == name)
    kinds = (Kind.SINGLE,) if name == "aiken" else tuple(Kind)
    size = len(format_.write(some(200, kinds)).data)
    data = format_.write(some(200 * SIZE // size, kinds)).data
    began = time.process_time()
    read = format_.read(data)
    good = time.process_time() - began
    broken = data[: len(data) // 2] + data[len(data) // 2 + 7 :].replace(b"}", b"").replace(b"A", b"Z")
    began = time.process_time()
    format_.read(broken)
    return len(data), len(read.questions), good, time.process_time() - began


def main() -> None:
    """A line for each format."""
    print("| Format | bytes | questions | seconds | broken: seconds |\n| --- | ---: | ---: | ---: | ---: |")
    for format_ in FORMATS:
        size, count, good, broken = measured(format_.name)
        print(f"| {format_.name} | {size:,} | {count:,} | {good:.2f} | {broken:.2f} |")


if __name__ == "__main__":
    main()
