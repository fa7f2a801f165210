"""Reads config.toml and the environment; what is wrong is said in one sentence each."""

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import SettingsError

from bot import errors, store
from bot.config import complaints
from bot.config.tables import Config

PREFIX = "PAMONG_"


def read(path: Path, *, optional: bool = False) -> Config:
    """The configuration in force. Raises `errors.Misconfigured`, a line a problem.

    A file that is `optional`, or replaced by environment variables, may be missing.
    """
    said = _load(path, optional=optional or bool(variables()))
    found = [*complaints.unknown_keys(said, path.name), *complaints.unknown_variables(variables())]
    if found:
        raise errors.Misconfigured("\n".join(found))
    try:
        config = Config(**said)
    except ValidationError as wrong:
        raise errors.Misconfigured("\n".join(complaints.wrong_values(wrong, path.name, variables()))) from None
    except SettingsError:
        raise errors.Misconfigured(
            "Environment: a whole table is not given in one variable. For example: PAMONG_TELEGRAM__TOKEN=123456789:AA"
        ) from None
    config._path = path.absolute()
    found = complaints.wrong_together(config, path.name)
    if found:
        raise errors.Misconfigured("\n".join(found))
    _check_database(config)
    return config


def _check_database(config: Config) -> None:
    try:
        store.database(config.database.url.get_secret_value()).close()
    except ValueError:
        raise errors.Misconfigured(
            "[database] url names a port that is not a number. "
            "Write for example postgresql+psycopg://user@host:5432/name."
        ) from None


def variables() -> dict[str, str]:
    """The environment variables that name a key of ours, by upper-case name."""
    return {name.upper(): value for name, value in os.environ.items() if _is_ours(name.upper()) and value}


def _is_ours(name: str) -> bool:
    if not name.startswith(PREFIX):
        return False
    return "__" in name or name.removeprefix(PREFIX).lower() in Config.model_fields


def _load(path: Path, *, optional: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        if optional:
            return {}
        raise errors.Misconfigured(f"There is no {path}. Make one with: pamong init --config {path}") from None
    except OSError as wrong:
        raise errors.Misconfigured(f"{path} cannot be read: {wrong.strerror}.") from None
    except UnicodeDecodeError:
        raise errors.Misconfigured(f"{path} is not text in UTF-8. Save it again as UTF-8.") from None
    except tomllib.TOMLDecodeError as wrong:
        raise errors.Misconfigured(
            f'{path} cannot be understood: {wrong}. Texts stand in quotes, for example language = "id".'
        ) from None
