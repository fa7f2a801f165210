"""`pamong try message` explains without doing."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

runner = CliRunner()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_newcomers_link_is_found_and_a_members_is_not() -> None:
    found = json.loads(
        runner.invoke(app, ["try", "message", "cek https://x.com", "--role", "newcomer", "--json"]).stdout
    )
    assert found["policy"] == "delete"
    assert [finding["rule"] for finding in found["findings"]] == ["links"]
    assert found["findings"][0]["why"]
    calm = json.loads(runner.invoke(app, ["try", "message", "cek https://x.com", "--json"]).stdout)
    assert calm == {"folded": calm["folded"], "findings": [], "policy": "none"}


def test_one_line_in_is_one_object_out() -> None:
    lines = runner.invoke(app, ["try", "message", "--stdin"], input="halo\nselamat pagi\n").stdout.splitlines()
    assert [json.loads(line)["folded"] for line in lines] == ["halo", "selamat pagi"]


def test_plain_words_for_people() -> None:
    assert "what would be done: none" in runner.invoke(app, ["try", "message", "halo"]).stdout


@pytest.mark.parametrize("arguments", [["try", "message"], ["try", "message", "halo", "--role", "raja"]])
def test_what_is_missing_is_said_in_a_sentence(arguments: list[str]) -> None:
    result = runner.invoke(app, arguments)
    assert "For example" in str(result.exception) or "pamong try message" in str(result.exception)
