"""The people of every test, and what they do."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.chat.abilities import Abilities
from bot.chat.events import (
    Account,
    Chat,
    ChatKind,
    Edited,
    Event,
    Joined,
    Left,
    Message,
    Pressed,
    Reacted,
    Voted,
)
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context, Installation
from bot.models import Community, Group, Identity, IdentityAlias, Membership, Person
from bot.routing import Routes
from bot.settings import Defaults, load
from moderation.rules import RULES

NOW = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)  # noon in Jakarta, a Monday
KEY = b"a key of sixteen"
CLASS = 2
"""The community of GROUP."""

GROUP = Chat("telegram", "-1001", title="Kelas Python", id=1)
SARI = Account("telegram", "11", "Sari", "sari", "id", id=1)  # a newcomer, joined an hour ago
BUDI = Account("telegram", "12", "Budi", "budi", "id", id=2)  # a member
CITRA = Account("telegram", "13", "Citra", "citra", "id", id=3)  # an admin
DEWI = Account("telegram", "14", "Dewi", "dewi", "id", id=4)  # a moderator
CAST = {SARI: Role.MEMBER, BUDI: Role.MEMBER, CITRA: Role.ADMIN, DEWI: Role.MODERATOR}

_numbers = itertools.count(1)


def enter(session: Session) -> None:
    """Puts the cast into an empty database, under the ids that the constants name."""
    session.add(Community(name="lobby", created_at=NOW))
    session.flush()
    session.add(Community(name=GROUP.title, created_at=NOW))
    session.flush()
    session.add(
        Group(
            community_id=CLASS,
            platform=GROUP.platform,
            address=GROUP.address,
            title=GROUP.title,
            present_at=NOW - timedelta(days=100),
            created_at=NOW - timedelta(days=100),
        )
    )
    session.flush()
    for who, role in CAST.items():
        _enter(session, who, role)


def _enter(session: Session, who: Account, role: Role) -> None:
    person = Person(community_id=CLASS)
    session.add(person)
    session.flush()
    joined = NOW - (timedelta(hours=1) if who == SARI else timedelta(days=30))
    identity = Identity(
        community_id=CLASS,
        person_id=person.id or 0,
        platform=who.platform,
        name=who.name,
        username=who.username,
        language=who.language,
        first_seen=joined,
    )
    session.add(identity)
    session.flush()
    assert identity.id == who.id
    session.add(
        IdentityAlias(community_id=CLASS, identity_id=who.id, platform=who.platform, kind="id", value=who.address)
    )
    session.add(
        Membership(
            community_id=CLASS,
            group_id=GROUP.id,
            identity_id=who.id,
            present_at=joined,
            joined_at=joined,
            role=role,
            role_at=NOW,
        )
    )
    session.flush()


def context(session: Session, event: Event | None = None, **values: Any) -> Context:
    """What a handler in GROUP is given; `values` replace single fields."""
    place = load(session, GROUP.id, Defaults())
    everything: dict[str, Any] = {
        "session": session,
        "event": event or says(BUDI, "halo"),
        "now": NOW,
        "place": place,
        "group": place,
        "installation": Installation(key=KEY, bot_names={"telegram": "pamong_bot"}),
        "routes": Routes([], RULES),
        "abilities": Abilities(),
    }
    return Context(**everything | values)


def private(who: Account) -> Chat:
    """The chat between somebody and the bot."""
    return Chat(who.platform, who.address, ChatKind.PRIVATE)


def number() -> str:
    """A number that nothing else has."""
    return str(next(_numbers))


def says(who: Account, text: Text | str, group: Chat = GROUP, *, at: datetime = NOW, **values: Any) -> Message:
    """Somebody writes something."""
    said = {"message": f"m{number()}", "text": text if isinstance(text, Text) else Text(text)}
    return Message(f"said:{number()}", at, group, who, **said | values)


def chatter(number_of: int, *people: Account, group: Chat = GROUP) -> list[Message]:
    """So many different messages, a minute apart, which nobody takes for a flood; the last one is of NOW."""
    moments = [NOW - timedelta(minutes=left) for left in reversed(range(number_of))]
    return [says(people[turn % len(people)], f"pesan {turn}", group, at=at) for turn, at in enumerate(moments)]


def edits(message: Message, text: str) -> Edited:
    """Somebody writes something else instead."""
    values = {name: getattr(message, name) for name in Message.__dataclass_fields__}
    return Edited(**values | {"key": f"edited:{number()}", "text": Text(text)})


def joins(who: Account, group: Chat = GROUP, *, at: datetime = NOW, by: Account | None = None) -> Joined:
    """Somebody becomes a member."""
    return Joined(f"joined:{number()}", at, group, who, by=by)


def leaves(who: Account, group: Chat = GROUP, *, at: datetime = NOW, by: Account | None = None) -> Left:
    """Somebody is no longer a member."""
    return Left(f"left:{number()}", at, group, who, by=by)


def presses(who: Account, data: str, group: Chat = GROUP, *, at: datetime = NOW, message: str = "") -> Pressed:
    """Somebody presses a button."""
    return Pressed(f"pressed:{number()}", at, group, who, data=data, press=f"press{number()}", message=message)


def reacts(who: Account, message: str, *emoji: str, group: Chat = GROUP, at: datetime = NOW) -> Reacted:
    """Somebody reacts to a message."""
    return Reacted(f"reacted:{number()}", at, group, who, message=message, emoji=emoji)


def votes(who: Account, poll: str, *options: str, at: datetime = NOW) -> Voted:
    """Somebody votes; a platform does not say in which group."""
    return Voted(f"voted:{number()}", at, None, who, poll=poll, options=options)


def as_received(event: Event) -> Event:
    """An event as an adapter gives it: without our ids."""
    values: dict[str, Any] = {name: _bare(getattr(event, name, None)) for name in ("group", "who", "by", "reply_who")}
    return replace(event, **{name: value for name, value in values.items() if value is not None})


def _bare(value: Chat | Account | None) -> Chat | Account | None:
    return replace(value, id=0) if value else None
