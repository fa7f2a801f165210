"""Who hears of an event: everybody of what happened, the first that answers of what is said."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from sqlmodel import Session

from bot.chat import codec
from bot.chat.actions import Leave, LookUp
from bot.chat.events import (
    Chat,
    Delivered,
    Due,
    Event,
    Form,
    Joined,
    Left,
    Message,
    Migrated,
    Outcome,
    PollClosed,
    Pressed,
    Reachable,
    RoleChanged,
    Standing,
    Tick,
    Unreadable,
    Voted,
    Worked,
)
from bot.chat.facts import Fact, RoleOf
from bot.context import Context, Installation
from bot.engine import facts, inbox, keys, settle, ticks, unheard
from bot.engine.outbox import Can, Outbox
from bot.engine.roster import Roster
from bot.engine.speech import Speech
from bot.engine.steps import Steps
from bot.models import LOBBY, InboxRow
from bot.routing import Routes
from bot.services import memberships
from bot.settings import GroupInfo

log = structlog.get_logger()


class Dispatch:
    """Runs one event within the batch's transaction; a SAVEPOINT is opened only when a handler runs."""

    def __init__(self, installation: Installation, routes: Routes, roster: Roster, outbox: Outbox, can: Can) -> None:
        self.installation = installation
        self.routes = routes
        self.roster = roster
        self.outbox = outbox
        self.can = can
        self.steps = Steps(roster, outbox)
        self.speech = Speech(self.steps, routes)

    def handle(self, session: Session, event: Event, now: datetime) -> None:
        """One event, from its arrival to the rows it leaves."""
        self.steps.begin(event)
        match event:
            case Outcome():
                self._outcome(session, event, now)
            case Tick():
                ticks.tick(session, event, now, self)
            case Unreadable():
                inbox.quarantine(session, event, event.reason, now)
            case Worked():
                if (known := ticks.worked(session, event, now)) is not None:
                    self._routed(session, known, now)
            case Due() | Form():
                self._routed(session, event, now)
            case _:
                self._happened(session, event, now)

    def replay(self, session: Session, row: InboxRow, now: datetime, answers: Mapping[Fact, Any]) -> None:
        """An event that waited or was parked runs again, now that more is known; it was counted before."""
        event = codec.load(row.event)
        session.delete(row)
        session.flush()
        self.steps.begin(event)
        if row.state == "parked":
            self._happened(session, event, row.arrived_at, patient=now < row.expires_at)
        else:
            event, place = self._meet(session, event, now)
            self._resume(self._context(session, event, place, row.arrived_at, answers), row.step)

    def _resume(self, ctx: Context, step: str) -> None:
        match ctx.event:
            case Message() | Pressed():
                self.speech.hear(ctx)
            case event:
                known = self.routes.steps.get(step)
                if known is not None:
                    self.steps.attempt(known, event, ctx)

    def _meet(self, session: Session, event: Event, now: datetime) -> tuple[Event, GroupInfo]:
        met, place = self.roster.meet(session, event, now)
        return met, place or self.nowhere()

    def nowhere(self) -> GroupInfo:
        """The place of what concerns the whole installation."""
        defaults = self.installation.defaults
        return GroupInfo(Chat("", ""), LOBBY, defaults.language, defaults.timezone)

    def _happened(self, session: Session, event: Event, now: datetime, *, patient: bool = True) -> None:
        platform = event.group.platform if event.group else event.who.platform if event.who else ""
        if isinstance(event, Voted | PollClosed) and event.group is None:
            event = replace(event, group=keys.chat_of_poll(session, event.poll, platform))
        event, place = self._meet(session, event, now)
        chat = place if event.group else None
        if patient and inbox.too_early(session, event, chat, platform, self.outbox.staging.lanes):
            self.steps.touch(session)
            inbox.park(session, event, chat, platform, now)
            return
        self.steps.trace.event = event
        news = self._news(session, event, place)
        self.steps.tally.count(session, event, place)
        if not news:
            return
        if isinstance(event, Message | Pressed):
            self.speech.hear(self._context(session, event, place, now))
        else:
            self._tell_everybody(session, event, place, now)

    def _news(self, session: Session, event: Event, place: GroupInfo) -> bool:
        """Applies what the platform says about people and groups; False when nothing changed by it."""
        match event:
            case Joined():
                self.roster.members.pop(place.chat.id, None)
                return memberships.joined(session, place, event)
            case Left():
                return memberships.left(session, place, event)
            case RoleChanged():
                memberships.role_changed(session, place, event)
            case Standing():
                arrived = memberships.standing(session, place, event)
                if event.present and event.by is not None:  # whoever adds the bot is there
                    adder = self.roster.account(session, place, event.by, event.at)
                    self.roster.member(session, place, adder)
                self.roster.drop(place)
                self._sleep(session, place, event.at)
                return arrived
            case Reachable():
                memberships.reachable(session, place, event)
            case Migrated():
                memberships.migrated(session, place, event)
                self.roster.drop_all()  # the new address may have been met as another group
                self.outbox.staging.reload(session)
            case Message() | Pressed() if place.is_private and event.who is not None:
                memberships.writable(session, event.who, yes=True)
                memberships.heard(session, place, event.at)
                unheard.release(session, place, self.outbox.staging)
                return True
            case _:
                return True
        self.roster.drop(place)
        return True

    def _context(
        self,
        session: Session,
        event: Event,
        place: GroupInfo,
        now: datetime,
        answers: Mapping[Fact, Any] | None = None,
        group: GroupInfo | None = None,
    ) -> Context:
        if group is None:
            group = ticks.subject(session, event, place, now, self.roster) if place.is_private else place
            event = ticks.at_home(session, event, place, group)
        held: frozenset[str] = frozenset()
        joined = None
        if event.who is not None and event.who.id and place.chat.id and not place.is_private:
            held = self.roster.holds(session, place, event.who, now)
            joined = self.roster.member(session, place, event.who).joined_at
        return Context(
            session=session,
            event=event,
            now=now,
            place=place,
            group=group,
            installation=self.installation,
            routes=self.routes,
            abilities=self.can(place),
            answers=answers or {},
            held=held,
            joined_at=joined,
            memory=self.roster.memories.setdefault(place.chat.id, {}),
            shared=self.roster.shared.setdefault(group.community, {}),
        )

    def _tell_everybody(self, session: Session, event: Event, place: GroupInfo, now: datetime) -> None:
        place = self.roster.info(session, place.chat.id) if place.chat.id else place
        ctx = self._context(session, event, place, now)
        if self.speech.moderated(ctx):
            return
        for step in self.routes.listening(event):
            self.steps.attempt(step, event, ctx)

    def _routed(self, session: Session, event: Due | Form | Worked, now: datetime) -> None:
        event, place = self._meet(session, event, now)  # type: ignore[assignment]
        name = event.name if isinstance(event, Form) else event.kind
        step = self.routes.routes.get((type(event), name))
        if step is None:
            log.warning("dispatch.nobody", kind=type(event).__name__, name=name)
            return
        self.steps.trace.event = event
        self.steps.attempt(step, event, self._context(session, event, place, now, group=place))

    def _outcome(self, session: Session, event: Outcome, now: datetime) -> None:
        row = settle.opened(session, event)
        self.outbox.staging.lanes.settled(event.row)
        if row is None:
            return
        place = self.roster.info(session, row.group_id)
        who = ticks.account(session, row.identity_id)
        ctx = self._context(session, replace(event, group=place.chat, who=who), place, now, group=place)
        self.steps.touch(session)
        action = settle.settle(event, row, ctx, self.outbox)
        self.steps.begin(ctx.event)
        if settle.is_open(row):
            return
        if isinstance(action, LookUp):
            self._learned(action.fact, event, row.id or 0, ctx)
        for step in self.routes.listening(ctx.event):
            self.steps.attempt(step, ctx.event, ctx)
        if isinstance(action, Leave) or getattr(event, "reason", "") == "gone":
            self.roster.drop(place)
            self._sleep(session, place, now)
        for parked in inbox.unpark(session, place.chat.platform, place.chat.address):
            self.replay(session, parked, now, {})

    def _sleep(self, session: Session, place: GroupInfo, now: datetime) -> None:
        """Nothing more is sent to a group that the bot is no longer in."""
        if self.roster.info(session, place.chat.id).state == "asleep":
            self.outbox.staging.sleep(session, place, now)

    def _learned(self, fact: Fact, event: Outcome, row: int, ctx: Context) -> None:
        """A fact is known, or will not be: whoever waited for it goes on."""
        value = event.value if isinstance(event, Delivered) else None
        if isinstance(fact, RoleOf) and value is not None:
            memberships.know_role(ctx.session, self.roster.info(ctx.session, fact.group.id), fact.who, value, ctx.now)
        for waiting in facts.waiting(row, ctx):
            known = facts.unpack(waiting.answers) | {fact: facts.answer(fact, value, ctx)}
            self.replay(ctx.session, waiting, ctx.now, known)
