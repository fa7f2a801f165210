"""What people do: each act changes the world and gives the events by which the bot hears of it."""

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.adapters.playground.world import BOT, BOT_NAME, PLATFORM, RIGHTS, Manner, Member, Person, Rank, Room, World
from bot.adapters.playground.world import Said as SaidMessage
from bot.chat.events import (
    Chat,
    ChatKind,
    Document,
    Edited,
    Event,
    Joined,
    Left,
    Message,
    MessageKind,
    Pressed,
    Reachable,
    Reacted,
    RoleChanged,
    ServiceLine,
    Standing,
    Voted,
)
from bot.chat.text import Text
from bot.errors import Refused

MOST_PEOPLE = 24
MOST_BYTES = 512 * 1024


class Wish(BaseModel):
    """What somebody wants to do; which fields count depends on the act."""

    model_config = ConfigDict(extra="forbid", str_max_length=4096)

    who: str = ""
    room: str = ""
    text: str = ""
    message: str = ""
    reply_to: str = ""
    data: str = ""
    emoji: str = Field("", max_length=16)
    options: tuple[int, ...] = Field((), max_length=12)
    whom: str = ""
    rank: Literal["moderator", "member", ""] = ""
    language: Literal["id", "en", ""] = ""
    name: str = Field("", max_length=64)
    content: str = Field("", max_length=MOST_BYTES * 4 // 3 + 4)  # base64


class Acts:
    """The acts of people in one world, at the moment `now`.

    Each raises `errors.Refused` with the key of a hint when the platform does not let the person do it.
    """

    def __init__(self, world: World, now: datetime) -> None:
        self.world = world
        self.now = now

    def __call__(self, what: str, wish: Wish) -> list[Event]:
        """Does what is wished. Raises KeyError for an act that does not exist."""
        return ACTS[what](self, wish)

    def join(self, wish: Wish) -> list[Event]:
        """Somebody enters a group."""
        who, room = self._who(wish), self._room(wish)
        member = room.members.get(who.id)
        if member is not None and member.present:
            return []
        if member is not None and member.banned and not _over(member.banned_until, self.now):
            raise Refused("playground.hint.banned")
        room.members[who.id] = Member()
        line = self._service(room, "joined", who.id)
        events: list[Event] = [Joined(self.world.key(), self.now, room.chat, who.account, message=line.id)]
        if self.world.manner is Manner.WHATSAPP:
            events.append(self.reachable(who, yes=True))
        return [*events, self._line(room, who, line)]

    def leave(self, wish: Wish) -> list[Event]:
        """Somebody leaves a group."""
        who, room = self._who(wish), self._room(wish)
        self._member(who, room).present = False
        line = self._service(room, "left", who.id)
        return [Left(self.world.key(), self.now, room.chat, who.account, message=line.id), self._line(room, who, line)]

    def say(self, wish: Wish) -> list[Event]:
        """Somebody writes, perhaps in answer to a message; in private this opens the chat."""
        if not wish.text.strip():
            return []
        who, room = self._speaker(wish)
        said = room.add(
            SaidMessage(self.world.number(), who.id, Text(wish.text.strip()), self.now, self._quoted(room, wish))
        )
        return [self._message(who, room, said)]

    def send(self, wish: Wish) -> list[Event]:
        """Somebody sends a small file."""
        who, room = self._speaker(wish)
        try:
            content = base64.b64decode(wish.content, validate=True)
        except binascii.Error as broken:
            raise Refused("playground.hint.file") from broken
        if not wish.name or not content or len(content) > MOST_BYTES:
            raise Refused("playground.hint.file")
        document = "file" + self.world.number()
        self.world.files[document] = (wish.name, content)
        said = room.add(
            SaidMessage(
                self.world.number(),
                who.id,
                Text(wish.text.strip()),
                self.now,
                self._quoted(room, wish),
                document=document,
            )
        )
        return [self._message(who, room, said)]

    def edit(self, wish: Wish) -> list[Event]:
        """Somebody changes what they wrote."""
        who, room = self._speaker(wish)
        said = self._said(room, wish.message)
        if said.author != who.id or not wish.text.strip():
            raise Refused("playground.hint.not_yours")
        said.text, said.edited = Text(wish.text.strip()), True
        event = self._message(who, room, said)
        values = {name: getattr(event, name) for name in Message.__dataclass_fields__}
        return [Edited(**values)]

    def delete(self, wish: Wish) -> list[Event]:
        """Somebody removes a message, of which the bot hears nothing."""
        who, room = self._who(wish), self._room(wish)
        said = self._said(room, wish.message)
        if said.author != who.id and not self._moderates(who, room):
            raise Refused("playground.hint.not_yours")
        room.remove(said.id)
        return []

    def press(self, wish: Wish) -> list[Event]:
        """Somebody presses a button below a message."""
        who, room = self._who(wish), self._room(wish)
        self._inside(who, room)
        said = self._said(room, wish.message)
        if wish.data not in {button.data for button in said.buttons}:
            raise Refused("playground.hint.gone")
        press = "press" + self.world.number()
        self.world.presses[press] = who.id
        return [
            Pressed(
                self.world.key(), self.now, room.chat, who.account, data=wish.data, press=press, message=said.id
            )
        ]

    def vote(self, wish: Wish) -> list[Event]:
        """Somebody votes in a poll, or takes the vote back; a quiz is answered once."""
        who, room = self._who(wish), self._room(wish)
        self._inside(who, room)
        poll = self._said(room, wish.message).poll
        if poll is None or poll.closed or (poll.correct and who.id in poll.votes):
            raise Refused("playground.hint.poll_closed")
        options = tuple(sorted({option for option in wish.options if 0 <= option < len(poll.options)}))
        if len(options) > 1 and not poll.several:
            raise Refused("playground.hint.one_vote")
        poll.votes[who.id] = options
        if not options:
            del poll.votes[who.id]
        chosen = tuple(str(option) for option in options)
        return [Voted(self.world.key(), self.now, room.chat, who.account, poll=poll.id, options=chosen)]

    def react(self, wish: Wish) -> list[Event]:
        """Somebody reacts to a message; the same reaction again takes it back."""
        who, room = self._who(wish), self._room(wish)
        self._inside(who, room)
        said = self._said(room, wish.message)
        before = said.reactions.pop(who.id, ())
        after = () if wish.emoji in before or not wish.emoji else (wish.emoji,)
        if after:
            said.reactions[who.id] = after
        added = len(set(after) - set(before))
        return [
            Reacted(
                self.world.key(), self.now, room.chat, who.account, message=said.id, emoji=after, added=added
            )
        ]

    def appoint(self, wish: Wish) -> list[Event]:
        """A group's creator makes somebody a moderator, or a plain member again."""
        who, room = self._who(wish), self._room(wish)
        whom = self._who(Wish(who=wish.whom))
        if self._member(who, room).rank is not Rank.CREATOR or whom is who or not wish.rank:
            raise Refused("playground.hint.creator_only")
        member = self._member(whom, room)
        member.rank = Rank(wish.rank)
        self._service(room, f"now_{member.rank}", whom.id)
        return [self._role(room, whom, member.rank)]

    def invite(self, wish: Wish) -> list[Event]:
        """An admin brings the bot back into a group."""
        who, room = self._who(wish), self._room(wish)
        if self._member(who, room).rank not in (Rank.CREATOR, Rank.ADMIN):
            raise Refused("playground.hint.creator_only")
        if room.bot_present:
            return []
        room.bot_present = True
        self._service(room, "joined", BOT)
        return [Standing(self.world.key(), self.now, room.chat, rights=RIGHTS, by=who.account)]

    def speak(self, wish: Wish) -> list[Event]:
        """Somebody changes the language of their client, which the bot notices later."""
        if wish.language:
            self._who(wish).language = wish.language
        return []

    def add(self, wish: Wish) -> list[Event]:
        """Somebody new comes into the world, outside every group."""
        name = " ".join(wish.name.split())
        if not name or len(self.world.people) >= MOST_PEOPLE:
            raise Refused("playground.hint.name")
        stem = re.sub(r"[^a-z0-9]+", "", name.lower()) or "orang"
        id_ = stem if stem not in (*self.world.people, BOT) else stem + self.world.number()
        self.world.add_person(id_, name, id_, wish.language or "id")
        return []

    def reachable(self, who: Person, *, yes: bool) -> Reachable:
        """Whether the bot may write to somebody first."""
        chat = Chat(PLATFORM, who.address, ChatKind.PRIVATE)
        return Reachable(self.world.key(), self.now, chat, who.account, yes=yes)

    # What acts have in common --------------------------------------------------------------------------------

    def _who(self, wish: Wish) -> Person:
        person = self.world.people.get(wish.who)
        if person is None:
            raise Refused("playground.hint.gone")
        return person

    def _room(self, wish: Wish) -> Room:
        room = self.world.rooms.get(wish.room)
        if room is None:
            raise Refused("playground.hint.gone")
        return room
