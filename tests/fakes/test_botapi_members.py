"""In the fake's groups, people come and go, and rights decide what the bot may do."""

import time
from typing import Any

import httpx
import pytest

from tests.fakes.botapi import BotApi, NotAllowed
from tests.fakes.conftest import Ask

SILENT = {"can_send_messages": False}
NO_RIGHT = "Bad Request: not enough rights to restrict/unrestrict chat member"


async def test_a_restricted_person_cannot_speak_until_the_time_is_over(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari])
    end = int(time.time()) + 600
    about = {"chat_id": group.id, "user_id": sari.id}
    assert await ask("restrictChatMember", **about, permissions=SILENT, until_date=end) is True
    with pytest.raises(NotAllowed):
        api.say(group, sari, "halo")
    assert api.restrictions(group)[sari.id]["until_date"] == end
    told = (await ask("getUpdates"))[-1]["chat_member"]
    assert (told["old_chat_member"]["status"], told["new_chat_member"]["status"]) == ("member", "restricted")
    api.advance(601)
    api.say(group, sari, "halo")
    assert (await ask("getChatMember", **about))["status"] == "member"


async def test_too_short_and_too_long_mean_forever(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari])
    for seconds in (10, 400 * 86400):
        end = int(time.time()) + seconds
        await ask("restrictChatMember", chat_id=group.id, user_id=sari.id, permissions=SILENT, until_date=end)
        assert api.restrictions(group)[sari.id]["until_date"] == 0


async def test_a_banned_person_leaves_and_cannot_come_back_before_the_unban(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari])
    about = {"chat_id": group.id, "user_id": sari.id}
    assert await ask("banChatMember", **about) is True
    changed, left = (await ask("getUpdates"))[-2:]
    assert changed["chat_member"]["new_chat_member"]["status"] == "kicked"
    assert left["message"]["left_chat_member"]["id"] == sari.id
    with pytest.raises(NotAllowed):
        api.join(group, sari)
    assert await ask("unbanChatMember", **about, only_if_banned=True) is True
    api.join(group, sari)
    assert await ask("unbanChatMember", **about, only_if_banned=True) is True
    assert api.status(group, sari) == "member"
    assert await ask("unbanChatMember", **about) is True
    assert api.status(group, sari) == "left"


async def test_owner_administrators_and_the_bot_itself_are_out_of_reach(api: BotApi, ask: Ask) -> None:
    owner, dewi = api.user("Bu Rina"), api.user("Dewi")
    group = api.supergroup("Belajar", [dewi], creator=owner)
    api.promote(group, dewi)
    refusals = {
        owner.id: "can't remove chat owner",
        dewi.id: "user is an administrator of the chat",
        api.world.bot.id: "can't restrict self",
        5: "PARTICIPANT_ID_INVALID",
        0: "invalid user_id specified",
    }
    for user_id, words in refusals.items():
        assert await ask("banChatMember", chat_id=group.id, user_id=user_id) == f"Bad Request: {words}"


async def test_without_the_right_nothing_happens(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari], bot="member")
    about = {"chat_id": group.id, "user_id": sari.id}
    assert await ask("banChatMember", **about) == NO_RIGHT
    assert await ask("restrictChatMember", **about, permissions=SILENT) == NO_RIGHT
    assert await ask("promoteChatMember", **about, can_pin_messages=True) == "Bad Request: not enough rights"
    note = api.say(group, sari, "catatan")
    pin = await ask("pinChatMessage", chat_id=group.id, message_id=note.id)
    assert pin == "Bad Request: not enough rights to manage pinned messages in the chat"
    assert api.status(group, sari) == "member"


async def test_a_quiet_group_lets_only_administrators_speak(api: BotApi, ask: Ask) -> None:
    sari, dewi = api.user("Sari"), api.user("Dewi")
    group = api.supergroup("Belajar", [sari, dewi])
    api.promote(group, dewi)
    await ask("setChatPermissions", chat_id=group.id, permissions=SILENT)
    with pytest.raises(NotAllowed):
        api.say(group, sari, "halo")
    api.say(group, dewi, "tenang dulu ya")


async def test_promotion_gives_no_more_than_the_bot_has(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari], bot_rights=["can_promote_members", "can_pin_messages"])
    about = {"chat_id": group.id, "user_id": sari.id}
    assert await ask("promoteChatMember", **about, can_delete_messages=True) == "Bad Request: RIGHT_FORBIDDEN"
    assert await ask("promoteChatMember", **about, can_pin_messages=True) is True
    shown = await ask("getChatMember", **about)
    assert (shown["status"], shown["can_be_edited"], shown["can_pin_messages"]) == ("administrator", True, True)
    assert len(await ask("getChatAdministrators", chat_id=group.id)) == 3
    assert await ask("promoteChatMember", **about) is True
    assert api.status(group, sari) == "member"


async def test_a_kicked_bot_is_told_once_and_refused_ever_after(api: BotApi, ask: Ask) -> None:
    group = api.supergroup("Belajar")
    api.kick_bot(group)
    told = (await ask("getUpdates"))[-1]["my_chat_member"]
    assert told["new_chat_member"]["status"] == "kicked"
    refused = "Forbidden: bot was kicked from the supergroup chat"
    assert await ask("sendMessage", chat_id=group.id, text="a") == refused
    assert await ask("getChat", chat_id=group.id) == refused


async def test_a_bot_that_left_is_no_member(api: BotApi, ask: Ask) -> None:
    group = api.supergroup("Belajar")
    assert await ask("leaveChat", chat_id=group.id) is True
    gone = await ask("sendMessage", chat_id=group.id, text="a")
    assert gone == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_migrated_group_names_its_new_id(api: BotApi, ask: Ask, http: httpx.AsyncClient) -> None:
    group = api.group("Lama")
    new = api.migrate(group)
    before, after = (await ask("getUpdates"))[-2:]
    assert before["message"]["migrate_to_chat_id"] == new.id
    assert after["message"]["migrate_from_chat_id"] == group.id
    refused = await http.post(f"{api.url}/sendMessage", json={"chat_id": group.id, "text": "a"})
    assert refused.json() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    assert (await ask("sendMessage", chat_id=new.id, text="a"))["text"] == "a"


async def test_a_join_request_waits_for_an_answer_and_opens_the_private_chat(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar")
    made = await ask("createChatInviteLink", chat_id=group.id, creates_join_request=True, name="Web")
    link = next(link for link in group.links if link.url == made["invite_link"])
    api.request_join(group, sari, link)
    asked = (await ask("getUpdates"))[-1]["chat_join_request"]
    assert (asked["user_chat_id"], asked["invite_link"]["name"]) == (sari.id, "Web")
    assert (await ask("sendMessage", chat_id=asked["user_chat_id"], text="Mengapa?"))["text"] == "Mengapa?"
    about = {"chat_id": group.id, "user_id": sari.id}
    assert await ask("approveChatJoinRequest", **about) is True
    assert api.status(group, sari) == "member"
    assert await ask("approveChatJoinRequest", **about) == "Bad Request: USER_ALREADY_PARTICIPANT"


async def test_special_senders_look_as_on_telegram(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari])
    channel, foreign = api.channel("Kabar", linked=group), api.channel("Asing")
    api.anonymous(group, "/ban")
    api.channel_post(group, "Kabar baru")
    api.as_channel(group, foreign, "Promo!")
    admin, post, promo = (update["message"] for update in (await ask("getUpdates"))[-3:])
    assert (admin["from"]["id"], admin["sender_chat"]["id"]) == (1087968824, group.id)
    assert (post["from"]["id"], post["is_automatic_forward"]) == (777000, True)
    assert post["forward_origin"]["chat"]["id"] == channel.id
    assert (promo["from"]["id"], promo["sender_chat"]["id"]) == (136817688, foreign.id)
    await ask("banChatSenderChat", chat_id=group.id, sender_chat_id=foreign.id)
    with pytest.raises(NotAllowed):
        api.as_channel(group, foreign, "Promo!")


async def test_a_forum_keeps_its_topics_apart(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari], forum=True)
    topic = api.topic(group, "Kuis")
    api.say(group, sari, "di topik", thread=topic)
    seen: dict[str, Any] = (await ask("getUpdates"))[-1]["message"]
    assert (seen["message_thread_id"], seen["is_topic_message"]) == (topic.id, True)
    assert "forum_topic_created" in seen["reply_to_message"]
    sent = await ask("sendMessage", chat_id=group.id, text="jawab", message_thread_id=topic.id)
    assert sent["is_topic_message"] is True


async def test_reactions_reach_a_bot_that_leads(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari])
    message = api.say(group, sari, "hai")
    api.react(sari, message, "👍")
    api.react(sari, message, None)
    first, second = (update["message_reaction"] for update in (await ask("getUpdates"))[-2:])
    assert first["new_reaction"] == second["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    wrong = [{"type": "emoji", "emoji": "🧀"}]
    refused = await ask("setMessageReaction", chat_id=group.id, message_id=message.id, reaction=wrong)
    assert refused == "Bad Request: REACTION_INVALID"
