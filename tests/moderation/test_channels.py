"""People speak as themselves: not behind a foreign channel."""

from dataclasses import replace

import pytest

from bot.chat.events import Account, AccountKind
from bot.context import Context
from moderation.rules.channels import Channels, look
from tests.cast import BUDI, DEWI, SARI, edits, says

CHANNEL = Account("telegram", "-100777", "Promo Murah", kind=AccountKind.CHANNEL, id=9)
TEXTS = [
    "Halo semua",
    "Promo hari ini",
    "Ikuti saluran kami",
    "Info penting untuk UMKM",
    "Selamat pagi",
    "Follow us for more",
    "Free course tonight",
    "",
    "👍",
    "Setuju dengan pendapat di atas",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_channel_does_not_speak_here(ctx: Context, text: str) -> None:
    message = says(CHANNEL, text)
    assert look(message, ctx, Channels()) is not None
    assert look(edits(message, "lain"), ctx, Channels()) is not None


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "who",
    [
        SARI,
        BUDI,
        DEWI,
        replace(BUDI, kind=AccountKind.ANONYMOUS_ADMIN),
        replace(BUDI, kind=AccountKind.LINKED_CHANNEL),
        replace(BUDI, kind=AccountKind.BOT),
    ],
)
def test_everybody_else_does(ctx: Context, who: Account, text: str) -> None:
    assert look(says(who, text), ctx, Channels()) is None
