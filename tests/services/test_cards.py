"""A card tells moderators everything and nothing that would not fit."""

from bot.chat.text import Style
from bot.context import Context
from bot.models import Flag
from bot.services import cards, flags
from tests.cast import BUDI, SARI
from tests.handlers.test_flags import FOUND


def raised(ctx: Context, **values: object) -> Flag:
    flag, _ = flags.raise_flag(SARI, ctx, **values)  # type: ignore[arg-type]
    return flag


def test_the_quotation_is_marked_as_one_and_cut(ctx: Context) -> None:
    text = cards.words(raised(ctx, quote="a" * 900), ctx)
    [quoted] = [span for span in text.spans if span.style is Style.QUOTE]
    assert text[quoted.start : quoted.end] == "a" * 500 + "…"


def test_words_of_people_are_never_markup(ctx: Context) -> None:
    text = cards.words(raised(ctx, quote="**tebal** [klik](tg://x) {name}"), ctx)
    assert "**tebal** [klik](tg://x) {name}" in text


def test_a_message_that_is_found_twice_has_one_card(ctx: Context) -> None:
    first = raised(ctx, message="m1", quote="a", findings=[FOUND])
    second = raised(ctx, message="m1", quote="b", findings=[FOUND, FOUND | {"rule": "words"}])
    assert first.id == second.id
    assert [found["rule"] for found in second.findings] == ["links", "words"]
    assert second.quote == "b"


def test_messages_without_a_name_are_not_taken_for_one(ctx: Context) -> None:
    assert raised(ctx, quote="a").id != raised(ctx, quote="b").id


def test_nothing_is_deleted_where_there_is_no_message(ctx: Context) -> None:
    actions = cards.hand(raised(ctx, quote="a"), BUDI, ctx)
    labels = [choice.label for choice in actions[0].choices]  # type: ignore[union-attr]
    assert "🗑 Hapus" not in labels
    assert "🚫 Blokir" in labels
