"""The rules, in the order in which they look at a message."""

from moderation.rules.held import held

RULES = (held,)
