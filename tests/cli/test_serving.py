"""`pamong run`: it serves alone, says what is wrong, and stops when it is told to."""

import os
import resource
import signal
import stat
import time
from pathlib import Path

import pytest

from bot.engine.forms import Handed, hand_over
from tests.cli.conftest import Desk, configured, eventually, free_port, get, serving, told_to_stop
from tests.fakes.botapi import BotApi


def greeted(telegram: BotApi) -> bool:
    """Adds the bot to a group where it is an admin; whether it said hello there."""
    group = telegram.supergroup("Kelas")
    return bool(eventually(lambda: any("Kelas" in text for text in telegram.texts(group))))


def test_it_serves_and_stops_within_ten_seconds(ready: Desk, telegram: BotApi) -> None:
    process = serving(ready)
    assert greeted(telegram)
    code, seconds = told_to_stop(process)
    assert code == 0, ready.log
    assert seconds < 10
    assert not (ready.folder / "pamong.db.sock").exists()


def test_health_and_metrics_are_beside_the_webhook(ready: Desk, telegram: BotApi) -> None:
    serving(ready)
    assert greeted(telegram)
    assert (get(ready, "/livez").text, get(ready, "/readyz").text) == ("ok\n", "ok\n")
    eventually(lambda: 'pamong_outcomes{outcome="done"}' in get(ready, "/metrics").text)
    assert "pamong_events_total" in get(ready, "/metrics").text


def test_a_webhook_serves_as_well(desk: Desk, telegram: BotApi) -> None:
    port = free_port()
    webhook = {"receive": "webhook", "secret": "a-secret-word"}
    public = {"public_url": f"http://127.0.0.1:{port}", "listen": f"127.0.0.1:{port}"}
    process = serving(configured(desk, telegram, telegram=webhook, web=public))
    assert greeted(telegram)
    assert told_to_stop(process)[0] == 0


@pytest.mark.parametrize("shared", ["database", "token"])
def test_a_second_process_ends_at_once_with_a_sentence(ready: Desk, telegram: BotApi, shared: str) -> None:
    serving(ready)
    other = {"PAMONG_DATABASE__URL": "sqlite:///other.db"}
    if shared == "database":
        other = {"PAMONG_TELEGRAM__TOKEN": "987654321:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = ready.types("run", **other)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 3
    assert done.stderr.startswith("Another Pamong")
    assert done.stderr.count("\n") == 1
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3  # it may wait for a busy machine


def test_a_token_that_telegram_does_not_know_ends_it_for_good(ready: Desk) -> None:
    start = time.monotonic()
    done = ready.types("run", PAMONG_TELEGRAM__TOKEN="987654321:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
    assert done.returncode == 78
    assert "Telegram does not accept the token" in done.stderr.splitlines()[-1]
    assert "AAHdqTcv" not in done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - start < 60


def test_without_a_platform_it_says_what_to_fill_in(desk: Desk) -> None:
    desk.config.write_text("")
    done = desk.types("run")
    assert done.returncode == 78
    assert done.stderr.startswith("No platform is set up in config.toml: fill in [telegram] token")


def test_a_port_that_is_taken_is_a_sentence(ready: Desk, telegram: BotApi) -> None:
    done = ready.types("run", PAMONG_WEB__LISTEN=f"127.0.0.1:{telegram.port}")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(f"[web] listen 127.0.0.1:{telegram.port} cannot be used:")


def test_after_a_kill_it_starts_again_and_misses_nothing(ready: Desk, telegram: BotApi) -> None:
    process = serving(ready)
    assert greeted(telegram)
    process.send_signal(signal.SIGKILL)
    process.wait()
    person = telegram.user("Sari")
    telegram.start(person)
    process = serving(ready)
    assert eventually(lambda: telegram.texts(person)[1:])
    assert told_to_stop(process)[0] == 0


def test_other_processes_of_the_same_user_may_hand_it_a_form(ready: Desk) -> None:
    serving(ready)
    door = ready.folder / "pamong.db.sock"
    assert mode(door) == 0o600
    assert hand_over(door, Handed("start")) is not None


def test_the_daily_jobs_are_planned(ready: Desk) -> None:
    serving(ready)
    shown = eventually(lambda: "backup daily" in (said := ready.types("jobs").stdout) and said)
    assert "cleanup daily" in shown


def test_logs_hold_neither_the_token_nor_what_people_write(ready: Desk, telegram: BotApi) -> None:
    serving(ready, PAMONG_LOG__LEVEL="debug")
    assert greeted(telegram)
    person = telegram.user("Sari")
    telegram.write(person, "hubungi aku di +62 812-3456-7890")
    eventually(lambda: telegram.texts(person)[1:])
    assert telegram.token not in ready.log
    assert "3456" not in ready.log


def test_it_serves_on_postgresql_alone(ready: Desk, telegram: BotApi, postgres_url: str) -> None:
    process = serving(ready, PAMONG_DATABASE__URL=postgres_url)
    assert greeted(telegram)
    other = {"PAMONG_TELEGRAM__TOKEN": "987654321:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"}
    done = ready.types("run", PAMONG_DATABASE__URL=postgres_url, **other)
    assert (done.returncode, done.stderr) == (
        3,
        "Another Pamong already uses this PostgreSQL database. Stop it first.\n",
    )
    assert told_to_stop(process)[0] == 0


def mode(path: Path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)
