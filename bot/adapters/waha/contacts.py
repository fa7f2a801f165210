"""Names of people who have not said anything yet."""

import asyncio
from dataclasses import replace

from bot.adapters.waha.accounts import People
from bot.adapters.waha.gateway import Trouble
from bot.adapters.waha.send import Line
from bot.chat.events import Event, Joined

PATIENCE = 3.0  # seconds


async def introduced(event: Event, line: Line, people: People) -> Event:
    """A newcomer is greeted by name, which only the gateway's list of contacts may know."""
    if not isinstance(event, Joined) or event.who is None or event.who.name:
        return event
    address = next((value for _, value in event.who.aliases), event.who.address)
    try:
        async with asyncio.timeout(PATIENCE):
            found = await line.gateway.get(line.session, "contacts", address)
    except (Trouble, TimeoutError):
        return event
    name = str(found.get("pushname") or found.get("name") or "") if isinstance(found, dict) else ""
    return replace(event, who=people.account(event.who.address, name=name))
