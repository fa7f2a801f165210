"""Brands are recognised in any spelling, and none is on both sides of a split."""

import pytest

from bench.brands import brand, chosen, families
from bench.judges import Comment, split

ADVERTISING = ["main di rajacuan88 yuk", "RAJACUAN88 gacor", "𝐂𝐔𝐀𝐍𝟒𝐃 mantap", "c u a n 4 d lagi"]
KNOWN = families(ADVERTISING)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("rajacuan88 terbaik", "rajacuan"),
        ("R A J A C U A N 8 8", "rajacuan"),
        ("r4jacuan hari ini", "rajacuan"),
        ("raja cuan", "rajacuan"),
        ("🅲🆄🅰🅽4🅳", "cuan"),
        ("cuan tipis tipis", ""),
        ("Pu Lau 77-7", "pulau"),
        ("𝓟𝓤𝓛𝓐𝓤𝓦𝓘𝓝", "pulau"),
        ("p ul 4uw1n", "pulau"),
        ("slot webinar masih ada?", ""),
        ("sampai100 kali", ""),
    ],
)
def test_a_brand_is_known_however_it_is_spelled(text: str, name: str) -> None:
    assert brand(text, KNOWN) == name


def test_a_word_with_a_number_is_a_brand_from_the_second_comment_on() -> None:
    assert "sekali777" not in families(["sekali777"])
    assert "sekali777" in families(["sekali777", "ke sekali777"])


def test_the_same_seed_chooses_the_same_brands() -> None:
    brands = [f"brand{number}" for number in range(20)]
    assert chosen(brands, 0.4, 1) == chosen(reversed(brands), 0.4, 1)
    assert len(chosen(brands, 0.4, 1)) == 8


def test_no_brand_is_on_both_sides_of_a_split() -> None:
    rows = [Comment(f"{number}", number % 3 == 0, f"b{number % 7}" if number % 2 else "") for number in range(400)]
    learned, tested = split(rows)
    assert len(learned) + len(tested) == 400
    assert {row.brand for row in learned} & {row.brand for row in tested} == {""}
