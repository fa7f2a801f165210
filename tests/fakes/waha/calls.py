"""What the pretend gateway does when it is called: one function a call, strict as WhatsApp is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.fakes.waha import payloads
from tests.fakes.waha.world import BOT_LID, BOT_PHONE, EDITABLE, Chat, Said, World

LEADS = ("admin", "superadmin")


class Refusal(Exception):
    """An answer that says no."""

    def __init__(self, code: int, told: str) -> None:
        super().__init__(told)
        self.code = code


@dataclass
class Asked:
    """One call: the parts of its path that vary, its query and body; `news` is what happens because of it."""

    world: World
    parts: tuple[str, ...]
    query: dict[str, str]
    body: dict[str, Any]
    news: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def chat(self) -> Chat:
        """The chat that the path names."""
        return self.world.chat(self.parts[1])

    def led(self) -> Chat:
        """The group that the path names, of which the bot must be an admin."""
        chat = self.chat
        if chat.roles.get(BOT_LID) not in LEADS:
            raise Refusal(500, "info query returned status 403: forbidden")
        return chat

    def message(self) -> Said:
        """The message that the path names."""
        found = self.world.find(self.parts[2])
        if found is None:
            raise Refusal(404, "Message not found")
        return found


def session(asked: Asked) -> Any:
    world = asked.world
    shown = {name: value for name, value in payloads.ME.items() if name != "lid" or world.tells_lid}
    me = shown if world.status == "WORKING" else None
    told = {"name": asked.parts[0], "status": world.status, "engine": {"engine": "GOWS"}, "presence": {}}
    return told | {"timestamps": {"activity": None}, "config": {}} | ({"me": me} if me else {})


def groups(asked: Asked) -> Any:
    chats = asked.world.chats.values()
    return [payloads.group(chat, asked.world) for chat in chats if chat.is_group and BOT_LID in chat.roles]


def participants(asked: Asked) -> Any:
    _member_of(asked.chat)
    return payloads.participants(asked.chat, asked.world)


def lids(asked: Asked) -> Any:
    return [{"lid": person.lid, "pn": person.phone} for person in set(asked.world.people.values())]


def lid(asked: Asked) -> Any:
    if asked.parts[1] == BOT_PHONE:
        return {"lid": BOT_LID, "pn": BOT_PHONE}
    person = asked.world.people.get(asked.parts[1])
    return {"lid": person.lid if person else None, "pn": asked.parts[1]}


def contact(asked: Asked) -> Any:
    person = asked.world.people.get(asked.parts[1])
    return {"id": asked.parts[1], "pushname": person.name if person else "", "name": ""}


def overview(asked: Asked) -> Any:
    """As GOWS: where somebody reacted last, there is no last message."""
    return [_summary(chat, asked.world) for chat in asked.world.chats.values() if chat.messages]


def _summary(chat: Chat, world: World) -> dict[str, Any]:
    last = chat.messages[-1]
    at = max([last.at, *chat.felt])
    known = {"id": chat.id, "name": chat.subject, "conversationTimestamp": int(at.timestamp())}
    told = payloads.message(last, world) if at == last.at else None
    return {"id": chat.id, "name": chat.subject, "picture": "", "_chat": known, "lastMessage": told}


def messages(asked: Asked) -> Any:
    """As GOWS: reactions and votes have their places on a page, and are taken out of it."""
    since = float(asked.query.get("filter.timestamp.gte", 0))
    others = asked.query.get("filter.fromMe") == "false"
    kept = [said for said in asked.chat.messages if (said.author or not others) and not said.options]
    found: list[tuple[datetime, Said | None]] = [(said.at, said) for said in kept]
    found += [(at, None) for at in asked.chat.felt]
    found = [entry for entry in found if int(entry[0].timestamp()) >= since]
    found.sort(key=lambda entry: entry[0], reverse=asked.query.get("sortOrder") != "asc")
    at = int(asked.query.get("offset", 0))
    page = found[at : at + int(asked.query["limit"])]
    return [payloads.message(said, asked.world) for _, said in page if said is not None]


def message(asked: Asked) -> Any:
    return payloads.message(asked.message(), asked.world)


def send_text(asked: Asked) -> Any:
    return _said(asked, str(asked.body["text"]), mentions=tuple(asked.body.get("mentions", ())))


def send_poll(asked: Asked) -> Any:
    poll = asked.body["poll"]
    if not 2 <= len(poll["options"]) <= 12 or len(set(poll["options"])) < len(poll["options"]):
        raise Refusal(400, "a poll has 2 to 12 different options")
    return _said(asked, poll["name"], options=tuple(poll["options"]))


def send_file(asked: Asked) -> Any:
    return _said(asked, str(asked.body.get("caption", "")), file=asked.body["file"]["data"].encode())


def _said(asked: Asked, text: str, **more: Any) -> Any:
    world, chat = asked.world, asked.world.chat(str(asked.body["chatId"]))
    _member_of(chat)
    if chat.closed and chat.roles.get(BOT_LID) not in LEADS:
        raise Refusal(500, "info query returned status 403: forbidden")
    reply = str(asked.body.get("reply_to") or "").split("_")
    id_ = asked.body.get("id") or world.new_id()
    said = Said(id_, chat.id, "", text, world.now(), reply_to=reply[2] if len(reply) > 2 else "", **more)
    return payloads.message(world.add(said), world, source="api")


def _member_of(chat: Chat) -> None:
    if chat.is_group and BOT_LID not in chat.roles:
        raise Refusal(500, "info query returned status 404: item-not-found, you are not in group")


def edit(asked: Asked) -> Any:
    said = asked.message()
    if said.author or said.options or (asked.world.now() - said.at).total_seconds() > EDITABLE:
        raise Refusal(400, "the message cannot be edited")
    said.text = str(asked.body["text"])
    return payloads.message(said, asked.world, source="api")


def delete(asked: Asked) -> Any:
    said = asked.message()
    if said.author and asked.chat.roles.get(BOT_LID) not in LEADS:
        raise Refusal(500, "not-authorized")
    asked.chat.messages.remove(said)
    return None


def react(asked: Asked) -> Any:
    if asked.world.find(str(asked.body["messageId"])) is None:
        raise Refusal(404, "Message not found")
    return {"id": asked.world.new_id()}


def pin(asked: Asked) -> Any:
    if asked.body["duration"] not in (86_400, 604_800, 2_592_000):
        raise Refusal(400, "no such duration")
    asked.chat.pinned.append(asked.message().id)
    return {"success": True}


def unpin(asked: Asked) -> Any:
    asked.chat.pinned.remove(asked.message().id)
    return {"success": True}


def remove(asked: Asked) -> Any:
    """What WhatsApp says of each person stands in an answer that is fine as a whole, as GOWS passes it on."""
    chat, answers = asked.led(), []
    for each in asked.body["participants"]:
        person = asked.world.people.get(each["id"])
        address = person.lid if person else ""
        role = chat.roles.get(address)
        answers.append({"JID": address, "Error": 404 if role is None else 405 if role == "superadmin" else 0})
        if not answers[-1]["Error"]:
            del chat.roles[address]
            asked.news.append(("group.v2.participants", moved("leave", chat, [address], asked.world, by=BOT_LID)))
    return answers


def moved(kind: str, chat: Chat, addresses: list[str], world: World, by: str = "") -> dict[str, Any]:
    """The news that somebody came, went, rose or fell."""
    role = {"join": "participant", "leave": "left", "promote": "admin", "demote": "participant"}[kind]
    return {
        "type": kind,
        "timestamp": int(world.now().timestamp() * 1000),
        "group": {"id": chat.id},
        "participants": [payloads.participant(address, role, world) for address in addresses],
        "_data": {"Sender": by} if by else {},
    }


def announce_only(asked: Asked) -> Any:
    asked.led().closed = bool(asked.body["adminsOnly"])
    return None


def invite_code(asked: Asked) -> Any:
    return asked.led().invite


def revoke(asked: Asked) -> Any:
    chat = asked.led()
    chat.invite = f"BBBB{next(asked.world.numbers)}"
    return chat.invite


def approve(asked: Asked) -> Any:
    return _decide(asked, yes=True)


def reject(asked: Asked) -> Any:
    return _decide(asked, yes=False)


def _decide(asked: Asked, *, yes: bool) -> Any:
    chat = asked.led()
    for each in asked.body["participants"]:
        chat.asking.remove(each["id"])
        if yes:
            chat.roles[each["id"]] = "participant"
            asked.news.append(("group.v2.participants", moved("join", chat, [each["id"]], asked.world, by=BOT_LID)))
    return [{"requesterId": each["id"], "success": True} for each in asked.body["participants"]]


def leave(asked: Asked) -> Any:
    asked.chat.roles.pop(BOT_LID)
    payload = {"timestamp": int(asked.world.now().timestamp()), "group": {"id": asked.chat.id}, "_data": {}}
    asked.news.append(("group.v2.leave", payload))
    return None


Call = Callable[[Asked], Any]
S = "/api/{session}"
CALLS: tuple[tuple[str, str, int, Call], ...] = (
    ("GET", "/api/sessions/{session}", 200, session),
    ("GET", f"{S}/groups", 200, groups),
    ("GET", f"{S}/groups/{{id}}/participants/v2", 200, participants),
    ("GET", f"{S}/lids", 200, lids),
    ("GET", f"{S}/lids/pn/{{phone}}", 200, lid),
    ("GET", f"{S}/contacts/{{id}}", 200, contact),
    ("GET", f"{S}/chats/overview", 200, overview),
    ("GET", f"{S}/chats/{{id}}/messages", 200, messages),
    ("GET", f"{S}/chats/{{id}}/messages/{{message}}", 200, message),
    ("PUT", f"{S}/chats/{{id}}/messages/{{message}}", 200, edit),
    ("DELETE", f"{S}/chats/{{id}}/messages/{{message}}", 200, delete),
    ("POST", f"{S}/chats/{{id}}/messages/{{message}}/pin", 201, pin),
    ("POST", f"{S}/chats/{{id}}/messages/{{message}}/unpin", 201, unpin),
    ("POST", "/api/sendText", 201, send_text),
    ("POST", "/api/sendPoll", 201, send_poll),
    ("POST", "/api/sendFile", 201, send_file),
    ("PUT", "/api/reaction", 200, react),
    ("POST", f"{S}/groups/{{id}}/participants/remove", 200, remove),
    ("POST", f"{S}/groups/{{id}}/participants/join-requests/approve", 200, approve),
    ("POST", f"{S}/groups/{{id}}/participants/join-requests/reject", 200, reject),
    ("PUT", f"{S}/groups/{{id}}/settings/security/messages-admin-only", 200, announce_only),
    ("GET", f"{S}/groups/{{id}}/invite-code", 200, invite_code),
    ("POST", f"{S}/groups/{{id}}/invite-code/revoke", 200, revoke),
    ("POST", f"{S}/groups/{{id}}/leave", 200, leave),
)
SPEAKING = ("/api/sendText", "/api/sendPoll", "/api/sendFile")
