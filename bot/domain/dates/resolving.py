"""From what was said to the moments that it may mean."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal

from bot.domain.dates import recurrence, times
from bot.domain.dates.parts import After, Begin, Repeat, Said, Span, Times, Until, Zone

Status = Literal["ok", "ask", "refuse"]

FAR = timedelta(days=300)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class When:
    """What was understood. `why` says what is missing or wrong (the text `dates.<why>`), `word` which word, or
    the part of the day that lacks a time.

    `options`: the moments between which the words do not decide. `minutes`: how long, where they say it.
    """

    status: Status
    start: datetime | None = None
    rrule: str = ""
    minutes: int = 0
    why: str = ""
    word: str = ""
    options: tuple[datetime, ...] = ()


def understood(said: Said, now: datetime, zone: tzinfo) -> When:
    """What everything together means."""
    if said.vague or said.is_contradictory():
        return When("ask", why=said.vague or "contradiction")
    clocks = next((part.zone for part in said.of(Zone)), zone)
    if said.of(After):
        return When("ok", _minute(now + said.of(After)[0].delta).astimezone(clocks))
    if not said.days and said.span is None and said.repeat is None:
        return When("ask", why="no_day")
    todays = sorted({now.astimezone(where).date() for where in (clocks, zone)})
    if said.days and said.repeat is None and (why := _no_day(said, todays)) is not None:
        return why
    return _at_a_time(said, todays, now, clocks)


def _at_a_time(said: Said, todays: list[date], now: datetime, zone: tzinfo) -> When:
    if said.span is None:
        return When("ask", why="no_time", word=said.daypart)
    hours = times.hours(said.span, said.daypart)
    if not hours:
        return When("ask", why="contradiction")
    if said.repeat is not None:
        when = _repeated(said, said.repeat, hours, now, zone)
    elif said.days:
        when = _once(said, hours, todays, now, zone)
    else:
        when = _bare_time(hours, todays, now, zone)
    return _with_length(when, said.span)


def _minute(moment: datetime) -> datetime:
    """Up to the next whole minute: what is said to be in 5 minutes is not there sooner."""
    rest = timedelta(seconds=moment.second, microseconds=moment.microsecond)
    return moment - rest + timedelta(minutes=1) if rest else moment


def _no_day(said: Said, todays: list[date]) -> When | None:
    """Why the days that were said leave none."""
    dates = [day for today in todays for day in _dates(said, today)]
    if not dates:
        return When("ask", why="contradiction")
    return When("refuse", why="past") if max(dates) < todays[0] else None


def _dates(said: Said, today: date) -> set[date]:
    """The dates on which everything that was said of the day agrees; bare weekdays confirm a date."""
    bare = {day.weekday for day in said.days if day.weekday is not None}
    others = [set(day.dates(today)) for day in said.days if day.weekday is None]
    if len(bare) > 1:
        return set()
    if not others:
        return set(said.days[0].dates(today))
    return {day for day in set.intersection(*others) if not bare or day.weekday() in bare}


def _once(said: Said, hours: times.Hours, todays: list[date], now: datetime, zone: tzinfo) -> When:
    dates = sorted({day for today in todays for day in _dates(said, today)})
    found = [moment for day in dates for moment in times.moments(day, hours, zone)]
    if not found:
        return When("ask", why="skipped")
    when = chosen(_soonest(found, now) if any(day.soonest for day in said.days) else found, now)
    rolled = when.start and when.start - now > FAR and when.start.year > todays[0].year
    if when.start and rolled and any(day.yearless for day in said.days):
        return When("ask", why="which_year", options=(when.start,))
    return when


def _bare_time(hours: times.Hours, todays: list[date], now: datetime, zone: tzinfo) -> When:
    """A time alone is today's; if it is over already, it is asked whether tomorrow's is meant."""
    today = [moment for day in todays for moment in times.moments(day, hours, zone)]
    if any(moment > now for moment in today):
        return chosen(today, now)
    tomorrow = times.moments(todays[-1] + DAY, hours, zone)
    return When("ask", why="passed", options=tuple(tomorrow))


def _soonest(found: Iterable[datetime], now: datetime) -> list[datetime]:
    """Those of the first day that still lies ahead."""
    ahead = sorted(moment for moment in found if moment > now)
    return [moment for moment in ahead if moment.date() == ahead[0].date()]


def chosen(found: Iterable[datetime], now: datetime) -> When:
    """One moment ahead is the answer; of several one must be chosen; none is too late."""
    ahead = sorted({moment.astimezone(UTC): moment for moment in found if moment > now}.values())
    if not ahead:
        return When("refuse", why="past")
    return When("ok", ahead[0]) if len(ahead) == 1 else When("ask", why="which", options=tuple(ahead))


def _with_length(when: When, span: Span) -> When:
    if when.start is None or span.end is None:
        return when
    return replace(when, minutes=times.length(when.start, span.end))


# Again and again ----------------------------------------------------------------------------------------------


def _repeated(said: Said, repeat: Repeat, hours: times.Hours, now: datetime, zone: tzinfo) -> When:
    today = now.astimezone(zone).date()
    begins = _begins(said, repeat, today)
    if begins is None:
        return When("ask", why="contradiction")
    repeat = _completed(said, repeat, begins)
    if repeat.freq == "WEEKLY" and not repeat.days:
        return When("ask", why="which_day")
    count, until = [part.count for part in said.of(Times)], [part.dates for part in said.of(Until)]
    rule = recurrence.rule(repeat, zone, today, count=count, until=until)
    found = [recurrence.first(rule, begins, hour, zone, now) for hour in hours]
    return replace(chosen([moment for moment in found if moment is not None], now), rrule=rule)


def _begins(said: Said, repeat: Repeat, today: date) -> date | None:
    """The day from which on it happens; None when the day that was said does not fit."""
    is_begun = bool(said.of(Begin))
    if not said.days:
        return None if is_begun else today
    if is_begun:
        dates = _dates(said, today)
        return next(iter(dates)) if len(dates) == 1 else None
    is_its_day = repeat.freq == "WEEKLY" and not repeat.days and said.days[0].weekday is not None
    return today if is_its_day and len(said.days) == 1 else None


def _completed(said: Said, repeat: Repeat, begins: date) -> Repeat:
    """A weekly repetition without days takes the day beside it."""
    if repeat.freq != "WEEKLY" or repeat.days or not said.days:
        return repeat
    weekday = said.days[0].weekday
    return replace(repeat, days=(begins.weekday() if weekday is None else weekday,))
