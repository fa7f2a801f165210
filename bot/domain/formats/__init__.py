"""Files of questions: every format that Pamong reads and writes."""

from pathlib import PurePath

from bot.domain.formats import aiken, gift, lines, moodle_xml, table, toml
from bot.domain.formats.reading import Format, Read, Written, decoded

GIFT = Format("gift", (".gift", ".txt"), gift.read, gift.write)
AIKEN = Format("aiken", (".aiken", ".txt"), aiken.read, aiken.write)
LINES = Format("lines", (), lines.read, lines.write)

FORMATS = (
    Format("csv", (".csv", ".tsv"), table.read_csv, table.write_csv),
    Format("xlsx", (".xlsx",), table.read_xlsx, table.write_xlsx),
    GIFT,
    AIKEN,
    Format("xml", (".xml",), moodle_xml.read, moodle_xml.write),
    Format("toml", (".toml",), toml.read, toml.write),
    LINES,
)
ENDINGS = tuple(dict.fromkeys(ending for each in FORMATS for ending in each.endings))

__all__ = ["ENDINGS", "FORMATS", "LINES", "Format", "Read", "Written", "named", "of_file"]


def named(name: str) -> Format | None:
    """The format of this name."""
    return next((each for each in FORMATS if each.name == name), None)


def of_file(filename: str, data: bytes = b"") -> Format | None:
    """The format of a file by its name; a text file is read as what it looks like."""
    ending = PurePath(filename.strip().lower()).suffix
    if ending == ".txt":
        return _of_text(decoded(data))
    return next((each for each in FORMATS if ending in each.endings), None)


def _of_text(text: str) -> Format:
    if aiken.looks_like(text):
        return AIKEN
    is_starred = any(line.lstrip().startswith("*") for line in text.split("\n"))
    return LINES if is_starred and "{" not in text else GIFT
