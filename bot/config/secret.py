"""The key that hashes are made with, and what every group of an installation shares."""

import os
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes

import structlog
from pydantic import BaseModel, SecretStr
from sqlalchemy.engine import make_url
from sqlmodel import select

from bot import errors
from bot.config.tables import Config
from bot.context import Installation
from bot.models import Remembered, Seen
from bot.settings import Defaults
from bot.store import Database

log = structlog.get_logger()


def installation(config: Config, key: bytes, bot_names: Mapping[str, str] | None = None) -> Installation:
    """What the engine needs to know of the configuration."""
    owners = (owner.split(":", 1) for owner in config.owners)
    known = (account for platform, address in owners for account in _accounts(platform, address))
    return Installation(
        defaults=Defaults(config.language, config.timezone),
        owners=frozenset(known),
        key=key,
        public_url=config.web.public_url,
        bot_names=bot_names,
    )


def _accounts(platform: str, address: str) -> Iterator[tuple[str, str]]:
    """One person's accounts: a number on WhatsApp is known at the gateway and at Meta, each in its own spelling."""
    yield platform, address
    number = address.removeprefix("+")
    if platform == "whatsapp" and number.isdecimal():
        yield from (("whatsapp", f"{number}@c.us"), ("cloud", number))


def secrets(config: Config) -> list[str]:
    """Everything that must not be shown, the database's password among it."""
    password = make_url(config.database.url.get_secret_value()).password
    keys = set(_hidden(config)) - {config.database.url.get_secret_value()}
    return [*keys, password] if password else [*keys]


def _hidden(table: BaseModel) -> Iterator[str]:
    for name in type(table).model_fields:
        match getattr(table, name):
            case SecretStr() as secret if secret.get_secret_value():
                yield secret.get_secret_value()
            case BaseModel() as inner:
                yield from _hidden(inner)


def security_key(config: Config, database: Database) -> bytes:
    """The key of `[security]`, else the one beside the database, made when it is missing.

    A new one for a database that has hashes already is not made silently: they can no longer be recognised.
    """
    said = config.security.key.get_secret_value()
    if said:
        return blake2b(said.encode(), digest_size=32).digest()
    file = key_file(config, database)
    try:
        return bytes.fromhex(file.read_text("ascii"))
    except FileNotFoundError:
        return _made(file, database)
    except (OSError, ValueError):
        raise errors.Misconfigured(f"The security key {file} cannot be read. Restore it from a backup.") from None


def key_file(config: Config, database: Database) -> Path:
    """Beside the SQLite file; beside config.toml for PostgreSQL."""
    beside = database.path or config.path
    return beside.with_name(beside.name + ".key")


def is_lost(config: Config, database: Database) -> bool:
    """Whether there are hashes that only a missing key could recognise."""
    if config.security.key.get_secret_value() or key_file(config, database).exists():
        return False
    with database.session() as session:
        return any(session.exec(select(column).limit(1)).first() for column in (Seen.hash, Remembered.hash))


def _made(file: Path, database: Database) -> bytes:
    key = token_bytes(32)
    if database.path is None and database.is_sqlite:
        return key  # nothing outlives a database in memory
    with database.session() as session:
        if any(session.exec(select(column).limit(1)).first() for column in (Seen.hash, Remembered.hash)):
            log.warning(
                "security.key_lost",
                file=str(file),
                why="The database has hashes made with another key: bans of people who were forgotten no longer hold.",
            )
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(key.hex())
    return key
