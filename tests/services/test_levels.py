"""A level is a person's own word, whichever account said it."""

import pytest

from bot.context import Context
from bot.models import Identity
from bot.services.levels import LEVELS, level_of, parse_level, rank, set_level
from tests.cast import BUDI, DEWI, SARI


@pytest.mark.parametrize("word", ["Pemula", " beginner ", "DASAR", "1"])
def test_a_level_is_known_by_its_names_in_both_languages(word: str) -> None:
    assert parse_level(word) == "beginner"


def test_an_unknown_word_is_no_level() -> None:
    assert parse_level("lumayan") is None


def test_a_level_that_was_never_said_is_empty_and_the_last_word_counts(ctx: Context) -> None:
    assert level_of(SARI.id, ctx) == ""
    set_level(SARI.id, "beginner", ctx)
    set_level(SARI.id, "advanced", ctx)
    assert (level_of(SARI.id, ctx), level_of(BUDI.id, ctx)) == ("advanced", "")


def test_another_account_of_the_same_person_has_the_same_level_until_it_says_its_own(ctx: Context) -> None:
    dewi = ctx.session.get_one(Identity, DEWI.id)
    dewi.person_id = ctx.session.get_one(Identity, BUDI.id).person_id
    ctx.session.add(dewi)
    set_level(BUDI.id, "intermediate", ctx)
    assert level_of(DEWI.id, ctx) == "intermediate"
    set_level(DEWI.id, "advanced", ctx)
    assert (level_of(BUDI.id, ctx), level_of(DEWI.id, ctx)) == ("intermediate", "advanced")


def test_levels_rise() -> None:
    assert [rank(level) for level in ("", *LEVELS)] == [0, 1, 2, 3]
