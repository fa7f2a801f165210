"""All methods that the fake knows, by Telegram's names."""

from collections.abc import Callable
from typing import Any

from tests.fakes.botapi import methods_bot as bot
from tests.fakes.botapi import methods_chats as chats
from tests.fakes.botapi import methods_members as members
from tests.fakes.botapi import methods_messages as messages
from tests.fakes.botapi import methods_polls as polls
from tests.fakes.botapi.params import Params
from tests.fakes.botapi.state import World

Method = Callable[[World, Params], Any]

NAMED: dict[str, Method] = {
    "getMe": bot.get_me,
    "setWebhook": bot.set_webhook,
    "deleteWebhook": bot.delete_webhook,
    "getWebhookInfo": bot.get_webhook_info,
    "setMyCommands": bot.set_my_commands,
    "getMyCommands": bot.get_my_commands,
    "deleteMyCommands": bot.delete_my_commands,
    "getFile": bot.get_file,
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "sendDocument": messages.send_document,
    "sendChatAction": messages.send_chat_action,
    "forwardMessage": messages.forward_message,
    "copyMessage": messages.copy_message,
    "editMessageText": messages.edit_message_text,
    "editMessageCaption": messages.edit_message_caption,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "sendPoll": polls.send_poll,
    "stopPoll": polls.stop_poll,
    "answerCallbackQuery": polls.answer_callback_query,
    "getChatMember": members.get_chat_member,
    "getChatAdministrators": members.get_chat_administrators,
    "getChatMemberCount": members.get_chat_member_count,
    "restrictChatMember": members.restrict_chat_member,
    "banChatMember": members.ban_chat_member,
    "unbanChatMember": members.unban_chat_member,
    "banChatSenderChat": members.ban_chat_sender_chat,
    "unbanChatSenderChat": members.unban_chat_sender_chat,
    "promoteChatMember": members.promote_chat_member,
    "setChatPermissions": members.set_chat_permissions,
    "getChat": chats.get_chat,
    "leaveChat": chats.leave_chat,
    "pinChatMessage": chats.pin_chat_message,
    "unpinChatMessage": chats.unpin_chat_message,
    "unpinAllChatMessages": chats.unpin_all_chat_messages,
    "createForumTopic": chats.create_forum_topic,
    "createChatInviteLink": chats.create_chat_invite_link,
    "exportChatInviteLink": chats.export_chat_invite_link,
    "revokeChatInviteLink": chats.revoke_chat_invite_link,
    "approveChatJoinRequest": chats.approve_chat_join_request,
    "declineChatJoinRequest": chats.decline_chat_join_request,
    "setMessageReaction": chats.set_message_reaction,
    "deleteMessageReaction": chats.delete_message_reaction,
}
NAMES = {name.lower(): name for name in (*NAMED, "getUpdates")}
METHODS: dict[str, Method] = {name.lower(): method for name, method in NAMED.items()}
