"""Groups that share their people, FAQ, quizzes, meetings and leaderboards: joined by a code that both sides show."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, select

from bot import errors, settings
from bot.chat.actions import Action, AnyAction
from bot.chat.events import Chat, ChatKind
from bot.context import Context
from bot.models import Group
from bot.services import codes, merging
from bot.services.schedule import schedule
from bot.settings import GroupInfo

CODE = "communities.code"
JOIN, JOINED = "communities.join", "communities.joined"
VALID = timedelta(minutes=30)


def groups(ctx: Context) -> list[Group]:
    """The groups of the community at hand in which the bot is, the oldest first."""
    where = (Group.community_id == ctx.community, Group.kind == "group", col(Group.gone_at).is_(None))
    return list(ctx.session.exec(select(Group).where(*where).order_by(col(Group.id))).all())


def chats(ctx: Context) -> list[Chat]:
    """Where something is announced that concerns the whole community: the group at hand first."""
    found = [Chat(row.platform, row.address, ChatKind(row.kind), row.title, row.id or 0) for row in groups(ctx)]
    return sorted(found, key=lambda chat: chat.id != ctx.group.chat.id)


def everywhere(ctx: Context, *actions: Action) -> list[AnyAction]:
    """The same in every group of the community: what names a message by its key finds each group's own."""
    return [replace(action, to=chat) for chat in chats(ctx) for action in actions]


def ids(ctx: Context) -> list[int]:
    """The same groups by our own ids."""
    return [row.id or 0 for row in groups(ctx)]


def new_code(ctx: Context) -> str:
    """A code by which another group joins this one's community."""
    return codes.show(CODE, str(ctx.group.chat.id), VALID, ctx)


def behind(code: str, ctx: Context) -> GroupInfo:
    """The group that showed a code; raises `errors.Refused` when the group at hand cannot join it."""
    row = codes.behind(CODE, code, ctx)
    group = ctx.session.get(Group, int(row.args["about"])) if row is not None else None
    if group is None or group.gone_at is not None:
        raise errors.Refused("communities.unknown")
    if group.community_id == ctx.community:
        raise errors.Refused("communities.already", group=group.title)
    if len(groups(ctx)) > 1:
        raise errors.Refused("communities.has_others")
    return settings.load(ctx.session, group.id or 0, ctx.installation.defaults)


def plan(host: GroupInfo, code: str, ctx: Context) -> None:
    """The group at hand is about to become part of the host's community: once what is said now has been stored."""
    codes.spend(CODE, code, ctx)
    schedule(ctx.session, ctx.group, JOIN, str(ctx.group.chat.id), ctx.now, {"host": host.chat.id})


def join(host: int, ctx: Context) -> None:
    """Moves the group's community into the host's; a moment later all its groups hear of it."""
    wanted = ctx.session.get(Group, host)
    if wanted is None or wanted.gone_at is not None or wanted.community_id == ctx.community:
        return
    merging.merge(ctx.session, ctx.community, wanted.community_id)
    mine = settings.load(ctx.session, ctx.group.chat.id, ctx.installation.defaults)
    schedule(ctx.session, mine, JOINED, str(mine.chat.id), ctx.now)
    ctx.changed_people = True
