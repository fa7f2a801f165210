"""`pamong run`: it serves alone, says what is wrong, and stops when it is told to."""

import resource
import signal
import stat
import time
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import make_url

from bot import migrations
from bot.engine.forms import Handed, hand_over
from bot.models import LOBBY, DueRow
from bot.store import database
from tests.cli.conftest import (
    PATIENCE,
    Desk,
    Running,
    configured,
    eventually,
    free_port,
    get,
    new_token,
    serving,
    told_to_stop,
)
from tests.fakes.botapi import BotApi

OTHER_TOKEN = new_token()


def greeted(telegram: BotApi) -> bool:
    """Adds the bot to a group where it is an admin; whether it said hello there."""
    group = telegram.supergroup("Kelas")
    return bool(eventually(lambda: any("Kelas" in text for text in telegram.texts(group))))


def test_what_happens_in_a_group_is_counted_and_seen(running: Running) -> None:
    assert greeted(running.telegram)
    assert (get(running.desk, "/livez").text, get(running.desk, "/readyz").text) == ("ok\n", "ok\n")
    eventually(lambda: 'pamong_outcomes{outcome="done"}' in get(running.desk, "/metrics").text)
    assert "pamong_events_total" in get(running.desk, "/metrics").text


@pytest.mark.parametrize("shared", ["database", "token"])
def test_a_second_process_ends_at_once_with_a_sentence(running: Running, shared: str) -> None:
    other = {"PAMONG_DATABASE__URL": "sqlite:///other.db"}
    if shared == "database":
        other = {"PAMONG_TELEGRAM__TOKEN": OTHER_TOKEN}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = running.desk.types("run", **other)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 3
    assert done.stderr.startswith("Another Pamong")
    assert done.stderr.count("\n") == 1
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3  # it may wait for a busy machine


def test_other_processes_of_the_same_user_may_hand_it_a_form(running: Running) -> None:
    door = running.desk.folder / "pamong.db.sock"
    assert stat.S_IMODE(door.stat().st_mode) == 0o600
    assert hand_over(door, Handed("start")) is not None


def test_the_daily_jobs_are_planned(running: Running) -> None:
    shown = eventually(lambda: "backup daily" in (said := running.desk.types("jobs").stdout) and said)
    assert "cleanup daily" in shown


def test_logs_hold_neither_the_token_nor_what_people_write(running: Running) -> None:
    person = running.telegram.user("Sari")
    running.telegram.start(person)
    running.telegram.write(person, "hubungi aku di +62 812-3456-7890")
    eventually(lambda: len(running.telegram.texts(person)) > 1)
    assert "pamong.serves" in running.desk.log
    assert running.telegram.token not in running.desk.log
    assert "3456" not in running.desk.log


def test_it_stops_within_ten_seconds(ready: Desk, telegram: BotApi) -> None:
    process = serving(ready)
    assert greeted(telegram)
    code, seconds = told_to_stop(process)
    assert code == 0, ready.log
    assert seconds < 10
    assert not (ready.folder / "pamong.db.sock").exists()


def test_a_webhook_serves_as_well(desk: Desk, telegram: BotApi) -> None:
    port = free_port()
    webhook = {"receive": "webhook", "secret": "a-secret-word"}
    public = {"public_url": f"http://127.0.0.1:{port}", "listen": f"127.0.0.1:{port}"}
    process = serving(configured(desk, telegram, telegram=webhook, web=public))
    assert greeted(telegram)
    assert told_to_stop(process)[0] == 0


def test_a_token_that_telegram_does_not_know_ends_it_for_good(ready: Desk) -> None:
    start = time.monotonic()
    done = ready.types("run", PAMONG_TELEGRAM__TOKEN=OTHER_TOKEN)
    assert done.returncode == 78
    assert "Telegram does not accept the token" in done.stderr.splitlines()[-1]
    assert OTHER_TOKEN not in done.stderr
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
    assert eventually(lambda: telegram.texts(person))
    assert told_to_stop(process)[0] == 0


def test_on_postgresql_it_ends_when_another_process_takes_over(
    ready: Desk, telegram: BotApi, postgres_url: str
) -> None:
    process = serving(ready, PAMONG_DATABASE__URL=postgres_url)
    assert greeted(telegram)
    other = {"PAMONG_TELEGRAM__TOKEN": OTHER_TOKEN}
    done = ready.types("run", PAMONG_DATABASE__URL=postgres_url, **other)
    assert (done.returncode, done.stderr) == (
        3,
        "Another Pamong already uses this PostgreSQL database. Stop it first.\n",
    )
    with psycopg.connect(make_url(postgres_url).set(drivername="postgresql").render_as_string(False)) as connection:
        connection.execute("UPDATE writer SET owner = 'somebody else'")
    telegram.start(telegram.user("Sari"))
    assert process.wait(PATIENCE) == 3, ready.log
    assert "Another process has taken this database over." in ready.log


def test_a_backup_that_was_missed_is_written_after_the_start(ready: Desk) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    opened = database(f"sqlite:///{ready.folder / 'pamong.db'}")
    migrations.upgrade(opened)
    with opened.session() as session, session.begin():
        session.add(DueRow(community_id=LOBBY, kind="backup", name="daily", at=yesterday))
    opened.close()
    process = serving(ready)
    [copy] = eventually(lambda: list((ready.folder / "backups").glob("pamong-*.zip")))
    assert told_to_stop(process)[0] == 0
    assert ready.types("restore", str(copy)).returncode == 0
