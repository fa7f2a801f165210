"""Shouting are set by the settings page alone."""

from bot.routing import Router
from moderation.rules.shouting import Shouting

router = Router("shouting", sections=(Shouting,))
