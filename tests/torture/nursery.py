"""`python -m tests.torture.nursery CONFIG LOG`: has everything loaded, and forks `pamong run` whenever it is told to.

Lines go in: `wake`, `kill`, `check FILE`. Each is answered with a line: `done`, or what went wrong. When no more come,
the last child is killed.
"""

import gc
import importlib
import os
import signal
import sys
from pathlib import Path

LOADED = ("aiogram", "bot.adapters.telegram.adapter", "bot.app", "bot.cli.checking", "bot.cli.serving", "uvicorn")
LATER = ("bot.cli.listening", "bot.cli.platforms", "bot.engine.forms", "bot.adapters.telegram.read", "telegram.ext")


class Nursery:
    """At most one child at a time."""

    def __init__(self, config: Path, log: Path) -> None:
        self.config = config
        self.log = log
        self.pid = 0

    def wake(self) -> str:
        """A new child, which serves until it is killed."""
        self.pid = self._fork(self.log, "run")
        return "done"

    def kill(self) -> str:
        """Ends it without a warning; it should not have ended before."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.pid = 0
            return f"it ended by itself: status {status}"
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.pid = 0
        return "done"

    def check(self, file: str) -> str:
        """`pamong check --json`, written to a file."""
        os.waitpid(self._fork(Path(file), "check", "--json"), 0)
        return "done"

    def _fork(self, output: Path, *words: str) -> int:
        pid = os.fork()
        if pid == 0:
            self._be(output, words)
        return pid

    def _be(self, output: Path, words: tuple[str, ...]) -> None:
        """The child's whole life: the command line's, as if it had been typed."""
        file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for stream in (1, 2):
            os.dup2(file, stream)
        os.close(0)
        sys.argv = ["pamong", "--config", str(self.config), *words]
        try:
            importlib.import_module("bot.cli").main()
        except SystemExit:
            pass
        finally:
            sys.stdout.flush()
            os._exit(1)


def main() -> None:
    config, log = (Path(word) for word in sys.argv[1:])
    for name in (*LOADED, *LATER):
        importlib.import_module(name)
    gc.freeze()
    nursery = Nursery(config, log)
    for line in sys.stdin:
        order, *values = line.split()
        print(getattr(nursery, order)(*values), flush=True)
    if nursery.pid:
        nursery.kill()


if __name__ == "__main__":
    main()
