"""Raw updates as Telegram writes them, and what a reader makes of them."""

from datetime import UTC, datetime
from typing import Any

from bot.adapters.telegram.read import Reader
from bot.chat.events import Chat, Event, Message

Json = dict[str, Any]

BOT = 424242
WHEN = 1_790_000_000
AT = datetime.fromtimestamp(WHEN, UTC)
CHAT: Json = {"id": -1001, "type": "supergroup", "title": "Belajar"}
SARI: Json = {"id": 11, "is_bot": False, "first_name": "Sari", "last_name": "Dewi", "username": "sari"}
BUDI: Json = {"id": 12, "is_bot": False, "first_name": "Budi", "language_code": "id"}
ME: Json = {"id": BOT, "is_bot": True, "first_name": "Pamong", "username": "pamong_bot"}
CHANNEL: Json = {"id": -1009, "type": "channel", "title": "Kabar"}
GROUP = Chat("telegram", "-1001")


def message(**content: Any) -> Json:
    return {"message_id": 5, "date": WHEN, "from": SARI, "chat": CHAT} | content


async def one(reader: Reader, kind: str, content: Json) -> Any:
    events = await reader.read({"update_id": 9, kind: content})
    assert len(events) == 1, events
    return events[0]


async def said(reader: Reader, **content: Any) -> Message:
    event = await one(reader, "message", message(**content))
    assert isinstance(event, Message)
    return event


ADMINISTRATOR = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip
RESTRICTED = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip
STATES: dict[str, Json] = {
    "creator": {"is_anonymous": False},
    "administrator": dict.fromkeys(ADMINISTRATOR, False),
    "restricted": dict.fromkeys(RESTRICTED, False) | {"is_member": True, "until_date": 0},
    "kicked": {"until_date": 0},
}


def state(status: str, user: Json = BUDI, **details: Any) -> Json:
    return {"user": user, "status": status} | STATES.get(status, {}) | details


async def change(reader: Reader, old: Json, new: Json, by: Json = BUDI, kind: str = "chat_member") -> list[Event]:
    content = {"chat": CHAT, "from": by, "date": WHEN, "old_chat_member": old, "new_chat_member": new}
    return list(await reader.read({"update_id": 9, kind: content}))
