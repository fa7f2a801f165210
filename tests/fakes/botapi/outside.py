"""Drives a fake that runs in a process of its own, by the same words as one in this process."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Any, Self

import httpx


class ControlFailed(Exception):
    """What the fake answered to a wrong control call."""


class Outside:
    """`outside.say(chat=…, user=…, text=…)`: ids go in (messages as `{"chat": id, "id": n}`), JSON comes out."""

    def __init__(self, base: str, token: str, process: "subprocess.Popen[str] | None" = None) -> None:
        self.base = base
        self.token = token
        self.url = f"{base}/bot{token}"
        self._process = process
        self._client = httpx.Client(trust_env=False, verify=False, timeout=60)

    @classmethod
    def launch(cls, *options: str) -> Self:
        """Starts `python -m tests.fakes.botapi` with these options."""
        command = (sys.executable, "-m", "tests.fakes.botapi", "--with-parent", *options)
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        told = json.loads(process.stdout.readline()) if process.stdout else {}
        return cls(told["base"], told["token"], process)

    def call(self, method: str, /, **arguments: Any) -> Any:
        answer: dict[str, Any] = self._client.post(f"{self.base}/control/{method}", json=arguments).json()
        if "error" in answer:
            raise ControlFailed(answer["error"])
        return answer["result"]

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(self.call, name)

    def close(self) -> int:
        """Ends the process; gives its exit status."""
        self._client.close()
        if self._process is None:
            return 0
        self._process.terminate()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        return self._process.wait(10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
