"""Folding shows what a reader sees, leaves honest scripts alone, and survives any text."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.disguises import DISGUISES
from moderation.normalise import NO_TRICKS, Tricks, fold

ANYTHING = st.text(st.characters(codec=None), max_size=60)  # lone surrogates as well
WORDS = st.text(string.ascii_letters, min_size=1, max_size=12)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
FILLERS = "\u115f\u1160\u3164\uffa0"  # letters by name, blanks to the eye
TRICKY = st.text(st.sampled_from("aAbwW01 ..,_-ıİßΛЯаеǅ🅰️🇦🇮🇩⒜①❼\u200d\u200b\u0301\u0336\u20e3\u0f71िनـه我"), max_size=14)

READ = [
    ("s l o t g a c o r", "slotgacor"),
    ("s l o t  g a c o r", "slot gacor"),
    ("S.L.O.T gacooooor!", "slot gacor!"),
    ("s_l_o_t / m-a-x-w-i-n", "slot / maxwin"),
    ("*M.A.M.I.B.E.T* 💜", "*mamibet* 💜"),
    ("main di 𝓢𝓛𝓞𝓣𝓣𝓔𝓡99", "main di slotter99"),
    ("𝐏𝐑0𝐁𝐄𐊗𝟖𝟓𝟓", "pr0bet855"),
    ("[̲̅S][̲̅L][̲̅O][̲̅T]", "[slot]"),
    ("🇸🇱🇴🇹 hari ini", "slot hari ini"),
    ("🇸 🇱 🇴 🇹", "slot"),
    ("🅿️🆄🅻🅰️🆄777", "pulau777"),
    ("Λ L E X I S 1 7, mantap", "alexis17, mantap"),
    ("ɪɴꜱᴛᴀɴᴛ ꜱʟᴏᴛ", "instant slot"),
    ("⒮⒧⒪⒯ Ⓖⓐⓒⓞⓡ", "slot gacor"),
    ("ＰＵＬＡＵ ＷＩＮ", "pulau win"),
    ("slоt gасоr", "slot gacor"),
    ("main di һосі aja", "main di hoci aja"),
    ("ѕӏот gасоr рех", "slot gacor pex"),
    ("ᑭᑌᒪ4ᑌᗯ1ᑎ", "pul4uw1n"),
    ("s\u200bl\u2060o\ufefft", "slot"),
    ("s\u202el\u202co\u00adt", "slot"),
    ("s̶l̶o̶t̶ g҉a҉c҉o҉r҉", "slot gacor"),
    ("śļöţ", "slot"),
    ("❼❼❼ dan 7️⃣7️⃣", "777 dan 77"),
    ("sl๐t", "sl0t"),
]

HONEST = [
    "Привет, как дела? Я из Москвы",
    "Ура, рок и сор: всё это по-русски",
    "Купил iPhone, рок и сор рядом",
    "hello рак",
    "السلام عليكم ورحمة الله وبركاته",
    "नमस्ते दोस्तों, हिन्दी में लिखिए",
    "大家好，我用微信聊天",
    "สวัสดีครับ ทุกคน",
    "Ελληνικά μιλάω λίγο",
    "שלום לכולם",
    "안녕하세요 여러분",
]


@pytest.mark.parametrize(("written", "read"), READ)
def test_a_disguise_is_seen_through(written: str, read: str) -> None:
    assert fold(written).text == read


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_script_stays_as_it_is_and_holds_no_trick(text: str) -> None:
    folded = fold(text)
    assert folded.text == text.casefold().replace("，", ",")
    assert folded.tricks == NO_TRICKS


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        ("sl0t g4c0r", ("slot", "gacor")),
        ("S3L0T H0K1 m4in", ("selot", "hoki", "main")),
        ("$lot g@cor", ("slot", "gacor")),
        ("pr0bet855", ("probet855",)),
        ("5unsur", ("sunsur",)),
    ],
)
def test_figures_in_place_of_letters_have_a_second_reading(written: str, letters: tuple[str, ...]) -> None:
    folded = fold(written)
    assert folded.leet == letters
    assert folded.second == " ".join(letters)


@pytest.mark.parametrize(
    "text",
    ["modal 50rb dapat 120rb", "iphone15 harga 9jt", "tanya @rina99 ya", "kirim ke budi@contoh.id", "jam 19.30!", "x2"],
)
def test_prices_times_and_addresses_have_no_second_reading(text: str) -> None:
    folded = fold(text)
    assert folded.leet == ()
    assert folded.second == folded.text


@pytest.mark.parametrize(
    ("text", "tricks"),
    [
        ("s\u200bl\u200bot", Tricks(invisible=2)),
        ("slоt gасor", Tricks(lookalikes=3)),
        ("s̶l̶ot", Tricks(combining=2)),
        ("𝐬𝐥𝐨𝐭 🅰", Tricks(styled=5)),
        ("s l o t dan g.a.c.o.r", Tricks(spaced=2)),
    ],
)
def test_every_kind_of_trick_is_counted(text: str, tricks: Tricks) -> None:
    assert fold(text).tricks == tricks


@pytest.mark.parametrize(
    "text",
    [
        "Halo kak 😊❤️ apa kabar?",
        "keluarga 👨‍👩‍👧 sehat semua 🙏🏽",
        "dari Indonesia 🇮🇩 untuk Malaysia 🇲🇾🇸🇬",
        "1️⃣ buka aplikasi 2️⃣ klik daftar",
        "pilih A, B, C atau D?",
        "café résumé naïve",
        "می‌خواهم بروم",
        "p.s. sampai besok",
    ],
)
def test_ordinary_writing_holds_no_trick(text: str) -> None:
    assert fold(text).tricks == NO_TRICKS


def test_flags_of_countries_are_not_letters() -> None:
    assert fold("🇮🇩🇲🇾").text == "🇮🇩🇲🇾"


def test_vowel_signs_beside_single_letters_stay() -> None:
    assert fold("a नि x").text == "a नि x"


def test_words_are_free_of_punctuation() -> None:
    assert fold("Halo, kak! (slot-gacor) https://bit.ly/Abc").words == (
        *("halo", "kak", "slot", "gacor"),
        *("https", "bit", "ly", "abc"),
    )


@given(ANYTHING | TRICKY)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    twice = fold(once.text)
    assert (twice.text, twice.words) == (once.text, once.words)


@given(ANYTHING)
def test_letters_never_vanish_altogether(text: str) -> None:
    if any(sign.isalpha() and sign not in FILLERS for sign in text):
        assert fold(text).text


@given(ANYTHING)
def test_what_is_folded_can_be_stored(text: str) -> None:
    assert "\x00" not in fold(text).text.encode().decode()


@pytest.mark.parametrize("disguise", DISGUISES)
@given(plain=SENTENCES)
def test_disguised_words_read_like_plain_ones(disguise: str, plain: str) -> None:
    assert fold(DISGUISES[disguise](plain)).text == fold(plain).text


def test_four_thousand_signs_of_anything_take_no_time() -> None:
    hard = ["a." * 2048, "а" * 4096, "a\u0301" * 2048, "🇦" * 4096, "s l " * 1024, "a0" * 2048, "a0b" * 1365, "_" * 4096]
    began = time.process_time()
    for text in hard:
        fold(text)
    assert time.process_time() - began < 1.0
