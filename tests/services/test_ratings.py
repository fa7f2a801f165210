"""Ratings of answers are counted."""

from bot.chat.text import Text
from bot.context import Context
from bot.models import Faq
from bot.services import faq, ratings
from tests.cast import BUDI, CITRA, SARI


def stored(question: str, ctx: Context) -> Faq:
    return faq.add(question, Text("Ya."), ctx)[0]


def test_ratings_are_counted_for_each_answer_and_the_last_word_counts(ctx: Context) -> None:
    first, second = stored("Apakah ada rekaman kelas?", ctx), stored("Berapa ongkos kirim?", ctx)
    for who, good in ((BUDI, True), (SARI, False), (CITRA, True), (SARI, True), (BUDI, False)):
        ratings.rate(first, who.id, ctx, good=good)
    assert ratings.ratings([first, second], ctx) == {first.id: (2, 1)}
