"""The command `pamong`: what the operator types. Everything slow is loaded by the command that needs it."""

import os
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import errors
from bot.cli.leaving import leave

if TYPE_CHECKING:
    from bot.config import Config

EVERYWHERE: ContextVar[Path] = ContextVar("config", default=Path("config.toml"))
"""The configuration's path, where it was given before the command."""

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Looks after learning groups."
)
db = typer.Typer(no_args_is_help=True, help="The database.")
app.add_typer(db, name="db")
try_ = typer.Typer(no_args_is_help=True, help="Shows how Pamong understands something, without doing it.")
app.add_typer(try_, name="try")

ConfigPath = Annotated[
    Path,
    typer.Option("--config", help="The configuration.", default_factory=EVERYWHERE.get, show_default="config.toml"),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of sentences.")]


def main() -> None:
    """Runs a command; files that it makes are readable for their owner only."""
    os.umask(0o077)
    try:
        app()
    except errors.PamongError as failure:
        leave(failure)


def _read(path: Path, *, optional: bool = False) -> "Config":
    """The configuration, and logs as it wants them."""
    from bot import config, log

    read = config.read(path, optional=optional)
    log.setup(read.log.level, read.log.format, config.secrets(read))
    return read


@app.callback()
def everywhere(config: ConfigPath) -> None:
    """Looks after learning groups on Telegram and WhatsApp."""
    EVERYWHERE.set(config)


@app.command()
def init(config: ConfigPath) -> None:
    """Asks a few questions and writes config.toml."""
    from bot.cli.starting import init

    init(config)


@app.command()
def check(config: ConfigPath, as_json: AsJson = False) -> None:
    """Finds what is wrong and says how to mend it. Exit code: 0 fine, 1 warnings, 2 broken."""
    from bot import log
    from bot.cli.checking import check

    log.setup("warning")
    raise typer.Exit(check(config, as_json=as_json))


@app.command()
def run(config: ConfigPath) -> None:
    """Serves every configured platform until it is told to stop."""
    from bot.cli.serving import run

    run(_read(config))


@app.command()
def play(
    config: ConfigPath,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Where to listen; 0 is any free port.")] = 8080,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open it in a browser.")] = True,
) -> None:
    """The playground: a web page with a pretend group. No token is needed."""
    read = _read(config, optional=True)
    from bot.cli.playing import play

    play(read, host, port, browser=browser)


@app.command()
def backup(file: Path, config: ConfigPath) -> None:
    """Writes a consistent copy of everything to FILE, also while Pamong runs."""
    from bot.cli.copies import backup

    backup(_read(config), file)


@app.command()
def restore(file: Path, config: ConfigPath) -> None:
    """Puts the copy FILE in place of the database, after verifying it. Pamong must not run."""
    from bot.cli.copies import restore

    restore(_read(config), file)


@db.command()
def upgrade(config: ConfigPath) -> None:
    """Brings the tables up to date, as `pamong run` does too."""
    from bot import migrations
    from bot.cli import opening

    with opening.owned(_read(config)) as (database, _):
        migrations.upgrade(database)


FilePath = Annotated[Path, typer.Argument(help="The file; its ending says what it is.")]
OfGroup = Annotated[str, typer.Option("--group", help="A group's title or address.")]
Named = Annotated[str, typer.Option("--name", help="Its name in Pamong; without it the file's.")]


@app.command("import")
def import_(
    kind: Annotated[str, typer.Argument(help="quiz, faq or members.")],
    file: FilePath,
    config: ConfigPath,
    group: OfGroup = "",
    name: Named = "",
    check: Annotated[bool, typer.Option("--check", help="Only show what is understood; save nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Reads FILE into a group, also while Pamong runs."""
    read = _read(config, optional=check)
    from bot.cli.importing import Wish, bring

    bring(read, kind, Wish(file, group, name, check, as_json))


@app.command("export")
def export(
    kind: Annotated[str, typer.Argument(help="quiz, faq or members.")],
    file: FilePath,
    config: ConfigPath,
    group: OfGroup = "",
    name: Named = "",
    as_json: AsJson = False,
) -> None:
    """Writes what a group has to FILE, also while Pamong runs."""
    read = _read(config)
    from bot.cli.importing import Wish, fetch

    fetch(read, kind, Wish(file, group, name, as_json=as_json))


@app.command()
def jobs(config: ConfigPath, as_json: AsJson = False) -> None:
    """What is due next."""
    from bot.cli.upcoming import show

    show(_read(config), as_json=as_json)


@try_.command()
def message(
    config: ConfigPath,
    text: Annotated[str | None, typer.Argument(help="The message.")] = None,
    group: Annotated[str, typer.Option(help="A group's title or address, for its settings.")] = "",
    role: Annotated[str, typer.Option(help="member or newcomer.")] = "member",
    as_json: AsJson = False,
    stdin: Annotated[bool, typer.Option("--stdin", help="One message a line in, one JSON object a line out.")] = False,
) -> None:
    """What the rules find in a message, and what would follow."""
    if text is None and not stdin:
        raise errors.Misconfigured('Give the message: pamong try message "Promo slot gacor", or --stdin.')
    read = _read(config, optional=True)
    from bot.cli.trying import message

    message(read, None if stdin else text, group, role, as_json=as_json)


@try_.command()
def date(
    config: ConfigPath,
    text: Annotated[str | None, typer.Argument(help="The words.")] = None,
    now: Annotated[str, typer.Option(help="What the time shall be, in ISO 8601.")] = "",
    zone: Annotated[str, typer.Option(help="The time zone, as Asia/Jakarta.")] = "",
    as_json: AsJson = False,
    stdin: Annotated[bool, typer.Option("--stdin", help="One phrase a line in, one JSON object a line out.")] = False,
) -> None:
    """Which moment words mean, and what would be asked."""
    if text is None and not stdin:
        raise errors.Misconfigured('Give the words: pamong try date "besok 19.30", or --stdin.')
    read = _read(config, optional=True)
    from bot.cli.dating import date

    date(read, None if stdin else text, now, zone, as_json=as_json)


@try_.command()
def ask(
    config: ConfigPath,
    text: Annotated[str | None, typer.Argument(help="The question.")] = None,
    group: Annotated[str, typer.Option(help="A group's title or address, for its answers.")] = "",
    as_json: AsJson = False,
    stdin: Annotated[bool, typer.Option("--stdin", help="One question a line in, one JSON object a line out.")] = False,
) -> None:
    """Which stored answers a question finds, and whether it would be answered."""
    if text is None and not stdin:
        raise errors.Misconfigured('Give the question: pamong try ask "Kapan kelas?" --group "Kelas", or --stdin.')
    read = _read(config, optional=True)
    from bot.cli.asking import ask

    ask(read, None if stdin else text, group, as_json=as_json)
