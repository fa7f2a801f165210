"""Column types and the two kinds of link to a person that every table uses."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Integer, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.sqlite import DATETIME
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

WITHOUT_ZONE = len("2026-03-02 05:00:00.000000")


class Naive(DATETIME):
    """A moment in SQLAlchemy's own format for SQLite, written in a fraction of its time."""

    def bind_processor(self, dialect: Dialect) -> Any:
        """Gives what turns a value into what is stored."""
        return lambda value: value and value.astimezone(UTC).isoformat(" ", "microseconds")[:WITHOUT_ZONE]


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment; SQLite, which has no zones, stores it naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """How a database keeps it."""
        return Naive() if dialect.name == "sqlite" else self.impl_instance  # type: ignore[no-untyped-call]

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: always aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB(), "postgresql")


class Table(SQLModel):
    """The root of every table; every constraint has a name, so that a migration can find it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def key() -> Any:
    """Our own integer id."""
    return Field(default=None, primary_key=True, sa_type=BigId)


def link(target: str, *, forget: str = "", index: bool = False, nullable: bool = False, primary: bool = False) -> Any:
    """A foreign key. `forget` says what happens to the row when the person behind it is forgotten:
    "delete" removes the row, "null" empties the column; a link to anything but people leaves it out.
    """
    required: dict[str, Any] = {} if not nullable else {"default": None}
    return Field(
        **required,
        sa_type=BigId,
        sa_column_args=(ForeignKey(target),),
        sa_column_kwargs={"info": {"forget": forget}} if forget else {},
        index=index,
        nullable=nullable,
        primary_key=primary,
    )


def moment(*, index: bool = False) -> Any:
    """A required moment."""
    return Field(sa_type=Moment, index=index)


def maybe_moment(*, index: bool = False) -> Any:
    """A moment that may be missing."""
    return Field(default=None, sa_type=Moment, nullable=True, index=index)


def json_column(default: Any) -> Any:
    """A JSON value; `default` makes a new one."""
    return Field(default_factory=default, sa_type=Json)
