"""What an admin of a group does: remove, close, admit, change the link, leave."""

from bot.adapters.waha.send import Done, Line
from bot.chat.actions import Admit, Close, Leave, Relink, Remove, Reopen
from bot.engine.orders import Order


async def remove(line: Line, order: Order, action: Remove) -> Done:
    """Somebody leaves the group."""
    await line.gateway.post(*_group(line, order), "participants", "remove", participants=[{"id": action.who.address}])
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
    await line.gateway.post(*_group(line, order), "participants", "join-requests", verdict, participants=people)
    return Done()


async def leave(line: Line, order: Order, action: Leave) -> Done:
    """The bot goes."""
    await line.gateway.post(*_group(line, order), "leave")
    return Done()


def _group(line: Line, order: Order) -> tuple[str, ...]:
    return line.session, "groups", order.action.to.address
