"""The rules, in the order in which they look at a message."""

from moderation.rule import Rule
from moderation.rules import flood, links, repeats, words

RULES: tuple[Rule, ...] = (
    flood.RULE,
    repeats.RULE,
    words.RULE,
    links.RULE,
)
