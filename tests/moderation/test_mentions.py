"""Mentions: a few names are fine, everybody at once is not."""

import pytest

from bot.chat.text import Span, Style, Text
from bot.context import Context
from moderation.rules.mentions import Mentions, look
from tests.cast import BUDI, says

TOO_MANY = [
    "@all besok kelas libur",
    "tolong dibaca @everyone",
    "@semua promo khusus hari ini",
    "@Semuanya gabung yuk",
    "PENTING @HERE",
    "@channel cek bio saya",
    "@members join now",
    "halo @anggota grup",
    "@andi @budi @citra @dewi @eko @fajar cek ini",
    "Halo @andi, @budi, @citra, @dewi, @eko dan @fajar!",
    "@user_satu @user_dua @user_tiga @user_empat @user_lima @user_enam",
    "@6281234567890 @6281234567891 @6281234567892 @6281234567893 @6281234567894 @6281234567895",
]

FINE = [
    "@admin tolong cek",
    "@andi @budi @citra besok jadi?",
    "@andi @budi @citra @dewi @eko lima orang saja",
    "@andi @andi @andi @andi @andi @andi @andi ayo dong",
    "email ke budi@all.com atau sales@semua.id",
    "https://medium.com/@everyone/tulisan",
    "kumpul jam 7 @ rumah Budi",
    "harga @ Rp 5.000 per biji",
    "semua boleh ikut, all in",
    "thanks @sari for the tips!",
    "a@b c@d e@f g@h i@j k@l m@n",
    "follow ig @tokobudi ya",
]


@pytest.mark.parametrize("text", TOO_MANY)
def test_calling_everybody_goes(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, Mentions()) is not None


@pytest.mark.parametrize("text", FINE)
def test_calling_a_few_may_stay(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, Mentions()) is None


def test_people_without_a_username_count_as_well(ctx: Context) -> None:
    names = "Andi Budi Caca Dodi Edi Fani"
    spans = [Span(5 * n, 4, Style.MENTION, str(n)) for n in range(6)]
    assert look(says(BUDI, Text(names, spans)), ctx, Mentions()) is not None
    assert look(says(BUDI, Text(names, spans[:5])), ctx, Mentions()) is None


def test_a_group_sets_its_own_limits(ctx: Context) -> None:
    assert look(says(BUDI, "@andi @budi"), ctx, Mentions(most=1)) is not None
    assert look(says(BUDI, "@all halo"), ctx, Mentions(everybody=False)) is None
