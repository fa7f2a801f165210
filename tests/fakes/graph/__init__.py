"""A strict fake of Meta's Graph API for one WhatsApp number, with the people who write to it."""

from tests.fakes.graph.graph import Graph
from tests.fakes.graph.spec import Spec
from tests.fakes.graph.world import Circle, Person, Sent

__all__ = ["Circle", "Graph", "Person", "Sent", "Spec"]
