"""The bot's own coming and going."""

from bot.chat.actions import Actions, Choice, Leave, LookUp, Send
from bot.chat.events import AccountKind, Chose, Command, Standing
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.routing import Router
from bot.services import people

router = Router("groups")

NEEDED = ("delete_messages", "restrict_members", "invite_users", "pin_messages")
"""The rights that Pamong's work needs, the most important first."""


@router.on(Standing)
def arrive(event: Standing, ctx: Context) -> Actions:
    """Greets a group, names the rights that are missing, and learns what whoever added Pamong may do there."""
    if not event.present or event.group is None:
        return []
    missing = [right for right in NEEDED if right not in event.rights]
    if not missing:
        return [Send(event.group, ctx.say("groups.hello", group=event.group.title)), *_asks_about_adder(event, ctx)]
    names = ", ".join(str(ctx.say(f"groups.right.{right}")) for right in missing)
    hello = Send(event.group, ctx.say("groups.hello_rights", group=event.group.title, rights=names))
    return [hello, *_asks_about_adder(event, ctx)]


def _asks_about_adder(event: Standing, ctx: Context) -> list[LookUp]:
    """Most likely the first to be told what moderators must know."""
    by = event.by or event.who
    if event.group is None or by is None or by.kind is not AccountKind.PERSON:
        return []
    row = people.meet(ctx.session, ctx.community, by, ctx.now)
    return [LookUp(event.group, RoleOf(event.group, people.account(ctx.session, row.id or 0)))]


@router.command("id", about_group=False)
def show_id(event: Command, ctx: Context) -> Actions:
    """The numbers by which the platform knows this chat and this person."""
    assert event.who is not None
    chat, person = ctx.place.chat.address, event.who.address
    return [ctx.reply(ctx.say("groups.ids", chat=chat, person=person, platform=event.who.platform))]


@router.command("leave", "pergi", role=Role.ADMIN, destructive=True)
def leave(event: Command, ctx: Context) -> Actions:
    """Asks once more before the bot leaves."""
    yes = Choice(str(ctx.say("groups.leave_yes")), "groups.leave", who=event.who, role=Role.ADMIN, hours=1)
    no = Choice(str(ctx.say("groups.leave_no")), "groups.stay", who=event.who, hours=1)
    return [ctx.reply(ctx.say("groups.leave_sure", group=ctx.group.chat.title), choices=(yes, no), key="leaving")]


@router.chose("groups.leave")
def go(event: Chose, ctx: Context) -> Actions:
    """Says goodbye, then leaves; the goodbye is out before the bot is."""
    farewell = Send(ctx.group.chat, ctx.say("groups.goodbye"), then=[Leave(ctx.group.chat)])
    return [farewell]


@router.chose("groups.stay")
def stay(event: Chose, ctx: Context) -> Actions:
    """Nothing happens, and it says so."""
    return [ctx.reply(ctx.say("groups.staying"))]
