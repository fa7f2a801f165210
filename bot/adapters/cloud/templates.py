"""What may be written first: one approved sentence with a place for our words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.cloud.choices import cut
from bot.chat.actions import Send, Weight
from bot.engine.orders import Button, Order

WINDOW = timedelta(hours=24)
MARGIN = timedelta(minutes=2)  # Meta counts from a moment of its own
PLACE = 1024  # characters that fit into the template's place


def is_open(order: Order, now: datetime) -> bool:
    """Whether the person wrote within the last 24 hours, so that they may be answered in our own words."""
    return order.heard_at is not None and now < order.heard_at + WINDOW - MARGIN


def chosen(send: Send, templates: Mapping[str, str]) -> str:
    """The name of the template for a message; nothing where none fits."""
    if send.document:
        return ""
    kind = "reminder" if send.weight is Weight.REMINDER else "notice"
    return templates.get(kind, "")


def filled(name: str, language: str, text: str, buttons: tuple[Button, ...]) -> dict[str, Any]:
    """The fields of a message by template; choices become numbers, which may be answered by quoting it."""
    numbers = [f"{number}. {button.label}" for number, button in enumerate(buttons, 1)]
    place = {"type": "text", "text": cut(flat(" ".join([text, *numbers])), PLACE)}
    return {
        "type": "template",
        "template": {
            "name": name,
            "language": {"policy": "deterministic", "code": language},
            "components": [{"type": "body", "parameters": [place]}],
        },
    }


def flat(text: str) -> str:
    """One line: Meta takes neither line ends nor wide gaps in a template's place."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return " · ".join(line for line in lines if line)
