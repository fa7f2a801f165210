"""A person is banned, not an account: bans come over when accounts become one, and go back when they part."""

from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from bot.chat.actions import AnyAction, Ban, Unban
from bot.chat.events import Chat, ChatKind
from bot.chat.facts import Role
from bot.context import Context
from bot.models import CarriedBan, Decision, Group, Identity, Membership, Restriction
from bot.services import people, restrictions


def carry(accounts: list[int], ctx: Context) -> list[AnyAction]:
    """What must happen so that every ban of one account holds for the person's others as well.

    A ban holds in its own group, and in the community's groups on the other account's platform.
    """
    actions: list[AnyAction] = []
    for ban in _running(ctx.session, accounts, ctx.now):
        if _is_carried(ctx.session, ban):
            continue
        for other in accounts:
            if other != ban.identity_id:
                actions += _carried(ban, other, ctx)
    return actions


def follow(ctx: Context) -> list[AnyAction]:
    """What must happen after a ban of this group came or went: the person's other accounts go the same way."""
    actions: list[AnyAction] = []
    came = select(CarriedBan).where(CarriedBan.from_group == ctx.group.chat.id)
    for row in ctx.session.exec(came.order_by(col(CarriedBan.id))).all():
        if not _running(ctx.session, [row.from_identity], ctx.now, row.from_group):
            actions += _given_back(row, ctx)
            ctx.session.delete(row)
            ctx.session.flush()
    for accounts in _linked_and_banned(ctx) if _has_several_platforms(ctx) else ():
        actions += carry(accounts, ctx)
    return actions


def _has_several_platforms(ctx: Context) -> bool:
    """Whether there is a place for another account at all: most communities have one platform, and many bans."""
    groups = (Group.community_id == ctx.community, Group.kind == "group", col(Group.gone_at).is_(None))
    return len(ctx.session.exec(select(Group.platform).where(*groups).distinct()).all()) > 1


def _linked_and_banned(ctx: Context) -> list[list[int]]:
    """The accounts of everybody who is banned here and has more than one."""
    banned = select(Identity.person_id).join(Restriction, col(Restriction.identity_id) == col(Identity.id))
    banned = banned.where(Restriction.group_id == ctx.group.chat.id, Restriction.kind == "ban")
    query = select(Identity.person_id).where(col(Identity.person_id).in_(banned))
    several = query.group_by(col(Identity.person_id)).having(func.count() > 1)
    found = []
    for person in ctx.session.exec(several).all():
        rows = ctx.session.exec(select(Identity.id).where(Identity.person_id == person).order_by(col(Identity.id)))
        found.append([number for number in rows.all() if number is not None])
    return found


def _running(session: Session, accounts: list[int], now: datetime, group: int = 0) -> list[Restriction]:
    lasting = or_(col(Restriction.until).is_(None), col(Restriction.until) > now)
    where = (col(Restriction.identity_id).in_(accounts), Restriction.kind == "ban", Restriction.state == "fact")
    query = select(Restriction).where(*where, lasting).order_by(col(Restriction.id))
    return list(session.exec(query.where(Restriction.group_id == group) if group else query).all())


def _is_carried(session: Session, ban: Restriction) -> bool:
    return _of(session, ban.group_id, ban.identity_id) is not None


def _of(session: Session, group: int, identity: int) -> CarriedBan | None:
    where = (CarriedBan.group_id == group, CarriedBan.identity_id == identity)
    return session.exec(select(CarriedBan).where(*where)).first()


def _carried(ban: Restriction, other: int, ctx: Context) -> list[AnyAction]:
    actions: list[AnyAction] = []
    for group in _places(ban, other, ctx):
        own = restrictions.find(ctx.session, _chat(group), other, "ban")
        if own is not None and (own.until is None or (ban.until is not None and own.until >= ban.until)):
            continue
        if _of(ctx.session, group.id or 0, other) is not None or _runs(ctx.session, group, other):
            continue
        ctx.session.add(
            CarriedBan(
                community_id=ban.community_id,
                group_id=group.id or 0,
                identity_id=other,
                from_identity=ban.identity_id,
                from_group=ban.group_id,
                own=own is not None,
                own_until=own.until if own is not None else None,
                at=ctx.now,
            )
        )
        ctx.session.flush()
        actions.append(Ban(_chat(group), people.account(ctx.session, other), ban.until, ban.reason))
    return actions


def _places(ban: Restriction, other: int, ctx: Context) -> list[Group]:
    """Where the other account could come instead."""
    platform = ctx.session.get_one(Identity, other).platform
    theirs = (Group.community_id == ban.community_id, Group.platform == platform, Group.kind == "group")
    groups = ctx.session.exec(select(Group).where(*theirs, col(Group.gone_at).is_(None)).order_by(col(Group.id))).all()
    same = [group for group in groups if group.id == ban.group_id]
    elsewhere = ctx.session.get_one(Group, ban.group_id).platform != platform
    return list(groups) if elsewhere else same


def _runs(session: Session, group: Group, identity: int) -> bool:
    """Whether somebody runs a group: nobody who does can be banned there."""
    where = (Membership.group_id == group.id, Membership.identity_id == identity, col(Membership.present))
    leads = or_(Membership.role >= Role.MODERATOR, col(Membership.appointed))
    return session.exec(select(Membership.id).where(*where, leads)).first() is not None


def give_back(identity: int, ctx: Context) -> list[AnyAction]:
    """What must happen so that bans that came to an account, or went from it, no longer hold for the other one."""
    moved = or_(col(CarriedBan.identity_id) == identity, col(CarriedBan.from_identity) == identity)
    actions: list[AnyAction] = []
    for row in ctx.session.exec(select(CarriedBan).where(moved).order_by(col(CarriedBan.id))).all():
        actions += _given_back(row, ctx)
        ctx.session.delete(row)
        ctx.session.flush()
    return actions


def _given_back(row: CarriedBan, ctx: Context) -> list[AnyAction]:
    """The account's own ban is left; one that moderators decided since stays as it is."""
    group = _chat(ctx.session.get_one(Group, row.group_id))
    if restrictions.find(ctx.session, group, row.identity_id, "ban") is None or _decided_since(row, ctx.session):
        return []
    who = people.account(ctx.session, row.identity_id)
    if row.own and (row.own_until is None or row.own_until > ctx.now):
        return [Ban(group, who, row.own_until)]
    return [Unban(group, who)]


def _decided_since(row: CarriedBan, session: Session) -> bool:
    where = (Decision.group_id == row.group_id, Decision.identity_id == row.identity_id, Decision.action == "ban")
    newer = select(Decision.id).where(*where, col(Decision.at) > row.at, col(Decision.undone_at).is_(None))
    return session.exec(newer).first() is not None


def _chat(group: Group) -> Chat:
    return Chat(group.platform, group.address, ChatKind(group.kind), group.title, group.id or 0)
