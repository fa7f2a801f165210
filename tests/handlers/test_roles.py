"""Who may do what: every role with every command and every moderation button, as these tables say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.chat.actions import Action, Delete, DeleteMany, Pin, Unban, Unmute, Unpin
from bot.chat.events import Account, AccountKind, Document
from bot.chat.facts import Role
from bot.context import Installation
from bot.models import (
    Claim,
    Decision,
    Flag,
    Group,
    GroupSetting,
    GroupText,
    Membership,
    Phrase,
    Restriction,
    Table,
    WarningRow,
)
from bot.routing import Routes
from bot.services import people
from bot.texts import say
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, CLASS, DEWI, GROUP, KEY, NOW, SARI, says
from tests.stage import Stage

TUTI = Account("telegram", "20", "Tuti")  # owner of this installation, known by the config alone
GITA = Account("telegram", "21", "Gita", "gita")  # a member whom the admins appointed with /mod
EKA = Account("telegram", "22", "Eka", "eka")  # a member whom it is all about
FAJAR = Account("telegram", "23", "Fajar", "fajar")  # another one
TAMU = Account("telegram", "24", "Tamu")  # not in the group
HIDDEN = Account("telegram", GROUP.address, GROUP.title, kind=AccountKind.ANONYMOUS_ADMIN)
FOREIGN = Account("telegram", "-1009", "Kanal Promo", kind=AccountKind.CHANNEL)
LINKED = Account("telegram", "-1008", "Kanal Kelas", kind=AccountKind.LINKED_CHANNEL)

SPEAKERS: dict[str, tuple[Account, Role]] = {
    "owner": (TUTI, Role.OWNER),
    "admin": (CITRA, Role.ADMIN),
    "moderator of the platform": (DEWI, Role.MODERATOR),
    "moderator by appointment": (GITA, Role.MODERATOR),
    "member": (BUDI, Role.MEMBER),
    "newcomer": (SARI, Role.NEWCOMER),
    "stranger": (TAMU, Role.STRANGER),
    "anonymous admin": (HIDDEN, Role.MODERATOR),
    "foreign channel": (FOREIGN, Role.STRANGER),
    "linked channel": (LINKED, Role.STRANGER),
}
"""Everybody who can write in a group, and the highest role they are obeyed as."""

UNHEARD = ("foreign channel", "linked channel")
"""Never obeyed and never answered."""

FREELY = {"info", "unwarn", "resetwarns", "approve", "unapprove", "flags", "verdict"}
"""What an anonymous admin commands without showing who they are."""


@dataclass(frozen=True)
class Call:
    """How a command is called, who may, and what shows that it was obeyed: words, an act, or changed rows."""

    needs: Role
    words: str = ""
    effect: str | type[Action] = ""
    reply: bool = False
    values: dict[str, Any] = field(default_factory=dict)


MODERATOR, ADMIN = Role.MODERATOR, Role.ADMIN
COMMANDS: dict[str, Call] = {
    "info": Call(MODERATOR, "@eka", "Eka"),
    "warn": Call(MODERATOR, "@eka"),
    "unwarn": Call(MODERATOR, "@eka"),
    "resetwarns": Call(MODERATOR, "@eka"),
    "mute": Call(MODERATOR, "@eka 1h"),
    "tmute": Call(MODERATOR, "@eka 1h"),
    "ban": Call(MODERATOR, "@eka"),
    "tban": Call(MODERATOR, "@eka 1d"),
    "kick": Call(MODERATOR, "@eka"),
    "unmute": Call(MODERATOR, "@fajar", Unmute),
    "unban": Call(MODERATOR, "@fajar", Unban),
    "del": Call(MODERATOR, "", Delete, reply=True),
    "purge": Call(MODERATOR, "", DeleteMany, reply=True),
    "pin": Call(MODERATOR, "", Pin, reply=True),
    "unpin": Call(MODERATOR, "", Unpin, reply=True),
    "approve": Call(MODERATOR, "@eka"),
    "unapprove": Call(MODERATOR, "@fajar"),
    "flags": Call(MODERATOR, "", "Tidak ada kartu"),
    "verdict": Call(MODERATOR, "true", reply=True),
    "calm": Call(MODERATOR, "@eka @fajar"),
    "mod": Call(ADMIN, "@eka"),
    "unmod": Call(ADMIN, "@gita"),
    "welcome": Call(ADMIN, "off"),
    "setwelcome": Call(ADMIN, "Halo {name}"),
    "setgoodbye": Call(ADMIN, "Dah {name}"),
    "setrules": Call(ADMIN, "Sopan ya"),
    "setwarnlimit": Call(ADMIN, "5"),
    "setwarnmode": Call(ADMIN, "ban"),
    "alerts": Call(ADMIN, "", "/alerts "),
    "mode": Call(ADMIN, "watch"),
    "settings": Call(ADMIN, "", "Pengaturan Kelas Python"),
    "setlang": Call(ADMIN, "en"),
    "timezone": Call(ADMIN, "wita"),
    "allowlink": Call(ADMIN, "example.com"),
    "setflood": Call(ADMIN, "9 10"),
    "block": Call(ADMIN, "togel"),
    "unblock": Call(ADMIN, "judi"),
    "blocklist": Call(ADMIN, "", "hanya kutunjukkan"),
    "market": Call(ADMIN, "mon 09:00-17:00"),
    "quiet": Call(ADMIN, "22:00-05:00"),
    "lock": Call(ADMIN, "stickers"),
    "unlock": Call(ADMIN, "gifs"),
    "export": Call(ADMIN, "", "Start"),
    "import": Call(ADMIN, "", values={"document": Document("f1", "pamong-group.json", 90)}),
    "leave": Call(ADMIN, "", "Yakin aku pergi"),
}
"""Every command that needs a role."""

FILE = b'{"format": "pamong-group", "version": 1, "settings": {"welcome": {"goodbye": true}}, "words": {}}'


@pytest.fixture
def stage() -> Iterator[Stage]:
    """The cast and the others above; Fajar is trusted and cannot write, Eka was warned twice. Rules have own tests."""
    own = Installation(owners=frozenset({("telegram", TUTI.address)}), key=KEY, bot_names={"telegram": "pamong_bot"})
    play = Stage(*ROUTERS, *JOBS, installation=own)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR, TAMU.address: Role.STRANGER}
    play.platform.files["f1"] = FILE
    with play.session() as session, session.begin():
        for who in (GITA, EKA, FAJAR):
            row = people.meet(session, CLASS, who, NOW - timedelta(days=9))
            member = people.join(session, CLASS, GROUP.id, row.id or 0)
            member.present, member.role, member.role_at = True, Role.MEMBER, NOW
            member.present_at = member.joined_at = NOW - timedelta(days=9)
            member.appointed, member.approved = who is GITA, who is FAJAR
            session.add(member)
    asked = ["/warn @eka", "/warn @eka", "/mute @fajar", "/ban @fajar"]
    for words in [*asked, "/block judi", "/lock gifs"]:
        play.happens(says(CITRA, words))
        play.delivers()
    play.platform.chats.clear()
    yield play
    play.close()


OF_POWER: tuple[type[Table], ...] = (
    Claim,
    Decision,
    Flag,
    Group,
    GroupSetting,
    GroupText,
    Phrase,
    Restriction,
    WarningRow,
)


def power(stage: Stage) -> list[str]:
    """Every row that a command or a button of moderators and admins may change."""
    kept = [row.model_dump() for table in OF_POWER for row in stage.rows(table)]
    trust = [(row.group_id, row.identity_id, row.appointed, row.approved) for row in stage.rows(Membership)]
    return [str(row) for row in kept] + [str(row) for row in trust if row[2] or row[3]]


def calls(stage: Stage, who: Account, name: str) -> list[Action]:
    """Somebody calls a command the way the table says; what the platform was asked to do."""
    call = COMMANDS[name]
    values = dict(call.values)
    if call.reply:
        quoted = says(EKA, "pinjaman cair lima menit tanpa syarat, hubungi admin sekarang juga ya kak")
        stage.happens(quoted)
        values |= {"reply_to": quoted.message, "reply_who": EKA, "reply_text": quoted.text}
    before = len(stage.platform.done)
    stage.happens(says(who, f"/{name} {call.words}".strip(), **values))
    stage.delivers()
    return stage.platform.done[before:]


def is_obeyed(stage: Stage, call: Call, before: list[str], did: list[Action]) -> bool:
    if isinstance(call.effect, type):
        return any(type(action) is call.effect for action in did)
    return any(call.effect in words for words in stage.screen()) if call.effect else power(stage) != before


def kindly(role: Role) -> str:
    return str(say("id", f"roles.only_{role.name.lower()}", {}))


def test_the_table_names_every_command_that_needs_a_role() -> None:
    needed = {spec.name: spec.role for spec in Routes(ROUTERS).specs() if spec.role > Role.STRANGER}
    assert {name: call.needs for name, call in COMMANDS.items()} == needed


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("role", SPEAKERS)
def test_a_command_is_obeyed_or_refused_as_the_table_says(stage: Stage, role: str, name: str) -> None:
    call, (who, highest) = COMMANDS[name], SPEAKERS[role]
    before = power(stage)
    did = calls(stage, who, name)
    if role == "anonymous admin" and name not in FREELY:
        assert [button.label for button in stage.shown()[-1].buttons] == ["✔️ Ini aku"]
    elif highest >= call.needs:
        assert is_obeyed(stage, call, before, did), stage.screen()
        return
    elif role in UNHEARD:
        assert did == []
    else:
        assert stage.screen()[-1] == kindly(call.needs)
    assert not is_obeyed(stage, call, before, did)
    assert power(stage) == before


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - FREELY))
def test_an_anonymous_admins_button_obeys_whoever_is_allowed_to_and_nobody_else(stage: Stage, name: str) -> None:
    call = COMMANDS[name]
    calls(stage, HIDDEN, name)
    before = power(stage)
    stage.happens(stage.presses(BUDI, "✔️ Ini aku"))
    assert kindly(call.needs) in str(stage.delivers())
    assert power(stage) == before
    at = len(stage.platform.done)
    stage.happens(stage.presses(CITRA, "✔️ Ini aku"))
    stage.delivers()
    assert is_obeyed(stage, call, before, stage.platform.done[at:]), stage.screen()
