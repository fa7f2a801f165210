"""`pamong init`: a few questions, one file, and what to do next."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from pydantic import TypeAdapter, ValidationError

from bot import errors, texts
from bot.config.kinds import OWNER, Token, Zone

FILE = """\
# {comment}
language = {language}
timezone = {timezone}
owners = {owners}

[telegram]
token = {token}
"""


def init(path: Path) -> None:
    """Writes `path`, readable for its owner only. Raises `errors.Misconfigured` when it is there already."""
    if path.exists():
        raise errors.Misconfigured(f"{path} is there already. Change it with an editor, or move it away first.")
    language = _asked("Bahasa / Language (id, en)", "id", _language)

    def say(key: str, **values: object) -> str:
        return str(texts.say(language, key, values))

    typer.echo(say("init.hello"))
    token = _asked(say("init.token"), "", _valid(Token, say("init.token_wrong")))
    owner = _asked(say("init.owner"), "", _owner(say("init.owner_wrong")))
    zone = _asked(say("init.zone"), "Asia/Jakarta", _valid(Zone, say("init.zone_wrong")))
    values = {
        "language": language,
        "timezone": zone,
        "owners": [f"telegram:{owner}"] if owner else [],
        "token": token,
    }
    _write(
        path, FILE.format(comment=say("init.comment"), **{name: json.dumps(value) for name, value in values.items()})
    )
    option = "" if path == Path("config.toml") else f" --config {path}"
    typer.echo("\n" + say("init.next" if token else "init.next_without_token", file=path, option=option))


def _asked(question: str, default: str, check: Callable[[str], str]) -> str:
    """Asks until the answer is good; an empty one is the default."""
    while True:
        answer: str = typer.prompt(question, default=default, show_default=bool(default)).strip()
        wrong = check(answer) if answer else ""
        if not wrong:
            return answer
        typer.echo(wrong)


def _language(answer: str) -> str:
    return "" if answer in texts.LANGUAGES else "id / en?"


def _owner(wrong: str) -> Callable[[str], str]:
    return lambda answer: "" if OWNER.fullmatch(f"telegram:{answer}") else wrong


def _valid(kind: Any, wrong: str) -> Callable[[str], str]:
    def check(answer: str) -> str:
        try:
            TypeAdapter(kind).validate_python(answer)
        except ValidationError:
            return wrong
        return ""

    return check


def _write(path: Path, text: str) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as failure:
        raise errors.Misconfigured(f"{path} cannot be written: {failure.strerror}.") from None
