"""A stage with all of Pamong's own handlers and jobs."""

from collections.abc import Iterator

import pytest

from bot.chat.facts import Role
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS
from tests.cast import CITRA, DEWI
from tests.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Pamong as it is, without a platform; Citra is an admin there, Dewi a moderator."""
    play = Stage(*ROUTERS, *JOBS, rules=RULES)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    yield play
    play.close()
