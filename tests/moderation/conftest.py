"""One database for all rules: they read, and what a test writes is taken back."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from bot.chat.facts import Role
from bot.context import Context
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS
from tests import cast
from tests.furniture import furnished
from tests.stage import Stage


@pytest.fixture(scope="session")
def classroom() -> Iterator[Session]:
    """A database in memory that knows the cast."""
    opened = furnished()
    with opened.session() as session:
        yield session
    opened.close()


@pytest.fixture
def ctx(classroom: Session) -> Iterator[Context]:
    """What a rule gets in GROUP at NOW, remembering nothing yet."""
    yield cast.context(classroom)
    classroom.rollback()


@pytest.fixture
def rules_stage() -> Iterator[Stage]:
    """An engine with every rule and handler; Dewi moderates."""
    play = Stage(*ROUTERS, *JOBS, rules=RULES)
    play.platform.roles |= {cast.DEWI.address: Role.MODERATOR, cast.CITRA.address: Role.ADMIN}
    yield play
    play.close()
