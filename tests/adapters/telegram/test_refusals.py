"""What Telegram refuses, or nobody answers, becomes an outcome that says what to do about it."""

import logging
from collections.abc import Iterator

import pytest
import structlog
from telegram import error

from bot.adapters.telegram.adapter import Telegram
from bot.adapters.telegram.refusals import Fate, verdict
from bot.chat.actions import (
    Action,
    Admit,
    Alert,
    AskPoll,
    Ban,
    Close,
    Delete,
    DeleteMany,
    LookUp,
    Mute,
    Pin,
    Remove,
    Send,
)
from bot.chat.events import Account, Chat, ChatKind, Delayed, Delivered, Migrated, Outcome, Refused
from bot.chat.facts import InviteLink
from bot.engine.orders import Order
from tests.adapters.telegram.conftest import Do, Make, Notebook, place, polled, serving
from tests.fakes import botapi
from tests.fakes.botapi import BotApi, User

GROUP = Chat("telegram", "-1001")
PRIVATE = Chat("telegram", "11", ChatKind.PRIVATE)
SOMEBODY = Account("telegram", "12")


def refusal(outcome: Outcome) -> Refused:
    assert isinstance(outcome, Refused), outcome
    return outcome


def seconds(outcome: Outcome) -> float:
    assert isinstance(outcome, Delayed), outcome
    return outcome.seconds


async def test_patience_is_taken_as_asked_for(api: BotApi, do: Do, group: botapi.Chat) -> None:
    api.fail("sendMessage", 429, retry_after=7)
    assert seconds(await do(Send(place(group), "a"))) == 7


@pytest.mark.parametrize("code", [500, 502, 503])
async def test_a_failing_server_is_tried_again_later_and_later(
    api: BotApi, do: Do, group: botapi.Chat, code: int
) -> None:
    api.fail("deleteMessage", code, times=3)
    delete = Delete(place(group), message="1")
    assert [seconds(await do(delete, message="1")) for _ in range(3)] == [1, 2, 5]
    assert isinstance(await do(delete, message="1"), Delivered)
    api.fail("deleteMessage", code)
    assert seconds(await do(delete, message="1")) == 1


async def test_a_lost_answer_leaves_it_unknown(api: BotApi, do: Do, group: botapi.Chat) -> None:
    api.drop_connection("sendMessage", after=True)
    outcome = refusal(await do(Send(place(group), "a")))
    assert (outcome.reason, outcome.unknown, api.texts(group)) == ("timeout", True, ["a"])


async def test_what_never_left_is_tried_again(make: Make) -> None:
    nobody_listens = make(api_base="http://127.0.0.1:9")
    assert seconds(await nobody_listens.do(Order(1, Send(GROUP, "a")))) == 1


async def test_who_blocked_the_bot_is_unreachable(api: BotApi, do: Do, sari: User) -> None:
    assert refusal(await do(Send(place(sari), "a"))).reason == "unreachable", "never started"
    api.start(sari)
    api.block(sari)
    assert refusal(await do(Send(place(sari), "a"))).reason == "unreachable"
    gone = api.user("Hilang")
    api.start(gone)
    api.deactivate(gone)
    assert refusal(await do(Send(place(gone), "a"))).reason == "unreachable"


async def test_a_group_without_the_bot_is_gone(api: BotApi, do: Do, group: botapi.Chat) -> None:
    api.kick_bot(group)
    assert refusal(await do(Send(place(group), "a"))).reason == "gone"
    assert refusal(await do(Send(Chat("telegram", "-100999"), "a"))).reason == "gone"


ACTS: list[tuple[Action, str]] = [
    (Mute(GROUP, SOMEBODY), "restrict_members"),
    (Ban(GROUP, SOMEBODY), "restrict_members"),
    (Remove(GROUP, SOMEBODY), "restrict_members"),
    (Close(GROUP), "restrict_members"),
    (Delete(GROUP, message="1"), "delete_messages"),
    (DeleteMany(GROUP, ("1",)), "delete_messages"),
    (Pin(GROUP, message="1"), "pin_messages"),
    (Admit(GROUP, SOMEBODY), "invite_users"),
    (LookUp(GROUP, InviteLink(GROUP)), "invite_users"),
    (Alert(GROUP, "a"), "send_messages"),
    (AskPoll(GROUP, "a", ("b",)), "send_messages"),
]


@pytest.mark.parametrize(("action", "right"), ACTS, ids=[type(action).__name__ for action, _ in ACTS])
def test_a_missing_right_is_named(action: Action, right: str) -> None:
    found = verdict(action, error.BadRequest("Not enough rights to do that"))
    assert (found.fate, found.reason, found.missing) == (Fate.NEVER, "rights", right)


async def test_a_bot_without_rights_hears_it_from_telegram(api: BotApi, do: Do, sari: User) -> None:
    group = api.supergroup("Belajar", [sari], bot="member")
    spam = api.say(group, sari, "spam")
    who = Account("telegram", str(sari.id))
    acts: list[tuple[Action, str]] = [
        (Ban(place(group), who), "restrict_members"),
        (Mute(place(group), who), "restrict_members"),
        (Close(place(group)), "restrict_members"),
        (Delete(place(group), message=str(spam.id)), "delete_messages"),
        (DeleteMany(place(group), (str(spam.id),)), "delete_messages"),
        (Pin(place(group), message=str(spam.id)), "pin_messages"),
    ]
    outcomes = [refusal(await do(action, message=str(spam.id))) for action, _ in acts]
    assert [(each.reason, each.missing) for each in outcomes] == [("rights", right) for _, right in acts]


async def test_administrators_cannot_be_touched(api: BotApi, do: Do, group: botapi.Chat) -> None:
    admin = api.user("Ani")
    api.join(group, admin)
    api.promote(group, admin)
    for user in (admin, api.owner(group)):
        who = Account("telegram", str(user.id))
        assert refusal(await do(Ban(place(group), who))).reason == "is_admin"
        assert refusal(await do(Mute(place(group), who))).reason == "is_admin"


async def test_anything_else_is_simply_refused(api: BotApi, do: Do, group: botapi.Chat) -> None:
    api.fail("sendMessage", 400, "something quite new")
    outcome = refusal(await do(Send(place(group), "a")))
    assert (outcome.reason, outcome.unknown, outcome.action, outcome.row) == ("refused", False, "Send", 1)


async def test_a_private_chat_that_was_deleted_is_unreachable_and_not_gone() -> None:
    assert verdict(Send(PRIVATE, "a"), error.BadRequest("Chat not found")).reason == "unreachable"


async def test_a_moved_group_is_reported_and_tried_again(api: BotApi, make: Make, notebook: Notebook) -> None:
    old = api.group("Lama")
    api.allow_updates(["poll"])
    new = api.migrate(old)
    telegram = make()
    async with serving(telegram, notebook):
        await polled(api)
        notebook.events.clear()
        assert seconds(await telegram.do(Order(1, Send(place(old), "a")))) == 1
    (moved,) = notebook.of(Migrated)
    assert (moved.group, moved.to) == (Chat("telegram", str(old.id)), str(new.id))


async def test_a_lost_file_does_not_stop_the_platform(api: BotApi, telegram: Telegram) -> None:
    found = verdict(LookUp(GROUP, InviteLink(GROUP)), error.InvalidToken("Not Found"))
    assert found.fate is Fate.NEVER


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Every line that anybody logs."""
    lines: list[str] = []

    def note(logger: object, method: str, event: structlog.typing.EventDict) -> str:
        lines.append(repr(event))
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(processors=[note])
    with caplog.at_level(logging.DEBUG):
        yield lines
    lines += [record.getMessage() for record in caplog.records]
    structlog.configure(**before)


async def test_neither_token_nor_texts_are_logged(
    api: BotApi, make: Make, caplog: pytest.LogCaptureFixture, logged: list[str]
) -> None:
    telegram, group = make(), api.supergroup("Belajar")
    nobody = make(api_base="http://127.0.0.1:9")
    nonsense = make(api_base="nonsense://127.0.0.1")
    api.fail("sendMessage", 400, "something quite new")
    for adapter in (telegram, nobody, nonsense):
        await adapter.do(Order(1, Send(place(group), "kata rahasia")))
    said = "\n".join([*logged, *(record.getMessage() for record in caplog.records)])
    assert "telegram.refused" in said
    assert api.token not in said
    assert "kata rahasia" not in said
