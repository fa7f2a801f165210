"""What the bot does: orders applied to the world at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.base import delivered, refused
from bot.adapters.playground.world import BOT, PLATFORM, Manner, Member, Poll, Rank, Room, Said, World, bot_account
from bot.chat.actions import (
    Alert,
    Answer,
    AskPoll,
    Ban,
    Close,
    ClosePoll,
    Delete,
    DeleteMany,
    Edit,
    Leave,
    LookUp,
    Mute,
    Pin,
    React,
    Remove,
    Reopen,
    Send,
    Unban,
    Unmute,
    Unpin,
)
from bot.chat.events import Account, ChatKind, Event, Left, Outcome
from bot.chat.facts import Fact, File, InviteLink, MemberCount, Role, RoleOf
from bot.chat.text import Text, plain
from bot.engine.orders import Order


class No(Exception):
    """The platform will not: `reason` as an outcome names it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Carrying:
    """One order in the world; `events` is what the bot hears of its own doing, as on real platforms."""

    world: World
    now: datetime
    order: Order
    events: list[Event]

    def outcome(self) -> Outcome:
        """Does it, and says how it went."""
        try:
            room = self.world.rooms.get(self.order.action.to.address)
            if room is None or not room.bot_present:
                raise No("gone")
            return self._done(room)
        except No as no:
            return refused(self.order, self.now, no.reason)

    def _done(self, room: Room) -> Outcome:
        match self.order.action:
            case Send() as send:
                return delivered(self.order, self.now, self._send(send, room).id)
            case AskPoll() as ask:
                said = self._ask(ask, room)
                return delivered(self.order, self.now, said.id, poll=said.poll.id if said.poll else "")
            case LookUp(fact=fact):
                return delivered(self.order, self.now, value=self._fact(fact, room))
            case Mute() | Unmute() | Ban() | Unban() | Remove():
                self._restrict(room)
            case Pin() | Unpin() | Close() | Reopen() | Leave():
                self._arrange(room)
            case _:
                self._change(room)
        return delivered(self.order, self.now)

    # Messages ------------------------------------------------------------------------------------------------

    def _send(self, send: Send, room: Room) -> Said:
        self._reachable(room)
        said = Said(self.world.number(), BOT, _rich(send.text), self.now, buttons=self._buttons)
        said.reply_to = send.reply_to if room.find(send.reply_to) else ""
        said.alert = isinstance(send, Alert)
        if self.order.document:
            said.document = "file" + self.world.number()
            self.world.files[said.document] = (self.order.filename or send.filename, self.order.document)
        return room.add(said)

    def _reachable(self, room: Room) -> None:
        person = self.world.known(room.address)
        if room.kind is ChatKind.PRIVATE and self.world.manner is Manner.TELEGRAM and person and not person.opened:
            raise No("unreachable")

    @property
    def _buttons(self) -> tuple[Any, ...]:
        return self.order.buttons if self.world.manner.abilities.buttons else ()

    def _ask(self, ask: AskPoll, room: Room) -> Said:
        self._reachable(room)
        said = Said(self.world.number(), BOT, _rich(ask.question), self.now)
        closes = self.now + timedelta(seconds=ask.seconds) if ask.seconds else None
        said.poll = Poll(
            f"poll{self.world.mark}-{said.id}",
            ask.options,
            ask.correct,
            plain(ask.explanation),
            ask.several,
            closes_at=closes,
        )
        return room.add(said)

    def _change(self, room: Room) -> None:
        match self.order.action:
            case Edit(text=text):
                said = self._named(room, self.order.message)
                said.text, said.buttons, said.edited = _rich(text), self._buttons, True
            case ClosePoll():
                said = self._named(room, self.order.message)
                if said.poll is not None:
                    said.poll.closed = True
            case Delete():
                room.remove(self.order.message)
            case DeleteMany(messages=messages):
                room.remove(*messages)
            case React(message=message, emoji=emoji):
                said = self._named(room, message)
                said.reactions.pop(BOT, None)
                if emoji:
                    said.reactions[BOT] = (emoji,)
            case Answer(press=press, text=text, loud=loud):
                who = self.world.presses.pop(press, None)
                if who is not None and text:
                    self.world.toast(who, text, loud=loud)
            case _:
                raise No("refused")

    def _named(self, room: Room, message: str) -> Said:
        said = room.find(message)
        if said is None:
            raise No("not_found")
        return said

    # The group -----------------------------------------------------------------------------------------------

    def _arrange(self, room: Room) -> None:
        match self.order.action:
            case Pin():
                said = self._named(room, self.order.message)
                room.pinned = [*(pinned for pinned in room.pinned if pinned != said.id), said.id]
            case Unpin():
                gone = self.order.message or (room.pinned[-1] if room.pinned else "")
                room.pinned = [pinned for pinned in room.pinned if pinned != gone]
            case Close() | Reopen() as action:
                room.closed = isinstance(action, Close)
                self._line(room, "closed" if room.closed else "reopened")
            case Leave():
                self._line(room, "left")
                room.bot_present = False

    def _line(self, room: Room, service: str, whom: str = BOT) -> None:
        room.add(Said(self.world.number(), "", Text(""), self.now, service=service, whom=whom))

    def _restrict(self, room: Room) -> None:
        action = self.order.action
        assert isinstance(action, Mute | Unmute | Ban | Unban | Remove)
        member = self._member(room, action.who)
        match action:
            case Mute(until=until):
                member.muted, member.muted_until = True, until
            case Unmute():
                member.muted = False
            case Ban(until=until):
                member.banned, member.banned_until = True, until
                self._go(room, member, action.who, "banned")
            case Unban():
                member.banned = False
            case Remove():
                self._go(room, member, action.who, "removed")

    def _member(self, room: Room, who: Account) -> Member:
        person = self.world.known(who.address)
        if person is None:
            raise No("not_found")
        member = room.members.setdefault(person.id, Member(present=False))
        if member.present and member.rank is not Rank.MEMBER:
            raise No("admin")
        return member

    def _go(self, room: Room, member: Member, who: Account, service: str) -> None:
        if member.present:
            member.present = False
            person = self.world.known(who.address)
            self._line(room, service, person.id if person else "")
            account = person.account if person else who
            self.events.append(Left(self.world.key(), self.now, room.chat, account, by=bot_account()))

    # Facts ---------------------------------------------------------------------------------------------------

    def _fact(self, fact: Fact, room: Room) -> Any:
        match fact:
            case RoleOf(who=who):
                person = self.world.known(who.address)
                member = room.members.get(person.id) if person else None
                return int(member.rank.role if member and member.present else Role.STRANGER)
            case MemberCount():
                return len(room.present) + 1
            case InviteLink():
                return f"https://{PLATFORM}.invalid/{room.address}"
            case File(id=id_) if id_ in self.world.files:
                return self.world.files[id_][1]
        raise No("not_found")


def _rich(text: str) -> Text:
    return text if isinstance(text, Text) else Text(text)
