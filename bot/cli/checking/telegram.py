"""Telegram: the token, what the bot may read, the webhook, and this machine's clock beside Telegram's."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bot.cli.checking.database import groups_without_rights
from bot.cli.checking.finding import Finding, Level
from bot.config import Config

PATIENCE = 10.0  # seconds
SKEW = timedelta(seconds=60)
MANY = 100  # updates that wait
PATH = "/telegram"


def check(config: Config) -> Iterator[Finding]:
    """Asks Telegram who we are; everything else needs that answer."""
    table = config.telegram
    if not table.on:
        return
    base = f"{table.api_base}/bot{table.token.get_secret_value()}"
    try:
        with httpx.Client(timeout=PATIENCE) as client:
            answer = client.get(f"{base}/getMe")
            if not answer.is_success:
                yield _refused(answer.status_code)
                return
            yield from _known(config, answer)
            yield from _webhook(config, client.get(f"{base}/getWebhookInfo").json()["result"])
    except (httpx.HTTPError, ValueError, KeyError) as failure:
        why = type(failure).__name__
        yield Finding(Level.BROKEN, "check.telegram_silent", {"base": table.api_base, "why": why})


def _refused(code: int) -> Finding:
    if code in (401, 404):
        return Finding(Level.BROKEN, "check.token_wrong")
    return Finding(Level.WARNING, "check.telegram_trouble", {"code": code})


def _known(config: Config, answer: httpx.Response) -> Iterator[Finding]:
    me: Mapping[str, Any] = answer.json()["result"]
    yield Finding(Level.FINE, "check.token", {"name": me.get("username", "")})
    yield from _clock(answer.headers.get("date", ""))
    if not me.get("can_read_all_group_messages") and groups_without_rights(config):
        yield Finding(Level.WARNING, "check.privacy_mode", {"name": me.get("username", "")})


def _clock(date: str) -> Iterator[Finding]:
    try:
        ahead = datetime.now(UTC) - parsedate_to_datetime(date)
    except (ValueError, TypeError):
        return
    if abs(ahead) > SKEW:
        yield Finding(Level.WARNING, "check.clock_wrong", {"seconds": round(ahead.total_seconds())})
    else:
        yield Finding(Level.FINE, "check.clock")


def _webhook(config: Config, info: Mapping[str, Any]) -> Iterator[Finding]:
    url = str(info.get("url", ""))
    wanted = f"{config.web.public_url}{PATH}" if config.telegram.receive == "webhook" else ""
    if url and not wanted:
        yield Finding(Level.WARNING, "check.webhook_set", {"url": url})
    elif url != wanted:
        yield Finding(Level.WARNING, "check.webhook_other", {"url": url or "-", "wanted": wanted})
    elif wanted:
        yield Finding(Level.FINE, "check.webhook", {"url": url})
    failed = datetime.fromtimestamp(info.get("last_error_date", 0), UTC)
    if url and datetime.now(UTC) - failed < timedelta(hours=1):
        yield Finding(Level.WARNING, "check.webhook_fails", {"why": info.get("last_error_message", "")})
    if info.get("pending_update_count", 0) > MANY:
        yield Finding(Level.WARNING, "check.updates_wait", {"count": info["pending_update_count"]})
