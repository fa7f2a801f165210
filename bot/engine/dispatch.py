"""Who hears of an event: everybody of what happened, the first that answers of what is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from sqlmodel import Session, select

from bot import errors
from bot.chat import codec
from bot.chat.actions import Actions, Answer, AnyAction, Send, Tell
from bot.chat.events import (
    AccountKind,
    Chat,
    Chose,
    Command,
    Delivered,
    Due,
    Edited,
    Event,
    Form,
    Joined,
    Left,
    Message,
    Migrated,
    Outcome,
    Pressed,
    Reachable,
    RoleChanged,
    Standing,
    Tick,
    Unreadable,
    Worked,
)
from bot.chat.facts import Fact, RoleOf
from bot.chat.text import Text
from bot.context import Context, Installation, Need
from bot.engine import commands, facts, inbox, prompts, settle, ticks
from bot.engine.lanes import Lanes
from bot.engine.outbox import Can, Outbox
from bot.engine.roster import Roster
from bot.engine.tally import Tally
from bot.models import LOBBY, Conversation, InboxRow
from bot.routing import Routes, Step
from bot.services import memberships
from bot.settings import GroupInfo
from moderation.policy import judge

log = structlog.get_logger()

TRIES = 3
MODERATION = "moderation.judge"
NEVER_OBEYED = (AccountKind.LINKED_CHANNEL, AccountKind.CHANNEL, AccountKind.BOT)


@dataclass(slots=True)
class Trace:
    """Why the bot did something: an event, what was found, who answered, what follows."""

    event: Event
    steps: list[str] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)
    actions: list[AnyAction] = field(default_factory=list)


class Dispatch:
    """Runs one event within the batch's transaction; a SAVEPOINT is opened only when a handler runs."""

    def __init__(self, installation: Installation, routes: Routes, roster: Roster, outbox: Outbox, can: Can) -> None:
        self.installation = installation
        self.routes = routes
        self.roster = roster
        self.outbox = outbox
        self.lanes: Lanes = outbox.lanes
        self.tally = Tally(roster)
        self.can = can
        self.conversing: set[tuple[int, int, str]] = set()
        self.traces: list[Trace] = []
        self.trace = Trace(Tick("", datetime.min))
        self.handled = False

    def handle(self, session: Session, event: Event, now: datetime) -> None:
        """One event, from its arrival to the rows it leaves."""
        self.trace = Trace(event)
        match event:
            case Outcome():
                self._outcome(session, event, now)
            case Tick():
                ticks.tick(session, event, now, self)
            case Unreadable():
                inbox.quarantine(session, event, event.reason, now)
            case Due() | Form() | Worked():
                self._routed(session, event, now)
            case _:
                self._happened(session, event, now)
        if self.trace.actions or self.trace.findings:
            self.traces.append(self.trace)

    def replay(self, session: Session, row: InboxRow, now: datetime, answers: Mapping[Fact, Any]) -> None:
        """An event that waited or was parked runs again, now that more is known; it was counted before."""
        event = codec.load(row.event)
        session.delete(row)
        session.flush()
        self.trace = Trace(event)
        if row.state == "parked":
            self._happened(session, event, row.arrived_at, patient=False)
        else:
            event, place = self._meet(session, event, now)
            self._resume(self._context(session, event, place, row.arrived_at, answers), row.step)
        self.traces.append(self.trace)

    def _resume(self, ctx: Context, step: str) -> None:
        match ctx.event:
            case Message() | Pressed():
                self._said(ctx)
            case event:
                known = self.routes.steps.get(step)
                if known is not None:
                    self.attempt(known, event, ctx)

    def _meet(self, session: Session, event: Event, now: datetime) -> tuple[Event, GroupInfo]:
        met, place = self.roster.meet(session, event, now)
        return met, place or self.nowhere()

    def nowhere(self) -> GroupInfo:
        """The place of what concerns the whole installation."""
        defaults = self.installation.defaults
        return GroupInfo(Chat("", ""), LOBBY, defaults.language, defaults.timezone)

    def _happened(self, session: Session, event: Event, now: datetime, *, patient: bool = True) -> None:
        platform = event.group.platform if event.group else event.who.platform if event.who else ""
        event, place = self._meet(session, event, now)
        if patient and inbox.too_early(session, event, place if event.group else None, platform, self.lanes):
            inbox.park(session, event, place if event.group else None, platform, now)
            return
        self.trace.event = event
        if not self._news(session, event, place):
            return
        self.tally.count(session, event, place)
        if isinstance(event, Message | Pressed):
            self._said(self._context(session, event, place, now))
        else:
            self._tell_everybody(session, event, place, now)

    def _news(self, session: Session, event: Event, place: GroupInfo) -> bool:
        """Applies what the platform says about people and groups; False when nothing changed by it."""
        match event:
            case Joined():
                return memberships.joined(session, place, event)
            case Left():
                return memberships.left(session, place, event)
            case RoleChanged():
                memberships.role_changed(session, place, event)
            case Standing():
                arrived = memberships.standing(session, place, event)
                self.roster.drop(place)
                return arrived
            case Reachable():
                memberships.reachable(session, place, event)
            case Migrated():
                memberships.migrated(session, place, event)
                self.outbox.reload(session)
            case Message() if place.is_private and event.who is not None:
                memberships.writable(session, event.who, yes=True)
                return True
            case _:
                return True
        self.roster.drop(place)
        return True

    def _is_quiet(self, event: Message, ctx: Context) -> bool:
        """Whether nobody can have an answer to a message: the cheap way out for most of them."""
        if event.who is None or event.who.kind in NEVER_OBEYED:
            return True
        starts = event.text[:1]
        return not (
            ctx.place.is_private
            or (starts and starts in ctx.abilities.prefixes)
            or (not ctx.abilities.buttons and starts.isdigit())
            or (ctx.place.chat.id, event.who.id, event.thread) in self.conversing
            or self.routes.listening(event)
        )

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
        held: frozenset[str] = frozenset()
        if event.who is not None and place.chat.id and not place.is_private:
            held = self.roster.holds(session, place, event.who, now)
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
        )

    def about(self, ctx: Context, group_id: int, event: Event) -> Context:
        """The same moment, about another group; the person is met in that group's community."""
        group = self.roster.info(ctx.session, group_id)
        if event.who is not None and group.community != ctx.place.community:
            event = replace(event, who=self.roster.account(ctx.session, group, replace(event.who, id=0), ctx.now))
        return replace(ctx, event=event, group=group, members={})

    # What happened -------------------------------------------------------------------------------------------

    def _tell_everybody(self, session: Session, event: Event, place: GroupInfo, now: datetime) -> None:
        place = self.roster.info(session, place.chat.id) if place.chat.id else place
        ctx = self._context(session, event, place, now)
        if self._moderated(ctx):
            return
        for step in self.routes.listening(event):
            self.attempt(step, event, ctx)

    def _routed(self, session: Session, event: Due | Form | Worked, now: datetime) -> None:
        if isinstance(event, Worked):
            event = ticks.worked(session, event, now)
        event, place = self._meet(session, event, now)  # type: ignore[assignment]
        name = event.name if isinstance(event, Form) else event.kind
        step = self.routes.routes.get((type(event), name))
        if step is None:
            log.warning("dispatch.nobody", kind=type(event).__name__, name=name)
            return
        self.trace.event = event
        self.attempt(step, event, self._context(session, event, place, now, group=place))

    def _outcome(self, session: Session, event: Outcome, now: datetime) -> None:
        row = settle.opened(session, event)
        self.lanes.settled(event.row)
        if row is None:
            return
        place = self.roster.info(session, row.group_id)
        who = ticks.account(session, row.identity_id)
        ctx = self._context(session, replace(event, group=place.chat, who=who), place, now, group=place)
        self.touch(session)
        action = settle.settle(event, row, ctx, self.outbox)
        self.trace = Trace(ctx.event, steps=[f"outbox.{row.kind}"])
        if type(action).__name__ == "LookUp" and row.state != "pending":
            self._learned(action.fact, event, row.id or 0, ctx)  # type: ignore[attr-defined]
        elif row.state != "pending":
            for step in self.routes.listening(ctx.event):
                self.attempt(step, ctx.event, ctx)
        if getattr(event, "reason", "") == "gone":
            self.roster.drop(place)
        for parked in inbox.unpark(session, place.chat.platform, place.chat.address):
            self.replay(session, parked, now, {})

    def _learned(self, fact: Fact, event: Outcome, row: int, ctx: Context) -> None:
        """A fact is known, or will not be: whoever waited for it goes on."""
        value = event.value if isinstance(event, Delivered) else None
        if isinstance(fact, RoleOf) and value is not None:
            memberships.know_role(ctx.session, self.roster.info(ctx.session, fact.group.id), fact.who, value, ctx.now)
        for waiting in facts.waiting(row, ctx):
            known = facts.unpack(waiting.answers) | {fact: facts.answer(fact, value, ctx)}
            self.replay(ctx.session, waiting, ctx.now, known)

    # What is said --------------------------------------------------------------------------------------------

    def _said(self, ctx: Context) -> None:
        """Moderation first; then command, conversation, prompt, listeners: the first that answers."""
        if isinstance(ctx.event, Pressed):
            self._press(ctx.event, ctx)
            return
        assert isinstance(ctx.event, Message)
        if self._moderated(ctx) or isinstance(ctx.event, Edited) or self._is_quiet(ctx.event, ctx):
            return
        for answering in (self._command, self._conversation, self._number, self._listeners):
            if answering(ctx.event, ctx):
                return

    def _moderated(self, ctx: Context) -> bool:
        """Whether moderation stops an event; the linked channel's own posts are never judged."""
        if ctx.place.is_private or (ctx.event.who and ctx.event.who.kind is AccountKind.LINKED_CHANNEL):
            return False
        ruling = judge(ctx.event, ctx)
        if ruling.findings:
            self.trace.findings += ruling.findings
            self.attempt(Step(MODERATION, lambda _event, _ctx: list(ruling.actions)), ctx.event, ctx)
        return ruling.stop

    def _command(self, event: Message, ctx: Context) -> bool:
        names = self.installation.bot_names or {}
        own_name = names.get(ctx.place.chat.platform, "")
        command = commands.called(event, ctx.abilities.prefixes, own_name, self.routes.commands)
        return self.call(command, ctx) if command is not None else False

    def call(self, command: Command, ctx: Context) -> bool:
        """Runs a command for whoever calls it, once that is allowed."""
        spec = self.routes.commands[command.name]
        ctx = replace(ctx, event=command)
        if commands.is_late(command, ctx):
            log.info("command.late", command=command.name, seconds=facts.age(ctx.now, command))
            return True

        def run(event: Command, ctx: Context) -> Actions | None:
            first = commands.before(spec, event, ctx)
            return spec.step.run(event, ctx) if first is None else first

        self.attempt(Step(spec.step.name, run), command, ctx)
        return True

    def _conversation(self, event: Message, ctx: Context) -> bool:
        if event.who is None or (ctx.place.chat.id, event.who.id, event.thread) not in self.conversing:
            return False
        where = (
            Conversation.group_id == ctx.place.chat.id,
            Conversation.identity_id == event.who.id,
            Conversation.thread == event.thread,
        )
        row = ctx.session.exec(select(Conversation).where(*where)).first()
        step = self.routes.routes.get((Message, row.step)) if row is not None and row.expires_at > ctx.now else None
        return self.attempt(step, event, ctx) if step is not None else False

    def _number(self, event: Message, ctx: Context) -> bool:
        if ctx.abilities.buttons or not str(event.text).strip().isdecimal() or len(event.text) > 2:
            return False
        prompt = prompts.numbered(event, ctx)
        return self._chosen(prompt.id, event, ctx) if prompt is not None else False

    def _listeners(self, event: Message, ctx: Context) -> bool:
        return any(self.attempt(step, event, ctx) for step in self.routes.listening(event))

    def _press(self, event: Pressed, ctx: Context) -> None:
        try:
            prompt = prompts.pressed(event, ctx)
        except prompts.Complaint as complaint:
            self._store([Answer(ctx.place.chat, event.press, ctx.say(complaint.key))], ctx)
            return
        self._chosen(prompt.id, event, ctx)

    def _chosen(self, prompt_id: str, event: Pressed | Message, ctx: Context) -> bool:
        """A choice is checked and routed; every press is answered, by us if by nobody else."""

        def run(event: Pressed | Message, ctx: Context) -> Actions:
            prompt = ctx.session.get_one(prompts.Prompt, prompt_id)
            ctx = self.about(ctx, prompt.about_id, event)
            assert isinstance(ctx.event, Pressed | Message)
            try:
                chose = prompts.choose(prompt, ctx.event, ctx)
            except prompts.Complaint as complaint:
                raise errors.Refused(complaint.key) from complaint
            return self._route_choice(chose, ctx)

        return self.attempt(Step("prompts.choose", run), event, ctx)

    def _route_choice(self, chose: Chose, ctx: Context) -> Actions:
        if chose.route in (commands.CHOOSE_GROUP, commands.CONFIRM):
            return self._call_again(chose, ctx)
        step = self.routes.routes.get((Chose, chose.route))
        actions = step.run(chose, replace(ctx, event=chose)) if step is not None else None
        self.trace.steps.append(step.name if step is not None else f"nobody for {chose.route}")
        return _answered(chose, list(actions or ()), ctx)

    def _call_again(self, chose: Chose, ctx: Context) -> Actions:
        """A command that had to ask first: which group it is about, or who an anonymous admin is."""
        if chose.route == commands.CHOOSE_GROUP:
            ctx = self.about(ctx, int(chose.args[0]), chose)
            ticks.focus(ctx, int(chose.args[0]))
        line = chose.args[1] if chose.route == commands.CHOOSE_GROUP else chose.args[0]
        assert ctx.event.who is not None
        message = Message(chose.key, ctx.now, chose.group, ctx.event.who, text=Text(line), thread=chose.thread)
        command = commands.called(message, "/", "", self.routes.commands)
        if command is None:
            return _answered(chose, [], ctx)
        ctx = replace(ctx, event=command)
        spec = self.routes.commands[command.name]
        first = commands.before(spec, command, ctx)
        return _answered(chose, list((spec.step.run(command, ctx) if first is None else first) or ()), ctx)

    # Running one step ----------------------------------------------------------------------------------------

    def touch(self, session: Session) -> None:
        """Counters are flushed before anybody reads them."""
        self.tally.flush(session)
        self.handled = True

    def attempt(self, step: Step, event: Event, ctx: Context) -> bool:
        """Runs a handler in a SAVEPOINT; whether it answered. Nothing of a failed one remains."""
        self.touch(ctx.session)
        for turn in range(1, TRIES + 1):
            mark = self.outbox.mark()
            try:
                with ctx.session.begin_nested():
                    actions = step.run(event, ctx)
                    self.outbox.store(actions or (), ctx)
            except Need as need:
                self._undo(mark, ctx)
                return self._in_savepoint(lambda fact=need.fact: self._wait(event, step, fact, ctx), ctx)
            except errors.Refused as refused:
                self._undo(mark, ctx)
                return self._in_savepoint(lambda no=refused: self._store(_refusal(no, ctx), ctx), ctx)
            except Exception as failure:
                self._undo(mark, ctx)
                log.exception("handler.failed", step=step.name, what=type(event).__name__, turn=turn)
                if turn == TRIES:
                    inbox.quarantine(ctx.session, event, f"{step.name}: {type(failure).__name__}", ctx.now)
                    return True
            else:
                return self._done(step, actions, ctx)
        return True

    def _done(self, step: Step, actions: Actions | None, ctx: Context) -> bool:
        if actions is None:
            return False
        self.trace.steps.append(step.name)
        self.trace.actions += actions
        for info in (ctx.place, ctx.group):
            self.roster.refresh(info)
        return True

    def _undo(self, mark: Any, ctx: Context) -> None:
        """A rolled back handler leaves neither staged rows nor cached values."""
        self.outbox.rewind(mark)
        ctx.members.clear()
        for info in (ctx.place, ctx.group):
            self.roster.drop(info)

    def _in_savepoint(self, run: Callable[[], None], ctx: Context) -> bool:
        with ctx.session.begin_nested():
            run()
        return True

    def _wait(self, event: Event, step: Step, fact: Fact, ctx: Context) -> None:
        facts.wait(event, step.name, fact, ctx, self.outbox)
        self.trace.steps.append(f"{step.name} asks {type(fact).__name__}")

    def _store(self, actions: Actions, ctx: Context) -> None:
        self.trace.actions += actions
        self.outbox.store(actions, ctx)


def _answered(chose: Chose, actions: list[AnyAction], ctx: Context) -> Actions:
    """Every press is answered, by us if the handler did not."""
    if chose.press and not any(isinstance(action, Answer) for action in actions):
        actions.append(Answer(ctx.place.chat, chose.press))
    return actions


def _refusal(refused: errors.Refused, ctx: Context) -> Actions:
    """What concerns one person goes to that person; in the group only if they cannot be written to."""
    event = ctx.event
    text = _usage(event, ctx) if isinstance(refused, errors.Misused) else ctx.say(refused.key, **refused.values)
    if isinstance(event, Pressed):
        return [Answer(ctx.place.chat, event.press, text, loud=True)]
    if event.who is None or not event.who.id or isinstance(event, Due | Worked | Form):
        return []
    reply: Send = ctx.reply(text)
    return [reply] if ctx.place.is_private else [Tell(event.who, text, otherwise=[reply])]


def _usage(event: Event, ctx: Context) -> Text:
    """How a command is called, with an example."""
    assert isinstance(event, Command)
    spec = ctx.routes.commands[event.name]
    return ctx.say("help.how", usage=ctx.say(f"{spec.noun}.usage.{spec.name}"))
