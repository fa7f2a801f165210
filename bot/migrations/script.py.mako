"""${message.capitalize()}."""

% if not down_revision:
from datetime import UTC, datetime

% endif
import sqlalchemy as sa
from alembic import op

from bot.models.base import BigId, Json, Moment

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the tables from the revision before to this one."""
    ${"\n".join(line for line in (upgrades or "pass").splitlines() if "# ###" not in line).strip().replace("], )", "])")}
% if not down_revision:
    _first_rows()


def _first_rows() -> None:
    """The community of those who share no group with the bot, and the one lease."""
    community = sa.table("community", sa.column("name"), sa.column("created_at", Moment()))
    op.bulk_insert(community, [{"name": "", "created_at": datetime.now(UTC)}])
    writer = sa.table("writer", sa.column("id"), sa.column("owner"), sa.column("batch"))
    op.bulk_insert(writer, [{"id": 1, "owner": "", "batch": 0}])
% endif
