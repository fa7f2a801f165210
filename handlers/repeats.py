"""Repeats are set by the settings page alone."""

from bot.routing import Router
from moderation.rules.repeats import Repeats

router = Router("repeats", sections=(Repeats,))
