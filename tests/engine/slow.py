"""Slow work as tests want it: `bot.engine.work` calls it by name, also in a child process."""

import os
from typing import Any

from sqlmodel import Session, func, select

from bot.models import Membership


def report(session: Session, args: dict[str, Any]) -> tuple[str, bytes]:
    """Counts members, and says in which process it did."""
    members = session.exec(select(func.count()).select_from(Membership)).one()
    return f"{args['name']}.txt", f"{members} {os.getpid()}".encode()


def broken(session: Session, args: dict[str, Any]) -> tuple[str, bytes]:
    """Fails."""
    raise RuntimeError("no paper left")


KINDS = {"report": "tests.engine.slow:report", "broken": "tests.engine.slow:broken"}
