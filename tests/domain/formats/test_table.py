"""Tables: headers in two languages and Kahoot's, answers in many ways, and cells that run nothing."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from hypothesis import given

from bot.domain.formats import named, table
from bot.domain.questions import FULL, Kind, Level, Option, Question, one_of, several, truth
from tests.domain.formats.shapes import askable, plain, why

DAYS = (date(1945, 8, 17), date(1945, 8, 18))


def csv_of(*rows: str) -> list[Question]:
    found = table.read_csv("\n".join(rows).encode())
    assert why(found) == []
    return list(found.questions)


def test_the_indonesian_and_the_english_header_say_the_same() -> None:
    rows = ["KUR itu apa?,kredit,hadiah,,,a,Kredit Usaha Rakyat,pemula,modal,500,30"]
    [indonesian] = csv_of("soal,a,b,c,d,jawaban,penjelasan,tingkat,topik,poin,detik", *rows)
    [english] = csv_of("question,a,b,c,d,answer,explanation,level,topic,points,seconds", *rows)
    assert indonesian == english
    assert indonesian == Question(
        Kind.SINGLE,
        "KUR itu apa?",
        one_of(("kredit", "hadiah"), 0),
        explanation="Kredit Usaha Rakyat",
        level=Level.BEGINNER,
        topic="modal",
        points=500,
        seconds=30,
    )


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("b", (1,)),
        ("B.", (1,)),
        ("Tokopedia", (1,)),
        (" tokopedia ", (1,)),
        ('"a, b"', (0, 1)),
        ("A;C", (0, 2)),
        ("AC", (0, 2)),
        ("a dan c", (0, 2)),
        ("Shopee; Lazada", (0, 2)),
        ("2", (1,)),
    ],
)
def test_an_answer_is_a_letter_several_letters_or_the_text(answer: str, right: tuple[int, ...]) -> None:
    [question] = csv_of("soal,a,b,c,jawaban", f"Lokapasar?,Shopee,Tokopedia,Lazada,{answer}")
    assert question.right == right
    assert question.kind is (Kind.SINGLE if len(right) == 1 else Kind.MULTIPLE)


def test_reading_one_table_leaves_others_readable() -> None:
    before = csv.field_size_limit()
    csv_of("question,a,b,answer", "Apa?,ya,tidak,a")
    assert csv.field_size_limit() >= before


def test_an_answer_that_is_the_text_of_an_option_means_that_option() -> None:
    [years] = csv_of("soal,a,b,c,jawaban", "Tahun?,2019,2,3,2")
    [groups] = csv_of("soal,a,b,c,jawaban", "Golongan?,O,AB,A,AB")
    assert (years.answers, groups.answers) == (("2",), ("AB",))


def test_without_options_the_answer_tells_the_kind() -> None:
    kinds = csv_of("soal,a,b,jawaban", "S1,,,benar", "S2,,,42", "S3,,,3.14:0.01", "S4,,,HPP | harga pokok")
    assert [question.kind for question in kinds] == [Kind.TRUEFALSE, Kind.NUMERIC, Kind.NUMERIC, Kind.TYPED]
    assert kinds[0].options == truth(True)
    assert kinds[3].answers == ("HPP", "harga pokok")


def test_numbers_are_read_as_people_write_them() -> None:
    found = csv_of("soal;a;jawaban", "S1;;1.500", "S2;;Rp 2.000.000", "S3;;3,5", "S4;;1.000..2.000", "S5;;2,5:0,5")
    assert {question.kind for question in found} == {Kind.NUMERIC}
    assert [question.answers[0] for question in found] == ["1500", "2000000", "3.5", "1000..2000", "2.5:0.5"]


def test_a_name_that_begins_with_a_digit_is_no_number() -> None:
    assert [question.kind for question in csv_of("soal,jawaban", "S1,3M", "S2,17.08.1945")] == [Kind.TYPED] * 2


@pytest.mark.parametrize("number", ["3.141", "-1.500", "1.500..2.250", "0.125:0.001"])
@pytest.mark.parametrize("name", ["csv", "xlsx", "toml", "lines"])
def test_a_decimal_number_goes_through_a_file_as_it_is(name: str, number: str) -> None:
    found = named(name)
    assert found is not None
    question = Question(Kind.NUMERIC, "Berapa?", (Option(number, FULL),))
    [again] = found.read(found.write([question]).data).questions
    assert again.numbers == question.numbers


def test_an_order_and_pairs() -> None:
    order, pairs = csv_of(
        "soal,a,b,c,jawaban", "Urutkan,jual,riset,kirim,b > a > c", "Pasangkan,SEO -> cari,COD -> bayar,,"
    )
    assert order.answers == ("riset", "jual", "kirim")
    assert pairs.answers == ("SEO -> cari", "COD -> bayar")


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_than_commas(mark: str) -> None:
    assert (
        csv_of(mark.join(["soal", "a", "b", "jawaban"]), mark.join(["Satu, dua?", "x", "y", "a"]))[0].text
        == "Satu, dua?"
    )


def test_a_cell_may_have_several_lines() -> None:
    found = table.read_csv(b'soal,a,b,jawaban\n"dua\nbaris",x,y,a\nS2,x,y,z')
    assert found.questions[0].text == "dua\nbaris"
    assert why(found) == [(4, "questions.bad_answer")]


def test_options_in_some_columns_only() -> None:
    [question] = csv_of("soal,a,b,c,jawaban", "S,x,,y,c")
    assert question.options == one_of(("x", "y"), 1)


def test_what_is_wrong_is_said_by_line() -> None:
    rows = [
        "catatan di atas,,,,,",
        "soal,a,b,c,jawaban,tingkat",
        "S1,x,y,,q,",
        "S2,x,y,,,",
        ",x,y,,a,",
        "S4,x,,,a,",
        "S5,x,y,,a,dewa",
        ",,,,,",
        "S6,x,,y,b,",
        "S7,x,y,,a,mahir",
    ]
    found = table.read_csv("\n".join(rows).encode())
    assert why(found) == [
        (3, "questions.bad_answer"),
        (4, "questions.no_answer"),
        (5, "questions.no_text"),
        (6, "questions.few_options"),
        (7, "questions.no_level"),
        (9, "questions.bad_answer"),
    ]
    assert [question.text for question in found.questions] == ["S7"]


def test_a_table_without_a_header_says_how_one_looks() -> None:
    for data in (b"", b"a,b,c\n1,2,3", b"\x00\xff\xfe"):
        assert why(table.read_csv(data)) == [(1, "questions.no_header")]


def kahoot() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [["Quiz template"], ["Add questions below"], [], [], [], [], []]:
        sheet.append(row)
    answers = [f"Answer {number} - max 75 characters" for number in range(1, 5)]
    limit = "Time limit (sec) \u2013 5, 10, 20, 30, 60, 90, 120, or 240 secs"
    right = "Correct answer(s) - choose at least one"
    sheet.append([None, "Question - max 120 characters", *answers, limit, right])
    sheet.append([1, "Lokapasar?", "Shopee", "Gmail", "Tokopedia", "Excel", 20, "1,3"])
    sheet.append([2, "KUR?", "hadiah", "kredit", None, None, 30, 2])
    sheet.append([3, None, None, None, None, None, None, None])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_template_of_kahoot_is_understood() -> None:
    found = table.read_xlsx(kahoot())
    assert why(found) == []
    assert found.questions == (
        Question(
            Kind.MULTIPLE,
            "Lokapasar?",
            several(("Shopee", "Gmail", "Tokopedia", "Excel"), frozenset({0, 2})),
            seconds=20,
        ),
        Question(Kind.SINGLE, "KUR?", one_of(("hadiah", "kredit"), 1), seconds=30),
    )


ARMED = Question(
    Kind.SINGLE,
    '=HYPERLINK("http://x","y")',
    one_of(("+1", "-2+3|cmd", "@SUM(A1)", "'=1", "aman"), 1),
    explanation="=1+1",
    topic="'biasa",
)


def test_cells_that_would_run_are_written_as_text_and_come_back() -> None:
    for write, read in ((table.write_csv, table.read_csv), (table.write_xlsx, table.read_xlsx)):
        written = write([ARMED])
        assert written.problems == ()
        assert read(written.data).questions == (ARMED,)


def test_no_written_cell_begins_like_a_formula() -> None:
    lines = table.write_csv([ARMED]).data.decode("utf-8-sig").replace('"', "").split("\n")
    assert not [cell for line in lines for cell in line.split(",") if cell.startswith(("=", "+", "-", "@"))]
    sheet = openpyxl.load_workbook(io.BytesIO(table.write_xlsx([ARMED]).data)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]


def test_cells_that_a_spreadsheet_holds_as_numbers_and_days_are_read_as_such() -> None:
    book = openpyxl.Workbook()
    for row in (["soal", "a", "b", "jawaban"], ["Pi?", None, None, 3.141], ["Kapan?", *DAYS, "a"]):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    pi, day = table.read_xlsx(file.getvalue()).questions
    assert (pi.answers, day.answers) == (("3.141",), ("1945-08-17",))


def test_a_formula_in_a_file_counts_as_what_it_gave() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["soal", "a", "b", "jawaban"])
    book.worksheets[0].append(['=WEBSERVICE("http://192.0.2.1")', "x", "y", "a"])
    file = io.BytesIO()
    book.save(file)
    assert why(table.read_xlsx(file.getvalue())) == [(2, "questions.no_text")]


def test_a_packed_bomb_and_a_file_that_only_pretends_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/worksheets/sheet1.xml", b"0" * (table.UNPACKED + 1))
    assert why(table.read_xlsx(file.getvalue())) == [(1, "questions.too_big")]
    for data in (b"", b"PK\x03\x04 no zip", kahoot()[:2000]):
        assert why(table.read_xlsx(data)) == [(1, "questions.not_xlsx")]


def repacked(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """An XLSX file whose sheet is changed."""
    file, name = io.BytesIO(), "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return file.getvalue()


def test_a_sheet_with_entities_is_not_opened() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert why(table.read_xlsx(repacked(kahoot(), lambda sheet: bomb + sheet))) == [(1, "questions.not_xlsx")]
    assert table.read_xlsx(repacked(kahoot(), lambda sheet: sheet)).questions


def test_rows_beyond_the_most_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "ROWS", 9)
    found = table.read_xlsx(kahoot())
    assert [question.text for question in found.questions] == ["Lokapasar?"]
    assert why(found) == [(10, "questions.too_many_rows")]


def test_weights_that_a_table_cannot_hold_are_said() -> None:
    question = Question(Kind.SINGLE, "S", (Option("a", FULL, "bagus"), Option("b", 50.0)))
    [problem] = table.write_csv([question]).problems
    assert (problem.line, problem.why, problem.values) == (1, "questions.loses", {"what": "options"})


@given(plain().filter(askable))
def test_a_question_comes_back_from_csv_as_it_went(question: Question) -> None:
    written = table.write_csv([question])
    assert written.problems == ()
    assert table.read_csv(written.data).questions == (question,)


@given(plain().filter(askable))
def test_a_question_comes_back_from_xlsx_as_it_went(question: Question) -> None:
    written = table.write_xlsx([question])
    assert written.problems == ()
    assert table.read_xlsx(written.data).questions == (question,)


def test_a_cell_of_a_megabyte_is_a_problem_and_no_accident() -> None:
    found = table.read_csv(b"soal,a,b,jawaban\n" + b"x" * 1_000_000 + b",a,b,a\n")
    assert why(found) == [(2, "questions.long_text")]
