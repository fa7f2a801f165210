"""The fake Telegram that a test plays against."""

from collections.abc import Iterator

import pytest

from tests.fakes.botapi import BotApi


@pytest.fixture
def api() -> Iterator[BotApi]:
    """A Bot API server of its own."""
    with BotApi.serve() as served:
        yield served
