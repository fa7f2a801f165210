"""What is known of a whole platform: where somebody was last heard, who is there, and which owners are elsewhere."""

from collections import defaultdict
from datetime import datetime

from sqlmodel import col, func, select

from bot.chat.events import Account
from bot.context import Context
from bot.models import Activity, Group, Identity, IdentityAlias, Membership, SentMessage
from bot.services import people


def heard(platform: str, ctx: Context) -> dict[str, tuple[str, list[str]]]:
    """By a group's address: when somebody was last heard there (ISO, or empty), and every address of its members."""
    rows = ctx.session.exec(
        select(Group).where(Group.platform == platform, Group.kind == "group", col(Group.gone_at).is_(None))
    ).all()
    last, present = _last(platform, ctx), _present(platform, ctx)
    return {
        row.address: (last[row.id].isoformat() if row.id in last else "", present[row.id or 0])
        for row in rows
        if row.present_at is not None
    }


def _last(platform: str, ctx: Context) -> dict[int | None, datetime]:
    query = select(Activity.group_id, func.max(Activity.at)).join(Group, col(Group.id) == col(Activity.group_id))
    return dict(ctx.session.exec(query.where(Group.platform == platform).group_by(col(Activity.group_id))).all())


def _present(platform: str, ctx: Context) -> dict[int, list[str]]:
    query = select(Membership.group_id, IdentityAlias.value).join(
        IdentityAlias, col(IdentityAlias.identity_id) == col(Membership.identity_id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for group, address in ctx.session.exec(query.where(IdentityAlias.platform == platform, col(Membership.present))):
        found[group].append(address)
    return found


def asked(platform: str, since: datetime, until: datetime, ctx: Context) -> list[int]:
    """The groups in which a poll of ours appeared within a time."""
    query = select(SentMessage.group_id).join(Group, col(Group.id) == col(SentMessage.group_id)).distinct()
    within = (col(SentMessage.sent_at) >= since, col(SentMessage.sent_at) <= until)
    where = (Group.platform == platform, Group.kind == "group", Group.state == "awake")
    return list(ctx.session.exec(query.where(col(SentMessage.poll_id).is_not(None), *within, *where)).all())


def owners_elsewhere(platform: str, ctx: Context) -> list[Account]:
    """The owners' accounts on other platforms that can be written to, one each."""
    found: dict[tuple[str, str], Account] = {}
    for other, address in sorted(ctx.installation.owners):
        if other == platform:
            continue
        query = select(Identity.id).join(IdentityAlias, col(IdentityAlias.identity_id) == col(Identity.id))
        query = query.where(IdentityAlias.platform == other, IdentityAlias.value == address, col(Identity.writable))
        identity = ctx.session.exec(query).first()
        if identity is not None:
            found[other, address] = people.account(ctx.session, identity)
    return list(found.values())
