"""Forwards are set by the settings page alone."""

from bot.routing import Router
from moderation.rules.forwards import Forwards

router = Router("forwards", sections=(Forwards,))
