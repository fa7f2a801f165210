"""Members whom the moderators trust: rules leave them alone."""

from bot import errors
from bot.chat.actions import Actions
from bot.chat.events import Account, Command
from bot.chat.facts import Role
from bot.context import Context
from bot.routing import Router
from handlers.people import target

router = Router("approvals")


@router.command("approve", "percaya", role=Role.MODERATOR)
def approve(event: Command, ctx: Context) -> Actions:
    """The rules leave somebody alone from now on."""
    who, _ = target(event, ctx)
    _set(who, ctx, yes=True)
    return [ctx.reply(ctx.say("approvals.approved", name=who.name))]


@router.command("unapprove", "cabutpercaya", role=Role.MODERATOR)
def unapprove(event: Command, ctx: Context) -> Actions:
    """The rules look at somebody again."""
    who, _ = target(event, ctx)
    _set(who, ctx, yes=False)
    return [ctx.reply(ctx.say("approvals.unapproved", name=who.name))]


def _set(who: Account, ctx: Context, *, yes: bool) -> None:
    member = ctx.member(ctx.group.chat, who)
    if member is None or not member.present:
        raise errors.Refused("people.nobody", name=who.name)
    member.approved = yes
    ctx.session.add(member)
    ctx.session.flush()
