"""Speaking as a channel is allowed or not by the settings page alone."""

from bot.routing import Router
from moderation.rules.channels import Channels

router = Router("channels", sections=(Channels,))
