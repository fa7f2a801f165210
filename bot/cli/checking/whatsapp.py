"""WhatsApp: whether the gateway's session works, and whether Meta knows the number."""

from collections.abc import Iterator

import httpx

from bot.cli.checking.finding import Finding, Level
from bot.config import Config

PATIENCE = 10.0  # seconds
PATH = "/whatsapp/cloud"


def check(config: Config) -> Iterator[Finding]:
    """Asks whichever of the two is on."""
    if config.whatsapp.waha.on:
        yield _waha(config)
        yield from _agreed(config)
    if config.whatsapp.cloud.on:
        yield _cloud(config)
        yield from _reached(config)


def _waha(config: Config) -> Finding:
    table = config.whatsapp.waha
    values = {"url": table.url, "session": table.session}
    try:
        answer = httpx.get(
            f"{table.url}/api/sessions/{table.session}",
            headers={"X-Api-Key": table.api_key.get_secret_value()},
            timeout=PATIENCE,
        )
        status = answer.json().get("status", "") if answer.is_success else ""
    except (httpx.HTTPError, ValueError, AttributeError):
        return Finding(Level.BROKEN, "check.waha_silent", values)
    if answer.status_code in (401, 403):
        return Finding(Level.BROKEN, "check.waha_key")
    if status != "WORKING":
        return Finding(Level.BROKEN, "check.waha_session", values | {"status": status or answer.status_code})
    return Finding(Level.FINE, "check.waha", values)


def _agreed(config: Config) -> Iterator[Finding]:
    """What must be in order here before the gateway is used at all."""
    if not config.whatsapp.waha.i_accept_unofficial_risk:
        yield Finding(Level.BROKEN, "check.waha_consent")
    if not config.whatsapp.waha.hmac_key.get_secret_value():
        yield Finding(Level.BROKEN, "check.waha_unsigned")


def _cloud(config: Config) -> Finding:
    table = config.whatsapp.cloud
    try:
        answer = httpx.get(
            f"{table.graph_base}/{table.phone_number_id}",
            params={"fields": "verified_name,quality_rating"},
            headers={"Authorization": f"Bearer {table.access_token.get_secret_value()}"},
            timeout=PATIENCE,
        )
        known = answer.json() if answer.is_success else {}
    except (httpx.HTTPError, ValueError):
        return Finding(Level.BROKEN, "check.cloud_silent", {"url": table.graph_base})
    if not answer.is_success:
        return Finding(Level.BROKEN, "check.cloud_refused", {"code": answer.status_code})
    if known.get("quality_rating") == "RED":
        return Finding(Level.WARNING, "check.cloud_quality")
    return Finding(Level.FINE, "check.cloud", {"name": known.get("verified_name") or table.phone_number_id})


def _reached(config: Config) -> Iterator[Finding]:
    """Whether Meta can bring anything here, and whether anybody can be written to first."""
    if not config.web.public_url:
        yield Finding(Level.WARNING, "check.cloud_address", {"path": PATH})
    templates = config.whatsapp.cloud.templates
    if not (templates.reminder or templates.notice):
        yield Finding(Level.WARNING, "check.cloud_templates")
