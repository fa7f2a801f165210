"""News of groups: who came, went, rose or fell, and what becomes of ourselves."""

from datetime import datetime
from typing import Any

from bot.adapters.waha import raw
from bot.adapters.waha.accounts import People
from bot.adapters.waha.names import PLATFORM, jid
from bot.chat.events import (
    Account,
    AskedToJoin,
    Chat,
    ChatKind,
    Event,
    Joined,
    Left,
    RoleChanged,
    Standing,
)
from bot.chat.facts import Role

Payload = raw.Payload
Events = tuple[Event, ...]

ADMIN = frozenset(
    {
        "admin",
        "change_info",
        "delete_messages",
        "invite_users",
        "pin_messages",
        "promote_members",
        "restrict_members",
        "send_messages",
    }
)
MEMBER = frozenset({"send_messages"})


class Gatherings:
    """Groups by the titles that they have now."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.titles: dict[str, str] = {}

    def group(self, address: str) -> Chat:
        """A group."""
        return Chat(PLATFORM, address, ChatKind.GROUP, self.titles.get(address, ""))

    def arrived(self, payload: Payload, key: str) -> Events:
        """We are in a group now, with everybody who is there."""
        group = payload["group"]
        address = jid(group["id"])
        self.titles[address] = str(group.get("subject") or "")
        return self.standing(address, group.get("participants") or (), key, raw.moment(payload["timestamp"]))

    def standing(self, address: str, present: Any, key: str, at: datetime) -> Events:
        """Our place in a group, and the others' as far as it is known: they are met, not greeted."""
        mine: Payload = next((each for each in present if self.people.are_me(each)), {})
        rights = ADMIN if str(mine.get("role")) in ("admin", "superadmin") else MEMBER
        group = self.group(address)
        others = [each for each in present if not self.people.are_me(each) and jid(each.get("id"))]
        known = [
            RoleChanged(f"{key}.{number}", at, group, self.people.listed(each), int(_role(each)))
            for number, each in enumerate(others, 1)
        ]
        return (Standing(key, at, group, None, present=True, rights=rights), *known)

    def gone(self, payload: Payload, key: str) -> Events:
        group = self.group(jid(payload["group"]["id"]))
        return (Standing(key, raw.moment(payload["timestamp"]), group, present=False),)

    def updated(self, payload: Payload, key: str) -> Events:
        """A new title is learned, and told with the next message."""
        group = payload["group"]
        if group.get("subject"):
            self.titles[jid(group["id"])] = str(group["subject"])
        return ()

    def moved(self, payload: Payload, key: str) -> Events:
        """Members came, went, rose or fell; we may be among them."""
        group, at = self.group(jid(payload["group"]["id"])), raw.moment(payload["timestamp"])
        kind = str(payload["type"])
        for each in payload["participants"]:  # who did it may be written by another address of theirs
            self.people.pair(jid(each.get("id")), jid(each.get("pn")))
        by = self._by(payload)
        events: list[Event] = []
        for number, each in enumerate(payload["participants"]):
            name = f"{key}.{number}" if number else key
            if self.people.are_me(each):
                rights = ADMIN if kind == "promote" else MEMBER
                events.append(Standing(name, at, group, None, present=kind != "leave", rights=rights, by=by))
                continue
            who = self.people.listed(each)
            by_other = by if by is not None and by.address != who.address else None
            match kind:
                case "join":
                    events.append(Joined(name, at, group, who, by_other))
                case "leave":
                    events.append(Left(name, at, group, who, by_other))
                case "promote" | "demote":
                    role = Role.ADMIN if kind == "promote" else Role.MEMBER
                    events.append(RoleChanged(name, at, group, who, int(role)))
        return tuple(events)

    def _by(self, payload: Payload) -> Account | None:
        """Who did it, where the engine tells."""
        names = (raw.inner(payload, "_data", "author"), raw.inner(payload, "_data", "Sender"))
        found = next((jid(name) for name in names if jid(name)), "")
        if not found:
            return None
        return self.people.bot() if found in self.people.me else self.people.account(found)

    def asked(self, payload: Payload, key: str) -> Events:
        if payload.get("action") != "created":
            return ()
        who = self.people.listed({"id": payload["requesterId"], "pn": payload.get("requesterPn")})
        return (AskedToJoin(key, raw.moment(payload["timestamp"]), self.group(jid(payload["group"]["id"])), who),)


def _role(each: Payload) -> Role:
    return Role.ADMIN if str(each.get("role")) in ("admin", "superadmin") else Role.MEMBER
