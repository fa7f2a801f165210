"""Presses, votes and reactions become events; what cannot be read is kept."""

import pytest

from bot.adapters.telegram.read import Reader
from bot.chat.events import (
    Account,
    AccountKind,
    AskedToJoin,
    Chat,
    ChatKind,
    PollClosed,
    Pressed,
    Reacted,
    Unreadable,
    Voted,
)
from tests.adapters.telegram.updates import (
    BUDI,
    CHANNEL,
    CHAT,
    GROUP,
    WHEN,
    Json,
    message,
    one,
)


async def test_a_press_names_what_must_be_answered(reader: Reader) -> None:
    shown = message(message_id=6, text="?", message_thread_id=3, is_topic_message=True)
    press = {"id": "777", "from": BUDI, "chat_instance": "1", "data": "abc", "message": shown}
    event = await one(reader, "callback_query", press)
    assert isinstance(event, Pressed)
    assert (event.press, event.data, event.message, event.thread) == ("777", "abc", "6", "3")
    assert (event.group, event.who) == (GROUP, Account("telegram", "12"))


async def test_a_press_on_a_vanished_message_still_has_its_place(reader: Reader) -> None:
    press = {"id": "777", "from": BUDI, "chat_instance": "1", "data": "abc"}
    event = await one(reader, "callback_query", press | {"message": {"chat": CHAT, "message_id": 6, "date": 0}})
    assert (event.group, event.message) == (GROUP, "6")
    inline = await one(reader, "callback_query", press | {"inline_message_id": "x"})
    assert inline.group == Chat("telegram", "12", ChatKind.PRIVATE)


async def test_votes_name_the_lasting_ids_of_the_options(reader: Reader) -> None:
    answer = {"poll_id": "P", "user": BUDI, "option_ids": [1], "option_persistent_ids": ["b"]}
    event = await one(reader, "poll_answer", answer)
    assert (type(event), event.poll, event.options, event.who) == (Voted, "P", ("b",), Account("telegram", "12"))
    back = await one(reader, "poll_answer", answer | {"option_ids": [], "option_persistent_ids": []})
    assert back.options == ()
    hidden = {"poll_id": "P", "voter_chat": CHANNEL, "option_ids": [1], "option_persistent_ids": ["b"]}
    assert (await one(reader, "poll_answer", hidden)).who == Account("telegram", "-1009", kind=AccountKind.CHANNEL)


def poll(closed: bool) -> Json:
    flags = dict.fromkeys(("is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False)
    return {
        "id": "P",
        "question": "?",
        "options": [{"persistent_id": "a", "text": "A", "voter_count": 0}],
        "total_voter_count": 0,
        "is_closed": closed,
        "type": "regular",
    } | flags


async def test_only_the_end_of_a_poll_is_news(reader: Reader) -> None:
    event = await one(reader, "poll", poll(closed=True))
    assert (type(event), event.poll) == (PollClosed, "P")
    assert await reader.read({"update_id": 9, "poll": poll(closed=False)}) == ()


async def test_a_reaction_tells_what_is_there_now(reader: Reader) -> None:
    thumb, heart = {"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "❤"}
    content = {"chat": CHAT, "message_id": 5, "date": WHEN, "old_reaction": [thumb], "new_reaction": [thumb, heart]}
    event = await one(reader, "message_reaction", content | {"user": BUDI})
    assert isinstance(event, Reacted)
    assert (event.message, event.emoji) == ("5", ("👍", "❤"))
    own = {"new_reaction": [{"type": "custom_emoji", "custom_emoji_id": "5368"}, {"type": "paid"}], "user": BUDI}
    picture = await one(reader, "message_reaction", content | own)
    assert picture.emoji == ("5368", "paid")
    assert await reader.read({"update_id": 9, "message_reaction": content | {"actor_chat": CHAT}}) == ()


async def test_somebody_asks_to_be_let_in(reader: Reader) -> None:
    content = {"chat": CHAT, "from": BUDI, "user_chat_id": 12, "date": WHEN, "bio": "suka belajar"}
    event = await one(reader, "chat_join_request", content)
    assert (type(event), event.note, event.who) == (AskedToJoin, "suka belajar", Account("telegram", "12"))


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 9, "message": {"message_id": "not a number"}},
        {"update_id": 9, "something_new": {"a": 1}},
        {"update_id": 9},
    ],
)
async def test_what_cannot_be_understood_is_kept_with_its_reason(reader: Reader, update: Json) -> None:
    (event,) = await reader.read(update)
    assert isinstance(event, Unreadable)
    assert (event.key, event.platform) == ("telegram:424242:9", "telegram")
    assert event.reason
    assert event.raw.startswith('{"update_id":9')


async def test_a_reason_does_not_repeat_what_was_written(reader: Reader) -> None:
    (event,) = await reader.read({"update_id": 9, "message": message(text=["rahasia"])})
    assert isinstance(event, Unreadable)
    assert "rahasia" not in event.reason
    assert "message.text" in event.reason


async def test_a_huge_unreadable_update_is_cut(reader: Reader) -> None:
    (event,) = await reader.read({"update_id": 9, "something_new": "x" * 100_000})
    assert isinstance(event, Unreadable)
    assert len(event.raw) == 64 * 1024


async def test_kinds_that_were_never_asked_for_are_nothing(reader: Reader) -> None:
    assert await reader.read({"update_id": 9, "channel_post": message(text="a", chat=CHANNEL)}) == ()


async def test_an_older_server_counts_the_options_only(reader: Reader) -> None:
    event = await one(reader, "poll_answer", {"poll_id": "P", "user": BUDI, "option_ids": [0, 2]})
    assert event.options == ("0", "2")
