"""A question without an answer as moderators see it: one card, with an answer in one tap."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.actions import AnyAction, Choice, Edit, Send, Tell
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.chat.text import Mention, Span, Style, Text
from bot.context import Context
from bot.domain.faq_index import SUGGESTED
from bot.models import Faq, FaqMiss, Identity
from bot.services import alerts, buddies, faq, misses, people, places

MOST = 30  # cards a day in one group
MONTH = 24.0 * 30
HELPERS = 3  # mentors who are told of a question
SHOWN = 60  # characters on a button


def answered(row: FaqMiss, entry: Faq, ctx: Context) -> list[AnyAction]:
    """It has an answer: whoever asked reads it, and every card says so."""
    row.faq_id = entry.id
    misses.close(row, "answered", ctx)
    return [_answer(row, entry, ctx), *update(row, ctx)]


def _answer(row: FaqMiss, entry: Faq, ctx: Context) -> AnyAction:
    """In the group below the question, which may be gone; in private for who asked there."""
    in_group = places.in_group(ctx)
    text = faq.said(entry, in_group)
    who = people.account(ctx.session, row.identity_id)
    if row.message_id is None:
        return Tell(who, ctx.say_to(who, "misses.now", answer=text))
    lines = [in_group.say("misses.for", name=Mention(who.name, who.id)), text]
    return Send(ctx.group.chat, Text("\n").join(lines), reply_to=row.message_id, thread=row.thread)


def leave(row: FaqMiss, ctx: Context) -> list[AnyAction]:
    """It needs no answer."""
    misses.close(row, "left", ctx)
    return update(row, ctx)


def key(row: FaqMiss) -> str:
    """The name of its card."""
    return f"miss.{row.id}"


def post(row: FaqMiss, ctx: Context) -> list[AnyAction]:
    """A new card to the moderators, a word to some mentors; nothing where there were too many today."""
    ctx = places.in_group(ctx)
    if misses.lately(ctx) > MOST or not ctx.settings(faq.FaqSettings).tell:
        return []
    row.told = True
    ctx.session.add(row)
    words = card(row, ctx)
    return [*alerts.post(words, key(row), choices(row, ctx), ctx), *to_mentors(words, ctx, row.identity_id)]


def tell(ctx: Context) -> list[AnyAction]:
    """One list of what nobody has replied to, for moderators and mentors; each question once."""
    rows = [row for row in misses.unanswered(ctx, most=100) if not row.told]
    for row in rows:
        row.told = True
        ctx.session.add(row)
    if not rows or not ctx.settings(faq.FaqSettings).tell:
        return []
    text = overview(rows, ctx)
    return [*alerts.post(text, "misses", openers(rows), ctx), *to_mentors(text, ctx)]


def to_mentors(text: Text, ctx: Context, asker: int = 0) -> list[AnyAction]:
    """A word to some of the mentors who do not see the moderators' cards."""
    staff = {who.id for who in alerts.moderators(ctx)} | {asker}
    mentors = [who for who in buddies.mentors(ctx) if who.id not in staff]
    return [Tell(who, text) for who in ctx.dice.sample(mentors, min(HELPERS, len(mentors)))]


def hand(row: FaqMiss, who: Account, ctx: Context) -> list[AnyAction]:
    """The card to one moderator who asked for it."""
    ctx = places.in_group(ctx)
    return [Tell(who, card(row, ctx), key=key(row), choices=choices(row, ctx))]


def update(row: FaqMiss, ctx: Context) -> list[AnyAction]:
    """Every copy of the card as it is now."""
    ctx = places.in_group(ctx)
    offered = choices(row, ctx)
    return [Edit(chat, card(row, ctx), key=key(row), choices=offered) for chat in alerts.copies(key(row), ctx)]


def card(row: FaqMiss, ctx: Context) -> Text:
    """Who asks what, and what became of it."""
    who = ctx.session.get_one(Identity, row.identity_id)
    asked = ctx.say("misses.asks", name=Mention(who.name, who.id or 0), group=ctx.group.chat.title)
    question = row.question or str(ctx.say("misses.wordless"))
    lines = [asked, Text(question, [Span(0, len(question), Style.QUOTE)])]
    if row.state == "open":
        return Text("\n").join([*lines, ctx.say("misses.open")])
    by = ctx.session.get(Identity, row.handled_by) if row.handled_by else None
    return Text("\n").join([*lines, ctx.say(f"misses.{row.state}", name=by.name if by else "?")])


def choices(row: FaqMiss, ctx: Context) -> tuple[Choice, ...]:
    """One tap: it asks for one of the nearest answers; or a new answer; or none."""
    if row.state != "open":
        return ()
    near = faq.questions(faq.search(row.question, ctx, most=SUGGESTED).found, ctx) if row.question else []
    same = [_button(f"➕ {shortened(entry.question)}", "misses.same", row, entry.id) for entry in near]
    new = [_button(str(ctx.say("misses.button.answer")), "misses.answer", row)] if row.question else []
    left = _button(str(ctx.say("misses.button.leave")), "misses.leave", row)
    offered = [*same, *new, left]
    return tuple(replace(choice, row=min(at, len(same) + 1)) for at, choice in enumerate(offered))


def _button(label: str, route: str, row: FaqMiss, *more: object) -> Choice:
    return Choice(label, route, (row.id, *more), role=Role.MODERATOR, once=route != "misses.answer", hours=MONTH)


def shortened(question: str) -> str:
    """A question that fits on a button."""
    return question if len(question) <= SHOWN else question[: SHOWN - 1].rstrip() + "…"


def overview(rows: Sequence[FaqMiss], ctx: Context) -> Text:
    """Open questions, one a line."""
    names = {row.id: ctx.session.get_one(Identity, row.identity_id).name for row in rows}
    lines = [
        ctx.say(
            "misses.line", number=row.id, name=names[row.id], question=row.question or str(ctx.say("misses.wordless"))
        )
        for row in rows
    ]
    return Text("\n").join([ctx.say("misses.listed", count=len(rows), group=ctx.group.chat.title), *lines])


def openers(rows: Sequence[FaqMiss], most: int = 8) -> tuple[Choice, ...]:
    """A button for each card."""
    return tuple(
        Choice(f"#{row.id}", "misses.show", (row.id,), role=Role.MODERATOR, once=False, row=at // 4, hours=MONTH)
        for at, row in enumerate(rows[:most])
    )
