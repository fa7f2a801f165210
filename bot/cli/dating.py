"""`pamong try date`: which moment words mean."""

import json
import sys
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import errors, texts
from bot.chat.text import Text
from bot.config import Config
from bot.domain import dates
from bot.services import moments


def date(config: Config, text: str | None, now: str, zone: str, *, as_json: bool) -> None:
    """Says which moment words mean; without a text one phrase a line from stdin."""
    clocks, moment = _zone(zone or config.timezone), _moment(now)
    for line in [text] if text is not None else (line.rstrip("\n") for line in sys.stdin):
        found = understood(line, moment, clocks, config.language)
        if as_json or text is None:
            print(json.dumps(found, ensure_ascii=False), flush=True)
        else:
            _show(found)


def understood(words: str, now: datetime | None, zone: ZoneInfo, language: str) -> dict[str, Any]:
    """{"status", "start", "rrule", "say"}; `now` without a zone is a time of `zone`."""
    moment = now or datetime.now(UTC)
    moment = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
    when = dates.read(words, moment, zone)
    say = partial(_said, language)
    return {
        "status": when.status,
        "start": when.start.isoformat() if when.start else None,
        "rrule": when.rrule or None,
        "say": "\n".join(map(str, (moments.told(when, words, language, say), *_options(when, language)))),
    }


def _said(language: str, key: str, **values: object) -> Text:
    return texts.say(language, key, values)


def _options(when: dates.When, language: str) -> list[str]:
    return [f"{number}. {dates.say_start(option, language)}" for number, option in enumerate(when.options, 1)]


def _show(found: dict[str, Any]) -> None:
    lines = (found["say"], found["start"], found["rrule"])
    print(f"{found['status']}: " + "\n".join(str(line) for line in lines if line))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise errors.Misconfigured(f'There is no time zone "{name}". For example: --zone Asia/Makassar') from None


def _moment(now: str) -> datetime | None:
    try:
        return datetime.fromisoformat(now) if now else None
    except ValueError:
        raise errors.Misconfigured(f'--now "{now}" is no moment. For example: --now 2026-03-02T12:00+07:00') from None
