"""People: their accounts, their names, their place in groups."""

from datetime import datetime

from sqlmodel import Session, and_, col, select, update

from bot.chat.events import Account, Chat
from bot.context import Context
from bot.models import Group, Identity, IdentityAlias, Membership, Person
from bot.services import restrictions


def aliases_of(account: Account) -> list[tuple[str, str]]:
    """Every (kind, value) by which a platform may name this account."""
    return [("id", account.address), *account.aliases]


def find(session: Session, community: int, account: Account) -> Identity | None:
    """The identity behind any of an account's names."""
    for kind, value in aliases_of(account):
        row = session.exec(
            select(IdentityAlias).where(
                IdentityAlias.community_id == community,
                IdentityAlias.platform == account.platform,
                IdentityAlias.kind == kind,
                IdentityAlias.value == value,
            )
        ).first()
        if row is not None:
            return session.get_one(Identity, row.identity_id)
    return None


def meet(session: Session, community: int, account: Account, now: datetime) -> Identity:
    """The identity of an account, made on first sight; new names of a known account are added."""
    identity = find(session, community, account) or _new(session, community, account, now)
    identity.name = account.name or identity.name or nameless(account)
    identity.username = account.username or identity.username
    identity.language = account.language or identity.language
    session.add(identity)
    session.flush()
    _name(session, identity, account)
    return identity


def nameless(account: Account) -> str:
    """What somebody is called whose name no platform has told yet: never a whole number that could be dialled."""
    return f"…{account.address.partition('@')[0][-4:]}"


def _new(session: Session, community: int, account: Account, now: datetime) -> Identity:
    """An account linked elsewhere comes with its person's other accounts: here, too, they are one."""
    others = _linked_elsewhere(session, account)
    known = next((found for other in others if (found := find(session, community, other))), None)
    if known is not None:
        return _add(session, community, account, known.person_id, now)
    person = Person(community_id=community)
    session.add(person)
    session.flush()
    identity = _add(session, community, account, person.id or 0, now)
    for other in others:
        _name(session, _add(session, community, other, person.id or 0, now), other)
    return identity


def _linked_elsewhere(session: Session, who: Account) -> list[Account]:
    """The other accounts of a person whom another community knows already, one a platform."""
    mine = select(Identity.person_id).join(IdentityAlias, col(IdentityAlias.identity_id) == col(Identity.id))
    mine = mine.where(IdentityAlias.platform == who.platform, IdentityAlias.kind == "id")
    persons = mine.where(IdentityAlias.value == who.address)
    query = select(Identity.id).where(col(Identity.person_id).in_(persons), Identity.platform != who.platform)
    found: dict[str, Account] = {}
    for number in session.exec(query.order_by(col(Identity.id))).all():
        other = account(session, number or 0)
        if other.address:
            found.setdefault(other.platform, other)
    return list(found.values())


def _add(session: Session, community: int, account: Account, person: int, now: datetime) -> Identity:
    identity = Identity(
        community_id=community,
        person_id=person,
        platform=account.platform,
        name=account.name,
        kind=account.kind,
        writable=_has_opened(session, account),
        first_seen=now,
    )
    session.add(identity)
    session.flush()
    return identity


def _has_opened(session: Session, account: Account) -> bool:
    """Whether the account can be written to, as any community knows: the private chat is the same for all."""
    query = select(Identity.id).join(IdentityAlias, col(IdentityAlias.identity_id) == col(Identity.id))
    query = query.where(IdentityAlias.platform == account.platform, IdentityAlias.kind == "id")
    return session.exec(query.where(IdentityAlias.value == account.address, col(Identity.writable))).first() is not None


def _name(session: Session, identity: Identity, account: Account) -> None:
    """Adds what is new among an account's names; a name of another identity makes both one person."""
    for kind, value in aliases_of(account):
        row = session.exec(
            select(IdentityAlias).where(
                IdentityAlias.community_id == identity.community_id,
                IdentityAlias.platform == account.platform,
                IdentityAlias.kind == kind,
                IdentityAlias.value == value,
            )
        ).first()
        if row is None:
            session.add(
                IdentityAlias(
                    community_id=identity.community_id,
                    identity_id=identity.id or 0,
                    platform=account.platform,
                    kind=kind,
                    value=value,
                )
            )
        elif row.identity_id != identity.id:
            other = session.get_one(Identity, row.identity_id)
            theirs = col(Identity.person_id) == other.person_id
            session.execute(update(Identity).where(theirs).values(person_id=identity.person_id))
            restrictions.hand_over(session, other.id or 0, identity.id or 0)
            row.identity_id = identity.id or 0
            session.add(row)
    session.flush()


def join(session: Session, community: int, group_id: int, identity_id: int) -> Membership:
    """Somebody's membership of a group, made on first sight."""
    where = (Membership.group_id == group_id, Membership.identity_id == identity_id)
    row = session.exec(select(Membership).where(*where)).first()
    if row is None:
        row = Membership(community_id=community, group_id=group_id, identity_id=identity_id)
        session.add(row)
        session.flush()
    return row


def account(session: Session, identity_id: int) -> Account:
    """An identity as the value that actions name."""
    identity = session.get_one(Identity, identity_id)
    ids = select(IdentityAlias.value).where(IdentityAlias.identity_id == identity_id, IdentityAlias.kind == "id")
    address = session.exec(ids.order_by(col(IdentityAlias.id))).first()
    return Account(
        identity.platform,
        address or "",
        identity.name,
        identity.username,
        identity.language,
        id=identity_id,
    )


def of_person(session: Session, identity: int) -> list[int]:
    """The identities of the person behind one of them, itself among them, the oldest first."""
    person = select(Identity.person_id).where(Identity.id == identity).scalar_subquery()
    found = session.exec(select(Identity.id).where(Identity.person_id == person).order_by(col(Identity.id))).all()
    return [number for number in found if number is not None]


def at_home(session: Session, who: Account, group: Chat) -> Account:
    """The account by which a person belongs to a group: another one of theirs when they speak on another platform."""
    if not who.id or who.platform == group.platform:
        return who
    there = (col(Identity.id).in_(of_person(session, who.id)), Identity.platform == group.platform)
    here = and_(col(Membership.identity_id) == col(Identity.id), col(Membership.group_id) == group.id)
    query = select(Identity.id).outerjoin(Membership, here).where(*there)
    known = session.exec(query.order_by(col(Membership.present).desc().nulls_last(), col(Identity.id))).first()
    return account(session, known) if known else who


def by_name(word: str, ctx: Context) -> Account | None:
    """Who `@username`, `@` and the number of an address, or a platform id means among the people of this group."""
    wanted = word.removeprefix("@")
    query = select(Identity.id).join(Membership, col(Membership.identity_id) == col(Identity.id))
    query = query.where(Membership.group_id == ctx.group.chat.id)
    named = query.join(IdentityAlias, col(IdentityAlias.identity_id) == col(Identity.id))
    if word.startswith("@"):
        known = query.where(col(Identity.username).ilike(_literal(wanted), escape="\\"))
        addressed = named.where(col(IdentityAlias.value).startswith(f"{wanted}@", autoescape=True))
        found = ctx.session.exec(known).first() or ctx.session.exec(addressed).first()
    else:
        found = ctx.session.exec(named.where(IdentityAlias.value == wanted)).first()
    return account(ctx.session, found) if found is not None else None


def _literal(pattern: str) -> str:
    return pattern.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%")


def groups_of(session: Session, who: Account) -> list[tuple[Group, Membership]]:
    """The groups, over all communities, in which an account, or another one of the same person, is present now.

    The newest activity comes first.
    """
    theirs = (
        select(Identity.person_id)
        .join(IdentityAlias, col(IdentityAlias.identity_id) == col(Identity.id))
        .where(IdentityAlias.platform == who.platform, IdentityAlias.kind == "id", IdentityAlias.value == who.address)
    )
    query = (
        select(Group, Membership)
        .join(Membership, col(Membership.group_id) == col(Group.id))
        .join(Identity, col(Identity.id) == col(Membership.identity_id))
        .where(col(Identity.person_id).in_(theirs))
        .where(Group.kind == "group", col(Group.gone_at).is_(None), col(Membership.present))
        .order_by(col(Membership.last_seen).desc(), col(Group.id))
    )
    found: dict[int, tuple[Group, Membership]] = {}
    for group, member in session.exec(query).all():
        found.setdefault(group.id or 0, (group, member))
    return list(found.values())
