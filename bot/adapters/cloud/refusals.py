"""What Meta's error codes mean for an order."""

from enum import Enum, auto

from bot.adapters.cloud.graph import Denied


class Fate(Enum):
    """What becomes of an order: `CROWDED` and `BUSY` pause one chat and the whole number, `AGAIN` is worth a few more
    tries, `CLOSED` is a person who cannot be written to now, `UNHEARD` one who must write first, `STOPPED` ends the
    platform.
    """

    CROWDED = auto()
    BUSY = auto()
    AGAIN = auto()
    CLOSED = auto()
    UNHEARD = auto()
    REFUSED = auto()
    STOPPED = auto()


CODES: dict[Fate, frozenset[int]] = {
    Fate.CROWDED: frozenset({131056}),
    Fate.BUSY: frozenset({4, 17, 32, 613, 80007, 130429, 131048, 131057}),
    Fate.AGAIN: frozenset({1, 2, 131000, 131016, 133004}),
    Fate.CLOSED: frozenset({130472, 131021, 131026, 131030, 131049, 131050}),
    Fate.UNHEARD: frozenset({131047, 470}),
    Fate.STOPPED: frozenset({190, 102, 10, 200, 368, 131005, 131031, 131045, 133010}),
}
TOO_MANY, UNAUTHORISED, BROKEN = 429, 401, 500  # from there on it is Meta's own trouble


def fate(denied: Denied) -> Fate:
    """Judges by Meta's code; without one that is known, by the HTTP status."""
    known = next((fate for fate, codes in CODES.items() if denied.code in codes), None)
    if known is not None:
        return known
    if denied.status == UNAUTHORISED:
        return Fate.STOPPED
    if denied.status == TOO_MANY:
        return Fate.BUSY
    return Fate.AGAIN if denied.status >= BROKEN else Fate.REFUSED
