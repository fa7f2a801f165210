"""Phones are set by the settings page alone."""

from bot.routing import Router
from moderation.rules.phones import Phones

router = Router("phones", sections=(Phones,))
