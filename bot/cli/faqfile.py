"""Frequent questions as files, for `pamong import faq` and `pamong export faq`."""

from dataclasses import asdict
from typing import Any

from bot import errors
from bot.cli.cargo import Content, Kind, Parcel
from bot.domain import faq_file
from bot.domain.faq_file import Entry


def read(filename: str, data: bytes) -> Content:
    """The entries of a file. Raises `errors.Misconfigured` for a kind of file that holds none."""
    try:
        found = faq_file.read(filename, data)
    except ValueError:
        raise _unknown(filename) from None
    entries = [asdict(entry) for entry in found.entries]
    return Content(
        values={"entries": entries},
        shown={"entries": entries},
        lines=[f"{entry.question} → {entry.answer}" for entry in found.entries],
        count=len(entries),
        problems=found.problems,
    )


def write(filename: str, answer: Any) -> Parcel:
    """A file of the entries that the form gave."""
    entries = [Entry(**{**value, "aliases": tuple(value["aliases"])}) for value in answer["entries"]]
    try:
        return Parcel(faq_file.write(filename, entries), len(entries))
    except ValueError:
        raise _unknown(filename) from None


def _unknown(filename: str) -> errors.Misconfigured:
    return errors.Misconfigured(f'"{filename}" is no file of questions. Its name ends with .csv or .toml.')


KIND = Kind("faq", read, "faq.import", "faq.export", write)
