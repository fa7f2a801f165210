"""Frequent questions as a file: CSV for spreadsheets, TOML for editors; what cannot be read is named by its line."""

import csv
import io
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.formats.reading import decoded
from bot.domain.questions import Problem

ENDINGS = (".csv", ".toml")
COLUMNS = {
    "question": ("question", "pertanyaan", "soal"),
    "answer": ("answer", "jawaban"),
    "category": ("category", "kategori", "topik"),
    "aliases": ("aliases", "alias", "other wordings", "kata lain"),
}
BETWEEN = "|"  # aliases in one cell
LONGEST, LONGEST_ANSWER = 300, 3000
ACTIVE = ("=", "+", "-", "@", "\t")
"""What a spreadsheet takes for a formula; an apostrophe in front disarms it."""

Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer with its wordings."""

    question: str
    answer: str
    category: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """What was understood of a file, and what was not."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(filename: str, data: bytes) -> Contents:
    """The entries of a file. Raises ValueError for a kind of file that holds none."""
    if not filename.lower().endswith(ENDINGS):
        raise ValueError(filename)
    text, found = decoded(data), Contents()
    rows = _toml(text, found) if filename.lower().endswith(".toml") else _csv(text, found)
    seen: set[str] = set()
    for line, row in rows:
        entry = Entry(row["question"], row["answer"], row["category"], _aliases(row["aliases"]))
        why = _why_not(entry, seen)
        if why:
            found.problems.append(Problem(line, why))
        else:
            seen.add(entry.question.casefold())
            found.entries.append(entry)
    return found


def _why_not(entry: Entry, seen: set[str]) -> str:
    """The text key of what is wrong; empty when nothing is."""
    if not entry.question:
        return "faqfiles.no_question"
    if not entry.answer:
        return "faqfiles.no_answer"
    if len(entry.question) > LONGEST or len(entry.answer) > LONGEST_ANSWER:
        return "faqfiles.too_long"
    return "faqfiles.twice" if entry.question.casefold() in seen else ""


def _aliases(cell: str) -> tuple[str, ...]:
    found = (" ".join(part.split()) for part in cell.split(BETWEEN))
    return tuple(dict.fromkeys(part[:LONGEST] for part in found if part))


def _csv(text: str, found: Contents) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=text.partition("\n")[0].count))
    heads: list[str] = []
    start = 1
    for cells in lines:
        line, start = start, lines.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if heads:
            yield line, _row(dict(zip(heads, cells, strict=False)))
            continue
        heads = [_column(cell) for cell in cells]
        if not {"question", "answer"} <= set(heads):
            found.problems.append(Problem(line, "faqfiles.no_heads"))
            return


def _column(head: str) -> str:
    word = head.strip().casefold()
    return next((name for name, words in COLUMNS.items() if word in words), word)


def _row(cells: Mapping[str, str]) -> Mapping[str, str]:
    return {name: _disarmed(cells.get(name, "")).strip() for name in COLUMNS}


def _disarmed(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ACTIVE else cell


def _toml(text: str, found: Contents) -> Iterator[Row]:
    try:
        entries: Any = tomllib.loads(text).get("faq", [])
    except tomllib.TOMLDecodeError:
        found.problems.append(Problem(1, "faqfiles.not_toml"))
        return
    for number, entry in enumerate(entries if isinstance(entries, list) else [], 1):
        yield number, _table(entry if isinstance(entry, dict) else {})


def _table(entry: Mapping[str, Any]) -> Mapping[str, str]:
    aliases = entry.get("aliases", [])
    row = {name: str(entry.get(name, "")).strip() for name in ("question", "answer", "category")}
    return {
        **row,
        "aliases": BETWEEN.join(str(each) for each in aliases) if isinstance(aliases, list) else str(aliases),
    }


def write(filename: str, entries: Sequence[Entry]) -> bytes:
    """A file of entries. Raises ValueError for an unknown kind of file."""
    if not filename.lower().endswith(ENDINGS):
        raise ValueError(filename)
    return _as_toml(entries) if filename.lower().endswith(".toml") else _as_csv(entries)


def _as_csv(entries: Sequence[Entry]) -> bytes:
    text = io.StringIO(newline="")
    lines = [list(COLUMNS)]
    lines += [[each.question, each.answer, each.category, f" {BETWEEN} ".join(each.aliases)] for each in entries]
    csv.writer(text).writerows([_armless(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _armless(cell: str) -> str:
    return "'" + cell if cell.startswith(ACTIVE) or (cell[:1] == "'" and cell[1:2] in ACTIVE) else cell


def _as_toml(entries: Sequence[Entry]) -> bytes:
    return "\n".join(_as_table(each) for each in entries).encode()


def _as_table(entry: Entry) -> str:
    lines = ["[[faq]]", f"question = {_quoted(entry.question)}", f"answer = {_quoted(entry.answer)}"]
    lines += [f"category = {_quoted(entry.category)}"] if entry.category else []
    lines += ["aliases = [", *(f"  {_quoted(text)}," for text in entry.aliases), "]"] if entry.aliases else []
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """As a basic string of TOML, which is like one of JSON but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
