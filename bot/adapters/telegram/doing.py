"""Which function carries out which action."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.adapters.telegram import lookups, power, send
from bot.adapters.telegram.send import Bot, Done
from bot.chat import actions
from bot.chat.actions import Action
from bot.engine.orders import Order

DOING: Mapping[type[Action], Callable[[Bot, Order, Any], Awaitable[Done]]] = {
    actions.Send: send.send,
    actions.Alert: send.send,
    actions.Edit: send.edit,
    actions.Delete: send.delete,
    actions.DeleteMany: send.delete_many,
    actions.AskPoll: send.ask_poll,
    actions.ClosePoll: send.close_poll,
    actions.Answer: send.answer,
    actions.React: send.react,
    actions.Pin: send.pin,
    actions.Unpin: send.unpin,
    actions.Mute: power.mute,
    actions.Unmute: power.unmute,
    actions.Ban: power.ban,
    actions.Unban: power.unban,
    actions.Remove: power.remove,
    actions.Close: power.close,
    actions.Reopen: power.reopen,
    actions.Admit: power.admit,
    actions.Leave: power.leave,
    actions.LookUp: lookups.look_up,
}
