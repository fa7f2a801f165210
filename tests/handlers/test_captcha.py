"""Where a group wants it, newcomers press one button before they may write."""

from collections.abc import Iterator

import pytest

from bot.adapters.playground.world import PLAIN
from bot.chat.actions import Answer, Mute, Send, Unmute
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.models import DueRow, Restriction, RulesAccepted
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS
from tests.cast import CITRA, DEWI, GROUP, joins, leaves, private, says
from tests.handlers.test_buddies import TONO, UMI, opens, told
from tests.stage import Stage

BUTTON = "✅ Aku setuju aturannya"


@pytest.fixture
def guarded(stage: Stage) -> Stage:
    stage.hears(CITRA, "/captcha on")
    assert "nyala" in stage.screen()[-1]
    return stage


@pytest.fixture
def plain() -> Iterator[Stage]:
    play = Stage(*ROUTERS, *JOBS, rules=RULES, abilities={"telegram": PLAIN})
    play.platform.roles[CITRA.address] = Role.ADMIN
    play.hears(CITRA, "/captcha on")
    yield play
    play.close()


def comes(stage: Stage, *people: Account) -> list[object]:
    for who in people:
        stage.happens(joins(who, at=stage.clock.now()))
    return list(stage.delivers())


def presses(stage: Stage, who: Account) -> str:
    """Somebody presses it; what they are told."""
    stage.happens(stage.presses(who, BUTTON))
    return "".join(act.text for act in stage.delivers() if isinstance(act, Answer))


def is_muted(stage: Stage) -> bool:
    return bool(stage.rows(Restriction))


def test_it_is_off_until_an_admin_turns_it_on(stage: Stage) -> None:
    assert not any(isinstance(act, Mute) for act in comes(stage, TONO))
    stage.hears(CITRA, "/captcha")
    assert "mati" in stage.screen()[-1]


def test_a_newcomer_is_muted_until_they_press_and_then_welcomed(guarded: Stage) -> None:
    comes(guarded, TONO)
    assert is_muted(guarded)
    assert not any("Selamat datang, Tono" in text for text in guarded.screen())
    presses(guarded, TONO)
    assert not is_muted(guarded)
    assert "Selamat datang, Tono!" in guarded.screen()[-1]
    assert not any("tekan tombol ini" in text for text in guarded.screen())
    assert len(guarded.rows(RulesAccepted)) == 1


def test_everybody_else_who_presses_is_told_that_they_need_not(guarded: Stage) -> None:
    comes(guarded, TONO)
    assert presses(guarded, DEWI) == "Kamu sudah bisa menulis. 😊"
    assert is_muted(guarded)


def test_after_five_minutes_whoever_did_not_press_stays_muted(guarded: Stage) -> None:
    comes(guarded, TONO)
    guarded.passes(minutes=3)
    comes(guarded, UMI)
    guarded.passes(minutes=2)
    guarded.delivers()
    assert "Waktunya sudah lewat" in presses(guarded, TONO)
    assert is_muted(guarded)


def test_the_message_goes_with_the_last_who_might_need_it(guarded: Stage) -> None:
    comes(guarded, TONO)
    guarded.passes(minutes=5)
    guarded.delivers()
    assert not any("tekan tombol ini" in text for text in guarded.screen())


def test_whoever_comes_back_gets_another_chance(guarded: Stage) -> None:
    comes(guarded, TONO)
    guarded.passes(minutes=6)
    guarded.happens(leaves(TONO, at=guarded.clock.now()))
    guarded.passes(minutes=1)
    comes(guarded, TONO)
    presses(guarded, TONO)
    assert not is_muted(guarded)


def test_a_mute_of_the_moderators_is_not_lifted_by_leaving_and_pressing(guarded: Stage) -> None:
    comes(guarded, TONO)
    presses(guarded, TONO)
    guarded.hears(DEWI, "/mute @tono kasar")
    guarded.passes(minutes=1)
    guarded.happens(leaves(TONO, at=guarded.clock.now()))
    guarded.passes(minutes=1)
    comes(guarded, TONO)
    assert guarded.rows(DueRow, DueRow.kind == "captcha") == []
    assert is_muted(guarded)


def test_many_who_come_at_once_share_one_button(guarded: Stage) -> None:
    people = [Account("telegram", str(100 + each), f"Orang {each}") for each in range(8)]
    did = comes(guarded, *people)
    assert len([act for act in did if isinstance(act, Send) and act.to == GROUP]) == 1
    for who in people:
        presses(guarded, who)
    assert not is_muted(guarded)


def test_without_buttons_the_question_comes_in_private_and_a_number_answers_it(plain: Stage) -> None:
    opens(plain, TONO)
    comes(plain, TONO)
    assert is_muted(plain)
    plain.happens(says(TONO, "halo semua", at=plain.clock.now()))
    plain.delivers()
    plain.hears(TONO, "1", group=private(TONO))
    assert "Sekarang kamu bisa menulis" in told(plain, TONO)[-1]
    assert not is_muted(plain)
    assert "Selamat datang, Tono!" in plain.screen()[-1]


def test_without_buttons_nobody_is_muted_who_could_not_be_asked(plain: Stage) -> None:
    comes(plain, TONO)
    assert not is_muted(plain)
    assert "Selamat datang, Tono!" in plain.screen()[-1]


def test_who_leaves_is_not_waited_for(guarded: Stage) -> None:
    comes(guarded, TONO)
    guarded.passes(seconds=10)
    guarded.happens(leaves(TONO, at=guarded.clock.now()))
    guarded.delivers()
    assert not any("tekan tombol ini" in text for text in guarded.screen())


def test_who_could_not_be_muted_is_welcomed_by_the_button_all_the_same(guarded: Stage) -> None:
    guarded.happens(joins(UMI))
    guarded.refuses(Mute, missing="restrict_members")
    guarded.delivers()
    assert not is_muted(guarded)
    presses(guarded, UMI)
    assert "Selamat datang, Umi!" in guarded.screen()[-1]


def test_only_the_button_mutes_and_unmutes(guarded: Stage) -> None:
    did = comes(guarded, TONO)
    guarded.happens(guarded.presses(TONO, BUTTON))
    did += guarded.delivers()
    assert [type(act) for act in did if isinstance(act, Mute | Unmute)] == [Mute, Unmute]
