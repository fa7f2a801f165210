"""Choices as WhatsApp shows them: up to 3 buttons, or a list of up to 10 lines."""

from typing import Any

from bot.engine.orders import Button

BUTTONS, LABEL = 3, 20
ROWS, LINE, BELOW = 10, 24, 72
BODY = 1024  # characters of the text above them


def interactive(body: str, buttons: tuple[Button, ...], opener: str) -> dict[str, Any]:
    """The fields of a message with choices; `opener` stands on the button that opens a list."""
    few = len(buttons) <= BUTTONS and all(len(button.label) <= LABEL for button in buttons)
    distinct = len({button.label for button in buttons}) == len(buttons)
    kind, action = ("button", _buttons(buttons)) if few and distinct else ("list", _list(buttons, opener))
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": body}, "action": action}}


def _buttons(buttons: tuple[Button, ...]) -> dict[str, Any]:
    return {"buttons": [{"type": "reply", "reply": {"id": each.data, "title": each.label}} for each in buttons]}


def _list(buttons: tuple[Button, ...], opener: str) -> dict[str, Any]:
    return {"button": opener[:LABEL], "sections": [{"rows": [_row(button) for button in buttons]}]}


def _row(button: Button) -> dict[str, Any]:
    """A label too long for its line stands below it once more, whole."""
    if len(button.label) <= LINE:
        return {"id": button.data, "title": button.label}
    return {"id": button.data, "title": cut(button.label, LINE), "description": cut(button.label, BELOW)}


def cut(text: str, most: int) -> str:
    """The beginning of a text, with a sign that there is more."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
