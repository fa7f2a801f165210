"""Kinds of values in config.toml, each with the demand that a wrong one is answered with."""

import re
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

OWNER = re.compile(r"telegram:\d+|(?:whatsapp|playground):\+?[\w.@-]+")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def _matching(pattern: str, sentence: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(sentence)
        return value

    return AfterValidator(check)


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("must be the name of a time zone")
    return name


def _owners(names: list[str]) -> list[str]:
    for name in names:
        if not OWNER.fullmatch(name):
            raise ValueError(f'must name people as platform:id (a number on Telegram, not a @name), but holds "{name}"')
    return names


def _listed(value: Any) -> Any:
    """An environment variable lists with commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _token(secret: SecretStr) -> SecretStr:
    value = secret.get_secret_value()
    if value and not re.fullmatch(r"\d+:[\w-]+", value):
        raise ValueError("must be the whole token that @BotFather gave, a number, a colon and letters")
    return secret


def _webhook_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[\w-]{0,256}", secret.get_secret_value(), re.ASCII):
        raise ValueError("may hold only letters, digits, _ and -, at most 256 of them")
    return secret


def _long_enough(secret: SecretStr) -> SecretStr:
    if 0 < len(secret.get_secret_value()) < 16:
        raise ValueError("must have at least 16 characters, or be empty")
    return secret


def _address(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (host and colon and port.isdecimal() and int(port) < 65536):
        raise ValueError("must be host:port")
    return value


def _public(url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.hostname and (parts.scheme == "https" or parts.hostname in LOOPBACK)):
        raise ValueError("must begin with https://, because platforms send to nothing else")
    return url.rstrip("/")


Url = Annotated[
    str,
    _matching(r"https?://[^\s/]+\S*", "must be an address that begins with https:// or http://"),
    AfterValidator(lambda url: url.rstrip("/")),
]
TimeOfDay = Annotated[str, _matching(r"([01]\d|2[0-3]):[0-5]\d", "must be a time of day as HH:MM")]
Zone = Annotated[str, AfterValidator(_known_zone)]
Owners = Annotated[list[str], NoDecode, BeforeValidator(_listed), AfterValidator(_owners)]
Token = Annotated[SecretStr, AfterValidator(_token)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
LongSecret = Annotated[SecretStr, AfterValidator(_long_enough)]
HostPort = Annotated[str, AfterValidator(_address)]
PublicUrl = Annotated[str, AfterValidator(_public)]
