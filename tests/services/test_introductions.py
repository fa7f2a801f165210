"""A buddy's second sentence fits what the newcomer said of themselves."""

import pytest

from bot.chat.text import Style, Text
from bot.context import Context
from bot.models import Companion
from bot.services import introductions, profiles
from tests.cast import BUDI, GROUP, NOW, SARI


@pytest.mark.parametrize(
    ("sells", "asks"), [("", "mau mulai dari mana"), ("food", "makanan"), ("nothing_yet", "belum")]
)
def test_the_question_follows_the_introduction(ctx: Context, sells: str, asks: str) -> None:
    row = profiles.profile(SARI.id, ctx)
    row.sells = sells
    ctx.session.add(row)
    pair = Companion(community_id=2, group_id=GROUP.id, newcomer_id=SARI.id, buddy_id=BUDI.id, since=NOW)
    ctx.session.add(pair)
    ctx.session.flush()
    told = introductions.told_buddy(pair, ctx)
    assert asks in told.text
    assert told.who.id == BUDI.id
    assert isinstance(told.text, Text)
    assert (Style.MENTION, str(SARI.id)) in [(span.style, span.target) for span in told.text.spans]
