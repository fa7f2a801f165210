"""Profiles hold choices and a few short words."""

import pytest

from bot.context import Context
from bot.services import profiles
from bot.services.profiles import LONGEST, MOST, parse_interests, profile, topics_of
from tests.cast import BUDI, SARI


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("foto produk, iklan dan kemasan", ["foto produk", "iklan", "kemasan"]),
        ("Foto; FOTO\nkopi & teh", ["foto", "kopi", "teh"]),
        ("<b>iklan</b>!!", ["biklanb"]),
        (" , ;", []),
    ],
)
def test_interests_are_read_as_people_list_them(words: str, found: list[str]) -> None:
    assert parse_interests(words) == found


def test_interests_are_few_and_short() -> None:
    many = parse_interests(",".join(f"minat {number} " + "x" * 90 for number in range(40)))
    assert len(many) == MOST
    assert max(map(len, many)) <= LONGEST


def test_everybody_has_one_profile_made_on_the_first_word(ctx: Context) -> None:
    assert profiles.find(SARI.id, ctx) is None
    row = profile(SARI.id, ctx)
    row.learns, row.interests = "ads", ["kopi"]
    ctx.session.add(row)
    assert profile(SARI.id, ctx).id == row.id
    assert topics_of(profiles.find(SARI.id, ctx)) == {"ads", "kopi"}
    assert topics_of(profiles.find(BUDI.id, ctx)) == frozenset()
