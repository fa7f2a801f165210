"""Logs help the operator without telling them what is nobody's business."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import StatementError

from bot import log

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """What was logged as JSON; everything is as before afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    log.setup("info", "json", secrets=["hunter2-hunter2"])
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(False)
    structlog.reset_defaults()


def test_tokens_numbers_and_secrets_leave_every_value(lines: Lines) -> None:
    structlog.get_logger().info(
        "sent to +62 812-3456-7890",
        url=f"https://api.telegram.org/bot{TOKEN}/getMe",
        who={"phone": 6281234567890, "names": ["6281234567890@c.us"]},
        why=ValueError("hunter2-hunter2 is wrong"),
        row=17,
    )
    [line] = lines()
    assert line.pop("timestamp").startswith("20")
    assert line == {
        "event": "sent to [number]",
        "level": "info",
        "url": "https://api.telegram.org/bot[token]/getMe",
        "who": {"phone": "[number]", "names": ["[number]@c.us"]},
        "why": "ValueError('[secret] is wrong')",
        "row": 17,
    }


def test_a_traceback_holds_neither_secrets_nor_rows(lines: Lines) -> None:
    row = {"name": "Dewi"}  # not in the line that the traceback shows
    try:
        raise StatementError("broken", "INSERT INTO person", row, ValueError(TOKEN))
    except StatementError:
        structlog.get_logger().exception("batch.failed")
    [line] = lines()
    assert "INSERT INTO person" in line["exception"]
    assert "Dewi" not in line["exception"]
    assert "AAHdq" not in line["exception"]


def test_libraries_are_heard_from_warnings_on(lines: Lines) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://example.org")
    logging.getLogger("uvicorn.error").warning("calling +6281234567890")
    assert [(line["event"], line["source"], line["level"]) for line in lines()] == [
        ("calling [number]", "uvicorn.error", "warning")
    ]


def test_the_level_is_obeyed(lines: Lines) -> None:
    log.setup("error", "json")
    structlog.get_logger().warning("quiet")
    structlog.get_logger().error("loud")
    assert [line["event"] for line in lines()] == ["loud"]


def test_the_console_format_is_for_eyes(lines: Lines, capsys: pytest.CaptureFixture[str]) -> None:
    log.setup("info", "console")
    structlog.get_logger().info("database.upgraded", now="0001")
    shown = capsys.readouterr().err
    assert "database.upgraded" in shown
    assert "now=0001" in shown
