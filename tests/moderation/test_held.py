"""A restriction that the platform cannot hold is held by deleting and removing."""

from dataclasses import replace

import pytest

from bot.chat.actions import Delete, Remove
from bot.context import Context
from moderation.judging import act, look
from moderation.rules.held import held
from tests.cast import BUDI, GROUP, joins, says

SPOKEN = ["halo", "apa kabar semua", "/rules", "🙂", "Permisi, mau tanya soal iklan", "ok", "siap kak", "1", "?", "   "]


@pytest.mark.parametrize("text", SPOKEN)
def test_whatever_a_muted_person_writes_goes(ctx: Context, text: str) -> None:
    message = says(BUDI, text)
    ctx = replace(ctx, held=frozenset({"mute"}))
    findings = look(message, ctx)
    assert findings[0].rule == "held.mute"
    ruling = act(message, findings, ctx)
    assert ruling.stop
    assert ruling.actions == [Delete(GROUP, message=message.message)]


@pytest.mark.parametrize("text", SPOKEN)
def test_nobody_else_is_touched(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx) == []


def test_a_banned_person_who_comes_back_is_removed_again(ctx: Context) -> None:
    ctx = replace(ctx, held=frozenset({"ban"}))
    event = joins(BUDI)
    assert act(event, look(event, ctx), ctx).actions == [Remove(GROUP, BUDI)]


def test_a_muted_person_may_join(ctx: Context) -> None:
    assert held(joins(BUDI), replace(ctx, held=frozenset({"mute"}))) is None
