"""What a newcomer and their buddy are told about one another, each in private."""

from datetime import timedelta

from bot.chat.actions import AnyAction, Choice, Tell
from bot.chat.events import Account
from bot.chat.text import Span, Style, Text
from bot.context import Context
from bot.models import Companion, Identity
from bot.services import checkins, people, profiles

MONTH = 24.0 * 30
WORTH = timedelta(days=1)
"""So long it is worth telling, when a platform has been out of reach."""


def named(identity: int, ctx: Context) -> Text:
    """Somebody's name, which leads to them."""
    name = ctx.session.get_one(Identity, identity).name
    return Text(name, [Span(0, len(name), Style.MENTION, str(identity))])


def begun(row: Companion, ctx: Context) -> list[AnyAction]:
    """A new pair: each is told who the other is and three things to say, and the check-ins are planned."""
    checkins.plan(row, ctx)
    return [told_buddy(row, ctx), told_newcomer(row, ctx)]


def told_buddy(row: Companion, ctx: Context) -> Tell:
    """The buddy learns whom they look after; one tap if it does not suit."""
    buddy = people.account(ctx.session, row.buddy_id)
    words = {"name": named(row.newcomer_id, ctx), "group": ctx.group.chat.title, "me": buddy.name}
    about = profiles.find(row.newcomer_id, ctx)
    sells = about.sells if about is not None and about.sells else "unknown"
    asks = ctx.say_to(buddy, f"introductions.ask.{sells}")
    decline = Choice(
        str(ctx.say_to(buddy, "introductions.decline")), "buddies.decline", (row.id,), who=buddy, hours=MONTH
    )
    return Tell(
        buddy, ctx.say_to(buddy, "introductions.to_buddy", asks=asks, **words), choices=[decline], until=ctx.now + WORTH
    )


def told_newcomer(row: Companion, ctx: Context) -> Tell:
    """The newcomer learns who their buddy is, and how to begin."""
    newcomer = people.account(ctx.session, row.newcomer_id)
    words = {"buddy": named(row.buddy_id, ctx), "group": ctx.group.chat.title, "me": newcomer.name}
    return Tell(newcomer, ctx.say_to(newcomer, "introductions.to_newcomer", **words), until=ctx.now + WORTH)


def told_alone(newcomer: Account, ctx: Context) -> Tell:
    """Nobody has room just now."""
    return Tell(
        newcomer, ctx.say_to(newcomer, "introductions.nobody_yet", group=ctx.group.chat.title), until=ctx.now + WORTH
    )


def thanks(row: Companion, ctx: Context) -> Tell:
    """A buddy hears that somebody else goes on, without a word of why."""
    buddy = people.account(ctx.session, row.buddy_id)
    name = ctx.session.get_one(Identity, row.newcomer_id).name
    return Tell(buddy, ctx.say_to(buddy, "introductions.thanks", name=name, group=ctx.group.chat.title))
