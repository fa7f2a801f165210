"""The dates that a phrase may mean, seen from today."""

from calendar import monthrange
from datetime import date, timedelta

from bot.domain.dates.parts import Dates, Impossible

WEEK = 7


def ahead(days: int) -> Dates:
    """So many days from today."""
    return lambda today: (today + timedelta(days),)


def weekday(day: int) -> Dates:
    """The next such day; said on that very day, it may be today or in a week."""

    def dates(today: date) -> tuple[date, ...]:
        coming = today + timedelta((day - today.weekday()) % WEEK)
        return (coming, coming + timedelta(WEEK)) if coming == today else (coming,)

    return dates


def of_this_week(day: int) -> Dates:
    """The day of the week that runs from Monday to Sunday and has today in it."""
    return lambda today: (_monday(today) + timedelta(day),)


def next_one(day: int) -> Dates:
    """ "Next Friday" is the coming one to some, the one of next week to others."""

    def dates(today: date) -> tuple[date, ...]:
        coming = today + timedelta((day - today.weekday() - 1) % WEEK + 1)
        return tuple(sorted({coming, *of_next_week(day)(today)}))

    return dates


def of_next_week(day: int) -> Dates:
    """Next week begins on Monday to some, on Sunday to others."""

    def dates(today: date) -> tuple[date, ...]:
        monday_first = _monday(today) + timedelta(WEEK + day)
        sunday = today - timedelta((today.weekday() + 1) % WEEK)
        sunday_first = sunday + timedelta(WEEK + (day + 1) % WEEK)
        return tuple(sorted({monday_first, sunday_first}))

    return dates


def last_one(day: int) -> Dates:
    """The latest such day before today."""
    return lambda today: (today - timedelta((today.weekday() - day - 1) % WEEK + 1),)


def _monday(today: date) -> date:
    return today - timedelta(today.weekday())


def day_of_month(day: int, months: int | None = None) -> Dates:
    """The next day of this number; or the one of this month (0), of the next (1)."""
    if not 1 <= day <= 31:
        raise Impossible("no_such_day")

    def dates(today: date) -> tuple[date, ...]:
        steps = range(3) if months is None else (months,)
        found = [_on(*_month(today, step), day) for step in steps]
        return tuple(each for each in found if each is not None)[:2]

    return dates


def end_of_month(months: int = 0) -> Dates:
    """The last day of this month, or of the next."""

    def dates(today: date) -> tuple[date, ...]:
        year, month = _month(today, months)
        return (date(year, month, monthrange(year, month)[1]),)

    return dates


def calendar_day(day: int, month: int, year: int | None = None) -> Dates:
    """A date; without a year the next one, which is asked about when it was only just."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2024, month)[1]:
        raise Impossible("no_such_day")
    if year is not None:
        fixed = _on(year, month, day)
        if fixed is None:
            raise Impossible("no_such_day")
        return lambda today: (fixed,)

    def dates(today: date) -> tuple[date, ...]:
        years = (_on(today.year + step, month, day) for step in range(9))
        return tuple(each for each in years if each is not None and each >= today)[:1]

    return dates


def either(*readings: Dates) -> Dates:
    """What may be read in several ways."""
    return lambda today: tuple(sorted({each for dates in readings for each in dates(today)}))


def _month(today: date, step: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
    return year, month + 1


def _on(year: int, month: int, day: int) -> date | None:
    if not 1 <= year <= 9998 or day > monthrange(year, month)[1]:
        return None
    return date(year, month, day)
