"""One community becomes part of another one: every row moves, and people known in both are known once."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, case, delete, update
from sqlalchemy import select as pick
from sqlmodel import Session, col, select

from bot.models import Community, FaqEdition, Group, Identity, IdentityAlias, Person, Profile, Quiz, QuizAnswer
from bot.models import Table as Root
from bot.services import privacy

AT_ONCE = 400  # people whose rows are moved by one statement


def merge(session: Session, old: int, new: int) -> None:
    """Moves everything of the community `old` to `new`. What is unique in a community keeps a place of its own:

    an account known in both keeps its rows under one identity, a quiz of a name that is taken gets another one.
    """
    same = _known_in_both(session, old, new)
    _close_private_chats(session, old, new)
    session.execute(delete(IdentityAlias).where(col(IdentityAlias.identity_id).in_(same)))
    _join_persons(session, same)
    same = _one_each(same)
    session.execute(delete(Profile).where(col(Profile.identity_id).in_(_with_profile(session, same))))
    pairs = sorted(same.items())
    for start in range(0, len(pairs), AT_ONCE):
        _repoint(session, dict(pairs[start : start + AT_ONCE]))
    session.execute(delete(Identity).where(col(Identity.id).in_(same)))
    _rename_quizzes(session, old, new)
    session.execute(delete(FaqEdition).where(col(FaqEdition.community_id).in_((old, new))))
    for table in _of_communities():
        session.execute(update(table).where(table.c.community_id == old).values(community_id=new))
    session.execute(delete(Community).where(col(Community.id) == old))
    session.expire_all()


def _known_in_both(session: Session, old: int, new: int) -> dict[int, int]:
    """By the old community's identity the new one's, for every account that both know by any of its names."""
    here, there = IdentityAlias.__table__.alias(), IdentityAlias.__table__.alias()  # type: ignore[attr-defined]
    named = [here.c[name] == there.c[name] for name in ("platform", "kind", "value")]
    query = pick(here.c.identity_id, there.c.identity_id).where(*named)
    rows = session.execute(query.where(here.c.community_id == old, there.c.community_id == new)).all()
    return {int(gone): int(kept) for gone, kept in rows}


def _close_private_chats(session: Session, old: int, new: int) -> None:
    """Of two rows of one private chat the new community's stays."""
    here, there = Group.__table__.alias(), Group.__table__.alias()  # type: ignore[attr-defined]
    same = (here.c.platform == there.c.platform, here.c.address == there.c.address)
    query = pick(here.c.id).where(*same, here.c.community_id == old, there.c.community_id == new)
    chats = list(session.scalars(query).all())
    privacy.empty_chats(session, chats)
    session.execute(delete(Group).where(col(Group.id).in_(chats)))


def _join_persons(session: Session, same: dict[int, int]) -> None:
    """Whoever is behind an account known in both is one person, with all accounts that either knows."""
    for gone, kept in same.items():
        theirs, mine = _person(session, gone), _person(session, kept)
        if theirs == mine:
            continue
        for table in (Identity, QuizAnswer):
            session.execute(update(table).where(col(table.person_id) == theirs).values(person_id=mine))
        session.execute(delete(Person).where(col(Person.id) == theirs))


def _person(session: Session, identity: int) -> int:
    return session.exec(select(Identity.person_id).where(Identity.id == identity)).one()


def _one_each(same: dict[int, int]) -> dict[int, int]:
    """Of two accounts that turn out to be one only the first takes its rows along; both are one person."""
    first: dict[int, int] = {}
    for gone, kept in sorted(same.items()):
        first.setdefault(kept, gone)
    return {gone: kept for kept, gone in first.items()}


def _with_profile(session: Session, same: dict[int, int]) -> list[int]:
    """Who has a profile in both: the new community's stays."""
    kept = set(session.exec(select(Profile.identity_id).where(col(Profile.identity_id).in_(same.values()))).all())
    return [gone for gone, identity in same.items() if identity in kept]


def _repoint(session: Session, same: dict[int, int]) -> None:
    for table, column in _to_identities():
        moved = case(same, value=column)
        session.execute(update(table).where(column.in_(same)).values({column.name: moved}))


def _to_identities() -> Iterator[tuple[Table, Column[Any]]]:
    for table, column, target, _ in privacy.links():
        if target == "identity.id":
            yield table, column


def _rename_quizzes(session: Session, old: int, new: int) -> None:
    """Both communities may have a quiz of one name; groups go on finding each."""
    taken = set(session.exec(select(Quiz.slug).where(Quiz.community_id == new)).all())
    for quiz in session.exec(select(Quiz).where(Quiz.community_id == old, col(Quiz.slug).in_(taken))).all():
        number = next(at for at in range(2, len(taken) + 3) if f"{quiz.slug}-{at}" not in taken)
        quiz.slug, quiz.name = f"{quiz.slug}-{number}", f"{quiz.name} {number}"
        taken.add(quiz.slug)
        session.add(quiz)
    session.flush()


def _of_communities() -> Iterator[Table]:
    return (table for table in Root.metadata.sorted_tables if "community_id" in table.columns)
