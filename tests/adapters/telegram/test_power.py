"""What the bot does to people and groups becomes a fact there."""

from datetime import UTC, datetime, timedelta

from bot.chat.actions import (
    Admit,
    Ban,
    Close,
    Leave,
    Mute,
    Remove,
    Reopen,
    Unban,
    Unmute,
)
from bot.chat.events import Account, AccountKind, Delivered
from tests.adapters.telegram.conftest import Do, account, place
from tests.fakes import botapi
from tests.fakes.botapi import BotApi, User


async def test_somebody_is_muted_for_a_time_and_heard_again(
    api: BotApi, do: Do, group: botapi.Chat, sari: User
) -> None:
    until = datetime.now(UTC) + timedelta(hours=1)
    await do(Mute(place(group), account(sari), until))
    muted = api.restrictions(group)[sari.id]
    assert (muted["can_send_messages"], muted["until_date"]) == (False, int(until.timestamp()))
    await do(Unmute(place(group), account(sari)))
    assert api.status(group, sari) == "member"


async def test_a_mute_that_is_nearly_over_does_not_last_for_ever(
    api: BotApi, do: Do, group: botapi.Chat, sari: User
) -> None:
    await do(Mute(place(group), account(sari), datetime.now(UTC) + timedelta(seconds=5)))
    assert api.restrictions(group)[sari.id]["until_date"] > 0


async def test_somebody_is_banned_and_may_return(api: BotApi, do: Do, group: botapi.Chat, sari: User) -> None:
    await do(Ban(place(group), account(sari)))
    assert api.status(group, sari) == "kicked"
    await do(Unban(place(group), account(sari)))
    assert api.status(group, sari) == "left"
    api.join(group, sari)
    await do(Unban(place(group), account(sari)))
    assert api.status(group, sari) == "member"


async def test_a_channel_that_speaks_is_banned(api: BotApi, do: Do, group: botapi.Chat) -> None:
    channel = api.channel("Iklan")
    spam = Account("telegram", str(channel.id), kind=AccountKind.CHANNEL)
    await do(Ban(place(group), spam))
    assert channel.id in group.banned_senders
    await do(Unban(place(group), spam))
    assert group.banned_senders == set()


async def test_somebody_is_removed_and_may_return_at_once(api: BotApi, do: Do, group: botapi.Chat, sari: User) -> None:
    assert isinstance(await do(Remove(place(group), account(sari))), Delivered)
    assert api.status(group, sari) == "left"


async def test_somebody_is_removed_from_a_basic_group(api: BotApi, do: Do, sari: User) -> None:
    basic = api.group("Kecil", [sari])
    assert isinstance(await do(Remove(place(basic), account(sari))), Delivered)
    assert api.status(basic, sari) != "member"


async def test_a_group_closes_and_reopens_as_it_was(api: BotApi, do: Do, group: botapi.Chat) -> None:
    before = dict(group.permissions)
    for _ in range(2):
        assert isinstance(await do(Close(place(group))), Delivered)
    assert not any(value for name, value in group.permissions.items() if name.startswith("can_send"))
    assert group.permissions["can_invite_users"]
    assert isinstance(await do(Reopen(place(group))), Delivered)
    assert group.permissions == before


async def test_a_request_to_join_is_decided(api: BotApi, do: Do, group: botapi.Chat) -> None:
    budi, edo = api.user("Budi"), api.user("Edo")
    for user in (budi, edo):
        api.request_join(group, user)
    await do(Admit(place(group), account(budi)))
    await do(Admit(place(group), account(edo), yes=False))
    assert (api.status(group, budi), api.status(group, edo)) == ("member", "left")


async def test_the_bot_leaves_and_is_content_when_it_is_out(api: BotApi, do: Do, group: botapi.Chat) -> None:
    for _ in range(2):
        assert isinstance(await do(Leave(place(group))), Delivered)
    assert api.texts(group) == []
