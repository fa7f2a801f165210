"""How the program ends: what its exit codes mean, for people and for service managers."""

import sys
from typing import NoReturn

from bot import errors


class Hopeless(errors.Misconfigured):
    """Nothing is left to serve; starting again would not help."""


FINE = 0
WARNINGS = 1
BROKEN = 2

CODES: tuple[tuple[type[errors.PamongError], int], ...] = (
    (Hopeless, 78),
    (errors.Taken, 3),
    (errors.Unreachable, 75),
    (errors.PamongError, BROKEN),
)
"""78 and 75 are sysexits' EX_CONFIG and EX_TEMPFAIL: a service manager restarts after 75, not after 2, 3 or 78."""


def leave(failure: errors.PamongError) -> NoReturn:
    """Says in a sentence why it cannot be done, and ends."""
    print(failure, file=sys.stderr)
    sys.exit(next(code for kind, code in CODES if isinstance(failure, kind)))
