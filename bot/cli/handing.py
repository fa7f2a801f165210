"""Gives a form to the running Pamong; where none runs, takes the lock and lets the engine handle it here."""

import secrets
from typing import Any

from sqlmodel import Session, col, or_, select

from bot import config as configuration
from bot import errors, migrations
from bot.cli import opening
from bot.config import Config
from bot.engine.forms import Handed, address, hand_over
from bot.models import Group
from bot.store import Database, database

BUSY = float("inf")  # nothing is sent from here: what has to leave waits for the next start


def ask(config: Config, form: Handed) -> Any:
    """What the form's handler returned, once everything is committed.

    Raises `errors.Unreachable` when it is not taken, `errors.Refused` when its handler refuses.
    """
    path = database(config.database_url).path
    answered = hand_over(address(path or config.path), form)
    return answered.value if answered is not None else _alone(config, form)


def _alone(config: Config, form: Handed) -> Any:
    with opening.owned(config) as (opened, lease):
        migrations.upgrade(opened)
        if lease is not None:
            lease.sign()
        return _handled(config, opened, lease.owner if lease is not None else "", form)


def _handled(config: Config, opened: Database, owner: str, form: Handed) -> Any:
    from bot.chat.abilities import Abilities
    from bot.chat.events import Chat, Form
    from bot.engine.batch import Arrival, Batches
    from bot.engine.clock import Clock
    from bot.routing import Routes
    from handlers import ROUTERS
    from moderation.rules import RULES
    from scheduler import JOBS

    clock = Clock()
    installation = configuration.installation(config, configuration.security_key(config, opened))
    routes = Routes([*ROUTERS, *JOBS], RULES)
    batches = Batches(opened, installation, routes, lambda group: Abilities(), lambda *_: BUSY, clock, owner)
    batches.start()
    key, now = f"form:{secrets.token_hex(8)}", clock.now()
    group = Chat(*form.group) if form.group else None
    result = batches.run([Arrival(Form(key, now, group, name=form.name, values=dict(form.values)), now)])
    if key not in result.returned:
        raise errors.Unreachable("The form was not taken; the log says why.")
    return result.returned[key]


def place(config: Config, group: str) -> tuple[str, str]:
    """(platform, address) of a group by its title, the platform's address, or our number."""
    with opening.opened(config) as opened, opened.reader() as session:
        return _place(session, group)


def _place(session: Session, name: str) -> tuple[str, str]:
    number = int(name) if name.isdecimal() and len(name) < 10 else 0
    where = or_(col(Group.title) == name, col(Group.address) == name, col(Group.id) == number)
    found = session.exec(select(Group).where(Group.kind == "group", where)).first()
    if found is None:
        known = session.exec(select(Group.title).where(Group.kind == "group").limit(20)).all()
        raise errors.Misconfigured(f'There is no group "{name}". I know: {", ".join(known) or "none yet"}.')
    return found.platform, found.address
