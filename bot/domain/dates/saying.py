"""A start in words, by weekday, date and zone, as `read` understands it again."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

INDONESIA = {"WIB": ZoneInfo("Asia/Jakarta"), "WITA": ZoneInfo("Asia/Makassar"), "WIT": ZoneInfo("Asia/Jayapura")}


def say_start(start: datetime, language: str) -> str:
    """ "Jumat, 6 Maret 2026 pukul 19.30 WIB", by the clocks of the start's own zone."""
    day = format_date(start.date(), "EEEE, d MMMM y", locale=language.replace("-", "_"))
    said = f"{day} pukul {start:%H.%M}" if language.startswith("id") else f"{day} at {start:%H:%M}"
    return f"{said} {zone_label(start)}"


def say_zones(start: datetime, language: str = "id") -> str:
    """The same moment by the clocks of all three Indonesian zones, "19.30 WIB · 20.30 WITA · 21.30 WIT"; elsewhere
    nothing.
    """
    if zone_label(start) not in INDONESIA:
        return ""
    clock = "%H.%M" if language.startswith("id") else "%H:%M"
    return " · ".join(f"{start.astimezone(zone):{clock}} {name}" for name, zone in INDONESIA.items())


def zone_label(start: datetime) -> str:
    """WIB, WITA, WIT where the zone is Indonesian, else the distance from UTC."""
    key = getattr(start.tzinfo, "key", "")
    labels = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
    if key in labels:
        return labels[key]
    away = start.utcoffset() or timedelta(0)
    sign, minutes = ("-" if away < timedelta(0) else "+"), int(abs(away) / timedelta(minutes=1))
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "UTC"
