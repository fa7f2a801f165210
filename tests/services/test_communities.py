"""Which groups belong together, and which may join."""

import pytest

from bot import errors
from bot.chat.actions import Action, Delete, Send
from bot.context import Context
from bot.models import Community, Group
from bot.services import communities
from tests.cast import CLASS, GROUP, NOW


def room(ctx: Context, community: int, title: str, *, gone: bool = False) -> Group:
    row = Group(community_id=community, platform="whatsapp", address=title, title=title, created_at=NOW)
    row.gone_at = NOW if gone else None
    ctx.session.add(row)
    ctx.session.flush()
    return row


def test_announcements_go_to_every_group_of_the_community_the_one_at_hand_first(ctx: Context) -> None:
    elsewhere = Community(name="lain", created_at=NOW)
    ctx.session.add(elsewhere)
    ctx.session.flush()
    for title, community, gone in (("WA", CLASS, False), ("Lama", CLASS, True), ("Lain", elsewhere.id or 0, False)):
        room(ctx, community, title, gone=gone)
    assert [chat.title for chat in communities.chats(ctx)] == [GROUP.title, "WA"]
    assert communities.ids(ctx)[0] == GROUP.id


def test_a_group_does_not_join_itself_or_what_nobody_showed(ctx: Context) -> None:
    with pytest.raises(errors.Refused, match="already"):
        communities.behind(communities.new_code(ctx), ctx)
    with pytest.raises(errors.Refused, match="unknown"):
        communities.behind("AAAAAAAA", ctx)


def test_what_is_said_everywhere_is_said_once_in_each_group(ctx: Context) -> None:
    room(ctx, CLASS, "WA")
    said = communities.everywhere(ctx, Delete(GROUP, key="card"), Send(GROUP, "besok", key="card"))
    assert [(type(each), each.to.title) for each in said if isinstance(each, Action)] == [
        (Delete, GROUP.title),
        (Send, GROUP.title),
        (Delete, "WA"),
        (Send, "WA"),
    ]
