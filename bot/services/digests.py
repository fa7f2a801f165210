"""Digests and reports: when one is due, and how a child process makes one."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from pydantic import Field
from sqlmodel import Session

from bot import texts
from bot.chat.actions import Work
from bot.context import Context
from bot.domain.daily import next_time
from bot.models import Blob
from bot.services import charts, participation
from bot.services.participation import Figures
from bot.services.schedule import cancel, schedule
from bot.settings import Section

DUE = "digests.due"
PERIODS = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
WEEK = 7  # days up to which they are named by their weekday


class Digests(Section):
    """What the group reads about itself."""

    section: ClassVar[str] = "digests"

    every: Literal["off", "daily", "weekly"] = Field("off", description="How often the group gets a digest")
    days: list[int] = Field([0], min_length=1, description="Weekdays of a weekly digest, 0 is Monday")
    at: str = Field("19:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="Local time of the digest")
    picture: bool = Field(True, description="Send a picture with it")
    thanks: bool = Field(True, description="Thank those by name, once a week, who helped most")


def next_moment(wanted: Digests, after: datetime, zone: ZoneInfo) -> datetime:
    """When the next digest is due, in UTC."""
    moment = next_time(after, wanted.at, zone)
    while wanted.every == "weekly" and moment.astimezone(zone).weekday() not in wanted.days:
        moment = next_time(moment, wanted.at, zone)
    return moment


def plan(wanted: Digests, ctx: Context) -> datetime | None:
    """Makes the group's next digest due, or none; when."""
    name = str(ctx.group.chat.id)
    if wanted.every == "off":
        cancel(ctx.session, DUE, name)
        return None
    moment = next_moment(wanted, ctx.now, ctx.group.zone)
    schedule(ctx.session, ctx.group, DUE, name, moment)
    return moment


def order(kind: str, length: timedelta, ctx: Context, language: str = "") -> Work:
    """The work of making a report on the time that ends now; it comes back as `kind`."""
    return Work(
        kind,
        {
            "group": ctx.group.chat.id,
            "title": ctx.group.chat.title,
            "start": (ctx.now - length).isoformat(),
            "end": ctx.now.isoformat(),
            "zone": ctx.group.timezone,
            "language": language or ctx.group.language,
        },
    )


# In the child process -----------------------------------------------------------------------------------------


def make(session: Session, args: dict[str, Any]) -> tuple[str, bytes]:
    """Figures and picture of a period, in one envelope."""
    start, end = datetime.fromisoformat(args["start"]), datetime.fromisoformat(args["end"])
    now, before = participation.periods(session, args["group"], start, end, ZoneInfo(args["zone"]))
    picture = charts.draw(_series(now, before, max((end - start).days, 1), args["language"]), _words(args))
    envelope = {"now": asdict(now), "before": asdict(before), "picture": b64encode(picture).decode()}
    return "report.json", json.dumps(envelope).encode()


def _series(now: Figures, before: Figures, days: int, language: str) -> charts.Series:
    """The last so many local days of each period; the first one of a period is mostly cut by its beginning."""
    shown = now.by_day[-days:]
    return charts.Series(
        days=_labels([date.fromisoformat(day) for day, *_ in shown], texts.known(language)),
        messages=[messages for _, messages, _ in shown],
        people=[people for *_, people in shown],
        before=[messages for _, messages, _ in before.by_day[-days:]],
        hours=now.by_hour,
    )


def _labels(days: Sequence[date], language: str) -> list[str]:
    """Weekdays for a week, dates for more."""
    if len(days) <= WEEK:
        names = get_day_names("abbreviated", locale=language)
        return [names[day.weekday()] for day in days]
    return [format_date(day, "d MMM", locale=language) for day in days]


def _words(args: dict[str, Any]) -> charts.Words:
    def say(key: str, **values: object) -> str:
        return str(texts.say(args["language"], f"digests.chart.{key}", values))

    return charts.Words(
        title=say("title", group=args["title"]),
        messages=say("messages"),
        people=say("people"),
        before=say("before"),
        hours=say("hours"),
    )


# Back again ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """What came back: this period, the one before it, and the picture's blob."""

    now: Figures
    before: Figures
    picture: int


def opened(blob: int, name: str, ctx: Context) -> Report:
    """Takes the envelope apart; of the blob only the picture is left, under a name."""
    row = ctx.session.get_one(Blob, blob)
    envelope = json.loads(row.data)
    row.data, row.name = b64decode(envelope["picture"]), name
    ctx.session.add(row)
    ctx.session.flush()
    return Report(_figures(envelope["now"]), _figures(envelope["before"]), blob)


def _figures(values: dict[str, Any]) -> Figures:
    pairs = {name: [tuple(each) for each in values[name]] for name in ("by_day", "topics", "helpers")}
    return Figures(**values | pairs)
