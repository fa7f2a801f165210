"""The database: reachable, of today's tables, and what in it wants somebody's eye."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Executable
from sqlmodel import Session, col, func, select

from bot import errors, migrations, store, texts
from bot.cli import opening
from bot.cli.checking.finding import Finding, Level
from bot.config import Config
from bot.config.secret import is_lost
from bot.domain.moments import say_moment
from bot.models import LOBBY, Community, DueRow, Group, InboxRow, OutboxRow
from bot.services import backups
from bot.store import Database

NEEDED = ("delete_messages", "restrict_members", "invite_users", "pin_messages")
SHOWN = 10  # rows of a kind
STALE = timedelta(days=2)


def check(config: Config) -> Iterator[Finding]:
    """Looks without changing anything; an SQLite file that is not there yet is not made."""
    if _is_new(config):
        yield Finding(Level.FINE, "check.database_new")
        return
    try:
        with opening.opened(config) as database:
            state = _state(database)
            yield state
            if state.key == "check.database":
                yield from _contents(database, config)
    except errors.PamongError as failure:
        yield Finding(Level.BROKEN, "check.database_wrong", {"what": failure})


def groups_without_rights(config: Config) -> bool:
    """Whether there is a Telegram group in which the bot is no admin, or none at all yet."""
    if _is_new(config):
        return True
    try:
        with opening.opened(config) as database, database.reader() as session:
            groups = [group for group in _groups(session) if group.platform == "telegram"]
    except Exception:
        return True
    return not groups or any(not group.rights for group in groups)


def _is_new(config: Config) -> bool:
    database = store.database(config.database_url)
    database.close()
    if database.path is None:
        return database.is_sqlite
    return database.path.parent.is_dir() and not database.path.exists()


def _state(database: Database) -> Finding:
    present = migrations.current(database)
    if migrations.is_newer(present):
        return Finding(Level.BROKEN, "check.database_newer", {"revision": present})
    if present is None:
        return Finding(Level.FINE, "check.database_new")
    if present != migrations.head():
        return Finding(Level.WARNING, "check.database_older", {"revision": present, "wanted": migrations.head()})
    return Finding(Level.FINE, "check.database")


def _contents(database: Database, config: Config) -> Iterator[Finding]:
    if is_lost(config, database):
        yield Finding(Level.WARNING, "check.key_lost")
    with database.reader() as session:
        yield from _rights(session, config.language)
        yield from _quarantine(session, config)
        yield from _unknown(session, config)
        yield from _unheard(session)
        yield from _late(session)
        yield from _backups(session, config)


def _groups(session: Session) -> list[Group]:
    return list(session.exec(select(Group).where(Group.kind == "group", Group.state == "awake")).all())


def _rights(session: Session, language: str) -> Iterator[Finding]:
    groups = _groups(session)
    for group in groups:
        missing = [right for right in NEEDED if right not in group.rights.split()]
        if len(missing) == len(NEEDED):
            yield Finding(Level.WARNING, "check.no_admin", {"group": group.title})
        elif missing:
            names = ", ".join(str(texts.say(language, f"groups.right.{right}", {})) for right in missing)
            yield Finding(Level.WARNING, "check.rights_missing", {"group": group.title, "rights": names})
    if groups:
        yield Finding(Level.FINE, "check.groups", {"count": len(groups)})


def _quarantine(session: Session, config: Config) -> Iterator[Finding]:
    """Events that broke their handler, the newest first."""
    where = InboxRow.state == "quarantined"
    rows = session.exec(select(InboxRow).where(where).order_by(col(InboxRow.id).desc()).limit(SHOWN)).all()
    for row in rows:
        values = {"why": row.reason, "platform": row.platform or "-", "when": _when(row.arrived_at, config)}
        yield Finding(Level.WARNING, "check.quarantined", values)
    yield from _more(session, select(func.count()).where(where), len(rows), "check.quarantined_more")


def _unknown(session: Session, config: Config) -> Iterator[Finding]:
    """What may or may not have arrived when the process was killed: named, never guessed."""
    where = OutboxRow.state == "unknown"
    query = select(OutboxRow, Group).join(Group, col(Group.id) == OutboxRow.group_id).where(where)
    rows = session.exec(query.order_by(col(OutboxRow.id).desc()).limit(SHOWN)).all()
    for row, group in rows:
        values = {"what": row.kind, "where": group.title or group.kind, "when": _when(row.created_at, config)}
        yield Finding(Level.WARNING, "check.unknown", values)
    yield from _more(session, select(func.count()).where(where), len(rows), "check.unknown_more")


def _unheard(session: Session) -> Iterator[Finding]:
    """What a platform takes only once its person has written again."""
    where = (OutboxRow.state == "waiting", col(OutboxRow.waits_for).is_(None))
    count = session.exec(select(func.count()).where(*where)).one()
    if count:
        yield Finding(Level.FINE, "check.unheard", {"count": count})


def _late(session: Session) -> Iterator[Finding]:
    """What was dropped in the last 7 days, which is as long as such rows stay."""
    for state, key in (("expired", "check.expired"), ("refused", "check.refused")):
        query = select(OutboxRow.reason, func.count()).where(OutboxRow.state == state).group_by(OutboxRow.reason)
        reasons = {reason or state: count for reason, count in session.exec(query).all()}
        if reasons:
            named = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))
            yield Finding(Level.FINE, key, {"count": sum(reasons.values()), "reasons": named})


def _backups(session: Session, config: Config) -> Iterator[Finding]:
    failed = session.exec(select(DueRow).where(DueRow.kind == "backup", DueRow.name == "again")).first()
    if failed is not None:
        values = {"folder": config.backup_folder, "why": failed.args.get("failed", "")}
        yield Finding(Level.WARNING, "check.backup_failed", values)
        return
    copies = backups.copies(config.backup_folder)
    made = datetime.fromtimestamp(copies[-1].stat().st_mtime, UTC) if copies else None
    started = session.get_one(Community, LOBBY).created_at
    if datetime.now(UTC) - (made or started) > STALE:
        yield Finding(Level.WARNING, "check.backup_old", {"folder": config.backup_folder})
    elif made is not None:
        yield Finding(Level.FINE, "check.backup", {"when": _when(made, config)})


def _more(session: Session, counting: Executable, shown: int, key: str) -> Iterator[Finding]:
    more = int(session.execute(counting).scalar_one()) - shown
    if more > 0:
        yield Finding(Level.WARNING, key, {"count": more})


def _when(moment: datetime, config: Config) -> str:
    return say_moment(moment, datetime.now(UTC), ZoneInfo(config.timezone), config.language)
