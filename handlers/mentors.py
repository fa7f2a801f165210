"""Mentors: members whom the admins ask to look after newcomers."""

from bot import errors
from bot.chat.actions import Actions, Choice, Tell
from bot.chat.events import AccountKind, Chose, Command
from bot.chat.facts import Role
from bot.context import Context
from bot.domain.switches import OFF
from bot.routing import Router
from bot.services import buddies, handovers
from handlers.people import target

router = Router("mentors")

MONTH = 24.0 * 30


@router.command("mentor", role=Role.ADMIN)
def appoint(event: Command, ctx: Context) -> Actions:
    """Makes a member a mentor, who may say no; `off` behind the name takes it back."""
    who, rest = target(event, ctx)
    member = ctx.member(ctx.group.chat, who)
    if member is None or not member.present or who.kind is not AccountKind.PERSON:
        raise errors.Refused("people.nobody", name=who.name)
    if rest.lower() in OFF:
        return [*handovers.leave(who.id, "withdrew", ctx), ctx.reply(ctx.say("mentors.dismissed", name=who.name))]
    buddies.offer(who.id, ctx, mentor=True)
    no = Choice(str(ctx.say_to(who, "mentors.no")), "mentors.decline", who=who, hours=MONTH)
    told = Tell(who, ctx.say_to(who, "mentors.you", group=ctx.group.chat.title), choices=[no])
    return [told, ctx.reply(ctx.say("mentors.appointed", name=who.name))]


@router.chose("mentors.decline")
def refuse(event: Chose, ctx: Context) -> Actions:
    """Whoever was made a mentor would rather not."""
    assert event.who is not None
    return [*handovers.leave(event.who.id, "withdrew", ctx), ctx.reply(ctx.say("buddies.withdrew"))]
