"""`pamong check`: what is wrong, and how to mend it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot import config as configuration
from bot import errors, texts
from bot.cli.checking import database, machine, telegram, whatsapp
from bot.cli.checking.finding import Finding, Level
from bot.config import Config

MARKS = {Level.FINE: "[green]✓[/]", Level.WARNING: "[yellow]![/]", Level.BROKEN: "[red]✗[/]"}
STATUS = {Level.FINE: "fine", Level.WARNING: "warnings", Level.BROKEN: "broken"}


def check(path: Path, *, as_json: bool) -> int:
    """Says everything that was found; the exit code: 0 fine, 1 warnings, 2 broken."""
    language = texts.DEFAULT
    try:
        config = configuration.read(path)
    except errors.Misconfigured as wrong:
        found = [Finding(Level.BROKEN, "check.config", {"what": line}) for line in str(wrong).splitlines()]
    else:
        language = config.language
        found = list(everything(config))
    worst = max(finding.level for finding in found)
    if as_json:
        told = [finding.as_json(language) for finding in found]
        print(json.dumps({"status": STATUS[worst], "findings": told}, ensure_ascii=False, indent=2))
    else:
        _show(found, language, worst)
    return int(worst)


def everything(config: Config) -> Iterator[Finding]:
    """Every check, those first on which others rest."""
    if not config.platforms:
        yield Finding(Level.BROKEN, "check.no_platform", {"file": config.path.name})
    yield from machine.check(config)
    yield from database.check(config)
    yield from telegram.check(config)
    yield from whatsapp.check(config)


def _show(found: Sequence[Finding], language: str, worst: Level) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False, soft_wrap=True)
    for finding in found:
        say, mend = finding.said(language)
        console.print(f"{MARKS[finding.level]} {escape(say)}")
        if mend:
            console.print(f"  → {escape(mend)}")
    ending = {Level.FINE: "check.all_fine", Level.WARNING: "check.some_warnings", Level.BROKEN: "check.some_broken"}
    console.print(f"\n{escape(str(texts.say(language, ending[worst], {})))}")
