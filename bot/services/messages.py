"""What somebody wrote lately, known by the platform's ids alone."""

from datetime import timedelta

from sqlmodel import col, select

from bot.chat.actions import AnyAction, DeleteMany
from bot.chat.events import Account
from bot.context import Context
from bot.models import Activity

AT_ONCE = 100  # messages in one call
RECENT = timedelta(hours=24)
MOST = 1000


def recent_of(who: Account, ctx: Context) -> list[str]:
    """The messages of somebody in this group within a day, the newest first."""
    query = (
        select(Activity.message_id)
        .where(Activity.group_id == ctx.group.chat.id, Activity.at > ctx.now - RECENT)
        .where(Activity.identity_id == who.id, Activity.kind == "messages", col(Activity.message_id).is_not(None))
        .order_by(col(Activity.at).desc(), col(Activity.id).desc())
        .limit(MOST)
    )
    return [message for message in ctx.session.exec(query).all() if message]


def sweep(who: Account, ctx: Context, *others: str) -> list[AnyAction]:
    """Removes what somebody wrote within a day, and others: whoever is banned for spam leaves none behind."""
    found = list(dict.fromkeys([*recent_of(who, ctx), *(message for message in others if message)]))
    chunks = [tuple(found[at : at + AT_ONCE]) for at in range(0, len(found), AT_ONCE)]
    return [DeleteMany(ctx.group.chat, chunk) for chunk in chunks]
