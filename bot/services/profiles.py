"""What people say of themselves, in choices and a few words of interest; one profile an account."""

import re
from collections.abc import Iterable

from sqlmodel import col, select

from bot.context import Context
from bot.models import Profile

SELLS = ("food", "goods", "services", "nothing_yet")
TOPICS = ("photos", "ads", "marketplace", "money")
"""What a profile offers to choose; texts name them as `profiles.sells.<choice>` and `profiles.topic.<choice>`."""

MOST = 6  # interests
LONGEST = 30  # characters of one


def profile(identity: int, ctx: Context) -> Profile:
    """What an account said of itself, made on the first word."""
    row = find(identity, ctx)
    if row is None:
        row = Profile(community_id=ctx.community, identity_id=identity)
        ctx.session.add(row)
        ctx.session.flush()
    return row


def find(identity: int, ctx: Context) -> Profile | None:
    """The same, if there is any."""
    return ctx.session.exec(select(Profile).where(Profile.identity_id == identity)).first()


def of(identities: Iterable[int], ctx: Context) -> dict[int, Profile]:
    """What each of several accounts said, by account."""
    query = select(Profile).where(col(Profile.identity_id).in_(list(identities)))
    return {row.identity_id: row for row in ctx.session.exec(query).all()}


def parse_interests(words: str) -> list[str]:
    """Interests as people list them, each once: split at commas, lines and "dan"; at most `MOST` of `LONGEST`."""
    parts = re.split(r"[,;\n]|\s+(?:dan|and|&)\s+", words.lower())
    plain = (re.sub(r"[^\w\s&+-]", "", part).strip()[:LONGEST].strip() for part in parts)
    return list(dict.fromkeys(part for part in plain if part))[:MOST]


def say_topic(word: str, ctx: Context) -> str:
    """A topic in the language of the place, an interest of somebody's own as they wrote it."""
    return str(ctx.say(f"profiles.topic.{word}")) if word in TOPICS else word


def topics_of(row: Profile | None) -> frozenset[str]:
    """Everything that somebody would like to talk about."""
    if row is None:
        return frozenset()
    return frozenset(word for word in (*row.interests, row.learns) if word)
