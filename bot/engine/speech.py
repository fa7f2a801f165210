"""What is said goes to the first that answers: command, conversation, prompt, listeners; moderation before all."""

from dataclasses import replace

import structlog
from sqlmodel import Session, select

from bot import errors
from bot.chat.actions import Actions, Answer, AnyAction
from bot.chat.events import AccountKind, Chose, Command, Edited, Event, Message, Pressed
from bot.context import Context
from bot.engine import commands, facts, prompts, ticks
from bot.engine.steps import Steps
from bot.models import Conversation, Prompt
from bot.routing import Routes, Step
from moderation.judging import act, look

log = structlog.get_logger()

MODERATION = "moderation.judge"
NEVER_OBEYED = (AccountKind.LINKED_CHANNEL, AccountKind.CHANNEL, AccountKind.BOT)


class Speech:
    """Finds who answers a message or a press."""

    def __init__(self, steps: Steps, routes: Routes) -> None:
        self.steps = steps
        self.routes = routes
        self.conversing: set[tuple[int, int, str]] = set()

    def hear(self, ctx: Context) -> None:
        """One message or press."""
        event = ctx.event
        if isinstance(event, Pressed):
            self._pressed(event, ctx)
            return
        assert isinstance(event, Message)
        if self.moderated(ctx) or isinstance(event, Edited):
            return
        if self.steps.stirred:  # a handler of this batch may have begun or ended a wizard
            self.recall(ctx.session)
        if self._is_quiet(event, ctx):
            return
        event, ctx = self._quoting(event, ctx)
        for answering in (self._command, self._conversation, self._number, self._listeners):
            if answering(event, ctx):
                return

    def _quoting(self, event: Message, ctx: Context) -> tuple[Message, Context]:
        """Whoever is quoted is met first: a handler that asks about them must name somebody who stays."""
        if event.reply_who is None or not ctx.place.chat.id:
            return event, ctx
        who = self.steps.roster.account(ctx.session, ctx.place, event.reply_who, ctx.now)
        event = replace(event, reply_who=who)
        return event, replace(ctx, event=event)

    def recall(self, session: Session) -> None:
        """Learns who is in a wizard: what the quiet path may skip."""
        rows = session.exec(select(Conversation.group_id, Conversation.identity_id, Conversation.thread)).all()
        self.conversing = set(rows)
        self.steps.stirred = False

    def moderated(self, ctx: Context) -> bool:
        """Whether moderation stops an event; the linked channel's own posts are never judged."""
        if ctx.place.is_private or (ctx.event.who and ctx.event.who.kind is AccountKind.LINKED_CHANNEL):
            return False
        findings = look(ctx.event, ctx)
        if not findings:
            return False
        self.steps.trace.findings += findings
        stopped = True  # while a fact is awaited, nobody else answers

        def run(event: Event, ctx: Context) -> Actions:
            nonlocal stopped
            ruling = act(event, findings, ctx)
            stopped = ruling.stop
            return ruling.actions

        self.steps.attempt(Step(MODERATION, run), ctx.event, ctx)
        return stopped

    def _is_quiet(self, event: Message, ctx: Context) -> bool:
        """Whether nobody can have an answer to a message: the cheap way out for most of them."""
        if event.who is None or event.who.kind in NEVER_OBEYED:
            return True
        starts = event.text[:1]
        return not (
            ctx.place.is_private
            or (starts and starts in ctx.abilities.prefixes)
            or (ctx.abilities.numbers and starts.isdigit())
            or (ctx.place.chat.id, event.who.id, event.thread) in self.conversing
            or self.routes.listening(event)
        )

    def _command(self, event: Message, ctx: Context) -> bool:
        names = ctx.installation.bot_names or {}
        own_name = names.get(ctx.place.chat.platform, "")
        command = commands.called(event, ctx.abilities.prefixes, own_name, self.routes)
        if command is None:
            return False
        ctx = replace(ctx, event=command)
        if commands.is_late(command, ctx):
            log.info("command.late", command=command.name, seconds=facts.age(ctx.now, command))
            return True
        return self.steps.attempt(self._calling(command), command, ctx)

    def _calling(self, command: Command) -> Step:
        """A command's handler, once the command is allowed."""
        spec = self.routes.commands[command.name]

        def run(event: Command, ctx: Context) -> Actions:
            first = commands.before(spec, event, ctx)
            return (spec.step.run(event, ctx) if first is None else first) or ()

        return Step(spec.step.name, run)

    def _conversation(self, event: Message, ctx: Context) -> bool:
        speaker = ctx.place.identity or (event.who.id if event.who else 0)
        if (ctx.place.chat.id, speaker, event.thread) not in self.conversing:
            return False
        where = (
            Conversation.group_id == ctx.place.chat.id,
            Conversation.identity_id == speaker,
            Conversation.thread == event.thread,
        )
        row = ctx.session.exec(select(Conversation).where(*where)).first()
        step = self.routes.routes.get((Message, row.step)) if row is not None and row.expires_at > ctx.now else None
        return self.steps.attempt(step, event, ctx) if step is not None else False

    def _number(self, event: Message, ctx: Context) -> bool:
        if not ctx.abilities.numbers or not str(event.text).strip().isdecimal() or len(event.text) > 2:
            return False
        prompt = prompts.numbered(event, ctx)
        return self._chosen(prompt, event, ctx) if prompt is not None else False

    def _listeners(self, event: Message, ctx: Context) -> bool:
        return any(self.steps.attempt(step, event, ctx) for step in self.routes.listening(event))

    def _pressed(self, event: Pressed, ctx: Context) -> None:
        prompt = prompts.pressed(event, ctx)
        if prompt is None:
            self.steps.touch(ctx.session)
            self.steps.answer([Answer(ctx.place.chat, event.press, str(ctx.say("prompts.unknown")))], ctx)
        else:
            self._chosen(prompt, event, ctx)

    def _chosen(self, prompt: Prompt, event: Pressed | Message, ctx: Context) -> bool:
        """A choice is checked and routed; every press is answered, by us if by nobody else."""
        name = prompt.id
        ctx = self._about(ctx, int(prompt.args[0]) if prompt.route == commands.CHOOSE_GROUP else prompt.about_id)

        def run(event: Pressed | Message, ctx: Context) -> Actions:
            chose = prompts.choose(ctx.session.get_one(Prompt, name), event, ctx)
            return _answered(chose, list(self._routed(chose, replace(ctx, event=chose)) or ()), ctx)

        return self.steps.attempt(Step("prompts.choose", run), event, ctx)

    def _routed(self, chose: Chose, ctx: Context) -> Actions | None:
        if chose.route in (commands.CHOOSE_GROUP, commands.CONFIRM):
            return self._call_again(chose, ctx)
        step = self.routes.routes.get((Chose, chose.route))
        if step is None:
            log.warning("choice.nobody", route=chose.route)
            raise errors.Refused("prompts.unknown")
        self.steps.trace.steps.append(step.name)
        return step.run(chose, ctx)

    def _call_again(self, chose: Chose, ctx: Context) -> Actions | None:
        """A command that had to ask first: which group it is about, or who an anonymous admin is."""
        if chose.route == commands.CHOOSE_GROUP:
            ticks.focus(ctx, ctx.group.chat.id)
        command = commands.called(commands.repeated(chose, ctx), "/", "", self.routes)
        return self._calling(command).run(command, replace(ctx, event=command)) if command is not None else None

    def _about(self, ctx: Context, group_id: int) -> Context:
        """The same moment, about another group; the person is met in that group's community."""
        group = self.steps.roster.info(ctx.session, group_id)
        event = ctx.event
        if event.who is not None and group.community != ctx.place.community:
            stranger = replace(event.who, id=0)
            event = replace(event, who=self.steps.roster.account(ctx.session, group, stranger, ctx.now))
        event = ticks.at_home(ctx.session, event, ctx.place, group)
        return replace(ctx, event=event, group=group, members={})


def _answered(chose: Chose, actions: list[AnyAction], ctx: Context) -> Actions:
    if chose.press and not any(isinstance(action, Answer) for action in actions):
        actions.append(Answer(ctx.place.chat, chose.press))
    return actions
