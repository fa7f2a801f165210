"""Statements for a whole batch of rows, at the price that the driver asks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Dialect
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement's words for one kind of database, and what its driver wants the values to be."""

    words: str
    arrange: Callable[[Row], Any]
    converters: Mapping[str, Callable[[Any], Any]]


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
        for name, convert in ready.converters.items():
            value = stored = None
            for row in rows:
                if row[name] is not value:  # a batch often has one moment for all
                    value = row[name]
                    stored = convert(value)
                row[name] = stored
        connection.exec_driver_sql(ready.words, list(map(ready.arrange, rows)))

    def _prepare(self, dialect: Dialect) -> Prepared:
        compiled = self.statement.compile(dialect=dialect, column_keys=self.names)
        places = compiled.positiontup
        converters = {
            name: convert
            for name, bind in compiled.binds.items()
            if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }
        ready = Prepared(str(compiled), itemgetter(*places) if places else dict, converters)
        self.prepared[dialect.name] = ready
        return ready


def among(session: Session, column: Column[Any], values: Sequence[Any]) -> set[Any]:
    """Which of these values a column holds already."""
    if not values:
        return set()
    connection = session.connection()
    mark = "?" if connection.dialect.positional else "%s"
    marks = ", ".join([mark] * len(values))
    words = f"SELECT {column.name} FROM {column.table.name} WHERE {column.name} IN ({marks})"  # noqa: S608 - our names
    return set(connection.exec_driver_sql(words, tuple(values)).scalars())
