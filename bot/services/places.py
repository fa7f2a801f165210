"""The same moment, seen from a group that somebody in private has spoken about before."""

from dataclasses import replace

from bot import settings
from bot.context import Context
from bot.services import people


def about(group: int, ctx: Context) -> Context:
    """What happens is about this group from here on, and the person is the one whom its community knows."""
    info = settings.load(ctx.session, group, ctx.installation.defaults)
    who = ctx.event.who
    if info.community == ctx.place.community or who is None:
        return replace(ctx, group=info, members={})
    known = people.find(ctx.session, info.community, who)
    if known is not None:
        who = people.account(ctx.session, known.id or 0)
    return replace(ctx, group=info, event=replace(ctx.event, who=who), members={})
