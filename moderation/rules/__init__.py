"""The rules, in the order in which they look at a message."""

from moderation.rule import Rule

RULES: tuple[Rule, ...] = ()
