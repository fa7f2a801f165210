"""Writes the next revision from what the models say: `python -m bot.migrations add points`.

`--first` writes the first one anew, for as long as nothing has been released.
"""

import sys

from alembic import command
from alembic.config import Config

from bot import migrations
from bot.store import database

VERSIONS = migrations.FOLDER / "versions"
FIRST = "--first"


def main(words: str) -> None:
    """Compares the models with an empty database at today's head."""
    if words == FIRST:
        for old in VERSIONS.glob("[0-9]*.py"):
            old.unlink()
    empty = database("sqlite://")
    number = 1 + sum(1 for _ in VERSIONS.glob("[0-9]*.py"))
    if number > 1:
        migrations.upgrade(empty)
    with empty.engine.connect() as connection:
        config = migrations.configuration(connection)
        config.attributes["first"] = number == 1
        _name_and_format(config)
        command.revision(config, words.strip("-"), autogenerate=True, rev_id=f"{number:04}")


def _name_and_format(config: Config) -> None:
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    hooks = {
        "hooks": "fix, format",
        "fix.type": "module",
        "fix.module": "ruff",
        "fix.options": "check --fix REVISION_SCRIPT_FILENAME",
        "format.type": "module",
        "format.module": "ruff",
        "format.options": "format REVISION_SCRIPT_FILENAME",
    }
    for name, value in hooks.items():
        config.set_section_option("post_write_hooks", name, value)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
