"""A community's questions follow its editions, and stay its own."""

from dataclasses import replace

import pytest

from bot import errors
from bot.chat.text import Text
from bot.context import Context
from bot.models import Community
from bot.services import faq
from tests.cast import NOW

PAY, ANSWER = "Ke rekening mana bayar?", Text("BCA 123")


def decision(question: str, ctx: Context) -> str:
    return faq.search(question, ctx).decision


def elsewhere(ctx: Context) -> Context:
    """The same moment in a group of another community, with the memory of the first."""
    other = Community(name="Kelas Lain", created_at=NOW)
    ctx.session.add(other)
    ctx.session.flush()
    return replace(ctx, group=replace(ctx.group, community=other.id or 0))


def test_a_question_is_found_by_its_community_alone(ctx: Context) -> None:
    entry, _ = faq.add(PAY, ANSWER, ctx)
    there = elsewhere(ctx)
    assert (decision(PAY, ctx), decision(PAY, there)) == ("answer", "none")
    with pytest.raises(errors.Refused):
        faq.get(entry.id or 0, there)
    assert decision(PAY, ctx) == "answer"


def test_what_was_rolled_back_is_not_found(ctx: Context) -> None:
    faq.add("Kapan kelas?", Text("Selasa"), ctx)
    ctx.session.commit()
    faq.add(PAY, ANSWER, ctx)
    assert decision(PAY, ctx) == "answer"
    ctx.session.rollback()
    assert decision(PAY, ctx) == "none"
    assert decision("kapan kelas", ctx) == "answer"


def test_a_stored_question_keeps_its_number_of_wordings_bounded(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faq, "MOST_EACH", 2)
    entry, _ = faq.add(PAY, ANSWER, ctx)
    assert faq.alias(entry, "duit kasih siapa", ctx)
    with pytest.raises(errors.Refused, match="too_many"):
        faq.alias(entry, "setor ke mana", ctx)


def test_a_moderator_may_shorten_a_question_as_long_as_it_is_one(ctx: Context) -> None:
    for question in (PAY, "Kapan kelas pagi?", "Kapan kelas sore?"):
        faq.add(question, ANSWER, ctx)
    assert faq.named("ke rek", ctx).question == PAY
    assert faq.named("kapan kelas sore", ctx).question == "Kapan kelas sore?"
    with pytest.raises(errors.Refused):
        faq.named("kapan kelas", ctx)
    with pytest.raises(errors.Refused):
        faq.named("100%_", ctx)
