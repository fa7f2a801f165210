"""When something shall happen, in Indonesian and English words: understood to the last word, or asked about."""

from bot.domain.dates.reading import leading, read, trailing
from bot.domain.dates.recurrence import occurrences
from bot.domain.dates.resolving import When
from bot.domain.dates.saying import say_start, say_zones

__all__ = ["When", "leading", "occurrences", "read", "say_start", "say_zones", "trailing"]
