"""Statements for a whole batch of rows, at the price that the driver asks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Table
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

Row = dict[str, Any]
Converters = Mapping[str, Callable[[Any], Any]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement's words for one kind of database, and what its driver wants the values to be."""

    words: str
    arrange: Callable[[Row], Any]
    converters: Converters


class Bulk:
    """One statement, compiled once: SQLAlchemy would bind every value of every row anew."""

    def __init__(self, statement: UpdateBase, names: Iterable[str] = ()) -> None:
        self.statement = statement
        self.names = list(names) or None
        self.prepared: dict[str, Prepared] = {}

    def run(self, session: Session, rows: Sequence[Row]) -> None:
        """Once for each row; the rows are used up."""
        connection = session.connection()
        ready = self.prepared.get(connection.dialect.name) or self._prepare(connection.dialect)
        _convert(rows, ready.converters)
        connection.exec_driver_sql(ready.words, list(map(ready.arrange, rows)))

    def _prepare(self, dialect: Dialect) -> Prepared:
        compiled = self.statement.compile(dialect=dialect, column_keys=self.names)
        places = compiled.positiontup
        converters = _converters(((name, bind.type) for name, bind in compiled.binds.items()), dialect)
        ready = Prepared(str(compiled), itemgetter(*places) if places else dict, converters)
        self.prepared[dialect.name] = ready
        return ready


def add_new(session: Session, table: Table, rows: Sequence[Row]) -> set[Any]:
    """Inserts the rows whose first column, the key, is not there yet; gives these keys."""
    if not rows:
        return set()
    connection = session.connection()
    mark = "?" if connection.dialect.positional else "%s"
    marks = ", ".join([f"({', '.join([mark] * len(rows[0]))})"] * len(rows))
    key = next(iter(rows[0]))
    into = f"{table.name} ({', '.join(rows[0])})"  # names of ours, no values
    words = f"INSERT INTO {into} VALUES {marks} ON CONFLICT DO NOTHING RETURNING {key}"  # noqa: S608
    _convert(rows, _converters(((name, table.c[name].type) for name in rows[0]), connection.dialect))
    return set(connection.exec_driver_sql(words, tuple(value for row in rows for value in row.values())).scalars())


def _converters(types: Iterable[tuple[str, TypeEngine[Any]]], dialect: Dialect) -> Converters:
    """What the driver cannot take as it is, by name."""
    found = ((name, kind.dialect_impl(dialect).bind_processor(dialect)) for name, kind in types)
    return {name: convert for name, convert in found if convert is not None}


def _convert(rows: Sequence[Row], converters: Converters) -> None:
    for name, convert in converters.items():
        value = stored = None
        for row in rows:
            if row[name] is not value:  # a batch often has one moment for all
                value = row[name]
                stored = convert(value)
            row[name] = stored
