"""Cards that nobody dealt with come up once more; what they quote goes after a month; codes expire."""

from bot.chat.actions import Actions
from bot.chat.events import Due
from bot.context import Context
from bot.routing import Router
from bot.services import alerts, cards, flags

router = Router("flags")


@router.due(flags.REMIND)
def remind(event: Due, ctx: Context) -> Actions:
    """One reminder: the card again, below everything else."""
    flag = flags.find(int(event.args["flag"]), ctx)
    return cards.again(flag, ctx) if flag is not None and flag.state == "open" else []


@router.due(flags.ERASE)
def erase(event: Due, ctx: Context) -> Actions:
    """The quotation goes from the database and from the card."""
    flag = flags.find(int(event.args["flag"]), ctx)
    if flag is None or flag.quote is None:
        return []
    flags.erase(flag, ctx)
    return cards.update(flag, ctx)


@router.due(alerts.CODE)
def expire(event: Due, ctx: Context) -> Actions:
    """The code went with its row."""
    return []
