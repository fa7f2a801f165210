"""Seats that become free are kept for the next who wait, and they are told."""

from bot.chat.actions import AnyAction, Choice, Send, Tell
from bot.chat.text import Mention
from bot.context import Context
from bot.domain.durations import say_duration
from bot.models import Meeting, Occurrence, Rsvp
from bot.services import people, places
from bot.services.meetings import cards, occurrences, rsvps


def offered(mine: Rsvp, found: Occurrence, meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """Tells the next who waits that a seat is kept for them; in the group where they cannot be written to."""
    who = people.account(ctx.session, mine.identity_id)
    left = (mine.offered_until or ctx.now) - ctx.now
    button = Choice(
        str(ctx.say("rsvps.button.claim")), "rsvps.claim", (found.id,), who=who, hours=left.total_seconds() / 3600
    )
    values = {"title": meeting.title, "left": say_duration(left, ctx.language)}
    here = places.in_group(ctx)
    aloud = Send(
        ctx.group.chat,
        here.say("rsvps.seat_aloud", name=Mention(who.name, who.id), **values),
        choices=(button,),
        vanish=max(60, int(left.total_seconds())),
    )
    return [
        Tell(
            who, ctx.say_to(who, "rsvps.seat", **values), choices=(button,), otherwise=[aloud], until=mine.offered_until
        )
    ]


def filled(found: Occurrence, meeting: Meeting, ctx: Context) -> list[AnyAction]:
    """Every free seat is kept for somebody who waits; each of them is told once."""
    actions: list[AnyAction] = []
    while (following := rsvps.offer(found, meeting, ctx)) is not None:
        actions += offered(following, found, meeting, ctx)
    return actions


def one_each(identities: list[int], ctx: Context) -> list[AnyAction]:
    """Accounts that turn out to be one person's hold one seat; another one is free for whoever waits."""
    actions: list[AnyAction] = []
    for found in rsvps.unite(identities, ctx):
        meeting = ctx.session.get_one(Meeting, found.meeting_id)
        home = occurrences.at_home(meeting, ctx)
        cards.redraw_soon(found, home)
        actions += filled(found, meeting, home)
    return actions
