"""What an answer is worth: up to the question's points, half of them for speed, never less than nothing."""

from decimal import ROUND_HALF_UP, Decimal

POINTS = 1000
HALF = Decimal("0.5")


def score(share: float, taken: float, seconds: float, *, points: int = POINTS, speed: bool = True) -> int:
    """Points for an answer that is right by `share` (0 to 1), given `taken` seconds after a question of `seconds`.

    An answer at once earns all of the points, one at the last moment half of them; without `speed` only being right
    counts. Whoever is too early or too late by a clock's fault is taken for the nearest who is not.
    """
    right = min(max(Decimal(str(share)), Decimal(0)), Decimal(1))
    whole = Decimal(max(points, 0)) * right * _quickness(taken, seconds, speed=speed)
    return int(whole.quantize(Decimal(1), ROUND_HALF_UP))


def _quickness(taken: float, seconds: float, *, speed: bool) -> Decimal:
    if not speed or seconds <= 0:
        return Decimal(1)
    used = min(max(Decimal(str(taken)) / Decimal(str(seconds)), Decimal(0)), Decimal(1))
    return 1 - used * HALF
