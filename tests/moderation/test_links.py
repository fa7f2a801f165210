"""Links: who may post which, found however they are written, and nothing that only looks like one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.text import Span, Style, Text
from bot.context import Context
from moderation.rules.links import Links, look
from tests.cast import BUDI, NOW, SARI, says

LINKS = [
    "Cek promo di https://tokoku.com/diskon ya kak",
    "Daftar di www.kelasbisnis.co.id",
    "Info lengkap: tokomurah.com",
    "http://contoh.net/a?b=1.",
    "Gabung channel saya t.me/belajarbisnis",
    "youtu.be/dQw4w9WgXcQ tonton dulu",
    "Isi form: forms.gle/abc123",
    "order ke wa.me/6281234567890",
    "slot terpercaya mawar88.vip",
    "Buka contoh . com lalu daftar",
    "klik tokoku[.]com",
    "ambil di tokoku(dot)com",
    "t . me / gruprahasia",
    "ｔｏｋｏｍｕｒａｈ．ｃｏｍ",
    "My portfolio is at example.org/me",
    "see docs: https://docs.python.org/3/",
    "TOKOKU.COM lagi diskon",
]

NOT_LINKS = [
    "Kelasnya jam 19.30 ya",
    "Harganya Rp 10.000 saja",
    "Sudah rilis v2.0 dan v2.1.3",
    "Tugas ada di laporan.pdf dan data.xlsx",
    "Jalankan main.py lalu baca README.md",
    "Kirim ke budi.santoso@gmail.com",
    "Selamat pagi.Saya Budi dari Bandung",
    "Terima kasih...sampai jumpa",
    "Dosen: Dr. Andi, S.Kom., M.Kom.",
    "Pasal 5.2.1 dst.",
    "Use asp.net or socket.io for that",
    "if user.id == 5: print(user.name)",
    "Webinar pukul 19.30-21.00.",
    "Total 1.250.000,50",
    "Buka http://localhost:8000 di laptopmu",
    "dua titik tiga",
    "daftar pakai gmail.com atau yahoo.com boleh",
    "ok.siap kak",
    "bit.ly itu apa ya?",
]


@pytest.mark.parametrize("text", LINKS)
def test_a_newcomer_may_not_post_a_link(ctx: Context, text: str) -> None:
    found = look(says(SARI, text), newcomer(ctx), Links())
    assert found is not None
    assert found.why == "links.why_newcomer"


@pytest.mark.parametrize("text", NOT_LINKS)
def test_what_only_looks_like_a_link_may_stay(ctx: Context, text: str) -> None:
    assert look(says(SARI, text), newcomer(ctx), Links()) is None


@pytest.mark.parametrize("text", LINKS)
def test_a_member_may_post_links(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, Links()) is None


@pytest.mark.parametrize(
    "text",
    [
        "Gabung: https://t.me/+AbCdEf123",
        "t.me/joinchat/AAAA1234",
        "https://chat.whatsapp.com/KodeGrup123",
        "chat.whatsapp.com/KodeGrup123",
        "join our server discord.gg/python",
        "https://discord.com/invite/abc",
        "https://whatsapp.com/channel/0029Va",
        "tg://join?invite=AbCdEf",
        "line.me/ti/g/abc",
        "TELEGRAM.ME/joinchat/XYZ ayo masuk",
    ],
)
def test_nobody_invites_to_another_group(ctx: Context, text: str) -> None:
    found = look(says(BUDI, text), ctx, Links())
    assert found is not None
    assert found.why == "links.why_invite"


@pytest.mark.parametrize("text", ["t.me/+6281234567890", "https://t.me/belajarpython/15", "https://discord.com/blog"])
def test_a_link_to_a_number_or_a_post_invites_nobody(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, Links()) is None


@pytest.mark.parametrize("text", ["bit.ly/promo88", "https://s.id/kelas", "tinyurl.com/abc", "cutt.ly/xyz"])
def test_a_group_may_refuse_shortened_links(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, Links()) is None
    found = look(says(BUDI, text), ctx, Links(shorteners=True))
    assert found is not None
    assert found.why == "links.why_shortened"


def test_a_link_behind_other_words_is_found(ctx: Context) -> None:
    text = Text("klik di sini", [Span(0, 12, Style.LINK, "https://t.me/+rahasia")])
    found = look(says(BUDI, text), ctx, Links())
    assert found is not None
    assert found.why == "links.why_invite"


def test_a_mention_behind_a_name_is_no_link(ctx: Context) -> None:
    text = Text("Sari", [Span(0, 4, Style.LINK, "tg://user?id=11")])
    assert look(says(SARI, text), newcomer(ctx), Links()) is None


@pytest.mark.parametrize("text", ["https://www.youtube.com/watch?v=1", "m.youtube.com/x", "youtube.com"])
def test_allowed_domains_are_for_everyone(ctx: Context, text: str) -> None:
    assert look(says(SARI, text), newcomer(ctx), Links(allowed=["youtube.com"])) is None


@pytest.mark.parametrize("text", ["notyoutube.com", "youtube.com.scam.xyz", "youtube.com lalu tokoku.com"])
def test_another_domain_is_not_allowed_by_its_looks(ctx: Context, text: str) -> None:
    assert look(says(SARI, text), newcomer(ctx), Links(allowed=["youtube.com"])) is not None


def test_a_part_of_a_domain_may_be_allowed_alone(ctx: Context) -> None:
    settings = Links(allowed=["t.me/+abc"])
    assert look(says(BUDI, "t.me/+AbC"), ctx, settings) is None
    assert look(says(BUDI, "t.me/+Lain"), ctx, settings) is not None


def test_a_group_may_let_newcomers_post_links(ctx: Context) -> None:
    assert look(says(SARI, "tokoku.com"), newcomer(ctx), Links(newcomers=False)) is None


def newcomer(ctx: Context) -> Context:
    return replace(ctx, joined_at=NOW - timedelta(hours=1))
