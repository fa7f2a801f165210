"""Dates in words of a language: what was understood, what is asked, how something repeats."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Any

from babel.dates import format_date

from bot.chat.text import Text
from bot.domain.dates import When, say_start, say_zones
from bot.domain.dates.times import usual
from bot.domain.dates.words import CODES
from bot.domain.weekdays import say_days

Say = Callable[..., Text]
"""`say(key, **values)`, as contexts have it."""


def told(when: When, words: str, language: str, say: Say) -> Text:
    """What was understood, or what must be asked."""
    if when.start is None:
        return say(f"dates.{when.why}", **missing(when, words))
    said: object = say_start(when.start, language)
    if when.rrule:
        said = say("dates.repeating", when=said, rule=rule(when.rrule, when.start.tzinfo, language, say))
    zones = say_zones(when.start, language)
    return say("dates.understood_zones", when=said, zones=zones) if zones else say("dates.understood", when=said)


def missing(when: When, words: str) -> dict[str, str]:
    """The values of the text that says what is missing."""
    match when.why:
        case "unknown":
            return {"word": when.word[:40]}
        case "no_time":
            time = usual(when.word)
            return {"words": words.strip()[:60], "hour": f"{time:%H}", "minute": f"{time:%M}"}
    return {}


def rule(rrule: str, zone: tzinfo | None, language: str, say: Say) -> Text:
    """How something repeats: "setiap Selasa, 8 kali"."""
    parts = dict(part.split("=", 1) for part in rrule.split(";"))
    said = _pace(parts, language, say)
    if "COUNT" in parts:
        said = say("dates.every.times", rule=said, count=int(parts["COUNT"]))
    if "UNTIL" in parts:
        last = datetime.strptime(parts["UNTIL"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(zone).date()
        said = say("dates.every.until", rule=said, date=format_date(last, "d MMMM y", language.replace("-", "_")))
    return said


def _pace(parts: dict[str, Any], language: str, say: Say) -> Text:
    days = parts.get("BYDAY", "").split(",")
    named = say_days((CODES.index(day[-2:]) for day in days if day), language)
    match parts["FREQ"], parts.get("BYMONTHDAY"):
        case "DAILY", _:
            return say("dates.every.daily")
        case "WEEKLY", _ if "INTERVAL" in parts:
            return say("dates.every.weeks", count=int(parts["INTERVAL"]), days=named)
        case "WEEKLY", _:
            return say("dates.every.weekly", days=named)
        case _, "-1":
            return say("dates.every.month_end")
        case _, str(day):
            return say("dates.every.monthly", day=day)
    rank = days[0][:-2]
    last = say("dates.every.ranked_last", day=named)
    return last if rank == "-1" else say("dates.every.ranked", day=named, rank=rank)
