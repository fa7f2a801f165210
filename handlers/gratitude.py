"""A reply of thanks credits whoever helped; nothing is said."""

from bot.chat.actions import Actions
from bot.chat.events import AccountKind, Message
from bot.context import Context
from bot.domain.asking import is_thanks
from bot.routing import Router
from bot.services import gratitude

router = Router("gratitude")


def thanks(event: Message) -> bool:
    """Whether a message in a group thanks the author of the one it replies to."""
    return bool(event.reply_to) and event.reply_who is not None and is_thanks(event.text)


@router.on(Message, when=thanks)
def credit(event: Message, ctx: Context) -> Actions | None:
    """Counts the help; the message stays open to others."""
    who, helper = event.who, event.reply_who
    if who is None or helper is None or ctx.place.is_private or who.id == helper.id:
        return None
    if helper.kind is AccountKind.PERSON and who.kind is AccountKind.PERSON:
        gratitude.thank(helper, who, ctx)
    return None
