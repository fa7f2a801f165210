"""One database for all rules: they read, and what a test writes is taken back."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from bot.context import Context
from bot.models import Table
from bot.store import database
from tests import cast


@pytest.fixture(scope="session")
def classroom() -> Iterator[Session]:
    """A database in memory that knows the cast."""
    opened = database("sqlite://")
    Table.metadata.create_all(opened.engine)
    with opened.session() as session:
        cast.enter(session)
        session.commit()
        yield session
    opened.close()


@pytest.fixture
def ctx(classroom: Session) -> Iterator[Context]:
    """What a rule gets in GROUP at NOW, remembering nothing yet."""
    yield cast.context(classroom)
    classroom.rollback()
