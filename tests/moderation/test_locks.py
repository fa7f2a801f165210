"""Locks: each type by its own name or with others; what is not locked may stay."""

from typing import Any

import pytest

from bot.chat.events import Account, AccountKind, MessageKind
from bot.context import Context
from bot.models import GroupSetting
from moderation.rules.links import Links
from moderation.rules.locks import TYPES, Locks, look
from tests.cast import BUDI, CLASS, GROUP, context, says

HELPER = Account("telegram", "99", "Bot Lain", kind=AccountKind.BOT, id=99)

OF_TYPE: dict[str, dict[str, Any]] = {
    "links": {"text": "cek tokoku.com"},
    "forwards": {"forwarded": True},
    "photos": {"kind": MessageKind.PHOTO},
    "videos": {"kind": MessageKind.VIDEO},
    "voice": {"kind": MessageKind.VOICE},
    "stickers": {"kind": MessageKind.STICKER},
    "gifs": {"kind": MessageKind.GIF},
    "documents": {"kind": MessageKind.DOCUMENT},
    "polls": {"kind": MessageKind.POLL},
    "contacts": {"kind": MessageKind.CONTACT},
    "locations": {"kind": MessageKind.LOCATION},
    "bots": {"who": HELPER},
}
MEDIA = {"photos", "videos", "voice", "stickers", "gifs", "documents"}


def of_type(name: str) -> Any:
    values: dict[str, Any] = {"who": BUDI, "text": "ini ya kak"} | OF_TYPE[name]
    return says(values.pop("who"), values.pop("text"), **values)


@pytest.mark.parametrize("name", OF_TYPE)
def test_a_locked_type_goes(ctx: Context, name: str) -> None:
    found = look(of_type(name), ctx, Locks(types=[name]))
    assert found is not None
    assert found.values["what"] == ctx.say(f"locks.type.{name}")


@pytest.mark.parametrize("name", OF_TYPE)
def test_every_other_type_may_stay(ctx: Context, name: str) -> None:
    others = [each for each in OF_TYPE if each != name]
    assert look(of_type(name), ctx, Locks(types=others)) is None


@pytest.mark.parametrize("name", OF_TYPE)
def test_media_locks_what_is_media_and_all_locks_everything(ctx: Context, name: str) -> None:
    assert (look(of_type(name), ctx, Locks(types=["media"])) is not None) is (name in MEDIA)
    assert look(of_type(name), ctx, Locks(types=["all"])) is not None


@pytest.mark.parametrize(
    "text",
    [
        "halo",
        "jam 19.30 ya",
        "Rp 10.000",
        "terima kasih 🙏",
        "v2.0 sudah keluar",
        "tugas.pdf",
        "siap kak",
        "ok",
        "?",
        "1",
    ],
)
def test_text_is_never_locked(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, Locks(types=list(TYPES))) is None


def test_allowed_domains_pass_a_lock_of_links(ctx: Context) -> None:
    values = Links(allowed=["youtube.com"]).model_dump()
    ctx.session.add(GroupSetting(community_id=CLASS, group_id=GROUP.id, section="links", values=values))
    ctx.session.flush()
    ctx = context(ctx.session)
    assert look(says(BUDI, "youtube.com/x"), ctx, Locks(types=["links"])) is None
    assert look(says(BUDI, "tokoku.com"), ctx, Locks(types=["links"])) is not None


def test_nothing_is_locked_from_the_start(ctx: Context) -> None:
    assert not any(look(of_type(name), ctx, Locks()) for name in OF_TYPE)
