"""What the next who waits is told when a seat is kept for them."""

from bot.chat.actions import AnyAction, Choice, Send, Tell
from bot.chat.text import Mention
from bot.context import Context
from bot.domain.durations import say_duration
from bot.models import Meeting, Occurrence, Rsvp
from bot.services import people, places


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
