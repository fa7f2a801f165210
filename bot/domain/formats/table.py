"""Tables of questions, a row each: CSV, and the first sheet of an XLSX file that has the header."""

import csv
import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time

from bot.domain import numbers
from bot.domain.formats import choices, columns, labels
from bot.domain.formats.reading import Draft, Read, Written, cleaned, collect, decoded, losses
from bot.domain.questions import BadQuestion, Problem, Question

ROWS = 5_000  # of a sheet; reading one costs about as much time as reading a CSV file of five times as many
UNPACKED = 24 * 1024 * 1024  # bytes that a sheet of questions never needs
_ACTIVE = re.compile(r"[=+\-@'\t\r]")
_DISARMED = re.compile(r"'(?=[=+\-@'\t\r])")
_OPTIONS = 12

Row = tuple[int, Sequence[str]]


def read_csv(data: bytes) -> Read:
    """The questions of a CSV file, with commas, semicolons or tabs."""
    return collect(_drafts(_csv_rows(decoded(data))))


def read_xlsx(data: bytes) -> Read:
    """The questions of an XLSX file; formulas count as what they gave when the file was saved."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            if sum(part.file_size for part in zipped.infolist()) > UNPACKED:
                return Read(problems=(Problem(1, "questions.too_big"),))
        return collect(_drafts(_xlsx_rows(data), ROWS))
    except Exception:  # whatever openpyxl trips over in a file that only pretends to be one
        return Read(problems=(Problem(1, "questions.not_xlsx"),))


def _csv_rows(text: str) -> Iterator[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # the limit is the whole process's
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    start = 1
    for row in reader:
        yield start, [_disarmed(cell) for cell in row]
        start = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The mark that parts the header: the most frequent one in the first lines that have a word of it."""
    for line in text.split("\n")[: columns.WITHIN]:
        if re.search(r"question|soal|pertanyaan", line, re.IGNORECASE):
            return max(",;\t", key=line.count)
    return ","


def _xlsx_rows(data: bytes) -> Iterator[Row]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheets = [_sheet_rows(sheet) for sheet in book.worksheets]
        for rows in sheets:
            first = [row for row, _ in zip(rows, range(columns.WITHIN), strict=False)]
            if any(columns.header(row) for _, row in first):
                yield from first
                yield from rows
                return
    finally:
        book.close()


def _sheet_rows(sheet: object) -> Iterator[Row]:
    rows: Iterable[Sequence[object]] = sheet.iter_rows(values_only=True, max_row=ROWS + 1, max_col=40)  # type: ignore[attr-defined]
    for number, row in enumerate(rows, 1):
        yield number, [_disarmed(_said(cell)) for cell in row]


def _said(cell: object) -> str:
    if isinstance(cell, bool):
        return "benar" if cell else "salah"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else numbers.written(str(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return str(cell.date())
    return "" if cell is None else cleaned(str(cell))


def _drafts(rows: Iterator[Row], most: float = math.inf) -> Iterator[Draft]:
    found = None
    for line, row in rows:
        if line > most:
            yield Problem(line, "questions.too_many_rows", {"most": most})
            break
        if found is None:
            found = columns.header(row)
            if found is None and line > columns.WITHIN:
                break
        elif any(cell.strip() for cell in row):
            if not any(column < len(row) and row[column].strip() for column in (found.fields["text"], *found.options)):
                continue  # a number or a note beside an empty row
            yield found.draft(line, row)
    if found is None:
        yield Problem(1, "questions.no_header")


def write_csv(questions: Sequence[Question]) -> Written:
    """The questions as a CSV file that a spreadsheet opens without running anything in it."""
    table, kept, problems = _table(questions)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    data = text.getvalue().encode("utf-8-sig")
    return Written(data, (*problems, *losses(kept, read_csv(data))))


def write_xlsx(questions: Sequence[Question]) -> Written:
    """The questions as an XLSX file; every cell is text."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    table, kept, problems = _table(questions)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("questions")
    for row in table:
        cells = [WriteOnlyCell(sheet, value=value) for value in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    data = file.getvalue()
    return Written(data, (*problems, *losses(kept, read_xlsx(data))))


def _table(questions: Sequence[Question]) -> tuple[list[list[str]], list[tuple[int, Question]], list[Problem]]:
    most = max((len(choices.options_of(question)) for question in questions), default=4)
    extra = [field for field in ("title", "category", "source", "picture") if any(getattr(q, field) for q in questions)]
    kinds = not all(choices.tells_its_kind(question) for question in questions)
    letters = [choices.letter(index).lower() for index in range(max(most, 4))]
    names = ["answer", "explanation", "level", "topic", "points", "seconds", *(["kind"] if kinds else []), *extra]
    rows = [["question", *letters, *names]]
    problems: list[Problem] = []
    kept = []
    for number, question in enumerate(questions, 1):
        try:
            choices.said_again(question)
        except BadQuestion as wrong:
            problems.append(wrong.at(number))
            continue
        options = choices.options_of(question)
        cells = [question.text, *options, *[""] * (len(letters) - len(options)), *(_cell(question, n) for n in names)]
        rows.append([_armless(cell) for cell in cells])
        kept.append((number, question))
    return rows, kept, problems


def _cell(question: Question, name: str) -> str:
    if name == "answer":
        return choices.answer_of(question)
    if name == "level":
        return labels.LEVELS[question.level][0] if question.level else ""
    value = getattr(question, name)
    return "" if value is None else str(value)


def _armless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if _ACTIVE.match(cell) else cell


def _disarmed(cell: str) -> str:
    return _DISARMED.sub("", cell, count=1) if cell.startswith("'") else cell
