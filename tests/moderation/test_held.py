"""A restriction that the platform cannot hold is held by deleting and removing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.abilities import Abilities
from bot.chat.actions import Delete, Mute, Remove
from bot.context import Context
from moderation.judging import act, look
from moderation.rules.held import held
from tests.cast import BUDI, GROUP, NOW, joins, private, says
from tests.stage import Stage

SPOKEN = ["halo", "apa kabar semua", "/rules", "🙂", "Permisi, mau tanya soal iklan", "ok", "siap kak", "1", "?", "   "]


@pytest.mark.parametrize("text", SPOKEN)
def test_whatever_a_muted_person_writes_goes(ctx: Context, text: str) -> None:
    message = says(BUDI, text)
    ctx = replace(ctx, held=frozenset({"mute"}))
    findings = look(message, ctx)
    assert findings[0].rule == "held.mute"
    ruling = act(message, findings, ctx)
    assert ruling.stop
    assert ruling.actions[0] == Delete(GROUP, message=message.message)


@pytest.mark.parametrize("text", SPOKEN)
def test_nobody_else_is_touched(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx) == []


def test_a_banned_person_who_comes_back_is_removed_again(ctx: Context) -> None:
    ctx = replace(ctx, held=frozenset({"ban"}))
    event = joins(BUDI)
    assert act(event, look(event, ctx), ctx).actions == [Remove(GROUP, BUDI)]


def test_a_muted_person_may_join(ctx: Context) -> None:
    assert held(joins(BUDI), replace(ctx, held=frozenset({"mute"}))) is None


def test_a_muted_person_is_told_once_and_removed_when_they_go_on() -> None:
    stage = Stage(abilities={"telegram": Abilities(mutes=False)})
    stage.happens(says(BUDI, "halo", private(BUDI)))
    stage.does(Mute(GROUP, BUDI, NOW + timedelta(hours=2)))
    for turn in range(6):
        stage.happens(says(BUDI, f"masih di sini {turn}"))
    did = stage.delivers()
    assert [action.who for action in did if isinstance(action, Remove)] == [BUDI]
    assert len([action for action in did if isinstance(action, Delete)]) == 6
    [note] = [text for text in stage.screen(private(BUDI)) if "Kelas Python" in text]
    assert note.startswith("Kamu bisa menulis lagi di Kelas Python mulai hari ini pukul 14.00 WIB.")
    stage.close()


def test_another_mute_is_told_anew() -> None:
    stage = Stage(abilities={"telegram": Abilities(mutes=False)})
    stage.happens(says(BUDI, "halo", private(BUDI)))
    for until in (None, NOW + timedelta(hours=1)):
        stage.does(Mute(GROUP, BUDI, until))
        stage.happens(says(BUDI, f"kenapa {until}"), says(BUDI, f"halo {until}"))
    stage.delivers()
    assert len(stage.screen(private(BUDI))) == 2
    stage.close()
