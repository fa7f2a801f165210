"""Everybody may see what is held about them, and be forgotten."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

from bot.chat.actions import Ban, Mute, Send
from bot.chat.events import Account
from bot.models import Group, Identity, Remembered, Restriction, Table
from bot.services.privacy import TO_PEOPLE, links
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, GROUP, NOW, SARI, joins, leaves, private, reacts, says
from tests.stage import Stage

CANARY = Account("telegram", "6281234509876", "Zzkenari Qxwulung", "zzkenari", "id")
WORDS = "kalimat rahasia zzqq 0812-3450-9876"
TRACES = ("6281234509876", "Zzkenari", "zzkenari", "zzqq", "0812-3450")


def test_my_data_is_a_file_for_me_alone(stage: Stage) -> None:
    stage.happens(says(BUDI, "/start", private(BUDI)), says(BUDI, "halo"))
    stage.delivers()
    stage.happens(says(BUDI, "/mydata"))
    held = json.loads(stage.order(Send).document)
    stage.delivers()
    assert held["identity"][0]["name"] == "Budi"
    assert held["identity_alias"][0]["value"] == BUDI.address
    assert held["membership"][0]["messages"] == 2
    assert "halo" not in json.dumps(held)
    assert stage.screen() == ["Sudah kukirim lewat chat pribadi. 🔒"]


def test_somebody_who_cannot_be_written_to_is_told_how(stage: Stage) -> None:
    stage.happens(says(BUDI, "/mydata"))
    stage.delivers()
    assert "tekan Start" in stage.screen()[-1]


def test_nothing_is_erased_before_the_person_says_yes(stage: Stage) -> None:
    stage.happens(says(BUDI, "/forgetme", private(BUDI)))
    stage.delivers()
    stage.happens(stage.presses(BUDI, "Tidak jadi", private(BUDI)))
    stage.delivers()
    stage.passes(minutes=2)
    assert stage.rows(Identity, Identity.name == "Budi")


def test_a_forgotten_person_is_in_no_table_and_not_in_the_file(tmp_path: Path) -> None:
    stage = Stage(*ROUTERS, *JOBS, url=f"sqlite:///{tmp_path / 'p.db'}")
    _live(stage)
    stage.happens(says(CANARY, "/forgetme", private(CANARY)))
    stage.delivers()
    stage.happens(stage.presses(CANARY, "Ya, hapus semuanya", private(CANARY)))
    stage.delivers()
    assert "terhapus" in stage.screen(private(CANARY))[-1]
    stage.passes(minutes=1)
    stage.delivers()
    assert _found(tmp_path / "p.db") == []
    assert not stage.rows(Group, Group.address == CANARY.address)
    stage.close()


def _live(stage: Stage) -> None:
    """Leaves a trace of the canary in as many tables as a person can."""
    stage.happens(joins(CANARY), says(CANARY, "/start", private(CANARY)))
    stage.delivers()
    stage.happens(says(CANARY, WORDS), reacts(CANARY, "m1", "👍"), says(CANARY, "/rules"), says(CANARY, "/me"))
    stage.delivers()
    stage.happens(says(CANARY, "/mydata"), says(CANARY, "/help terbang"), says(CANARY, "/info @zzkenari"))
    stage.delivers()
    stage.happens(says(BUDI, "halo", reply_to="m2", reply_who=CANARY))
    stage.happens(leaves(CANARY, at=NOW + timedelta(seconds=3)), joins(CANARY, at=NOW + timedelta(seconds=4)))
    stage.delivers()


def _found(path: Path) -> list[str]:
    """Rows of the dump, and files, in which the canary can still be heard."""
    with sqlite3.connect(path) as connection:
        dump = list(connection.iterdump())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    lines = [line for line in dump if any(trace in line for trace in TRACES)]
    raw = [file.name for file in path.parent.iterdir() if any(trace.encode() in file.read_bytes() for trace in TRACES)]
    return lines + raw


def test_running_restrictions_outlive_the_person_as_hashes_with_an_end(stage: Stage) -> None:
    until = NOW + timedelta(days=1)
    stage.does(Mute(GROUP, BUDI, until=until), Ban(GROUP, SARI))
    stage.delivers()
    for who in (BUDI, SARI):
        stage.happens(says(who, "/forgetme", private(who)))
        stage.delivers()
        stage.happens(stage.presses(who, "Ya, hapus semuanya", private(who)))
        stage.delivers()
    stage.passes(minutes=1)
    assert not stage.rows(Restriction)
    assert sorted((row.kind, row.until) for row in stage.rows(Remembered) if row.until) == [("mute", until)]
    assert all("12" not in row.hash[:1] and len(row.hash) == 32 for row in stage.rows(Remembered))
    stage.happens(says(BUDI, "aku kembali", at=stage.clock.now()))
    back = stage.rows(Restriction)
    assert [(row.kind, row.state, row.until) for row in back] == [("mute", "fact", until)]


def test_every_table_says_what_becomes_of_its_links_to_people() -> None:
    assert {table.name for table, _, _, _ in links()} <= set(Table.metadata.tables)
    silent = [f"{table.name}.{column.name}" for table, column, _, forget in links() if forget not in ("delete", "null")]
    assert not silent
    assert {target for _, _, target, _ in links()} == set(TO_PEOPLE)
