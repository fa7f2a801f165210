"""Who may press what: every role with every button of moderators and admins, as this table says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.chat.actions import Answer
from bot.chat.events import Account, AskedToJoin, Chat
from bot.chat.facts import Role
from bot.texts import say
from tests.cast import BUDI, CITRA, DEWI, GROUP, joins, private, says
from tests.handlers.test_alerts import MODS, code
from tests.handlers.test_roles import EKA, SPEAKERS, played, power, stage
from tests.moderation.test_topics import ELSEWHERE
from tests.stage import Stage

__all__ = ["played", "stage"]

PEOPLE = {name: found for name, found in SPEAKERS.items() if name.split()[0] not in ("anonymous", "foreign", "linked")}
"""Whoever can press a button: a platform lets only people do so, under their own name."""

SCAM = "transfer dulu lima ratus ribu besok jadi dua juta, japri saya kak"


def commands(words: str, who: Account = DEWI) -> Callable[[Stage], None]:
    """Somebody writes a command in the group."""

    def play(stage: Stage) -> None:
        stage.happens(says(who, words, at=stage.clock.now()))
        stage.delivers()

    return play


def card(words: str, then: str = "") -> Callable[[Stage], None]:
    """A member answers Eka's message with a command, which becomes a card; Dewi may already have decided."""

    def play(stage: Stage) -> None:
        connected(stage)
        said = says(EKA, SCAM, at=stage.clock.now())
        quoted: dict[str, Any] = {"reply_to": said.message, "reply_who": EKA, "reply_text": said.text}
        stage.happens(said, says(BUDI, words, at=stage.clock.now(), **quoted))
        stage.delivers()
        if then:
            stage.happens(stage.presses(DEWI, then, MODS))
            stage.delivers()

    return play


def connected(stage: Stage) -> None:
    stage.happens(says(CITRA, f"/alerts {code(stage)}", MODS, at=stage.clock.now()))
    stage.delivers()


def suggested(stage: Stage) -> None:
    connected(stage)
    commands("/saran Adakan kelas foto produk", EKA)(stage)


def missed(stage: Stage) -> None:
    """A member asks what has no answer yet."""
    connected(stage)
    commands("/ask kapan rekaman kelas lama dihapus dari folder bersama", EKA)(stage)
    if "Bukan itu semua" in str(stage.shown()[-1].buttons):
        stage.happens(stage.presses(EKA, "Bukan itu semua"))
        stage.delivers()


def quiz_shelf(stage: Stage) -> None:
    """A quiz that was just written, among all quizzes."""
    commands("/quiznew Dasar\nHarga jual di atas apa?\n*Modal\nLangit", CITRA)(stage)
    commands("/quizzes", CITRA)(stage)


def welcome_settings(stage: Stage) -> None:
    commands("/settings", CITRA)(stage)
    stage.happens(stage.presses(CITRA, "Sambutan"))
    stage.delivers()


def raid(stage: Stage) -> None:
    """So many people join that it is a raid."""
    connected(stage)
    people = [Account("telegram", f"8{number}", f"Orang {number}") for number in range(12)]
    stage.happens(*(joins(who, at=stage.clock.now()) for who in people))
    stage.delivers()


def drifted(stage: Stage) -> None:
    """Members talk about anything but the group's topic."""
    connected(stage)
    commands("/topics jualan", CITRA)(stage)
    for number, text in enumerate([*ELSEWHERE, *ELSEWHERE[:5]]):
        at = stage.clock.now() + timedelta(seconds=20 * number)
        stage.happens(says((BUDI, EKA)[number % 2], text, at=at))
    stage.delivers()


OPTION = "Selasa, 3 Maret 2026 pukul 20.00 WIB"
FIRST = "Selasa, 3 Maret 2026 pukul 19.30 WIB"


def drafted(when: str = "19.30") -> Callable[[Stage], None]:
    """An admin has a meeting in mind."""
    return commands(f"/event besok {when} Kopdar", CITRA)


def series(words: str) -> Callable[[Stage], None]:
    """A meeting that takes place every week, and a command about it."""

    def play(stage: Stage) -> None:
        commands("/event setiap selasa 19.30 Kopdar", CITRA)(stage)
        stage.happens(stage.presses(CITRA, "✅ Benar, umumkan"))
        stage.delivers()
        commands(words, CITRA)(stage)

    return play


def at_the_door(stage: Stage) -> None:
    """Somebody asks to join, and answers something."""
    connected(stage)
    commands("/screening on", CITRA)(stage)
    tono = Account("telegram", "95", "Tono", language="id")
    stage.happens(AskedToJoin("asked:95", stage.clock.now(), GROUP, tono))
    stage.delivers()
    stage.happens(stage.presses(tono, "✍️ Jawab", private(tono)))
    stage.happens(says(tono, "Mau belajar", private(tono), at=stage.clock.now()))
    stage.delivers()


@dataclass(frozen=True)
class Button:
    """Where a button hangs and how it came there, who may press it, and whether that changes anything."""

    needs: Role
    label: str
    play: Callable[[Stage], None]
    chat: Chat = MODS
    changes: bool = True


MODERATOR, ADMIN = Role.MODERATOR, Role.ADMIN
REPORT = card("/report")
BUTTONS: dict[str, Button] = {
    "faq: delete": Button(MODERATOR, "🗑 Ya, hapus", commands("/faqdel Ada rekaman?"), GROUP),
    "miss: same": Button(MODERATOR, "➕ Ada rekaman?", missed),
    "miss: answer": Button(MODERATOR, "✍️ Jawab & simpan", missed, changes=False),
    "miss: leave": Button(MODERATOR, "🙈 Lewati", missed),
    "card: delete": Button(MODERATOR, "🗑 Hapus", REPORT),
    "card: warn": Button(MODERATOR, "⚠️ Peringatkan", REPORT),
    "card: mute": Button(MODERATOR, "🔇 Bisukan", REPORT),
    "card: ban": Button(MODERATOR, "🚫 Blokir", REPORT),
    "card: fine": Button(MODERATOR, "👌 Tidak apa-apa", REPORT),
    "card: why": Button(MODERATOR, "❔ Kenapa", REPORT, changes=False),
    "card: undo": Button(MODERATOR, "↩️ Batalkan", card("/report", "🔇 Bisukan")),
    "claim: true": Button(MODERATOR, "✅ Benar", card("/verify")),
    "claim: misleading": Button(MODERATOR, "❌ Menyesatkan", card("/verify")),
    "claim: unknown": Button(MODERATOR, "🤷 Belum jelas", card("/verify")),
    "decision: undo": Button(MODERATOR, "↩️ Batalkan", commands("/mute @eka 1h"), GROUP),
    "decision: why": Button(MODERATOR, "❔ Kenapa", commands("/info @eka"), GROUP, changes=False),
    "calm: end": Button(MODERATOR, "Cukup, lanjut biasa", commands("/calm @eka @budi"), GROUP),
    "raid: end": Button(MODERATOR, "✔️ Mereka diundang", raid),
    "drift: invite": Button(MODERATOR, "💬 Ajak kembali", drifted),
    "drift: let": Button(MODERATOR, "👌 Biarkan saja", drifted),
    "suggestion: done": Button(ADMIN, "✅ Selesai", suggested),
    "suggestion: ask": Button(ADMIN, "📣 Tanya grup", suggested, changes=False),
    "meeting: confirm": Button(ADMIN, "✅ Benar, umumkan", drafted(), GROUP),
    "meeting: change": Button(ADMIN, "✏️ Ubah waktunya", drafted(), GROUP, changes=False),
    "meeting: drop": Button(ADMIN, "🗑 Batal", drafted(), GROUP),
    "meeting: option": Button(ADMIN, OPTION, drafted("jam 8"), GROUP),
    "meeting: moved": Button(ADMIN, OPTION, series("/eventmove kopdar | 3 maret jam 8"), GROUP, changes=False),
    "meeting: cancel once": Button(ADMIN, f"Hanya {FIRST}", series("/eventcancel kopdar"), GROUP, changes=False),
    "meeting: cancel all": Button(ADMIN, "Semuanya, hentikan rangkaian", series("/eventcancel kopdar"), GROUP),
    "quiz: show": Button(ADMIN, "Dasar", quiz_shelf, GROUP, changes=False),
    "screening: yes": Button(MODERATOR, "✅ Terima", at_the_door, changes=False),
    "screening: no": Button(MODERATOR, "✖️ Tolak", at_the_door, changes=False),
    "settings: language": Button(ADMIN, "🌐 Bahasa: Indonesia", commands("/settings", CITRA), GROUP),
    "settings: open": Button(ADMIN, "Sambutan", commands("/settings", CITRA), GROUP, changes=False),
    "settings: back": Button(ADMIN, "◀️ Kembali", welcome_settings, GROUP, changes=False),
    "settings: toggle": Button(ADMIN, "⬜ Ucapkan selamat tinggal", welcome_settings, GROUP),
}


def answers(stage: Stage, who: Account, button: Button) -> list[str]:
    """Somebody presses it; what they are told."""
    stage.happens(stage.presses(who, button.label, button.chat))
    return [action.text for action in stage.delivers() if isinstance(action, Answer)]


REFUSED = str(say("id", "prompts.not_allowed", {}))


@pytest.mark.parametrize("name", BUTTONS)
def test_whoever_may_not_press_a_button_changes_nothing_and_is_told_so(stage: Stage, name: str) -> None:
    button = BUTTONS[name]
    button.play(stage)
    for role, (who, highest) in PEOPLE.items():
        if highest < button.needs:
            before = power(stage)
            assert answers(stage, who, button) == [REFUSED], role
            assert power(stage) == before, role


@pytest.mark.parametrize(
    ("role", "name"),
    [(role, name) for role, (_, highest) in PEOPLE.items() for name in BUTTONS if highest >= BUTTONS[name].needs],
)
def test_whoever_may_press_a_button_is_obeyed(stage: Stage, role: str, name: str) -> None:
    button = BUTTONS[name]
    button.play(stage)
    before = power(stage)
    assert REFUSED not in answers(stage, PEOPLE[role][0], button)
    assert (power(stage) != before) is button.changes
