"""Check-ins: newcomers are asked in one tap how it goes with their buddy."""

from bot.chat.actions import Actions, Choice, Tell
from bot.chat.events import Account, Due
from bot.context import Context
from bot.models import Companion
from bot.routing import Router
from bot.services import buddies, checkins, handovers, introductions, people

router = Router("buddies")

LAST = checkins.DAYS[-1]
WEEKS = 24.0 * 14


@router.due(checkins.KIND)
def check_in(event: Due, ctx: Context) -> Actions:
    """Asks the newcomer, or the buddy of one who cannot be written to; a silent buddy is replaced instead."""
    row, day = buddies.find(int(event.args["companion"]), ctx), int(event.args["day"])
    if row is None or row.until is not None or not ctx.settings(buddies.Buddies).on:
        return []
    if buddies.is_silent(row.buddy_id, ctx) and row.met_at is None:
        new, told = handovers.hand_over(row, "silent", ctx)
        if new is not None:
            return told
    if checkins.plan(row, ctx, after=day):
        return [_asked(row, day, ctx)]
    buddies.part(row, "done", ctx)
    return [_asked(row, day, ctx), *handovers.fill(ctx)]


def _asked(row: Companion, day: int, ctx: Context) -> Tell:
    newcomer, buddy = people.account(ctx.session, row.newcomer_id), people.account(ctx.session, row.buddy_id)
    to_newcomer = ctx.say_to(
        newcomer, f"checkins.day_{day}", buddy=introductions.named(row.buddy_id, ctx), group=ctx.group.chat.title
    )
    to_buddy = ctx.say_to(buddy, "checkins.to_buddy", name=introductions.named(row.newcomer_id, ctx))
    until = ctx.now + introductions.WORTH
    instead = Tell(buddy, to_buddy, choices=_choices(row, day, buddy, ("yes", "not_yet"), ctx), until=until)
    choices = _choices(row, day, newcomer, ("yes", "not_yet", "another"), ctx)
    otherwise = [instead] if day < LAST else []
    return Tell(newcomer, to_newcomer, choices=choices, otherwise=otherwise, until=until)


def _choices(row: Companion, day: int, who: Account, verbs: tuple[str, ...], ctx: Context) -> list[Choice]:
    return [
        Choice(
            str(ctx.say_to(who, f"checkins.button.{verb}")),
            "buddies.answer",
            (row.id, day, verb),
            who=who,
            hours=WEEKS,
            row=at // 2,
        )
        for at, verb in enumerate(verbs)
    ]
