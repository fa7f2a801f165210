"""Actions become rows in the transaction of the state they belong to, and leave it as orders."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session, col, update

from bot.chat import codec
from bot.chat.abilities import Abilities, Enforce, degrade
from bot.chat.actions import (
    Action,
    AnyAction,
    AskPoll,
    Ban,
    ClosePoll,
    Delete,
    Edit,
    Mute,
    Pin,
    Return,
    Send,
    Tell,
    Unpin,
    Work,
)
from bot.context import Context
from bot.engine import keys, orders, prompts, reach
from bot.engine.parts import as_edit, parts
from bot.engine.staging import Staging
from bot.models import OutboxRow, SentMessage, WorkRow
from bot.services import people, restrictions
from bot.settings import GroupInfo

log = structlog.get_logger()

Can = Callable[[GroupInfo], Abilities]
Keyed = Edit | Delete | Pin | Unpin | ClosePoll


class Outbox:
    """Stores actions; `staging` holds what the lanes shall learn once the batch is sure to commit."""

    def __init__(self, staging: Staging, can: Can) -> None:
        self.staging = staging
        self.roster = staging.roster
        self.can = can

    def store(self, actions: Iterable[AnyAction], ctx: Context) -> None:
        """Stores what a handler returned."""
        for action in actions:
            match action:
                case Tell():
                    self._tell(action, ctx)
                case Work():
                    self._work(action, ctx)
                case Return():
                    self.staging.returned[ctx.event.key] = action.value
                case Action():
                    place = self.roster.info(ctx.session, action.to.id)
                    if place.state == "asleep":
                        log.info("outbox.dropped", action=type(action).__name__, why="the bot is not there")
                        continue
                    menu = prompts.menu(ctx.say("prompts.numbers"))
                    instead = degrade(action, self.can(place), menu)
                    for possible in instead:
                        self._store(possible, place, ctx)
                    if not instead:
                        self.store(action.otherwise, ctx)

    def _tell(self, tell: Tell, ctx: Context) -> None:
        """A private message goes to a reachable account of the person, else its fallback happens."""
        reachable = reach.account_of(tell.who, ctx)
        if reachable is None:
            self.store(tell.otherwise, ctx)
            return
        chat = reach.chat_with(reachable, self.roster, ctx)
        send = Send(
            chat,
            tell.text,
            key=tell.key,
            choices=[replace(each, who=reachable) if each.who == tell.who else each for each in tell.choices],
            weight=tell.weight,
            until=tell.until,
            document=tell.document,
            filename=tell.filename,
            waits=not tell.otherwise,
            then=tell.then,
            otherwise=tell.otherwise,
        )
        self.store([send], ctx)

    def elsewhere(self, send: Send, message_row: int | None, ctx: Context) -> bool:
        """What an account could not be told goes to another account of the person; whether there is one."""
        other = reach.another(send, ctx)
        if other is None:
            return False
        choices, about = prompts.moved(message_row or 0, other, ctx)
        if about:
            ctx = replace(ctx, group=self.roster.info(ctx.session, about))
        chat, tried = reach.chat_with(other, self.roster, ctx), (*send.tried, ctx.place.identity or 0)
        self.store([replace(send, to=chat, choices=choices, reply_to="", thread="", tried=tried)], ctx)
        return True

    def _work(self, work: Work, ctx: Context) -> None:
        row = WorkRow(
            community_id=ctx.community,
            group_id=ctx.place.chat.id or None,
            identity_id=ctx.event.who.id if ctx.event.who else None,
            kind=work.kind,
            args=work.args,
            created_at=ctx.now,
        )
        ctx.session.add(row)
        ctx.session.flush()
        self.staging.works.append(row.id or 0)

    def _store(self, action: Action, place: GroupInfo, ctx: Context) -> None:
        match action:
            case Enforce():
                self._enforce(action, place, ctx)
            case Send() | AskPoll():
                self._say(action, place, ctx)
            case Edit() | Delete() | Pin() | Unpin() | ClosePoll() if action.key:
                self._change(action, place, ctx)
            case Mute() | Ban():
                kind = "mute" if isinstance(action, Mute) else "ban"
                row = restrictions.ask(ctx.session, place.community, place.chat, action.who, kind, action.until)
                row.reason = action.reason
                self._insert(action, place, ctx)
            case _:
                self._insert(action, place, ctx)

    def _enforce(self, action: Enforce, place: GroupInfo, ctx: Context) -> None:
        """A restriction that needs nobody's consent is a fact at once."""
        if not action.on:
            restrictions.lift(ctx.session, place.chat, action.who_id, action.kind)
        else:
            who = people.account(ctx.session, action.who_id)
            row = restrictions.agree(ctx.session, place.community, place.chat, who, action.kind, action.until)
            row.enforced = True
            ctx.session.add(row)
        ctx.session.flush()
        self.store(action.then, ctx)
        self.roster.drop(place)

    def _say(self, action: Send | AskPoll, place: GroupInfo, ctx: Context) -> None:
        """A message, in as many parts as the platform needs; the last one carries the choices."""
        if not action.thread and place.chat.id == ctx.place.chat.id:
            action = replace(action, thread=ctx.thread)
        pieces = [action] if isinstance(action, AskPoll) else parts(action, self.can(place).text_limit)
        generation = keys.next_generation(action.key, place, ctx) if action.key else 1
        for index, piece in enumerate(pieces):
            part = piece
            message = SentMessage(
                community_id=place.community,
                group_id=place.chat.id,
                identity_id=place.identity or (ctx.event.who.id if ctx.event.who and ctx.event.who.id else None),
                key=action.key or None,
                generation=generation,
                part=index,
                vanish=getattr(action, "vanish", 0),
            )
            ctx.session.add(message)
            ctx.session.flush()
            if isinstance(part, Send) and part.choices:
                prompts.offer(part.choices, message, place, ctx)
                part = replace(part, choices=())
            self._insert(part, place, ctx, message.id)

    def _change(self, action: Keyed, place: GroupInfo, ctx: Context) -> None:
        """Resolves a key to the newest generation's messages, in the transaction that stores the change."""
        messages = keys.newest(action.key, place, ctx)
        if isinstance(action, Edit):
            self._reword(action, messages, place, ctx)
            return
        for message in messages:
            self._change_one(action, message, place, ctx)

    def _reword(self, edit: Edit, messages: Sequence[SentMessage], place: GroupInfo, ctx: Context) -> None:
        """Puts a text into as many of its messages as it needs; where they are too few, it is said anew."""
        anew = Send(edit.to, edit.text, key=edit.key, choices=edit.choices, then=edit.then, otherwise=edit.otherwise)
        pieces = parts(anew, self.can(place).text_limit)
        fits = len(pieces) <= len(messages)
        kept = messages[-len(pieces) :] if fits else []
        for message in messages[: len(messages) - len(kept)]:
            self._change_one(Delete(edit.to, key=edit.key), message, place, ctx)
        for part, message in zip(pieces, kept, strict=False):
            self._change_one(as_edit(part), message, place, ctx)
        if messages and not fits:
            self._say(anew, place, ctx)

    def _change_one(self, action: Keyed, message: SentMessage, place: GroupInfo, ctx: Context) -> None:
        sending = keys.row_of(message, ctx)
        if sending is not None and sending.state in ("pending", "waiting") and isinstance(action, Edit | Delete):
            self._change_unsent(action, message, sending, place, ctx)
        elif sending is not None and sending.state in ("pending", "waiting", "sending"):
            self._prompted(action, message, place, ctx)
            self._insert(action, place, ctx, message.id, waits_for=sending.id)
        elif isinstance(action, Edit) and self._is_old(message, place, ctx):
            anew = Send(action.to, action.text, key=action.key, choices=action.choices)
            self._say(replace(anew, then=action.then, otherwise=action.otherwise), place, ctx)
        elif message.platform_id is not None:
            self._prompted(action, message, place, ctx)
            self._insert(action, place, ctx, message.id)
        else:
            log.info("outbox.dropped", action=type(action).__name__, key=action.key, why="never sent")

    def _is_old(self, message: SentMessage, place: GroupInfo, ctx: Context) -> bool:
        """Whether the platform no longer lets a message be changed, so that it must be said anew."""
        limit = self.can(place).edits_for
        return limit is not None and message.sent_at is not None and (ctx.now - message.sent_at).total_seconds() > limit

    def _change_unsent(
        self,
        action: Keyed,
        message: SentMessage,
        sending: OutboxRow,
        place: GroupInfo,
        ctx: Context,
    ) -> None:
        """A message that nobody has seen is cancelled or simply said otherwise."""
        if isinstance(action, Edit):
            send = orders.load(ctx.session, self.roster, sending)
            if isinstance(send, Send):
                sending.payload = codec.dump(replace(send, text=action.text), bare=True)
            self._prompted(action, message, place, ctx)
        elif isinstance(action, Delete):
            sending.state, sending.payload, sending.done_at = "cancelled", None, ctx.now
            message.gone = True
            self.staging.remove([sending.id or 0])
            abandon(ctx.session, [sending.id or 0], ctx.now)
        ctx.session.add_all([message, sending])
        ctx.session.flush()

    @staticmethod
    def _prompted(action: Action, message: SentMessage, place: GroupInfo, ctx: Context) -> None:
        """An edit replaces what may be answered; a deletion ends it."""
        if isinstance(action, Edit | Delete):
            prompts.withdraw(message.id or 0, ctx)
        if isinstance(action, Edit) and action.choices:
            prompts.offer(action.choices, message, place, ctx)

    def _insert(
        self,
        action: Action,
        place: GroupInfo,
        ctx: Context,
        message: int | None = None,
        waits_for: int | None = None,
    ) -> None:
        until: datetime | None = getattr(action, "until", None) if isinstance(action, Send | AskPoll) else None
        if until is None and action.patience is not None:
            until = ctx.now + timedelta(seconds=action.patience)
        if isinstance(action, Edit) and action.choices:
            action = replace(action, choices=())
        row = OutboxRow(
            community_id=place.community,
            group_id=place.chat.id,
            identity_id=place.identity or (ctx.event.who.id if ctx.event.who and ctx.event.who.id else None),
            cause=ctx.event.key if len(ctx.event.key) < 80 else "",
            kind=type(action).__name__,
            lane=action.lane,
            weight=int(getattr(action, "weight", 0)),
            state="waiting" if waits_for else "pending",
            waits_for=waits_for,
            payload=codec.dump(action, bare=True),
            message_row=message,
            created_at=ctx.now,
            until=until,
        )
        ctx.session.add(row)
        ctx.session.flush()
        if row.state == "pending":
            self.staging.add(row, place)

    def lookup(self, action: Action, place: GroupInfo, ctx: Context) -> int:
        """Stores a question to the platform; the id of its row."""
        self._insert(action, place, ctx)
        return self.staging.fresh[-1].id


def abandon(session: Session, rows: Sequence[int], now: datetime) -> None:
    """What waited for rows that will not be sent has nothing left to change."""
    where = (col(OutboxRow.waits_for).in_(rows), col(OutboxRow.state) == "waiting")
    session.execute(update(OutboxRow).where(*where).values(state="cancelled", payload=None, done_at=now))
