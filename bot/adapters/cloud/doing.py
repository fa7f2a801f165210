"""Which function carries out which action."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.adapters.cloud import circles, send
from bot.adapters.cloud.send import Desk, Done
from bot.chat import actions
from bot.chat.actions import Action
from bot.engine.orders import Order

DOING: Mapping[type[Action], Callable[[Desk, Order, Any], Awaitable[Done]]] = {
    actions.Send: send.send,
    actions.Alert: send.send,
    actions.Answer: send.answer,
    actions.React: send.react,
    actions.Remove: circles.remove,
    actions.Admit: circles.admit,
    actions.LookUp: circles.look_up,
}
"""Everything else is replaced before it is stored, because `can` says that it is not possible."""
