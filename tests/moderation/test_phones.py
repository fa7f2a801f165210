"""Phone numbers: newcomers' ones go in every notation, other figures may stay."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.events import MessageKind
from bot.context import Context
from moderation.rules.phones import Phones, look
from tests.cast import BUDI, NOW, SARI, says

NUMBERS = [
    "Order ke 081234567890",
    "WA 0812-3456-7890 ya kak",
    "hub 0812 3456 7890",
    "+62 812-3456-7890",
    "6281234567890 fast respon",
    "+6281234567890",
    "minat? wa.me/6281234567890",
    "https://api.whatsapp.com/send?phone=6281234567890",
    "chat aku di https://t.me/+6281234567890",
    "call me +1 (415) 555-0132 99",
    "my number is +44 7911 123456",
    "0857.1234.5678 (Ani)",
]

OTHERS = [
    "Kelas tanggal 08-12-2024 10:30",
    "Harganya Rp 10.000.000",
    "omzet 812345678 rupiah",
    "kode OTP 081234",
    "NIK 3201012345678901",
    "resi JP0812345678901",
    "jam 08.15-09.45",
    "versi 1.08.1234",
    "0812 itu prefix Telkomsel",
    "https://tokoku.com/p/081234567890",
    "nomor antrean 081",
    "total 0,8123456789",
    "1 + 1 = 2, 10 + 20 = 30",
    "room 6281, floor 23",
]


@pytest.fixture
def newcomer(ctx: Context) -> Context:
    return replace(ctx, joined_at=NOW - timedelta(hours=1))


@pytest.mark.parametrize("text", NUMBERS)
def test_a_newcomers_number_goes(newcomer: Context, text: str) -> None:
    found = look(says(SARI, text), newcomer, Phones())
    assert found is not None
    assert found.why == "phones.why_newcomer"


@pytest.mark.parametrize("text", OTHERS)
def test_other_figures_may_stay(newcomer: Context, text: str) -> None:
    assert look(says(SARI, text), newcomer, Phones()) is None


@pytest.mark.parametrize("text", NUMBERS)
def test_members_may_post_theirs_unless_the_group_says_otherwise(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, Phones()) is None
    assert look(says(BUDI, text), ctx, Phones(everyone=True)) is not None


def test_a_contact_is_a_number(newcomer: Context) -> None:
    assert look(says(SARI, "", kind=MessageKind.CONTACT), newcomer, Phones()) is not None
