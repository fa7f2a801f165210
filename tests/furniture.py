"""A database in memory in which the cast lives: furnished once, then copied."""

import sqlite3
from functools import cache
from typing import Any

from bot.models import Table
from bot.store import Database, database
from tests import cast

MEMORY = "sqlite://"


def furnished() -> Database:
    """All tables and the cast, at a fiftieth of what it costs to create them anew."""
    opened = database(MEMORY)
    with opened.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        connection.rollback()
        _pattern().backup(driver)
    return opened


@cache
def _pattern() -> sqlite3.Connection:
    opened = database(MEMORY)
    Table.metadata.create_all(opened.engine)
    with opened.session() as session, session.begin():
        cast.enter(session)
    driver: Any = opened.engine.raw_connection().driver_connection
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    driver.backup(kept)
    opened.close()
    return kept
