"""What only WhatsApp knows: who leads a group, who is in it, by which link one joins, what a file holds."""

from collections.abc import Iterable
from typing import Any

from bot.adapters.waha.gateway import Denied
from bot.adapters.waha.names import jid
from bot.adapters.waha.raw import inner
from bot.adapters.waha.send import Done, Line
from bot.chat.actions import LookUp
from bot.chat.facts import MAX_FILE, File, InviteLink, MemberCount, Role, RoleOf
from bot.engine.orders import Order

ROLES = {"participant": Role.MEMBER, "admin": Role.ADMIN, "superadmin": Role.ADMIN}
LINK = "https://chat.whatsapp.com/"


async def look_up(line: Line, order: Order, action: LookUp) -> Done:
    """The answer is the value."""
    match action.fact:
        case RoleOf(group, who):
            names = {who.address, *(value for _, value in who.aliases)}
            return Done(value=int(role_among(await participants(line, group.address), names)))
        case MemberCount(group):
            return Done(value=len(await participants(line, group.address)))
        case InviteLink(group):
            code = await line.gateway.get(line.session, "groups", group.address, "invite-code")
            return Done(value=str(code) if str(code).startswith("http") else f"{LINK}{code}")
        case File(chat, id_):
            return Done(value=await _file(line, chat.address, id_))
    raise Denied


async def participants(line: Line, group: str) -> list[dict[str, Any]]:
    """Who is in a group now, each with `id`, `pn` and `role`."""
    found = await line.gateway.get(line.session, "groups", group, "participants", "v2")
    return [each for each in found if isinstance(each, dict) and each.get("role") != "left"]


def role_among(present: Iterable[dict[str, Any]], names: set[str]) -> Role:
    """What one of them may do; whoever is not there is a stranger."""
    for each in present:
        if names & {jid(each.get("id")), jid(each.get("pn"))}:
            return ROLES.get(str(each.get("role")), Role.MEMBER)
    return Role.STRANGER


async def _file(line: Line, chat: str, message: str) -> bytes:
    """The gateway keeps files for minutes only, so it is asked to fetch it anew."""
    found = await line.gateway.get(line.session, "chats", chat, "messages", line.name(message), downloadMedia=True)
    url = inner(found, "media", "url")
    if not url:
        raise Denied("not_found")
    return await line.gateway.file(str(url), MAX_FILE)
