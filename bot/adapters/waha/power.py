"""What an admin of a group does: remove, close, admit, change the link, leave."""

from collections.abc import Mapping
from typing import Any

from bot.adapters.waha.gateway import Denied
from bot.adapters.waha.send import Done, Line
from bot.chat.actions import Admit, Close, Leave, Relink, Remove, Reopen
from bot.engine.orders import Order

FINE, RIGHTS = ("0", "200", "404"), ("401", "403")  # WhatsApp's codes


async def remove(line: Line, order: Order, action: Remove) -> Done:
    """Somebody leaves the group."""
    people = [{"id": action.who.address}]
    check_each(await line.gateway.post(*_group(line, order), "participants", "remove", participants=people))
    return Done()


async def close(line: Line, order: Order, action: Close) -> Done:
    """Only admins may write."""
    return await _announce_only(line, order, only=True)


async def reopen(line: Line, order: Order, action: Reopen) -> Done:
    """Everybody may write."""
    return await _announce_only(line, order, only=False)


async def _announce_only(line: Line, order: Order, *, only: bool) -> Done:
    await line.gateway.put(*_group(line, order), "settings", "security", "messages-admin-only", adminsOnly=only)
    return Done()


async def relink(line: Line, order: Order, action: Relink) -> Done:
    """The old invitation leads nowhere."""
    await line.gateway.post(*_group(line, order), "invite-code", "revoke")
    return Done()


async def admit(line: Line, order: Order, action: Admit) -> Done:
    """Somebody who asked comes in, or does not."""
    verdict = "approve" if action.yes else "reject"
    people = [{"id": action.who.address}]
    check_each(
        await line.gateway.post(*_group(line, order), "participants", "join-requests", verdict, participants=people)
    )
    return Done()


def check_each(answer: Any) -> None:
    """What WhatsApp says of each person, in an answer that is fine as a whole: GOWS by `Error`, NOWEB by `status`.

    Raises `Denied` for the first who is refused; who is not there (any more) is as wanted.
    """
    for each in answer if isinstance(answer, list) else ():
        told = each if isinstance(each, Mapping) else {}
        code = str(told.get("Error") or told.get("error") or told.get("status") or "0")
        if code not in FINE or (told.get("success") is False and code == "0"):
            raise Denied("rights" if code in RIGHTS else "refused")


async def leave(line: Line, order: Order, action: Leave) -> Done:
    """The bot goes."""
    await line.gateway.post(*_group(line, order), "leave")
    return Done()


def _group(line: Line, order: Order) -> tuple[str, ...]:
    return line.session, "groups", order.action.to.address
