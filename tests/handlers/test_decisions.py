"""Every decision is explained, and taken back once."""

from bot.chat.actions import Answer, Send, Unmute
from bot.context import Context
from bot.models import Decision
from bot.services import decisions
from handlers.decisions import undo_button, why_button
from tests.cast import BUDI, DEWI, GROUP, SARI, presses, says
from tests.stage import Stage


def muted(stage: Stage) -> Decision:
    """A mute that Dewi decided."""
    stage.happens(says(DEWI, "/smute @budi 1h mengejek"))
    stage.delivers()
    return stage.rows(Decision)[-1]


def offers(stage: Stage, ctx: Context, row: Decision, text: str = "kartu") -> None:
    stage.does(Send(GROUP, text, choices=(undo_button(row, ctx), why_button(row, ctx))))
    stage.delivers()


def test_the_reason_is_told_to_whoever_asks_as_often_as_they_like(stage: Stage, ctx: Context) -> None:
    offers(stage, ctx, muted(stage))
    for _ in range(2):
        stage.happens(stage.presses(DEWI, "❔ Kenapa"))
        [answer] = stage.delivers()
        assert isinstance(answer, Answer)
        assert "Dibisukan: Budi · hari ini pukul 12.00 WIB" in answer.text
        assert "Oleh: Dewi" in answer.text
        assert "mengejek" in answer.text


def test_the_second_who_takes_it_back_is_told_that_it_is_done(stage: Stage, ctx: Context) -> None:
    row = muted(stage)
    offers(stage, ctx, row, "satu")
    offers(stage, ctx, row, "dua")
    first = next(shown for shown in stage.shown() if shown.text == "satu")
    stage.happens(stage.presses(DEWI, "↩️ Batalkan"))
    assert Unmute(GROUP, BUDI) in stage.delivers()
    stage.happens(presses(DEWI, first.buttons[0].data))
    assert "sudah dijawab" in str(stage.delivers())


def test_a_decision_about_somebody_who_was_forgotten_is_gone(stage: Stage, ctx: Context) -> None:
    row = muted(stage)
    offers(stage, ctx, row)
    with stage.session() as session, session.begin():
        session.delete(session.get_one(Decision, row.id))
    stage.happens(stage.presses(DEWI, "↩️ Batalkan"))
    assert "sudah tidak ada" in str(stage.delivers())


def test_a_rule_that_was_broken_within_a_day_is_remembered_until_it_is_taken_back(ctx: Context) -> None:
    row = decisions.record(SARI, "delete", ctx, rule="flood", why="decisions.no_reason")
    assert decisions.broken(SARI, ctx) == {"flood": ctx.now}
    decisions.undo(row, DEWI, ctx)
    assert decisions.broken(SARI, ctx) == {}


def test_a_likelihood_is_explained_with_its_score_to_moderators_alone(ctx: Context) -> None:
    row = decisions.record(SARI, "delete", ctx, why="decisions.no_reason", score=0.97, threshold=0.9)
    assert "tanpa alasan tertulis (nilai 0.97, batas 0.90)" in str(decisions.explain(row, ctx))
    assert str(decisions.why(row, ctx)) == "tanpa alasan tertulis"
