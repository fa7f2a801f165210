"""Counts what a piece of code sends to a database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements of a block, BEGIN and COMMIT included; many rows in one call are one statement."""
    seen: list[str] = []

    def executed(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    def begun(_connection: Any) -> None:
        if engine.dialect.name != "sqlite":  # there it is a statement of its own
            seen.append("BEGIN")

    def committed(_connection: Any) -> None:
        seen.append("COMMIT")

    listeners = (("before_cursor_execute", executed), ("begin", begun), ("commit", committed))
    for name, listener in listeners:
        event.listen(engine, name, listener)
    try:
        yield seen
    finally:
        for name, listener in listeners:
            event.remove(engine, name, listener)
