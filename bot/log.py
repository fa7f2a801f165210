"""What is told to the terminal or the journal: no tokens, no phone numbers, no values of rows."""

import logging
import re
import sys
from collections.abc import Iterable
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

TOKEN = re.compile(r"\d+:[\w-]{30,}")
NUMBER = re.compile(r"\+\d(?:[ ().-]{0,2}\d){7,}|\d{10,}")
ROWS = re.compile(r"\[parameters: .*")
SHORTEST = 6  # characters of a secret that is looked for


def setup(level: str = "info", format: str = "console", secrets: Iterable[str] = ()) -> None:
    """Logs to standard error from now on; `secrets` never appear, whoever says them."""
    show: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if format == "console":
        show = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            Discretion(secrets),
            show,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_to_stderr,
    )
    _adopt_the_others()


class Discretion:
    """Takes out of everything that is logged what nobody may read there."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self.secrets = sorted({secret for secret in secrets if len(secret) >= SHORTEST}, key=len, reverse=True)

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        """As structlog calls it."""
        return {name: value if name == "timestamp" else self.discreet(value) for name, value in event.items()}

    def discreet(self, value: Any) -> Any:
        """The same value without secrets and phone numbers, also within lists and tables."""
        match value:
            case bool() | None:
                return value
            case str():
                return self._text(value)
            case int():
                return "[number]" if NUMBER.search(str(value)) else value
            case float():
                return value
            case dict():
                return {self.discreet(name): self.discreet(inner) for name, inner in value.items()}
            case list() | tuple() | set() | frozenset():
                return [self.discreet(inner) for inner in value]
        return self._text(repr(value))

    def _text(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, "[secret]")
        return NUMBER.sub("[number]", TOKEN.sub("[token]", ROWS.sub("[parameters]", text)))


class _Forward(logging.Handler):
    """Hands what libraries log to structlog."""

    def emit(self, record: logging.LogRecord) -> None:
        """As logging calls it."""
        found = structlog.get_logger()
        found.log(record.levelno, record.getMessage(), source=record.name, exc_info=record.exc_info or None)


def _adopt_the_others() -> None:
    """Libraries speak up from warnings on: their everyday talk holds addresses and names."""
    logging.basicConfig(handlers=[_Forward()], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "httpx", "httpcore", "aiogram", "telegram", "alembic"):
        other = logging.getLogger(name)
        other.handlers.clear()
        other.propagate = True
        other.setLevel(logging.WARNING)


def _to_stderr(*_names: Any) -> WrappedLogger:
    return structlog.WriteLogger(sys.stderr)
