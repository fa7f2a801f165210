"""`pamong check` finds what is wrong before anybody wonders why the bot is silent."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import Session

from bot import migrations
from bot.cli.checking import check
from bot.models import LOBBY, Community, DueRow, Group, InboxRow, OutboxRow, Remembered
from bot.store import database
from tests.cli.conftest import Desk, configured, new_token
from tests.fakes.botapi import BotApi

NOW = datetime.now(UTC)
EVERYTHING = "delete_messages restrict_members invite_users pin_messages"


class Checked:
    """What a check found: `status`, and findings by their name."""

    def __init__(self, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
        capsys.readouterr()
        code = check(desk.config, as_json=True)
        said = json.loads(capsys.readouterr().out)
        self.status: str = said["status"]
        self.found: dict[str, dict[str, str]] = {finding["what"]: finding for finding in said["findings"]}
        assert code == ["fine", "warnings", "broken"].index(self.status)

    def level(self, what: str) -> str:
        return self.found[what]["level"] if what in self.found else ""


@pytest.fixture
def checked(ready: Desk, capsys: pytest.CaptureFixture[str]) -> Any:
    """Checks the desk, in this process: to start one takes a second."""
    return lambda desk=ready: Checked(desk, capsys)


@contextmanager
def rows(desk: Desk) -> Iterator[Session]:
    """The database as an earlier run left it, to be added to."""
    opened = database(f"sqlite:///{desk.folder / 'pamong.db'}")
    migrations.upgrade(opened)
    with opened.session() as session, session.begin():
        yield session
    opened.close()


def group(session: Session, rights: str = EVERYTHING, title: str = "Kelas") -> Group:
    row = Group(community_id=LOBBY, platform="telegram", address=title, title=title, rights=rights, created_at=NOW)
    session.add(row)
    session.flush()
    return row


def test_a_good_configuration_is_fine(ready: Desk) -> None:
    with rows(ready) as session:
        group(session)
    done = ready.types("check")
    assert done.returncode == 0, done.stdout
    assert "✓ Telegram: I am @" in done.stdout
    assert done.stdout.endswith("Everything is fine.\n")


def test_what_is_wrong_is_said_with_the_way_to_mend_it(ready: Desk) -> None:
    done = ready.types("check", PAMONG_TELEGRAM__TOKEN=new_token(), PAMONG_LANGUAGE="id")
    assert done.returncode == 2
    assert "✗ Telegram menolak tokennya.\n  → Di chat dengan @BotFather" in done.stdout


def test_a_wrong_file_is_broken_for_programs_too(ready: Desk, checked: Any) -> None:
    ready.config.write_text("[telegram]\ntokn = 1")
    result = checked()
    assert result.status == "broken"
    assert "Did you mean [telegram] token?" in result.found["config"]["say"]


def test_looking_makes_no_database(ready: Desk, checked: Any) -> None:
    assert checked().level("database_new") == "fine"
    assert {path.name for path in ready.folder.iterdir()} == {"config.toml"}


def test_no_platform_is_broken(ready: Desk, checked: Any) -> None:
    ready.config.write_text("")
    assert checked().level("no_platform") == "broken"


def test_a_telegram_that_does_not_answer_is_broken(ready: Desk, checked: Any, telegram: BotApi) -> None:
    configured(ready, telegram, telegram={"api_base": "http://127.0.0.1:1"})
    assert checked().level("telegram_silent") == "broken"


def test_privacy_mode_matters_only_where_the_bot_is_no_admin(
    desk: Desk, checked: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with BotApi.serve(token=new_token(), privacy=True) as telegram:
        configured(desk, telegram)
        assert checked(desk).level("privacy_mode") == "warning"
        with rows(desk) as session:
            group(session)
        assert checked(desk).level("privacy_mode") == ""


def test_a_webhook_that_polling_does_not_want_is_named(checked: Any, telegram: BotApi) -> None:
    assert checked().level("webhook_set") == ""
    httpx.post(f"{telegram.url}/setWebhook", json={"url": "https://127.0.0.1:1/other"}, trust_env=False)
    found = checked().found["webhook_set"]
    assert (found["level"], "https://127.0.0.1:1/other" in found["say"]) == ("warning", True)


def test_a_webhook_that_is_another_than_the_configured_is_named(desk: Desk, checked: Any, telegram: BotApi) -> None:
    webhook = {"receive": "webhook", "secret": "s"}
    configured(desk, telegram, telegram=webhook, web={"public_url": "http://127.0.0.1:1"})
    assert checked(desk).level("webhook_other") == "warning"
    httpx.post(f"{telegram.url}/setWebhook", json={"url": "http://127.0.0.1:1/telegram"}, trust_env=False)
    assert checked(desk).level("webhook") == "fine"


def test_missing_rights_are_named_for_each_group(ready: Desk, checked: Any) -> None:
    with rows(ready) as session:
        group(session, "delete_messages invite_users", "Half")
        group(session, "", "None")
        group(session).state = "asleep"
    found = checked().found
    assert "Half" in found["rights_missing"]["say"]
    assert "None" in found["no_admin"]["say"]
    assert found["groups"]["say"] == "Groups under care: 2."


def test_what_could_not_be_handled_is_told_with_its_reason(ready: Desk, checked: Any) -> None:
    common: dict[str, Any] = {"community_id": LOBBY, "event": "{}", "arrived_at": NOW, "expires_at": NOW}
    with rows(ready) as session:
        for number in range(12):
            session.add(InboxRow(**common, state="quarantined", platform="telegram", reason=f"KeyError {number}"))
    result = checked()
    assert result.status == "warnings"
    assert "telegram" in result.found["quarantined"]["say"]
    assert result.found["quarantined_more"]["say"].startswith("And 2 more")


def test_what_may_or_may_not_have_arrived_is_named(ready: Desk, checked: Any) -> None:
    with rows(ready) as session:
        common: dict[str, Any] = {"community_id": LOBBY, "group_id": group(session).id, "lane": 1, "created_at": NOW}
        session.add(OutboxRow(**common, kind="Send", state="unknown"))
        session.add_all(OutboxRow(**common, kind="Send", state="expired") for _ in range(3))
        session.add(OutboxRow(**common, kind="Ban", state="refused", reason="no_right"))
    found = checked().found
    assert found["unknown"]["say"].startswith('Send to "Kelas", today at')
    assert found["expired"]["say"].endswith("in the last 7 days: 3.")
    assert "1 (no_right 1)" in found["refused"]["say"]


def test_what_waits_for_a_word_of_somebody_is_counted(ready: Desk, checked: Any) -> None:
    with rows(ready) as session:
        common: dict[str, Any] = {"community_id": LOBBY, "group_id": group(session).id, "lane": 1, "created_at": NOW}
        session.add_all(OutboxRow(**common, kind="Send", state="waiting") for _ in range(3))
        session.add(OutboxRow(**common, kind="Edit", state="waiting", waits_for=1))
    assert checked().found["unheard"]["say"].startswith("3 messages wait")


def test_a_lost_security_key_is_told(ready: Desk, checked: Any) -> None:
    with rows(ready) as session:
        session.add(Remembered(community_id=LOBBY, group_id=group(session).id or 0, hash="x", kind="ban"))
    assert checked().level("key_lost") == "warning"
    (ready.folder / "pamong.db.key").write_text("00")
    assert checked().level("key_lost") == ""


def test_backups_that_fail_or_stay_away_are_told(ready: Desk, checked: Any) -> None:
    with rows(ready) as session:
        group(session)
    assert checked().level("backup_old") == ""
    with rows(ready) as session:
        session.get_one(Community, LOBBY).created_at = NOW - timedelta(days=3)
    assert checked().level("backup_old") == "warning"
    (ready.folder / "backups").mkdir()
    (ready.folder / "backups" / "pamong-2026-03-05.zip").write_bytes(b"")
    assert checked().level("backup") == "fine"
    with rows(ready) as session:
        args = {"failed": "OSError"}
        session.add(DueRow(community_id=LOBBY, kind="backup", name="again", at=NOW, args=args))
    assert checked().level("backup_failed") == "warning"


def test_a_database_of_another_version_is_told(ready: Desk, checked: Any) -> None:
    with rows(ready) as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert checked().level("database_newer") == "broken"


def test_a_database_that_cannot_be_opened_is_told(ready: Desk, checked: Any) -> None:
    (ready.folder / "pamong.db").write_text("a letter to my mother, long enough to be one" * 100)
    result = checked()
    assert "file is not a database" in result.found["database_wrong"]["say"]
    assert result.level("token") == "fine"


def test_secrets_that_others_may_read_are_told(ready: Desk, checked: Any) -> None:
    assert checked().level("config_open") == ""
    ready.config.chmod(0o644)
    assert checked().level("config_open") == "warning"


def test_a_clock_that_is_wrong_is_told(ready: Desk, checked: Any, time_machine: Any) -> None:
    assert checked().level("clock") == "fine"
    time_machine.move_to(NOW + timedelta(minutes=10), tick=True)
    assert checked().level("clock_wrong") == "warning"


def test_both_ways_to_whatsapp_are_looked_at(ready: Desk, checked: Any) -> None:
    nowhere = "http://127.0.0.1:1"
    ready.config.write_text(
        f'[whatsapp.waha]\nurl = "{nowhere}"\ni_accept_unofficial_risk = true\n'
        f'[whatsapp.cloud]\ngraph_base = "{nowhere}"\nphone_number_id = "1"\naccess_token = "a"\n'
        'app_secret = "b"\nverify_token = "c"\n'
    )
    result = checked()
    assert (result.level("waha_silent"), result.level("cloud_silent")) == ("broken", "broken")
    assert (result.level("cloud_address"), result.level("cloud_templates")) == ("warning", "warning")
    assert result.level("waha_unsigned") == "broken"


def test_a_gateway_is_not_used_before_its_risk_is_accepted(ready: Desk, checked: Any) -> None:
    ready.config.write_text('[whatsapp.waha]\nurl = "http://127.0.0.1:1"\nhmac_key = "a-long-random-word"\n')
    assert checked().level("waha_consent") == "broken"
