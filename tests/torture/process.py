"""`pamong run` as a process of its own, on a clock of its own, woken and killed."""

import json
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

from sqlmodel import Session, func, select

from bot.models import OutboxRow
from bot.store import database
from tests.fakes.botapi import Outside
from tests.torture.wallclock import WallClock

ROOT = Path(__file__).parents[2]

CONFIG = """\
language = "id"
[database]
url = "{url}"
[telegram]
token = "{token}"
api_base = "{base}"
[web]
listen = "127.0.0.1:0"
[backup]
folder = "{folder}/backups"
"""


class Bot:
    """`pamong run`, woken and killed; its database can be looked into meanwhile."""

    def __init__(self, folder: Path, api: Outside, clock: WallClock) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.url = f"sqlite:///{folder / 'pamong.db'}"
        self.opened = database(self.url)
        config = folder / "config.toml"
        config.write_text(CONFIG.format(url=self.url, token=api.token, base=api.base, folder=folder))
        config.chmod(0o600)
        self.nursery = subprocess.Popen(
            (sys.executable, "-m", "tests.torture.nursery", str(config), str(self.log)),
            cwd=ROOT,
            env=clock.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wakes(self) -> None:
        """As people start it."""
        self._told("wake")

    def dies(self) -> None:
        """By SIGKILL; raises when it was dead already."""
        self._told("kill")

    def unknown_to_check(self) -> int:
        """How many of the messages that may not have arrived lately `pamong check` does not name."""
        file = self.folder / "check"
        file.unlink(missing_ok=True)
        self._told(f"check {file}")
        found = [each for each in json.loads(file.read_text())["findings"] if each["what"].startswith("unknown")]
        said = sum(int(each["say"].split()[1]) if each["what"] == "unknown_more" else 1 for each in found)
        with self.looks() as session:
            lost = session.exec(select(func.count()).select_from(OutboxRow).where(OutboxRow.state == "unknown")).one()
        return lost - said

    def _told(self, order: str) -> None:
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write(f"{order}\n")
        self.nursery.stdin.flush()
        answer = self.nursery.stdout.readline().strip()
        if answer != "done":
            raise RuntimeError(f"{answer}\n{self.last_words()}")

    def looks(self) -> AbstractContextManager[Session]:
        """A look into its database."""
        return self.opened.reader()

    def last_words(self) -> str:
        """What it had to say."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-30:])

    def close(self) -> None:
        """It is over."""
        self.nursery.communicate()
        self.opened.close()
