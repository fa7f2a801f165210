"""How far somebody is in what the community learns: said by themselves, one level a person."""

from sqlmodel import col, select

from bot.context import Context
from bot.models import Identity, Profile
from bot.services import profiles

LEVELS = ("beginner", "intermediate", "advanced")
"""From low to high; texts name them as `levels.<level>`."""

NAMES = {
    "beginner": ("pemula", "beginner", "awal", "dasar", "baru", "1"),
    "intermediate": ("menengah", "intermediate", "sedang", "tengah", "2"),
    "advanced": ("mahir", "advanced", "ahli", "lanjut", "expert", "3"),
}
BY_NAME = {name: level for level, names in NAMES.items() for name in names}


def parse_level(word: str) -> str | None:
    """The level that a word in either language names; None for any other word."""
    return BY_NAME.get(word.strip().lower())


def level_of(identity: int, ctx: Context) -> str:
    """Somebody's level: their own word, else that of another account of theirs; "" when they never said."""
    person = select(Identity.person_id).where(Identity.id == identity).scalar_subquery()
    query = select(Profile.identity_id, Profile.level).join(Identity, col(Identity.id) == col(Profile.identity_id))
    query = query.where(Identity.person_id == person, Profile.level != "").order_by(col(Profile.id))
    said = dict(ctx.session.exec(query).all())
    return said.get(identity) or next(iter(said.values()), "")


def set_level(identity: int, level: str, ctx: Context) -> None:
    """Keeps somebody's word."""
    row = profiles.profile(identity, ctx)
    row.level = level
    ctx.session.add(row)
    ctx.session.flush()


def prove(identity: int, level: str, ctx: Context) -> bool:
    """Raises somebody to the level that they have shown, once: False when they have shown it before."""
    row = profiles.profile(identity, ctx)
    if rank(level) <= rank(row.proven):
        return False
    row.level = row.proven = level
    ctx.session.add(row)
    ctx.session.flush()
    return True


def rank(level: str) -> int:
    """A level as a number that grows with it, 0 for an unknown one."""
    return LEVELS.index(level) + 1 if level in LEVELS else 0
