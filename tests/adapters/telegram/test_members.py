"""Comings, goings and ranks become events, of the bot itself too."""

import pytest

from bot.adapters.telegram.read import Reader
from bot.chat.events import (
    Account,
    Joined,
    Left,
    Migrated,
    Reachable,
    RoleChanged,
    ServiceLine,
    Standing,
)
from bot.chat.facts import Role
from tests.adapters.telegram.updates import (
    AT,
    BUDI,
    GROUP,
    ME,
    SARI,
    WHEN,
    Json,
    change,
    message,
    one,
    state,
)


async def test_several_newcomers_are_several_events_and_the_bot_is_none(reader: Reader) -> None:
    content = message(new_chat_members=[BUDI, ME, SARI])
    events = await reader.read({"update_id": 9, "message": content})
    assert [(event.key, event.who) for event in events] == [
        ("telegram:424242:9", Account("telegram", "12")),
        ("telegram:424242:9.2", Account("telegram", "11")),
        ("telegram:424242:9.line", None),
    ]
    first, second, line = events
    assert isinstance(line, ServiceLine)
    assert line.message == "5"
    assert isinstance(first, Joined)
    assert isinstance(second, Joined)
    assert (first.by, first.message, second.by) == (Account("telegram", "11"), "5", None)


async def test_somebody_leaves_or_is_removed(reader: Reader) -> None:
    gone, _ = await reader.read({"update_id": 9, "message": message(left_chat_member=SARI)})
    removed, _ = await reader.read({"update_id": 10, "message": message(left_chat_member=BUDI)})
    assert isinstance(gone, Left)
    assert isinstance(removed, Left)
    assert (gone.by, gone.message) == (None, "5")
    assert removed.by == Account("telegram", "11")


async def test_a_group_that_migrates_tells_its_new_address(reader: Reader) -> None:
    event = await one(reader, "message", message(migrate_to_chat_id=-1002))
    assert (type(event), event.group, event.to) == (Migrated, GROUP, "-1002")


@pytest.mark.parametrize(
    "content",
    [{"new_chat_title": "Baru"}, {"migrate_from_chat_id": -7}, {"new_chat_members": [ME]}, {"left_chat_member": ME}],
    ids=lambda content: str(next(iter(content))),
)
async def test_what_only_telegram_says_is_no_event(reader: Reader, content: Json) -> None:
    assert await reader.read({"update_id": 9, "message": message(**content)}) == ()


async def test_a_member_comes_alone_or_is_added(reader: Reader) -> None:
    alone = await change(reader, state("left"), state("member"))
    added = await change(reader, state("left"), state("restricted"), by=SARI)
    assert alone == [Joined("telegram:424242:9", AT, GROUP, Account("telegram", "12"))]
    assert isinstance(added[0], Joined)
    assert added[0].by == Account("telegram", "11")


async def test_a_member_goes_or_is_removed(reader: Reader) -> None:
    gone = await change(reader, state("member"), state("left"))
    banned = await change(reader, state("restricted"), state("kicked"), by=SARI)
    assert gone == [Left("telegram:424242:9", AT, GROUP, Account("telegram", "12"))]
    assert isinstance(banned[0], Left)
    assert banned[0].by == Account("telegram", "11")


@pytest.mark.parametrize(("old", "new"), [("left", "kicked"), ("kicked", "left")])
async def test_a_ban_of_somebody_outside_is_no_event(reader: Reader, old: str, new: str) -> None:
    assert await change(reader, state(old), state(new)) == []


RISES: list[tuple[Json, Role]] = [
    (state("creator"), Role.ADMIN),
    (state("administrator", can_change_info=True), Role.ADMIN),
    (state("administrator", can_restrict_members=True), Role.MODERATOR),
    (state("administrator", can_delete_messages=True), Role.MEMBER),
]


@pytest.mark.parametrize(("new", "role"), RISES)
async def test_rights_make_the_role(reader: Reader, new: Json, role: Role) -> None:
    event = (await change(reader, state("member"), new, by=SARI))[0]
    assert isinstance(event, RoleChanged)
    assert (event.role, event.who) == (role, Account("telegram", "12"))


async def test_a_joining_administrator_is_two_events(reader: Reader) -> None:
    events = await change(reader, state("left"), state("administrator", can_change_info=True), by=SARI)
    assert [(type(event), event.key) for event in events] == [
        (Joined, "telegram:424242:9"),
        (RoleChanged, "telegram:424242:9.1"),
    ]


async def test_the_bot_knows_its_place_and_rights(reader: Reader) -> None:
    granted = state("administrator", ME, can_delete_messages=True, can_restrict_members=True, can_pin_messages=True)
    event = (await change(reader, state("left", ME), granted, by=SARI, kind="my_chat_member"))[0]
    assert isinstance(event, Standing)
    assert event.present
    assert event.rights == {"admin", "send_messages", "delete_messages", "restrict_members", "pin_messages"}
    assert event.by == Account("telegram", "11")


@pytest.mark.parametrize(
    ("new", "present", "rights"),
    [
        (state("member", ME), True, {"send_messages"}),
        (state("restricted", ME), True, set()),
        (state("restricted", ME, is_member=False), False, set()),
        (state("kicked", ME), False, set()),
    ],
)
async def test_the_bot_as_member_or_outside(reader: Reader, new: Json, present: bool, rights: set[str]) -> None:
    event = (await change(reader, state("administrator", ME), new, by=SARI, kind="my_chat_member"))[0]
    assert isinstance(event, Standing)
    assert event.present is present
    assert event.rights == rights


@pytest.mark.parametrize(("status", "yes"), [("member", True), ("kicked", False)])
async def test_a_person_blocks_the_bot_and_lets_it_in_again(reader: Reader, status: str, yes: bool) -> None:
    chat = {"id": 11, "type": "private", "first_name": "Sari"}
    content = {"chat": chat, "from": SARI, "date": WHEN}
    content |= {"old_chat_member": state("left", ME), "new_chat_member": state(status, ME)}
    event = await one(reader, "my_chat_member", content)
    assert (type(event), event.yes, event.who) == (Reachable, yes, Account("telegram", "11"))


async def test_an_older_server_does_not_name_every_right(reader: Reader) -> None:
    newer = state("administrator", can_change_info=True, can_send_welcome_messages=False)
    older = {name: value for name, value in newer.items() if name != "can_send_welcome_messages"}
    for new in (newer, older):
        event = (await change(reader, state("member"), new, by=SARI))[0]
        assert isinstance(event, RoleChanged)
        assert event.role == Role.ADMIN
