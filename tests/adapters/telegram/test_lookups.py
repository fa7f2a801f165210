"""Facts that only Telegram knows are asked for and come back."""

from bot.chat.actions import (
    LookUp,
)
from bot.chat.events import Account, AccountKind, Delivered, Refused
from bot.chat.facts import File, InviteLink, MemberCount, Role, RoleOf
from tests.adapters.telegram.conftest import Do, account, place
from tests.fakes import botapi
from tests.fakes.botapi import BotApi, User


async def asked(do: Do, group: botapi.Chat, fact: RoleOf | File | MemberCount | InviteLink) -> object:
    outcome = await do(LookUp(place(group), fact))
    assert isinstance(outcome, Delivered), outcome
    return outcome.value


async def test_roles_are_looked_up(api: BotApi, do: Do, group: botapi.Chat, sari: User) -> None:
    admin, moderator, stranger = api.user("Ani"), api.user("Mod"), api.user("Asing")
    for user, right in ((admin, "can_change_info"), (moderator, "can_restrict_members")):
        api.join(group, user)
        api.promote(group, user, [right])
    who = (api.owner(group), admin, moderator, sari, stranger)
    roles = [await asked(do, group, RoleOf(place(group), account(user))) for user in who]
    assert roles == [Role.ADMIN, Role.ADMIN, Role.MODERATOR, Role.MEMBER, Role.STRANGER]
    unheard_of = Account("telegram", "5")
    assert await asked(do, group, RoleOf(place(group), unheard_of)) == Role.STRANGER


async def test_an_administrator_who_hides_counts_as_moderator(do: Do, group: botapi.Chat) -> None:
    hidden = Account("telegram", str(group.id), kind=AccountKind.ANONYMOUS_ADMIN)
    assert await asked(do, group, RoleOf(place(group), hidden)) == Role.MODERATOR
    channel = Account("telegram", "-1009", kind=AccountKind.CHANNEL)
    assert await asked(do, group, RoleOf(place(group), channel)) == Role.STRANGER


async def test_a_file_is_fetched_unless_it_is_too_big(api: BotApi, do: Do, group: botapi.Chat, sari: User) -> None:
    small = api.say(group, sari, document=("a.csv", b"a,b"))
    big = api.say(group, sari, document=("b.csv", b"a,b", 6 * 1024 * 1024))
    fetch = File(place(group), small.data["document"]["file_id"])
    assert await asked(do, group, fetch) == b"a,b"
    outcome = await do(LookUp(place(group), File(place(group), big.data["document"]["file_id"])))
    assert isinstance(outcome, Refused)
    assert outcome.reason == "too_big"


async def test_members_are_counted_and_a_link_is_found(api: BotApi, do: Do, group: botapi.Chat) -> None:
    assert await asked(do, group, MemberCount(place(group))) == 3
    link = await asked(do, group, InviteLink(place(group)))
    assert link == await asked(do, group, InviteLink(place(group)))
    assert str(link).startswith("https://t.me/")
