"""Moments in words, as people of a place say them: "besok pukul 19.30 WIB"."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_name

_INDONESIAN = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_NEAR_DAYS = {"id": ("hari ini", "besok"), "en": ("today", "tomorrow")}
_TIMES = {"id": "'pukul' HH.mm", "en": "'at' HH:mm"}


def say_moment(moment: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    """The moment as the clocks of `zone` show it: today and tomorrow by these words, other days by their date.

    Raises ValueError for a moment without a time zone.
    """
    if moment.tzinfo is None or now.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    there = moment.astimezone(zone)
    locale = language.replace("-", "_")
    time = format_datetime(there, _TIMES.get(locale[:2], "HH:mm"), zone, locale)
    return f"{_day(there, now.astimezone(zone), locale)} {time} {zone_name(there, zone, language)}"


def _day(there: datetime, now: datetime, locale: str) -> str:
    distance = (there.date() - now.date()).days
    near = _NEAR_DAYS.get(locale[:2], ())
    return near[distance] if 0 <= distance < len(near) else format_date(there.date(), "EEEE, d MMMM y", locale)


def zone_name(moment: datetime, zone: ZoneInfo, language: str) -> str:
    """WIB, WITA, WIT in Indonesia, elsewhere the short name that speakers know, or the distance from UTC."""
    if zone.key in _INDONESIAN:
        return _INDONESIAN[zone.key]
    name = get_timezone_name(moment.astimezone(zone), "short", locale=language.replace("-", "_"))
    return f"UTC{name[:3]}:{name[3:]}" if name[0] in "+-" else name
