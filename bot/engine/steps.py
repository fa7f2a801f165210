"""Running one handler: in a SAVEPOINT, its actions stored with what it wrote, nothing of a failed one left."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlmodel import Session

from bot import errors
from bot.chat.actions import Actions, Answer, AnyAction, Send, Tell
from bot.chat.events import Command, Due, Event, Form, Pressed, Worked
from bot.chat.facts import Fact
from bot.chat.text import Text
from bot.context import Context, Need
from bot.engine import facts, inbox
from bot.engine.outbox import Outbox
from bot.engine.roster import Roster
from bot.engine.staging import Mark
from bot.engine.tally import Tally
from bot.routing import Step
from bot.store import is_broken

log = structlog.get_logger()

TRIES = 3


@dataclass(slots=True)
class Trace:
    """Why the bot did something: an event, what was found, who answered, what follows."""

    event: Event
    steps: list[str] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)
    actions: list[AnyAction] = field(default_factory=list)


class Steps:
    """Runs handlers of one batch and keeps their traces."""

    def __init__(self, roster: Roster, outbox: Outbox) -> None:
        self.roster = roster
        self.outbox = outbox
        self.tally = Tally(roster)
        self.traces: list[Trace] = []
        self.ran = False
        self.stirred = False

    def begin(self, event: Event) -> None:
        """A new event: what follows is on its account."""
        self.traces.append(Trace(event))

    @property
    def trace(self) -> Trace:
        """The account of the event at hand."""
        return self.traces[-1]

    def told(self) -> list[Trace]:
        """The accounts of this batch that have something to tell."""
        traces, self.traces = self.traces, []
        return [trace for trace in traces if trace.actions or trace.findings]

    def touch(self, session: Session) -> None:
        """Counters are flushed before anybody reads them."""
        self.tally.flush(session)
        self.ran = True

    def attempt(self, step: Step, event: Event, ctx: Context) -> bool:
        """Runs a handler; whether it answered.

        `Need` makes the event wait, `Refused` is said to the person, anything else is tried 3 times and then
        set aside.
        """
        self.touch(ctx.session)
        for turn in range(1, TRIES + 1):
            mark = self.outbox.staging.mark()
            try:
                with ctx.session.begin_nested():
                    actions = step.run(event, ctx)
                    self.outbox.store(actions or (), ctx)
            except Need as need:
                self._undo(mark, ctx)
                self._in_savepoint(self._wait, event, step, need.fact, ctx)
                return True
            except errors.Refused as refused:
                self._undo(mark, ctx)
                self._in_savepoint(self.answer, refusal(refused, ctx), ctx)
                return True
            except Exception as failure:
                if is_broken(failure):
                    raise
                self._undo(mark, ctx)
                log.exception("handler.failed", step=step.name, what=type(event).__name__, turn=turn)
                if turn == TRIES:
                    self._in_savepoint(self._give_up, event, f"{step.name}: {type(failure).__name__}", ctx)
            else:
                return self._done(step, actions, ctx)
        return True

    def answer(self, actions: Actions, ctx: Context) -> None:
        """Stores what the engine itself says."""
        self.trace.actions += actions
        self.outbox.store(actions, ctx)

    def _done(self, step: Step, actions: Actions | None, ctx: Context) -> bool:
        if actions is None:
            return False
        self.stirred = True
        self.trace.steps.append(step.name)
        self.trace.actions += actions
        if ctx.changed_people:
            self.roster.drop_all()
        for info in (ctx.place, ctx.group):
            self.roster.refresh(info)
        return True

    def _undo(self, mark: Mark, ctx: Context) -> None:
        """A rolled back handler leaves neither staged rows nor cached values."""
        self.outbox.staging.rewind(mark)
        ctx.members.clear()
        for info in (ctx.place, ctx.group):
            self.roster.drop(info)

    @staticmethod
    def _in_savepoint(run: Callable[..., None], *arguments: Any) -> None:
        ctx: Context = arguments[-1]
        with ctx.session.begin_nested():
            run(*arguments)

    def _give_up(self, event: Event, why: str, ctx: Context) -> None:
        inbox.quarantine(ctx.session, event, why, ctx.now, ctx.community)
        if isinstance(event, Pressed):
            self.answer([Answer(ctx.place.chat, event.press, str(ctx.say("prompts.failed")), loud=True)], ctx)

    def _wait(self, event: Event, step: Step, fact: Fact, ctx: Context) -> None:
        facts.wait(event, step.name, fact, ctx, self.outbox)
        self.trace.steps.append(f"{step.name} asks {type(fact).__name__}")


def refusal(refused: errors.Refused, ctx: Context) -> Actions:
    """What concerns one person goes to that person; in the group only if they cannot be written to."""
    event = ctx.event
    text = _usage(event, ctx) if isinstance(refused, errors.Misused) else ctx.say(refused.key, **refused.values)
    if isinstance(event, Pressed):
        return [Answer(ctx.place.chat, event.press, str(text), loud=True)]
    if event.who is None or not event.who.id or isinstance(event, Due | Worked | Form):
        return []
    reply: Send = ctx.reply(text)
    return [reply] if ctx.place.is_private else [Tell(event.who, text, otherwise=[reply])]


def _usage(event: Event, ctx: Context) -> Text:
    """How a command is called, with an example."""
    if not isinstance(event, Command):
        return ctx.say("help.lost")
    spec = ctx.routes.commands[event.name]
    return ctx.say("help.how", usage=ctx.say(f"{spec.noun}.usage.{spec.name}"))
