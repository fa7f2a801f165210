"""Newcomers write text on their first day; what they say in it is not this rule's concern."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.events import MessageKind
from bot.context import Context
from moderation.rules.newcomers import Newcomers, look
from tests.cast import BUDI, NOW, SARI, edits, says

MEDIA = [kind for kind in MessageKind if kind not in (MessageKind.TEXT, MessageKind.SERVICE)]
SAID = [
    "Halo semua, salam kenal, saya Sari dari Solo",
    "Izin bergabung kak 🙏",
    "Mau tanya, kelasnya mulai jam berapa?",
    "Saya jualan keripik, baru mulai bulan lalu",
    "terima kasih sudah diterima",
    "Apakah ada rekaman webinar kemarin?",
    "Hi everyone, nice to meet you",
    "How do I join the next class?",
    "😊😊😊",
    "Siap kak, noted",
    "https://tokoku.com",
]


@pytest.fixture
def newcomer(ctx: Context) -> Context:
    return replace(ctx, joined_at=NOW - timedelta(hours=23))


@pytest.mark.parametrize("kind", MEDIA)
@pytest.mark.parametrize("caption", ["", "cek ini kak", "my product"])
def test_media_waits_until_tomorrow(newcomer: Context, kind: MessageKind, caption: str) -> None:
    found = look(says(SARI, caption, kind=kind), newcomer, Newcomers())
    assert found is not None
    assert found.why == "newcomers.why_media"


@pytest.mark.parametrize("text", SAID)
def test_forwards_wait_until_tomorrow(newcomer: Context, text: str) -> None:
    found = look(says(SARI, text, forwarded=True), newcomer, Newcomers())
    assert found is not None
    assert found.why == "newcomers.why_forward"


@pytest.mark.parametrize("text", SAID)
def test_text_is_welcome_from_the_first_minute(newcomer: Context, text: str) -> None:
    message = says(SARI, text)
    assert look(message, newcomer, Newcomers()) is None
    assert look(edits(message, text + "!"), newcomer, Newcomers()) is None


@pytest.mark.parametrize("kind", MEDIA)
def test_members_send_what_they_like(ctx: Context, kind: MessageKind) -> None:
    assert look(says(BUDI, "", kind=kind, forwarded=True), ctx, Newcomers()) is None


def test_after_a_day_it_is_over(ctx: Context) -> None:
    day_old = replace(ctx, joined_at=NOW - timedelta(hours=24))
    assert look(says(SARI, "", kind=MessageKind.PHOTO), day_old, Newcomers()) is None


def test_a_group_may_allow_either(newcomer: Context) -> None:
    photo = says(SARI, "", kind=MessageKind.PHOTO)
    assert look(photo, newcomer, Newcomers(media=False)) is None
    assert look(says(SARI, "halo", forwarded=True), newcomer, Newcomers(forwards=False)) is None
