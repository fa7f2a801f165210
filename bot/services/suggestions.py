"""Suggestions: stored, voted on, and answered by a state that their author is told of."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, func, select

from bot import errors
from bot.chat.actions import AnyAction, Choice, Delete, Edit, Send, Tell
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.models import Identity, Suggestion, SuggestionVote
from bot.services import alerts, people

STATES = ("new", "planned", "done", "no")
OPEN = ("new", "planned")
LONGEST = 1000  # characters
DAILY = 5
MONTH = 24.0 * 30
SHOWN = 60  # characters in a list


def add(text: str, who: Account, ctx: Context, *, anonymous: bool) -> Suggestion:
    """Stores a suggestion; raises `errors.Refused` when somebody has made too many today."""
    lately = (Suggestion.identity_id == who.id, Suggestion.created_at > ctx.now - timedelta(days=1))
    if ctx.session.exec(select(func.count()).select_from(Suggestion).where(*lately)).one() >= DAILY:
        raise errors.Refused("suggestions.too_many", most=DAILY)
    row = Suggestion(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        identity_id=who.id,
        anonymous=anonymous,
        text=text[:LONGEST],
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def find(number: int, ctx: Context) -> Suggestion | None:
    """A suggestion of this group."""
    row = ctx.session.get(Suggestion, number)
    return row if row is not None and row.group_id == ctx.group.chat.id else None


def listed(states: Sequence[str], ctx: Context, most: int = 20) -> list[Suggestion]:
    """The suggestions in these states, those that most people are for first."""
    support = func.coalesce(func.sum(SuggestionVote.value), 0)
    query = (
        select(Suggestion)
        .outerjoin(SuggestionVote, col(SuggestionVote.suggestion_id) == col(Suggestion.id))
        .where(Suggestion.group_id == ctx.group.chat.id, col(Suggestion.state).in_(states))
        .group_by(*Suggestion.__table__.columns)  # type: ignore[attr-defined]
        .order_by(support.desc(), col(Suggestion.id).desc())
    )
    return list(ctx.session.exec(query.limit(most)).all())


def change(row: Suggestion, state: str, by: Account, ctx: Context, note: str = "") -> None:
    """A suggestion gets another state, perhaps with a word of explanation."""
    row.state, row.changed_at, row.changed_by, row.note = state, ctx.now, by.id, note[:LONGEST]
    ctx.session.add(row)
    ctx.session.flush()


def vote(row: Suggestion, who: Account, value: int, ctx: Context) -> None:
    """Somebody is for it, or against it; the same again takes it back."""
    where = (SuggestionVote.suggestion_id == row.id, SuggestionVote.identity_id == who.id)
    mine = ctx.session.exec(select(SuggestionVote).where(*where)).first()
    if mine is not None and mine.value == value:
        ctx.session.delete(mine)
    else:
        mine = mine or SuggestionVote(
            community_id=row.community_id, group_id=row.group_id, suggestion_id=row.id or 0, identity_id=who.id
        )
        mine.value = value
        ctx.session.add(mine)
    ctx.session.flush()


def votes(row: Suggestion, ctx: Context) -> tuple[int, int]:
    """How many are for it, and how many against."""
    query = select(SuggestionVote.value, func.count()).where(SuggestionVote.suggestion_id == row.id)
    found = dict(ctx.session.exec(query.group_by(col(SuggestionVote.value))).all())
    return found.get(1, 0), found.get(-1, 0)


# What people see ----------------------------------------------------------------------------------------------


def key(row: Suggestion) -> str:
    """The name of its card."""
    return f"suggestion.{row.id}"


def poll_key(row: Suggestion) -> str:
    """The name of its message in the group."""
    return f"suggestion.{row.id}.poll"


def words(row: Suggestion, ctx: Context) -> Text:
    """Who suggests what, its state, and how many are for it."""
    author = ctx.session.get(Identity, row.identity_id)
    hidden = row.anonymous or author is None
    name: object = ctx.say("suggestions.somebody") if hidden or author is None else author.name
    lines = [ctx.say("suggestions.card", number=row.id, name=name, text=row.text)]
    for_, against = votes(row, ctx)
    lines += [ctx.say("suggestions.votes", yes=for_, no=against)] if for_ or against else []
    lines.append(ctx.say("suggestions.state", state=ctx.say(f"suggestions.is.{row.state}")))
    lines += [ctx.say("suggestions.because", note=row.note)] if row.note else []
    return Text("\n").join(lines)


def hand(row: Suggestion, who: Account, ctx: Context) -> list[AnyAction]:
    """A card to one admin who asked for it."""
    return [Tell(who, words(row, ctx), key=key(row), choices=buttons(row, ctx))]


def post(row: Suggestion, ctx: Context) -> list[AnyAction]:
    """The card to those who run the group."""
    return alerts.post(words(row, ctx), key(row), buttons(row, ctx), ctx)


def update(row: Suggestion, ctx: Context) -> list[AnyAction]:
    """Every copy of the card, and the message in the group, as they are now."""
    cards = [
        Edit(chat, words(row, ctx), key=key(row), choices=buttons(row, ctx)) for chat in alerts.copies(key(row), ctx)
    ]
    return [*cards, *recount(row, ctx)]


def recount(row: Suggestion, ctx: Context) -> list[AnyAction]:
    """The message in the group as it is now."""
    return [Edit(ctx.group.chat, words(row, ctx), key=poll_key(row), choices=_ballot(row, ctx))]


def ask_group(row: Suggestion, ctx: Context) -> list[AnyAction]:
    """Puts a suggestion before the group, with a button for and one against it."""
    ballot = Send(ctx.group.chat, words(row, ctx), key=poll_key(row), choices=_ballot(row, ctx))
    return [Delete(ctx.group.chat, key=poll_key(row)), ballot]


def _ballot(row: Suggestion, ctx: Context) -> tuple[Choice, ...]:
    if row.state not in OPEN:
        return ()
    labels = (("suggestions.for", 1), ("suggestions.against", -1))
    return tuple(
        Choice(str(ctx.say(label)), "suggestions.vote", (row.id, value), once=False, hours=MONTH)
        for label, value in labels
    )


def buttons(row: Suggestion, ctx: Context) -> tuple[Choice, ...]:
    """The other states, and putting it before the group."""
    states = [state for state in STATES if state not in (row.state, "new")]
    choices = [_button(f"suggestions.make.{state}", "suggestions.set", (row.id, state), ctx) for state in states]
    if row.state in OPEN:
        choices.append(_button("suggestions.ask", "suggestions.ask", (row.id,), ctx, row=1))
    return tuple(choices)


def _button(label: str, route: str, args: tuple[object, ...], ctx: Context, row: int = 0) -> Choice:
    return Choice(str(ctx.say(label)), route, args, role=Role.ADMIN, once=False, hours=MONTH, row=row)


def answer(row: Suggestion, ctx: Context) -> list[AnyAction]:
    """Tells the author what became of it."""
    author = people.account(ctx.session, row.identity_id)
    key = f"suggestions.told.{row.state}"
    said = ctx.say_to(author, key, number=row.id, text=_short(row.text), group=ctx.group.chat.title)
    because = [ctx.say_to(author, "suggestions.because", note=row.note)] if row.note else []
    return [Tell(author, Text("\n").join([said, *because]))]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


def line(row: Suggestion, ctx: Context) -> Text:
    """One line of a list."""
    for_, against = votes(row, ctx)
    state = ctx.say(f"suggestions.is.{row.state}")
    return ctx.say("suggestions.line", number=row.id, text=_short(row.text), state=state, support=for_ - against)
