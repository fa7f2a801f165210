"""`pamong try date` says which moment words mean."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app

runner = CliRunner()
FROM = ("--now", "2026-03-02T12:00:00+07:00", "--zone", "Asia/Jakarta")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def tried(words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(runner.invoke(app, ["try", "date", words, *FROM, "--json"]).stdout)
    return found


def test_words_become_one_object() -> None:
    assert tried("setiap Selasa jam 20:00, 8 kali") == {
        "status": "ok",
        "start": "2026-03-03T20:00:00+07:00",
        "rrule": "FREQ=WEEKLY;BYDAY=TU;COUNT=8",
        "say": "Selasa, 3 Maret 2026 pukul 20.00 WIB, lalu setiap Selasa, 8 kali\n(20.00 WIB · 21.00 WITA · 22.00 WIT)",
    }


def test_what_is_unclear_is_asked_with_the_moments_to_choose_from() -> None:
    found = tried("besok jam 8")
    assert (found["status"], found["start"], found["rrule"]) == ("ask", None, None)
    assert "1. Selasa, 3 Maret 2026 pukul 08.00 WIB\n2. Selasa, 3 Maret 2026 pukul 20.00 WIB" in found["say"]


def test_what_is_over_is_refused() -> None:
    assert tried("kemarin 19.30")["status"] == "refuse"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("setiap hari jam 5 sore", "setiap hari"),
        ("tiap dua minggu hari kamis jam 19.00", "tiap 2 minggu, hari Kamis"),
        ("setiap tanggal 5 jam 19.00", "setiap bulan tanggal 5"),
        ("setiap akhir bulan 19.00", "setiap akhir bulan"),
        ("setiap jumat pertama 19.30", "setiap Jumat ke-1 tiap bulan"),
        ("setiap jumat terakhir 19.30", "setiap Jumat terakhir tiap bulan"),
        ("setiap selasa 20.00 sampai 30 juni 2026", "setiap Selasa, sampai 30 Juni 2026"),
    ],
)
def test_repetitions_are_said_in_words(words: str, said: str) -> None:
    assert said in tried(words)["say"]


def test_one_line_in_is_one_object_out() -> None:
    result = runner.invoke(app, ["try", "date", "--stdin", *FROM], input="besok 19.30\n\nbukan besok\n")
    assert [json.loads(line)["status"] for line in result.stdout.splitlines()] == ["ok", "ask", "ask"]


def test_plain_words_for_people() -> None:
    assert runner.invoke(app, ["try", "date", "besok 19.30", *FROM]).stdout.startswith("ok: Selasa, 3 Maret 2026")


@pytest.mark.parametrize("arguments", [(), ("besok", "--zone", "Mars/Base"), ("besok", "--now", "tadi")])
def test_what_is_missing_is_said_in_a_sentence(arguments: tuple[str, ...]) -> None:
    said = str(runner.invoke(app, ["try", "date", *arguments]).exception)
    assert "For example" in said or "pamong try date" in said
