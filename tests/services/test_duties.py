"""What those on a rota are told."""

import pytest

from bot.chat.actions import Tell
from bot.context import Context
from bot.models import Rota, RotaTurn
from bot.services import duties, rota
from tests.cast import BUDI, DEWI, NOW, SARI


@pytest.fixture
def row(ctx: Context) -> Rota:
    """Sari, Budi and Dewi take turns at hosting, from now on."""
    found = rota.named("Kopdar", ctx)
    for who in (SARI, BUDI, DEWI):
        rota.join(found, who, ctx)
    rota.begin(found, 7, "12:00", NOW, ctx)
    return found


def next_turn(row: Rota, ctx: Context) -> tuple[RotaTurn | None, RotaTurn]:
    before, turn = rota.hand_over(row, NOW, ctx)
    assert turn is not None
    return before, turn


def told(row: Rota, ctx: Context) -> Tell:
    before, turn = next_turn(row, ctx)
    [tell] = duties.begun(row, turn, before, ctx)
    assert isinstance(tell, Tell)
    return tell


def test_the_next_one_reads_the_note_of_the_last_one(row: Rota, ctx: Context) -> None:
    _, turn = next_turn(row, ctx)
    rota.note(turn, "Kunci ada di Bu RT.", ctx)
    tell = told(row, ctx)
    assert tell.who == BUDI
    assert tell.text.splitlines()[0] == "🔄 Piket kopdar"
    assert tell.text.splitlines()[-1] == "Catatan dari yang sebelumnya: Kunci ada di Bu RT."


def test_only_the_one_on_duty_may_press_its_buttons(row: Rota, ctx: Context) -> None:
    assert {choice.who for choice in told(row, ctx).choices} == {SARI}


def test_whoever_cannot_be_written_to_reads_it_in_the_group(row: Rota, ctx: Context) -> None:
    [instead] = told(row, ctx).otherwise
    assert getattr(instead, "to", None) == ctx.group.chat


def test_the_others_are_asked_each_with_a_button_of_their_own(row: Rota, ctx: Context) -> None:
    _, turn = next_turn(row, ctx)
    asked = duties.ask_others(row, turn, SARI, ctx)
    assert [(tell.who, tell.choices[0].who) for tell in asked if isinstance(tell, Tell)] == [(BUDI, BUDI), (DEWI, DEWI)]
