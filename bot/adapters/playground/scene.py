"""One wish of one person: who, where, about which message, and whether the platform lets them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.adapters.playground.world import Member, Person, Rank, Room, Said, World
from bot.chat.events import ChatKind, ServiceLine
from bot.chat.text import Text
from bot.errors import Refused

MOST_BYTES = 512 * 1024


class Wish(BaseModel):
    """What somebody wants to do; which fields count depends on the act."""

    model_config = ConfigDict(extra="forbid")

    who: str = Field("", max_length=64)
    room: str = Field("", max_length=64)
    text: str = Field("", max_length=4096)
    message: str = Field("", max_length=64)
    reply_to: str = Field("", max_length=64)
    data: str = Field("", max_length=64)
    emoji: str = Field("", max_length=16)
    options: tuple[int, ...] = Field((), max_length=12)
    whom: str = Field("", max_length=64)
    rank: Literal["moderator", "member", ""] = ""
    language: Literal["id", "en", ""] = ""
    name: str = Field("", max_length=64)
    content: str = Field("", max_length=MOST_BYTES * 4 // 3 + 4)  # base64


@dataclass
class Scene:
    """A wish within the world, at a moment.

    Whatever is asked of it raises `errors.Refused` with the key of a hint when the platform does not allow it.
    """

    world: World
    now: datetime
    wish: Wish

    @cached_property
    def who(self) -> Person:
        """Whose wish it is."""
        return self.person(self.wish.who)

    @cached_property
    def room(self) -> Room:
        """The chat that it is about."""
        room = self.world.rooms.get(self.wish.room)
        if room is None or (room.kind is ChatKind.PRIVATE and room.address != self.who.address):
            raise Refused("playground.hint.gone")
        return room

    @cached_property
    def said(self) -> Said:
        """The message that it is about."""
        said = self.room.find(self.wish.message)
        if said is None:
            raise Refused("playground.hint.gone")
        return said

    @property
    def key(self) -> str:
        """The key of a new event."""
        return self.world.key()

    def person(self, id_: str) -> Person:
        """Somebody of the cast."""
        person = self.world.people.get(id_)
        if person is None:
            raise Refused("playground.hint.gone")
        return person

    def member(self, who: Person) -> Member:
        """Somebody's place in the group; they must be in it now."""
        member = self.room.members.get(who.id)
        if member is None or not member.present:
            raise Refused("playground.hint.outside")
        return member

    def be_inside(self) -> None:
        """Everybody is inside their own private chat."""
        if self.room.kind is ChatKind.GROUP:
            self.member(self.who)

    def may_speak(self) -> None:
        """Not somebody who is muted, nor a plain member of a closed group."""
        if self.room.kind is ChatKind.PRIVATE:
            return
        member = self.member(self.who)
        if is_muted(member, self.now):
            raise Refused("playground.hint.muted")
        if self.room.closed and member.rank is Rank.MEMBER:
            raise Refused("playground.hint.closed")

    def moderates(self) -> bool:
        """Whether it is somebody who may remove the messages of others."""
        return self.room.kind is ChatKind.GROUP and self.member(self.who).rank is not Rank.MEMBER

    def line(self, service: str, whom: str) -> Said:
        """The platform notes something in the chat."""
        return self.room.add(Said(self.world.number(), "", Text(""), self.now, service=service, whom=whom))

    def heard(self, who: Person, line: Said) -> ServiceLine:
        """How the bot hears of such a note."""
        return ServiceLine(self.key, self.now, self.room.chat, who.account, message=line.id)


def is_muted(member: Member, now: datetime) -> bool:
    """Whether a member may not write now."""
    return member.muted and (member.muted_until is None or member.muted_until > now)


def is_banned(member: Member, now: datetime) -> bool:
    """Whether somebody may not come in now."""
    return member.banned and (member.banned_until is None or member.banned_until > now)
