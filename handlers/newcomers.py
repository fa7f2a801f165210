"""What newcomers may send is set by the settings page alone."""

from bot.routing import Router
from moderation.rules.newcomers import Newcomers

router = Router("newcomers", sections=(Newcomers,))
