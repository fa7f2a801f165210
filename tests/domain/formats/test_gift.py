"""GIFT: each production of its grammar, what it cannot mean, and the way there and back."""

import pytest
from hypothesis import given, settings

from bot.domain.formats import gift
from bot.domain.questions import FULL, Kind, Level, Option, Question, truth
from tests.domain.formats.shapes import askable, questions, why


def one(text: str) -> Question:
    found = gift.read(text.encode())
    assert why(found) == []
    [question] = found.questions
    return question


def options(text: str) -> list[tuple[str, float, str]]:
    return [(option.text, option.weight, option.feedback) for option in one(text).options]


def test_single_choice() -> None:
    question = one("Siapa pendiri Tokopedia?{~Nadiem Makarim =William Tanuwijaya ~Achmad Zaky}")
    assert (question.kind, question.text) == (Kind.SINGLE, "Siapa pendiri Tokopedia?")
    assert [option.weight for option in question.options] == [0.0, FULL, 0.0]


def test_an_answer_first_or_last_and_on_lines_of_its_own() -> None:
    text = "Modal usaha?\n{\n=KUR\n\t~Judi\n   ~Pinjol ilegal\n}"
    assert [text for text, _, _ in options(text)] == ["KUR", "Judi", "Pinjol ilegal"]


def test_a_text_on_several_lines_loses_their_indent() -> None:
    text = "Apa itu\n   KUR? {=kredit # Betul,\n          lihat OSS. ~[plain]a\n  b}"
    assert one(text).text == "Apa itu\nKUR?"
    assert options(text) == [("kredit", FULL, "Betul,\nlihat OSS."), ("a\n  b", 0.0, "")]


def test_a_title_a_comment_and_a_category() -> None:
    text = "// pembuka\n$CATEGORY: $course$/top/Bisnis/Modal\n\n// catatan\n::Soal 1:: Apa itu KUR? {=kredit ~hadiah}"
    question = one(text)
    assert (question.title, question.category, question.text) == ("Soal 1", "Bisnis/Modal", "Apa itu KUR?")


def test_a_category_lasts_until_the_next_one() -> None:
    text = "$CATEGORY: a\n\nS1{T}\n\nS2{F}\n\n$CATEGORY: b\n\nS3{T}"
    assert [question.category for question in gift.read(text.encode()).questions] == ["a", "a", "b"]


def test_a_category_may_stand_right_above_its_question() -> None:
    assert one("$CATEGORY: a\nS1{T}").category == "a"


@pytest.mark.parametrize("word", ["T", "TRUE", "F", "FALSE", "true"])
def test_true_and_false(word: str) -> None:
    assert one(f"QRIS milik BI.{{{word}}}").options == truth(word.upper().startswith("T"))


def test_of_true_and_false_the_first_feedback_is_for_who_is_wrong() -> None:
    assert options("S{T#salah, coba lagi#betul!}") == [("Benar", FULL, "betul!"), ("Salah", 0.0, "salah, coba lagi")]
    assert options("S{FALSE#keliru#tepat}") == [("Benar", 0.0, "keliru"), ("Salah", FULL, "tepat")]


def test_wordings_with_weights_and_feedback() -> None:
    text = "Singkatan HPP?{=harga pokok penjualan#ya =%50%harga pokok#kurang lengkap}"
    assert one(text).kind is Kind.TYPED
    assert options(text) == [("harga pokok penjualan", FULL, "ya"), ("harga pokok", 50.0, "kurang lengkap")]


def test_a_missing_word_leaves_a_blank() -> None:
    assert one("Dua tambah {=dua =2} sama dengan empat.").text == "Dua tambah _____ sama dengan empat."
    assert one("Izin usaha disebut {=NIB}.").text == "Izin usaha disebut _____."
    assert one("{=Asia} adalah benua terbesar").text == "_____ adalah benua terbesar"
    assert one("Kata {~a =b} hilang").kind is Kind.SINGLE


def test_several_right_answers_have_weights_and_no_equals_sign() -> None:
    question = one("Mana lokapasar?{~%50%Shopee ~%50%Tokopedia ~%-100%Gojek ~WhatsApp}")
    assert question.kind is Kind.MULTIPLE
    assert [option.weight for option in question.options] == [50.0, 50.0, -100.0, 0.0]
    assert question.right == (0, 1)


def test_weights_have_decimals_and_part_of_the_credit() -> None:
    assert options("S{=a ~%33.33333%b ~%-5.5%c}") == [("a", FULL, ""), ("b", 33.33333, ""), ("c", -5.5, "")]


def test_what_is_no_weight_is_text() -> None:
    assert options("S{=%a% ~100% ~%x}") == [("%a%", FULL, ""), ("100%", 0.0, ""), ("%x", 0.0, "")]


def test_feedback_of_each_option_and_of_the_whole_question() -> None:
    question = one("S{=a#bagus ~b#belum\n####Karena a adalah a.}")
    assert [option.feedback for option in question.options] == ["bagus", "belum"]
    assert question.explanation == "Karena a adalah a."


@pytest.mark.parametrize(
    ("answer", "spec"),
    [("#42", "42"), ("#3.14:0.01", "3.14:0.01"), ("#1..5", "1..5"), ("# -2 .. 2 ", "-2..2"), ("#=7:1", "7:1")],
)
def test_numbers_with_tolerance_and_ranges(answer: str, spec: str) -> None:
    question = one(f"Berapa?{{{answer}}}")
    assert (question.kind, [option.text for option in question.options]) == (Kind.NUMERIC, [spec])


def test_several_numbers_with_weights_feedback_and_the_wrong_rest() -> None:
    text = "Kapan?{#\n=1822:0#tepat\n=%50%1822:2#hampir\n~#jauh\n}"
    assert options(text) == [("1822:0", FULL, "tepat"), ("1822:2", 50.0, "hampir"), ("*", 0.0, "jauh")]


def test_matching_pairs_and_a_match_too_many() -> None:
    question = one("Pasangkan.{=SEO -> mesin pencari =COD -> bayar di tempat = -> tidak terpakai}")
    assert question.kind is Kind.MATCHING
    assert [(option.text, option.match) for option in question.options] == [
        ("SEO", "mesin pencari"),
        ("COD", "bayar di tempat"),
        ("", "tidak terpakai"),
    ]


def test_ordering() -> None:
    question = one("Urutkan.{>3 ALL VERTICAL ABSOLUTE_POSITION\nriset\nproduksi\npromosi\n}")
    assert (question.kind, question.answers) == (Kind.ORDERING, ("riset", "produksi", "promosi"))


def test_escapes() -> None:
    question = one(r"Apa arti \{x\} \= 1\:2 \# \~ a\\b \n baris {=\=benar\= ~a\#b#c\~d}")
    assert question.text == "Apa arti {x} = 1:2 # ~ a\\b \n baris"
    assert question.options == (Option("=benar=", FULL), Option("a#b", 0.0, "c~d"))


def test_a_backslash_before_anything_else_stays() -> None:
    assert one(r"C:\Data\toko {T}").text == r"C:\Data\toko"


def test_formats_of_text() -> None:
    assert one("[html]<p>Apa <b>itu</b> A&amp;B?<br>Pilih.</p>{=a ~b}").text == "Apa itu A&B?\nPilih."
    assert one("[plain]<b> &amp; {=a ~b}").text == "<b> &amp;"
    assert one("[markdown]**tebal** <x> {=a ~b}").text == "**tebal** <x>"
    assert one("[moodle]a <i>b</i>\nc {=a ~b}").text == "a b\nc"
    assert one("3 < 5 & 7 {T}").text == "3 < 5 & 7"
    assert one("[lain]x {T}").text == "[lain]x"


def test_options_follow_the_format_of_the_question_unless_they_have_their_own() -> None:
    assert [text for text, _, _ in options("[html]S{=<i>a</i> ~[plain]<i>b</i>}")] == ["a", "<i>b</i>"]


def test_pictures_by_address_stay_and_embedded_ones_are_reported() -> None:
    assert one('[html]Ini?<img src="https\\://contoh.id/a.png">{T}').picture == "https://contoh.id/a.png"
    found = gift.read(b'\n[html]Ini?<img src\\="@@PLUGINFILE@@/a.png">{T}')
    assert why(found) == [(2, "questions.no_picture")]
    assert len(found.questions) == 1


def test_tags_carry_level_topic_and_time() -> None:
    question = one("// question: 7 [tag:tingkat:mahir] [tag:topik:SEO \\[x\\]] [tag:detik:30]\nS{T}")
    assert (question.level, question.topic, question.seconds) == (Level.ADVANCED, "SEO [x]", 30)


@pytest.mark.parametrize("encoded", ["utf-8-sig", "utf-16"])
def test_encodings_and_line_breaks(encoded: str) -> None:
    text = "Harga é?\r\n{=ya\r\n~tidak}\r\rS2{T}"
    found = gift.read(text.encode(encoded))
    assert [question.text for question in found.questions] == ["Harga é?", "S2"]


MALFORMED = r"""::Uraian:: Jelaskan strategimu. {}

Ini hanya pengumuman.

// catatan
::Rusak:: Kurung {=a ~b

Kurung tutup saja =a}

Dua soal {T}
tanpa baris kosong {F}

Cuma satu pilihan {~a}

Tidak ada yang benar {~a ~b}

Angka {#dua}

Pasangan {=a->b =c}

Baik {T}
"""


def test_what_a_chat_cannot_use_is_said_by_line() -> None:
    found = gift.read(MALFORMED.encode())
    assert why(found) == [
        (1, "questions.essay"),
        (3, "questions.description"),
        (6, "questions.braces"),
        (8, "questions.braces"),
        (10, "questions.two_in_one"),
        (13, "questions.few_options"),
        (15, "questions.no_answer"),
        (17, "questions.no_number"),
        (19, "questions.no_match"),
    ]
    assert [question.text for question in found.questions] == ["Baik"]


def test_too_many_pairs_are_reported() -> None:
    pairs = " ".join(f"={number} -> {number}" for number in range(13))
    assert why(gift.read(f"Pasangkan {{{pairs}}}".encode())) == [(1, "questions.many_options")]


@settings(max_examples=300)
@given(questions().filter(askable))
def test_a_question_comes_back_as_it_went(question: Question) -> None:
    written = gift.write([question])
    assert written.problems == ()
    assert gift.read(written.data).questions == (question,)


@given(questions().filter(askable), questions().filter(askable))
def test_two_questions_stay_two(one: Question, other: Question) -> None:
    assert gift.read(gift.write([one, other]).data).questions == (one, other)
