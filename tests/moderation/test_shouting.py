"""Shouting: only far beyond what people write when they are happy."""

import pytest

from bot.context import Context
from moderation.rules.shouting import Shouting, look
from tests.cast import BUDI, says

LOUD = [
    (
        "BURUAN GABUNG SEKARANG JUGA SEBELUM KEHABISAN KUOTA TERBATAS HANYA UNTUK SERATUS ORANG PERTAMA JANGAN SAMPAI"
        " MENYESAL KARENA KESEMPATAN INI TIDAK DATANG DUA KALI"
    ),
    (
        "INVESTASI PALING AMAN SEDUNIA MODAL KECIL UNTUNG BESAR SETIAP HARI CAIR TANPA RIBET TANPA UNDANG TEMAN"
        " LANGSUNG MASUK REKENING BURUAN DAFTAR"
    ),
    (
        "KENAPA TIDAK ADA YANG JAWAB PERTANYAAN SAYA DARI TADI PAGI PADAHAL SAYA SUDAH BAYAR MAHAL UNTUK KELAS INI DAN"
        " ADMINNYA DIAM SAJA TERUS MENERUS SEPERTI TIDAK PEDULI"
    ),
    (
        "THIS IS THE BEST OFFER YOU WILL EVER SEE IN YOUR WHOLE LIFE SO DO NOT WAIT ANY LONGER AND SIGN UP RIGHT NOW"
        " BEFORE EVERYTHING IS GONE FOREVER AND EVER"
    ),
    "AAAAAAAAAA" * 15,
    (
        "TOLONG DIBACA SEMUA MEMBER TANPA KECUALI BAHWA MULAI HARI INI HARGA NAIK JADI SILAKAN ORDER SEKARANG YA KAK"
        " JANGAN DITUNDA LAGI OKE SUDAH JELAS SEMUA"
    ),
    "🔥" * 41,
    "🎉🥳" * 30,
    "PROMO " + "💰💸🤑" * 20,
    "👍🏽" * 45,
    "👨‍👩‍👧" * 41,
    "🇮🇩" * 50,
]

FINE = [
    "SELAMAT ULANG TAHUN SARI!!! SEMOGA PANJANG UMUR, SEHAT SELALU, DAN LANCAR REZEKINYA 🎂🎉",
    "ALHAMDULILLAH CLOSING PERTAMA HARI INI!!!",
    "Jangan lupa bawa KTP, NPWP, dan NIB untuk daftar PIRT di DPMPTSP",
    "HTTP, HTML, CSS, JSON, SQL, API, REST, URL, XML",
    "TERIMA KASIH BANYAK COACH ILMUNYA DAGING SEMUA",
    "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉",
    "Selamat pagi 🌞🌻☕ semangat belajar hari ini 💪💪💪",
    "Hari ini aku belajar banyak tentang iklan, tentang foto produk, dan tentang melayani pelanggan yang marah. " * 3,
    "GOOD MORNING EVERYONE",
    "1234567890 " * 30,
    "مرحبا بكم جميعا في مجموعة التعلم " * 8,
    "大家好，欢迎来到学习小组，希望大家在这里学到很多东西。" * 10,
]


@pytest.mark.parametrize("text", LOUD)
def test_shouting_goes(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, Shouting()) is not None


@pytest.mark.parametrize("text", FINE)
def test_joy_may_stay(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, Shouting()) is None


def test_a_group_sets_its_own_limits(ctx: Context) -> None:
    assert look(says(BUDI, "😀" * 6), ctx, Shouting(emoji=5)) is not None
    assert look(says(BUDI, "SELAMAT PAGI SEMUANYA YA"), ctx, Shouting(letters=20)) is not None
