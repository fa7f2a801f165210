"""The fake Bot API refuses what Telegram refuses, in Telegram's words."""

import json
from typing import Any

import httpx
import pytest

from tests.fakes.botapi import BotApi
from tests.fakes.conftest import KEYBOARD, Ask


async def updates(ask: Ask, offset: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await ask("getUpdates", offset=offset)
    return found


def kinds(found: list[dict[str, Any]]) -> list[str]:
    return [next(name for name in update if name != "update_id") for update in found]


async def test_a_wrong_token_and_an_unknown_method_are_told_apart(api: BotApi, http: httpx.AsyncClient) -> None:
    stranger = await http.get(f"{api.base}/bot1:wrong/getMe")
    assert (stranger.status_code, stranger.json()["description"]) == (401, "Unauthorized")
    unknown = await http.get(f"{api.url}/getMagic")
    assert (unknown.status_code, unknown.json()["error_code"]) == (404, 404)


async def test_forms_and_query_strings_are_understood_like_json(api: BotApi, http: httpx.AsyncClient) -> None:
    group = api.supergroup("Belajar")
    form = {"chat_id": str(group.id), "text": "form", "reply_markup": json.dumps(KEYBOARD)}
    assert (await http.post(f"{api.url}/sendMessage", data=form)).json()["ok"]
    assert (await http.get(f"{api.url}/SendMessage", params={"chat_id": group.id, "text": "query"})).json()["ok"]
    assert api.texts(group) == ["form", "query"]
    assert api.said(group)[0].labels == ["Ya", "Tidak"]


async def test_what_people_do_arrives_as_updates_until_confirmed(api: BotApi, ask: Ask) -> None:
    sari, dewi = api.user("Sari"), api.user("Dewi")
    group = api.supergroup("Belajar", [sari])
    asked = api.say(group, sari, "Halo 😀 /bantuan@pamong_test_bot")
    api.join(group, dewi)
    api.say(group, dewi, "ya?", reply_to=asked)
    api.edit(asked, "Halo!")
    found = await updates(ask)
    assert kinds(found) == [
        "my_chat_member",
        "message",
        "message",
        "chat_member",
        "message",
        "message",
        "edited_message",
    ]
    assert found[2]["message"]["entities"] == [{"type": "bot_command", "offset": 8, "length": 24}]
    assert found[5]["message"]["reply_to_message"]["message_id"] == asked.id
    assert await updates(ask) == found
    assert await updates(ask, found[-1]["update_id"] + 1) == []


async def test_kinds_that_must_be_asked_for_stay_away_by_default(ask: Ask, api: BotApi) -> None:
    await ask("getUpdates", allowed_updates=[])
    group = api.supergroup("Belajar")
    sari = api.user("Sari")
    api.join(group, sari)
    api.react(sari, api.say(group, sari, "hai"), "👍")
    assert kinds(await updates(ask)) == ["my_chat_member", "message", "message", "message"]


async def test_an_ordinary_member_with_privacy_mode_sees_only_what_is_meant_for_it(api: BotApi, ask: Ask) -> None:
    api.set_privacy(True)
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari], bot="member")
    sent = await ask("sendMessage", chat_id=group.id, text="tanya?")
    api.say(group, sari, "obrolan biasa")
    api.say(group, sari, "/help@other_bot")
    api.say(group, sari, "/help")
    api.say(group, sari, "jawab", reply_to=api.message(group, sent["message_id"]))
    texts = [update["message"].get("text") for update in (await updates(ask)) if "message" in update]
    assert texts == [None, "/help", "jawab"]


async def test_private_chats_need_a_start_and_end_with_a_block(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    assert await ask("sendMessage", chat_id=sari.id, text="hai") == "Bad Request: chat not found"
    api.supergroup("Belajar", [sari])
    unmet = "Forbidden: bot can't initiate conversation with a user"
    assert await ask("sendMessage", chat_id=sari.id, text="hai") == unmet
    api.start(sari)
    assert (await ask("sendMessage", chat_id=sari.id, text="hai"))["chat"]["type"] == "private"
    api.block(sari)
    assert await ask("sendMessage", chat_id=sari.id, text="hai") == "Forbidden: bot was blocked by the user"


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"text": "  "}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "a", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "a", "message_thread_id": 999}, "message thread not found"),
        ({"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "entity beginning at"),
        ({"text": "😀", "entities": [{"type": "bold", "offset": 1, "length": 1}]}, "entity begins in a middle"),
        ({"text": "<b>a</b>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b"}]]}}, "text buttons are unallowed"),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b", "callback_data": "é" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
    ],
)
async def test_a_message_that_breaks_a_rule_is_refused(
    api: BotApi, ask: Ask, params: dict[str, Any], refusal: str
) -> None:
    group = api.supergroup("Belajar")
    assert (await ask("sendMessage", chat_id=group.id, **params)).startswith(f"Bad Request: {refusal}")
    assert api.said(group) == []


async def test_a_reply_to_what_is_gone_may_be_sent_all_the_same(api: BotApi, ask: Ask) -> None:
    group = api.supergroup("Belajar")
    missing = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await ask("sendMessage", chat_id=group.id, text="a", reply_parameters=missing)


async def test_an_edit_must_change_something_and_loses_buttons_it_does_not_name(api: BotApi, ask: Ask) -> None:
    group = api.supergroup("Belajar")
    sent = await ask("sendMessage", chat_id=group.id, text="a", reply_markup=KEYBOARD)
    place = {"chat_id": group.id, "message_id": sent["message_id"]}
    same = await ask("editMessageText", text="a", reply_markup=KEYBOARD, **place)
    assert same.startswith("Bad Request: message is not modified: specified new message content")
    edited = await ask("editMessageText", text="b", **place)
    assert edited["text"] == "b"
    assert "reply_markup" not in edited
    assert (await ask("editMessageReplyMarkup", **place)).startswith("Bad Request: message is not modified")


async def test_deleting_needs_a_message_a_right_and_no_more_than_two_days(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari], bot_rights=["can_pin_messages"])
    spam = api.say(group, sari, "spam")
    own = await ask("sendMessage", chat_id=group.id, text="a")
    assert await ask("deleteMessage", chat_id=group.id, message_id=999) == "Bad Request: message to delete not found"
    refused = "Bad Request: message can't be deleted"
    assert await ask("deleteMessage", chat_id=group.id, message_id=spam.id) == refused
    assert await ask("deleteMessage", chat_id=group.id, message_id=own["message_id"]) is True
    api.add_bot(group, admin=True)
    assert await ask("deleteMessages", chat_id=group.id, message_ids=[spam.id, 998, 999]) is True
    assert api.visible(group) == []
    old = api.say(group, sari, "spam")
    api.advance(49 * 3600)
    assert await ask("deleteMessage", chat_id=group.id, message_id=old.id) == refused


async def test_commands_are_kept_by_scope_and_language(api: BotApi, ask: Ask) -> None:
    commands = [{"command": "kuis", "description": "Main kuis"}]
    await ask("setMyCommands", commands=commands, scope={"type": "all_group_chats"}, language_code="id")
    assert api.commands("all_group_chats", "id") == {"kuis": "Main kuis"}
    assert await ask("getMyCommands") == []
    refused = await ask("setMyCommands", commands=[{"command": "Kuis!", "description": "x"}])
    assert refused == "Bad Request: BOT_COMMAND_INVALID"
