"""Groups of up to 8, which our number leads: who is in them, who comes and goes."""

from bot.adapters.cloud.graph import PRODUCT, Json, TooBig
from bot.adapters.cloud.send import Desk, Done, Impossible
from bot.chat.actions import Admit, LookUp, Remove
from bot.chat.facts import MAX_FILE, File, InviteLink, MemberCount, Role, RoleOf
from bot.engine.orders import Order


async def remove(desk: Desk, order: Order, action: Remove) -> Done:
    """Somebody leaves."""
    gone: Json = {"messaging_product": PRODUCT, "participants": [{"user": action.who.address}]}
    await desk.graph.ask("DELETE", action.to.address, "participants", json=gone)
    return Done()


async def admit(desk: Desk, order: Order, action: Admit) -> Done:
    """The decision about who asked to join; one who no longer asks needs none."""
    open_ = (await desk.graph.ask("GET", action.to.address, "join_requests")).get("data") or []
    mine = [str(each["join_request_id"]) for each in open_ if each.get("wa_id") == action.who.address]
    if mine:
        body: Json = {"messaging_product": PRODUCT, "join_requests": mine}
        await desk.graph.ask("POST" if action.yes else "DELETE", action.to.address, "join_requests", json=body)
    return Done()


async def look_up(desk: Desk, order: Order, action: LookUp) -> Done:
    """The answer is the value."""
    match action.fact:
        case RoleOf(group, who):
            there = {str(each.get("wa_id", "")) for each in (await _about(desk, group.address))["participants"]}
            return Done(value=int(Role.MEMBER if who.address in there else Role.STRANGER))
        case MemberCount(group):
            return Done(value=len((await _about(desk, group.address))["participants"]) + 1)
        case InviteLink(group):
            made = await desk.graph.ask("POST", group.address, "invite_link", json={"messaging_product": PRODUCT})
            return Done(value=str(made.get("invite_link", "")))
        case File(_, file):
            return Done(value=await _file(desk, file))
    raise Impossible


async def _file(desk: Desk, file: str) -> bytes:
    try:
        return await desk.graph.download(file, MAX_FILE)
    except TooBig:
        raise Impossible("too_big") from None


async def _about(desk: Desk, group: str) -> Json:
    known = await desk.graph.ask("GET", group, params={"fields": "subject,participants"})
    return known | {"participants": known.get("participants") or []}
