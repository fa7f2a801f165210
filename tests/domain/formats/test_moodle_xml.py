"""Moodle's XML: each kind, what a chat cannot use, and files that mean harm."""

from hypothesis import given

from bot.domain.formats import moodle_xml
from bot.domain.questions import FULL, Kind, Option, Question, truth
from tests.domain.formats.shapes import askable, questions, why

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Bisnis</text></category></question>
<question type="multichoice">
  <name><text>Modal</text></name>
  <questiontext format="html"><text><![CDATA[<p>Apa itu <b>KUR</b>?</p><img src="https://contoh.id/kur.png">]]></text>
  </questiontext>
  <generalfeedback format="html"><text>&lt;p&gt;Kredit Usaha Rakyat&lt;/p&gt;</text></generalfeedback>
  <defaultgrade>2.0000000</defaultgrade><single>true</single>
  <answer fraction="100" format="html"><text>kredit</text><feedback format="html"><text>ya</text></feedback></answer>
  <answer fraction="0" format="html"><text>hadiah</text><feedback><text></text></feedback></answer>
  <tags><tag><text>tingkat:pemula</text></tag><tag><text>modal</text></tag></tags>
</question>
<question type="multichoice"><name><text/></name>
  <questiontext format="plain_text"><text>Lokapasar?</text></questiontext>
  <single>false</single>
  <answer fraction="50"><text>Shopee</text></answer><answer fraction="50"><text>Tokopedia</text></answer>
  <answer fraction="-100"><text>Gmail</text></answer>
</question>
<question type="truefalse"><questiontext><text>QRIS gratis</text></questiontext>
  <answer fraction="0"><text>true</text><feedback><text>ada MDR</text></feedback></answer>
  <answer fraction="100"><text>false</text></answer>
</question>
<question type="shortanswer"><questiontext><text>HPP?</text></questiontext>
  <answer fraction="100"><text>harga pokok penjualan</text></answer>
  <answer fraction="50"><text>harga pokok</text></answer>
</question>
<question type="numerical"><questiontext><text>Pi?</text></questiontext>
  <answer fraction="100"><text>3.14</text><tolerance>0.01</tolerance></answer>
  <answer fraction="50"><text>3</text><tolerance>0</tolerance></answer>
</question>
<question type="matching"><questiontext><text>Pasangkan</text></questiontext>
  <subquestion><text>SEO</text><answer><text>cari</text></answer></subquestion>
  <subquestion><text>COD</text><answer><text>bayar</text></answer></subquestion>
</question>
<question type="ordering"><questiontext><text>Urutkan</text></questiontext>
  <answer fraction="1"><text>riset</text></answer><answer fraction="2"><text>jual</text></answer>
</question>
<question type="essay"><questiontext><text>Ceritakan</text></questiontext></question>
<question type="cloze"><questiontext><text>{1:SA:=a}</text></questiontext></question>
<question type="description"><questiontext><text>Baca dulu</text></questiontext></question>
</quiz>
"""


def test_every_kind_is_read_and_the_rest_is_said_by_line() -> None:
    found = moodle_xml.read(FILE.encode())
    assert [question.kind for question in found.questions] == [
        Kind.SINGLE,
        Kind.MULTIPLE,
        Kind.TRUEFALSE,
        Kind.TYPED,
        Kind.NUMERIC,
        Kind.MATCHING,
        Kind.ORDERING,
    ]
    assert why(found) == [(39, "questions.essay"), (40, "questions.unsupported"), (41, "questions.unsupported")]


def test_all_that_belongs_to_a_question_is_read() -> None:
    first, several, wrong, typed, number, pairs, order = moodle_xml.read(FILE.encode()).questions
    assert (first.title, first.text, first.explanation) == ("Modal", "Apa itu KUR?", "Kredit Usaha Rakyat")
    assert (first.category, first.level, first.topic, first.points) == ("Bisnis", "beginner", "modal", 2000)
    assert first.picture == "https://contoh.id/kur.png"
    assert first.options == (Option("kredit", FULL, "ya"), Option("hadiah"))
    assert [option.weight for option in several.options] == [50.0, 50.0, -100.0]
    assert wrong.options == truth(False, feedback=("ada MDR", ""))
    assert typed.answers == ("harga pokok penjualan", "harga pokok")
    assert [option.text for option in number.options] == ["3.14:0.01", "3"]
    assert (pairs.answers, order.answers) == (("SEO -> cari", "COD -> bayar"), ("riset", "jual"))


LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_bombs_and_files_from_outside_are_not_opened() -> None:
    bomb = LAUGHS + "]><quiz><question type='essay'><name>&i;</name></question></quiz>"
    outside = '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/hostname">]><quiz>&x;</quiz>'
    for data in (bomb, outside, '<!DOCTYPE quiz SYSTEM "http://192.0.2.1/q.dtd"><quiz/>'):
        assert why(moodle_xml.read(data.encode())) == [(1, "questions.unsafe_xml")]


def test_broken_and_foreign_files_say_so() -> None:
    assert why(moodle_xml.read(b"<quiz>\n<question>\n</quiz>")) == [(3, "questions.not_xml")]
    assert why(moodle_xml.read(b"")) == [(1, "questions.not_xml")]
    assert why(moodle_xml.read(b"<html/>")) == [(1, "questions.not_moodle")]
    assert why(moodle_xml.read(b"<a>" * 100_000)) == [(1, "questions.not_xml")]
    assert why(moodle_xml.read(b'<?xml version="1.0" encoding="wrong"?><quiz/>')) == [(1, "questions.not_xml")]


def test_a_range_keeps_its_meaning_and_the_other_form_is_said() -> None:
    written = moodle_xml.write([Question(Kind.NUMERIC, "?", (Option("1..5", FULL),))])
    assert [problem.why for problem in written.problems] == ["questions.loses"]
    assert moodle_xml.read(written.data).questions[0].options == (Option("3:2", FULL),)


@given(questions(ranges=False).filter(askable))
def test_a_question_comes_back_as_it_went(question: Question) -> None:
    written = moodle_xml.write([question])
    assert written.problems == ()
    assert moodle_xml.read(written.data).questions == (question,)
