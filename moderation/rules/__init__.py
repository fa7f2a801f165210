"""The rules, in the order in which they look at a message; `held` looks before them all."""

from moderation.rule import Rule
from moderation.rules import (
    calm,
    channels,
    flood,
    forwards,
    links,
    locks,
    market,
    mentions,
    newcomers,
    phones,
    quiet,
    raid,
    repeats,
    scams,
    shouting,
    topics,
    words,
)

RULES: tuple[Rule, ...] = (
    calm.RULE,
    channels.RULE,
    quiet.RULE,
    raid.RULE,
    flood.RULE,
    repeats.RULE,
    words.RULE,
    newcomers.RULE,
    links.RULE,
    phones.RULE,
    forwards.RULE,
    locks.RULE,
    market.RULE,
    mentions.RULE,
    shouting.RULE,
    scams.RULE,
    topics.RULE,
)
