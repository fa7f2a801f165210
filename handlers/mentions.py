"""Mentions are set by the settings page alone."""

from bot.routing import Router
from moderation.rules.mentions import Mentions

router = Router("mentions", sections=(Mentions,))
