"""Messages that a platform bills: asked for one by one, refused beyond the month's budget."""

from bot.chat.actions import Actions, Return, Tell
from bot.chat.events import Form
from bot.context import Context
from bot.routing import Router
from bot.services import budgets, platforms

router = Router("budgets")


@router.form("budgets.take")
def take(event: Form, ctx: Context) -> Actions:
    """Whether one more may be sent; the owners hear once a month that the budget is used up."""
    platform, month, most = str(event.values["platform"]), str(event.values["month"]), int(event.values["most"])
    if budgets.take(ctx.session, platform, month, most):
        return [Return(value=True)]
    if not budgets.tell(ctx.session, platform, month):
        return [Return(value=False)]
    owners = platforms.owners_elsewhere(platform, ctx)
    told = [Tell(who, ctx.say_to(who, "budgets.used_up", platform=platform, count=most)) for who in owners]
    return [Return(value=False), *told]
