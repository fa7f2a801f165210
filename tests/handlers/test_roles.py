"""Who may do what: every role with every command and every moderation button, as these tables say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlmodel import Session

from bot.chat.actions import Action, Answer, Delete, DeleteMany, Pin, Unban, Unmute, Unpin
from bot.chat.events import Account, AccountKind, Document
from bot.chat.facts import Role
from bot.context import Installation
from bot.models import (
    Claim,
    Decision,
    Faq,
    FaqMiss,
    FaqWording,
    Flag,
    Group,
    GroupSetting,
    GroupText,
    Meeting,
    Membership,
    Note,
    Phrase,
    Restriction,
    Suggestion,
    Table,
    WarningRow,
)
from bot.routing import Routes
from bot.services import people
from bot.texts import say
from handlers import ROUTERS
from moderation.rules import topics
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
FREELY |= {"faqadd", "faqalias", "faqdel", "filter", "filters", "unfilter"}
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
    "faqadd": Call(MODERATOR, "Kapan kelas? | Selasa"),
    "faqalias": Call(MODERATOR, "Ada rekaman? | videonya mana"),
    "faqdel": Call(MODERATOR, "Ada rekaman?", 'Hapus "Ada rekaman?"'),
    "filter": Call(MODERATOR, "alamat Jalan Mawar"),
    "filters": Call(MODERATOR, "", "#zoom"),
    "unfilter": Call(MODERATOR, "zoom"),
    "calm": Call(MODERATOR, "@eka @fajar"),
    "mod": Call(ADMIN, "@eka"),
    "unmod": Call(ADMIN, "@gita"),
    "welcome": Call(ADMIN, "off"),
    "setwelcome": Call(ADMIN, "Halo {name}"),
    "captcha": Call(ADMIN, "on"),
    "screening": Call(ADMIN, "on"),
    "mentor": Call(ADMIN, "@eka", "Eka sekarang mentor"),
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
    "blocklist": Call(ADMIN, "", "Daftarnya kukirim"),
    "market": Call(ADMIN, "mon 09:00-17:00"),
    "topics": Call(ADMIN, "jualan, iklan"),
    "quiet": Call(ADMIN, "22:00-05:00"),
    "lock": Call(ADMIN, "stickers"),
    "unlock": Call(ADMIN, "gifs"),
    "quiznew": Call(ADMIN, "Dasar", "Buka chat pribadi"),
    "quizzes": Call(ADMIN, "", "Belum ada kuis"),
    "quizimport": Call(ADMIN, "Dasar", "Kirim berkas soal"),
    "quizexport": Call(ADMIN, "dasar", "tidak kutemukan"),
    "quizstart": Call(ADMIN, "dasar", "Belum ada kuis"),
    "quizpause": Call(ADMIN, "", "Tidak ada kuis"),
    "quizskip": Call(ADMIN, "", "Tidak ada kuis"),
    "quizstop": Call(ADMIN, "", "Tidak ada kuis"),
    "quizschedule": Call(ADMIN, "", "Belum ada soal harian"),
    "report_activity": Call(ADMIN, "", "laporannya kususun"),
    "digest": Call(ADMIN, "weekly mon 19:00"),
    "survey": Call(ADMIN, "Bagaimana kelas kemarin?", "Bagaimana kelas"),
    "rota": Call(MODERATOR, "join", "ikut piket"),
    "points": Call(ADMIN, "balasan 7"),
    "silent": Call(ADMIN, "", "Start"),
    "suggestions": Call(ADMIN, "", "Tidak ada saran"),
    "event": Call(ADMIN, "besok 19.30 Webinar Iklan"),
    "eventmove": Call(ADMIN, "Kopdar Kelas | lusa 19.30"),
    "eventcancel": Call(ADMIN, "Kopdar Kelas"),
    "community": Call(ADMIN, "", "Komunitas ini"),
    "export": Call(ADMIN, "", "Start"),
    "import": Call(ADMIN, "", values={"document": Document("f1", "pamong-group.json", 90)}),
    "leave": Call(ADMIN, "", "Yakin aku pergi"),
}
"""Every command that needs a role."""

FILE = b'{"format": "pamong-group", "version": 1, "settings": {"welcome": {"goodbye": true}}, "words": {}}'


def newly() -> Stage:
    own = Installation(owners=frozenset({("telegram", TUTI.address)}), key=KEY, bot_names={"telegram": "pamong_bot"})
    play = Stage(*ROUTERS, *JOBS, rules=(topics.RULE,), installation=own)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR, TAMU.address: Role.STRANGER}
    play.platform.files["f1"] = FILE
    return play


@pytest.fixture(scope="module")
def played() -> Iterator[Stage]:
    """The cast and the others above; Fajar is trusted and cannot write, Eka was warned twice. Rules have own tests."""
    play = newly()
    with play.session() as session, session.begin():
        for who in (GITA, EKA, FAJAR):
            enter(session, who)
    asked = ["/warn @eka", "/warn @eka", "/mute @fajar", "/ban @fajar"]
    for words in [*asked, "/block judi", "/lock gifs", "/faqadd Ada rekaman? | Ada.", "/filter zoom nanti malam"]:
        play.happens(says(CITRA, words))
        play.delivers()
    play.happens(says(CITRA, "/event 30 desember 2026 19.30 Kopdar Kelas"))
    play.delivers()
    play.happens(play.presses(CITRA, "✅ Benar, umumkan"))
    play.delivers()
    yield play
    play.close()


def enter(session: Session, who: Account) -> None:
    """Somebody more is a member for nine days."""
    since = NOW - timedelta(days=9)
    row = people.meet(session, CLASS, who, since)
    member = people.join(session, CLASS, GROUP.id, row.id or 0)
    member.present, member.role, member.role_at = True, Role.MEMBER, NOW
    member.present_at = member.joined_at = since
    member.appointed, member.approved = who is GITA, who is FAJAR
    session.add(member)


def connection(stage: Stage) -> Any:
    with stage.session() as session:
        return session.connection().connection.driver_connection


@pytest.fixture
def stage(played: Stage) -> Iterator[Stage]:
    """A copy of what was played, for one test."""
    play = newly()
    connection(played).backup(connection(play))
    play.platform.ids = count(900)  # the platform gives no number twice
    play.starts()
    yield play
    play.close()


OF_POWER: tuple[type[Table], ...] = (
    Claim,
    Decision,
    Faq,
    FaqMiss,
    FaqWording,
    Flag,
    Group,
    GroupSetting,
    GroupText,
    Meeting,
    Note,
    Phrase,
    Restriction,
    Suggestion,
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
        quoted = says(EKA, "pinjaman cair lima menit tanpa syarat", at=stage.clock.now())
        stage.happens(quoted)
        values |= {"reply_to": quoted.message, "reply_who": EKA, "reply_text": quoted.text}
    before = len(stage.platform.done)
    stage.happens(says(who, f"/{name} {call.words}".strip(), at=stage.clock.now(), **values))
    stage.delivers()
    return stage.platform.done[before:]


def is_obeyed(stage: Stage, call: Call, before: list[str], did: list[Action]) -> bool:
    if isinstance(call.effect, type):
        return any(type(action) is call.effect for action in did)
    said = [*stage.screen(), *(action.text for action in did if isinstance(action, Answer))]
    return any(call.effect in words for words in said) if call.effect else power(stage) != before


def is_free(role: str, name: str, highest: Role) -> bool:
    """Whether a command is obeyed at once."""
    return highest >= COMMANDS[name].needs and (role != "anonymous admin" or name in FREELY)


def kindly(role: Role) -> str:
    return str(say("id", f"roles.only_{role.name.lower()}", {}))


def test_the_table_names_every_command_that_needs_a_role() -> None:
    needed = {spec.name: spec.role for spec in Routes(ROUTERS).specs() if spec.role > Role.STRANGER}
    assert {name: call.needs for name, call in COMMANDS.items()} == needed


@pytest.mark.parametrize(
    ("role", "name"),
    [(role, name) for role, (_, highest) in SPEAKERS.items() for name in COMMANDS if is_free(role, name, highest)],
)
def test_a_command_is_obeyed_where_the_role_allows_it(stage: Stage, role: str, name: str) -> None:
    before = power(stage)
    did = calls(stage, SPEAKERS[role][0], name)
    assert is_obeyed(stage, COMMANDS[name], before, did), stage.screen()


@pytest.mark.parametrize("role", SPEAKERS)
def test_every_other_command_changes_nothing_and_is_answered_kindly(stage: Stage, role: str) -> None:
    who, highest = SPEAKERS[role]
    before = power(stage)
    for name, call in COMMANDS.items():
        if is_free(role, name, highest):
            continue
        stage.passes(minutes=1)
        stage.delivers()  # earlier answers vanish
        did = calls(stage, who, name)
        assert not is_obeyed(stage, call, before, did), name
        assert power(stage) == before, name
        if role in UNHEARD:
            assert did == [], name
        elif role == "anonymous admin":
            assert [button.label for button in stage.shown()[-1].buttons] == ["✔️ Ini aku"], name
        else:
            assert stage.screen()[-1] == kindly(call.needs), name


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
