"""Control methods run under the world's lock, from whatever thread."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from tests.fakes.botapi.state import World

P = ParamSpec("P")
R = TypeVar("R")


class Control:
    """What people do and what a test may see; no person's action is refused silently."""

    world: World


C = TypeVar("C", bound=Control)


def locked(method: Callable[Concatenate[C, P], R]) -> Callable[Concatenate[C, P], R]:
    def inside(self: C, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self.world.lock:
            self.world.run_due()
            return method(self, *args, **kwargs)

    update_wrapper(inside, method)
    return inside
