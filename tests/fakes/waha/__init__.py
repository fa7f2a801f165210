"""A WAHA gateway of our own: strict, stateful, checked against the gateway's own description."""

from tests.fakes.waha.gateway import FakeWaha
from tests.fakes.waha.world import Chat, Person, Said

__all__ = ["Chat", "FakeWaha", "Person", "Said"]
