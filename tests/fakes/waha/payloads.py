"""What the gateway says of messages and groups, as its GOWS engine does."""

from typing import Any

from tests.fakes.waha.world import BOT_LID, BOT_PHONE, Chat, Person, Said, World

ME = {"id": BOT_PHONE, "lid": BOT_LID, "pushName": "Pamong"}
ENVIRONMENT = {
    "version": "2026.7.1",
    "engine": "GOWS",
    "tier": "CORE",
    "browser": "",
    "platform": "linux/x86",
    "worker": {"id": None},
}


def message(said: Said, world: World, source: str = "app") -> dict[str, Any]:
    """A message as webhooks and lists show it."""
    author = world.people.get(said.author)
    group = world.chat(said.chat).is_group
    found: dict[str, Any] = {
        "id": said.serialized,
        "timestamp": int(said.at.timestamp()),
        "from": said.chat,
        "fromMe": not said.author,
        "source": source,
        "to": BOT_PHONE if said.author else said.chat,
        "participant": said.author if group else "",
        "body": said.text,
        "hasMedia": bool(said.mime),
        "mediaUrl": "",
        "ack": 1,
        "ackName": "SERVER",
        "_data": _data(said, author),
    }
    if said.mime:
        found["media"] = {
            "url": f"http://gateway/api/files/{said.id}",
            "mimetype": said.mime,
            "filename": said.filename,
        }
    quoted = world.by_id.get(said.reply_to)
    if quoted is not None:
        found["replyTo"] = {
            "id": quoted.id,
            "participant": quoted.author or BOT_LID,
            "body": quoted.text,
            "hasMedia": False,
        }
    return found


def _data(said: Said, author: Person | None) -> dict[str, Any]:
    context = {"isForwarded": said.forwarded, "mentionedJID": list(said.mentions)}
    phone = author.phone.replace("@c.us", "@s.whatsapp.net") if author else ""
    info = {"PushName": author.name if author else "", "SenderAlt": phone}
    return {"Info": info, "Message": {"extendedTextMessage": {"contextInfo": context}}}


def participant(address: str, role: str, world: World) -> dict[str, Any]:
    """Somebody in a group."""
    if address == BOT_LID:
        return {"id": BOT_LID, "pn": BOT_PHONE, "role": role}
    return {"id": address, "pn": world.people[address].phone, "role": role}


def participants(chat: Chat, world: World) -> list[dict[str, Any]]:
    """Everybody in a group."""
    return [participant(address, role, world) for address, role in chat.roles.items()]


def group(chat: Chat, world: World) -> dict[str, Any]:
    """A group with everybody in it."""
    return {
        "id": chat.id,
        "subject": chat.subject,
        "description": "",
        "membersCanAddNewMember": False,
        "membersCanSendMessages": not chat.closed,
        "newMembersApprovalRequired": False,
        "participants": participants(chat, world),
    }
