"""Questions and thanks are told from other messages."""

import pytest

from bot.domain.asking import LONGEST, is_question, is_thanks


@pytest.mark.parametrize(
    "text",
    [
        "Kak, kelasnya kapan ya?",
        "gimana cara daftar kelas",
        "min, link zoom mana",
        "kelasnya kapan?",
        "How do I join the class",
        "halo kak mau tanya, berapa biayanya",
        "ada yang tau supplier hijab murah",
        "Is it recorded? I missed it",
        "newbie boleh join kah",
        "kemarin ga sempet ikut zoom, ada rekamannya gak ya kak",
        "inspirasi konten ig dong",
    ],
)
def test_a_question_is_recognised_with_and_without_its_mark(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "masa?",
        "ya kan?",
        "Selamat pagi semua",
        "Tokoku akhirnya laku tiga hari ini",
        "oke siap kak",
        "ga apa-apa kak, santai saja",
        "kemarin when I was there it rained",
        "/ask kapan kelas?",
        "#tanya kapan kelas?",
        ".menu apa saja?",
        "What " + "a long story " * 40,
        "a" * LONGEST + "?",
    ],
)
def test_other_messages_are_left_alone(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize("text", ["Makasih kak!", "wah terima kasih banyak", "thx", "THANK YOU so much", "tq min"])
def test_thanks_are_heard_in_both_languages(text: str) -> None:
    assert is_thanks(text)


@pytest.mark.parametrize("text", ["", "kasih tau dong", "terima paket", "thankless work", "terima kasih " * 40])
def test_what_only_sounds_like_thanks_is_not(text: str) -> None:
    assert not is_thanks(text)
