"""Which function carries out which action."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.adapters.waha import lookups, power, send
from bot.adapters.waha.send import Done, Line
from bot.chat import actions
from bot.chat.actions import Action
from bot.engine.orders import Order

DOING: Mapping[type[Action], Callable[[Line, Order, Any], Awaitable[Done]]] = {
    actions.Send: send.send,
    actions.Alert: send.send,
    actions.Edit: send.edit,
    actions.Delete: send.delete,
    actions.AskPoll: send.ask_poll,
    actions.ClosePoll: send.close_poll,
    actions.React: send.react,
    actions.Pin: send.pin,
    actions.Unpin: send.unpin,
    actions.Remove: power.remove,
    actions.Close: power.close,
    actions.Reopen: power.reopen,
    actions.Admit: power.admit,
    actions.Relink: power.relink,
    actions.Leave: power.leave,
    actions.LookUp: lookups.look_up,
}
