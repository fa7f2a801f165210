"""`pamong try`: how Pamong understands something, without doing it."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, or_, select

from bot import errors, settings, texts
from bot.chat.abilities import Abilities
from bot.chat.events import Account, Chat, Message
from bot.chat.text import Text
from bot.cli import opening
from bot.config import Config
from bot.context import Context, Installation
from bot.models import Group, Table
from bot.routing import Routes
from bot.settings import Defaults, GroupInfo
from bot.store import database
from moderation.judging import tried
from moderation.normalise import fold
from moderation.rules import RULES

JOINED = {"member": timedelta(days=100), "newcomer": timedelta(hours=1)}


def message(config: Config, text: str | None, group: str, role: str, *, as_json: bool) -> None:
    """Says what the rules find in a message and what would follow; without a text one message a line from stdin."""
    if role not in JOINED:
        raise errors.Misconfigured(f'--role "{role}" is not one of member, newcomer. For example: --role newcomer')
    with judge(config, group) as (session, place):
        for line in [text] if text is not None else (line.rstrip("\n") for line in sys.stdin):
            found = judged(line, role, session, place)
            if as_json or text is None:
                print(json.dumps(found, ensure_ascii=False), flush=True)
            else:
                _say(found)


def judged(text: str, role: str, session: Session, place: GroupInfo) -> dict[str, Any]:
    """{"folded", "findings": [{"rule", "score", "threshold", "why"}], "policy"} for a message of a `role`."""
    now = datetime.now(UTC)
    said = Message("try", now, place.chat, Account(place.chat.platform, "0", "Coba"), message="1", text=Text(text))
    ctx = Context(
        session=session,
        event=said,
        now=now,
        place=place,
        group=place,
        installation=Installation(),
        routes=Routes([], RULES),
        abilities=Abilities(),
        joined_at=now - JOINED[role],
    )
    findings, policy = tried(said, ctx)
    return {
        "folded": fold(text).text,
        "findings": [
            {
                "rule": finding.rule,
                "score": round(finding.score, 4),
                "threshold": round(finding.threshold, 4),
                "why": str(texts.say(place.language, finding.why, finding.values, place.words)),
            }
            for finding in findings
        ],
        "policy": policy,
    }


def _say(found: dict[str, Any]) -> None:
    print(f"read as: {found['folded']}")
    for finding in found["findings"]:
        print(f"{finding['rule']} {finding['score']:.2f} (threshold {finding['threshold']:.2f}): {finding['why']}")
    print(f"what would be done: {found['policy']}")


@contextmanager
def judge(config: Config, group: str) -> Iterator[tuple[Session, GroupInfo]]:
    """A group with its settings and phrases; without a name one where nothing was set."""
    defaults = Defaults(config.language, config.timezone)
    if group:
        with opening.opened(config) as opened, opened.reader() as session:
            yield session, settings.load(session, _find(session, group), defaults)
        return
    empty = database("sqlite://")
    Table.metadata.create_all(empty.engine)
    with empty.session() as session:
        yield session, GroupInfo(Chat("telegram", "-1", id=1), 1, defaults.language, defaults.timezone)
    empty.close()


def _find(session: Session, name: str) -> int:
    """A group by its title, the platform's address, or our id."""
    number = int(name) if name.isdecimal() and len(name) < 10 else 0
    where = or_(col(Group.title) == name, col(Group.address) == name, col(Group.id) == number)
    found = session.exec(select(Group.id).where(Group.kind == "group", where)).first()
    if found is None:
        raise errors.Misconfigured(f'There is no group "{name}". Its title, or its number from /id, is what I know.')
    return found
