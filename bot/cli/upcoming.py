"""`pamong jobs`: what is due next."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot import errors, migrations, texts
from bot.cli import opening
from bot.config import Config
from bot.domain.moments import say_moment
from bot.models import DueRow, Group

MOST = 50

Due = tuple[DueRow, Group | None]


def show(config: Config, *, as_json: bool) -> None:
    """The next rows of the schedule, soonest first."""
    with opening.opened(config) as database:
        if migrations.current(database) != migrations.head():
            raise errors.Misconfigured("The tables are not of today. First: pamong db upgrade")
        with database.reader() as session:
            query = select(DueRow, Group).join(Group, col(Group.id) == col(DueRow.group_id), isouter=True)
            query = query.where(DueRow.state == "pending").order_by(col(DueRow.at)).limit(MOST)
            rows = [(row, group) for row, group in session.exec(query).all()]
    if as_json:
        print(json.dumps([_as_json(row, group) for row, group in rows], ensure_ascii=False, indent=2))
    else:
        _table(rows, config)


def _as_json(row: DueRow, group: Group | None) -> dict[str, str | None]:
    title = group.title if group is not None else None
    return {"at": row.at.isoformat(), "kind": row.kind, "name": row.name, "group": title}


def _table(rows: Sequence[Due], config: Config) -> None:
    from rich.console import Console
    from rich.table import Table

    if not rows:
        print(texts.say(config.language, "jobs.nothing", {}))
        return
    heads = (texts.say(config.language, key, {}) for key in ("jobs.when", "jobs.what", "jobs.where"))
    table = Table(*map(str, heads), box=None)
    now = datetime.now(UTC)
    for row, group in rows:
        when = say_moment(row.at, now, ZoneInfo(config.timezone), config.language)
        table.add_row(when, f"{row.kind} {row.name}", group.title if group else "")
    Console(soft_wrap=True).print(table, markup=False)
