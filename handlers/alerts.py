"""The moderators' chat: shown a code in the group, connected by it."""

from bot import errors
from bot.chat.actions import Actions
from bot.chat.events import Command
from bot.chat.facts import Role, RoleOf
from bot.context import Context
from bot.routing import Router
from bot.services import alerts, people

router = Router("alerts")

OFF = ("off", "mati")


@router.command("alerts", "kabarmoderator", role=Role.ADMIN, destructive=True)
def connect(event: Command, ctx: Context) -> Actions:
    """Shows a code in the group; in the moderators' chat connects it; `off` ends that."""
    if event.args.lower() in OFF:
        ctx.change(alerts.Alerts())
        return [ctx.reply(ctx.say("alerts.off"))]
    if event.args:
        return _connected(event, ctx)
    chat = alerts.place(ctx)
    now = ctx.say("alerts.now", chat=chat.title) if chat is not None else ctx.say("alerts.nowhere")
    return [ctx.reply(ctx.say("alerts.code", now=now, code=alerts.new_code(ctx)), vanish=600)]


def _connected(event: Command, ctx: Context) -> Actions:
    """Only an admin of the group whose code it is may send its flags here."""
    group = alerts.group_of(event.args, ctx)
    if group is None:
        raise errors.Refused("alerts.unknown_code")
    if ctx.place.is_private or group.chat.id == ctx.place.chat.id:
        raise errors.Refused("alerts.elsewhere")
    assert event.who is not None
    known = people.find(ctx.session, group.community, event.who)
    if known is None or event.who.platform != group.chat.platform:
        raise errors.Refused("roles.only_admin")
    who = people.account(ctx.session, known.id or 0)
    if ctx.know(RoleOf(group.chat, who), max_age=0) < Role.ADMIN:
        raise errors.Refused("roles.only_admin")
    alerts.connect(group, event.args, ctx)
    said = ctx.reply(ctx.say("alerts.connected", group=group.chat.title), vanish=0)
    ctx.group = group  # what is cached of it is no longer true
    return [said]
