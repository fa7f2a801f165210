"""Flags: what moderators shall look at, as one card each in the place they chose."""

from collections.abc import Sequence
from typing import Any

from bot.chat.actions import AnyAction
from bot.chat.events import Account
from bot.context import Context
from bot.models import Flag


def raise_flag(
    who: Account | None,
    ctx: Context,
    *,
    kind: str = "rule",
    message: str = "",
    quote: str = "",
    findings: Sequence[dict[str, Any]] = (),
) -> tuple[Flag, list[AnyAction]]:
    """Stores a flag with its quotation; the flag, and its card for the moderators' place."""
    row = Flag(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        identity_id=who.id if who else None,
        kind=kind,
        message_id=message,
        quote=quote[:1000] or None,
        findings=list(findings),
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row, []
