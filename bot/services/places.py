"""The same moment seen from elsewhere: from a group that is spoken about in private, in a group's own language."""

from dataclasses import replace

from bot import settings
from bot.context import Context
from bot.services import people


def about(group: int, ctx: Context) -> Context:
    """What happens is about this group from here on, and the person is the one whom its community knows."""
    info = settings.load(ctx.session, group, ctx.installation.defaults)
    who = ctx.event.who
    if who is None or info.community == ctx.group.community:
        return replace(ctx, group=info, members={})
    known = people.meet(ctx.session, info.community, replace(who, id=0), ctx.now)
    who = people.account(ctx.session, known.id or 0)
    return replace(ctx, group=info, event=replace(ctx.event, who=who), members={})


def in_group(ctx: Context) -> Context:
    """The moment seen from the group that it is about, wherever somebody pressed or wrote: it speaks its language."""
    return replace(ctx, place=ctx.group)
