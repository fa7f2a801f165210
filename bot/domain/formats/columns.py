"""The header of a table of questions: which column holds what, in Indonesian, English, or as Kahoot names it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.domain.formats import choices, labels
from bot.domain.formats.reading import Draft, attempted
from bot.domain.questions import BadQuestion, Question

NAMES = {
    "text": ("question", "soal", "pertanyaan", "question text"),
    "answer": (
        "answer",
        "jawaban",
        "kunci",
        "kunci jawaban",
        "correct answer(s)",
        "correct answer",
        "correct answers",
        "jawaban benar",
    ),
    "explanation": ("explanation", "penjelasan", "pembahasan"),
    "level": ("level", "tingkat"),
    "topic": ("topic", "topik"),
    "points": ("points", "poin"),
    "seconds": ("seconds", "detik", "waktu", "time limit (sec)", "time limit", "time limit (seconds)"),
    "kind": ("kind", "jenis", "tipe", "type", "question type"),
    "title": ("title", "judul"),
    "category": ("category", "kategori"),
    "source": ("source", "sumber"),
    "picture": ("picture", "gambar", "image", "image link"),
}
WORDS = ("title", "category", "source", "picture", "topic", "explanation")
WITHIN = 30  # rows among which the header is looked for
_FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
_LETTER = re.compile(r"(?:option|pilihan|opsi|jawaban|answer)?\s*([a-l])")
_NUMBERED = re.compile(r"(?:option|pilihan|opsi|jawaban|answer)\s*([0-9]{1,2})")
_ASIDE = re.compile(r"\s+[-\u2013\u2014]\s.*")


@dataclass(frozen=True, slots=True)
class Header:
    """Where what stands: columns by field, those of the options in their order; `is_numbered` is Kahoot's way."""

    fields: Mapping[str, int]
    options: tuple[int, ...]
    is_numbered: bool = False

    def cell(self, row: Sequence[str], field: str) -> str:
        """What a row says of a field."""
        return _at(row, self.fields.get(field, -1))

    def question(self, row: Sequence[str]) -> Question:
        """The question of a row. Raises BadQuestion."""
        text, answer = self.cell(row, "text"), self.cell(row, "answer")
        texts = [_at(row, column) for column in self.options]
        options = _without_end(texts)
        if any(not option for option in options):
            options, answer = _without_gaps(texts, answer)
        if self.is_numbered:
            answer = re.sub("[0-9]+", lambda hit: choices.letter(min(max(int(hit[0]) - 1, 0), 25)), answer)
        found = choices.question(text, options, answer, labels.kind(self.cell(row, "kind")))
        return replace(
            found,
            level=labels.level(self.cell(row, "level")),
            points=labels.whole(self.cell(row, "points")),
            seconds=labels.whole(self.cell(row, "seconds")),
            **{field: self.cell(row, field) for field in WORDS},  # type: ignore[arg-type]
        )

    def draft(self, line: int, row: Sequence[str]) -> Draft:
        """The question of a row, or why it is none."""
        return attempted(line, partial(self.question, row))


def _at(row: Sequence[str], column: int) -> str:
    return row[column].strip() if 0 <= column < len(row) else ""


def _without_end(texts: Sequence[str]) -> list[str]:
    filled = [index for index, text in enumerate(texts) if text]
    return list(texts[: filled[-1] + 1]) if filled else []


def _without_gaps(texts: Sequence[str], answer: str) -> tuple[list[str], str]:
    """Options in some of the columns only: an answer by letter means the column, so it is said by text.

    Raises BadQuestion when the answer is an empty column.
    """
    right = [texts[index] for index in choices.letters(texts, answer)]
    if not all(right):
        raise BadQuestion("questions.bad_answer", text=answer[:40])
    return [text for text in texts if text], "|".join(right)


def header(row: Sequence[str]) -> Header | None:
    """The header that a row is, None for any other row."""
    names = [_folded(cell) for cell in row]
    fields = {_FIELD_OF[name]: index for index, name in reversed(list(enumerate(names))) if name in _FIELD_OF}
    if "text" not in fields or not {"answer", "kind"} & fields.keys():
        return None
    lettered = {hit[1]: index for index, name in enumerate(names) if (hit := _LETTER.fullmatch(name))}
    numbered = {int(hit[1]): index for index, name in enumerate(names) if (hit := _NUMBERED.fullmatch(name))}
    options = lettered or numbered
    columns = tuple(options[name] for name in sorted(options))  # type: ignore[index]
    return Header(fields, columns, is_numbered=bool(numbered) and not lettered)


def _folded(cell: str) -> str:
    return " ".join(_ASIDE.sub("", cell).split()).lower()
