"""Cards of questions are few, and go with their questions."""

from datetime import timedelta

from bot.chat.actions import Tell
from bot.context import Context
from bot.models import FaqMiss
from bot.services import misscards, misses, retention
from bot.services.faq import FaqSettings
from tests.cast import BUDI, CITRA, DEWI, NOW


def asked(ctx: Context, number: int, who: int = BUDI.id) -> FaqMiss:
    row = FaqMiss(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        identity_id=who,
        message_id=f"q{number}",
        question=f"pertanyaan nomor {number}",
        asked_at=NOW,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def test_without_a_chat_of_their_own_moderators_are_told_one_by_one(ctx: Context) -> None:
    told = [did.who for did in misscards.post(asked(ctx, 1), ctx) if isinstance(did, Tell)]
    assert told == [CITRA, DEWI]


def test_a_day_has_only_so_many_cards(ctx: Context) -> None:
    rows = [asked(ctx, number) for number in range(misscards.MOST + 1)]
    assert misscards.post(rows[-1], ctx) == []
    assert len(misses.listed(ctx, most=100)) == misscards.MOST + 1


def test_a_group_may_want_no_cards(ctx: Context) -> None:
    ctx.group.validated[FaqSettings] = FaqSettings(tell=False)
    row = asked(ctx, 1)
    assert misscards.post(row, ctx) == misscards.tell(ctx) == []
    assert misses.unanswered(ctx) == [row]


def test_a_long_question_is_shortened_on_its_button(ctx: Context) -> None:
    assert len(misscards.shortened("panjang " * 20)) == misscards.SHOWN
    assert misscards.shortened("Kapan kelas?") == "Kapan kelas?"


def test_after_a_month_the_question_is_gone(ctx: Context) -> None:
    asked(ctx, 1)
    retention.prune(ctx.session, NOW + timedelta(days=29))
    assert len(misses.listed(ctx)) == 1
    retention.prune(ctx.session, NOW + timedelta(days=31))
    assert misses.listed(ctx) == []
