"""What Alembic runs: with the connection that it is handed, in the transaction that is open."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from bot.models import Table

OURS = {"AutoString": "sa.String()", "Moment": "Moment()", "BigInteger": "BigId", "JSON": "Json"}


def render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Writes column types by our names for them, so that a revision means the same for every database."""
    return OURS.get(type(item).__name__, False) if kind == "type" else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=connection.dialect.name == "sqlite" and not context.config.attributes.get("first"),
    render_item=render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
