"""Admins open the market; an offer at another time goes with the next day named."""

import pytest

from bot.chat.actions import Delete
from tests.cast import BUDI, CITRA, DEWI, says
from tests.stage import Stage

OFFER = "READY brownies kukus 35rb, bisa anter area Depok"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tue,thu 09:00-17:00", "Selasa, Kamis, pukul 09:00-17:00"),
        ("selasa dan kamis 9 - 17", "Selasa, Kamis, pukul 09:00-17:00"),
        ("setiap hari 18.00-21.00", "Minggu, pukul 18:00-21:00"),
        ("", "Tidak ada hari pasar"),
        ("off", "Tidak ada hari pasar"),
        ("besok 09:00-17:00", "/market senin,kamis 09:00-17:00"),
        ("09:00-17:00", "/market senin,kamis 09:00-17:00"),
        ("mon,thu", "/market senin,kamis 09:00-17:00"),
    ],
)
def test_every_answer_says_what_is_or_what_to_do(stage: Stage, words: str, said: str) -> None:
    stage.happens(says(CITRA, f"/market {words}"))
    stage.delivers()
    assert said in stage.screen()[-1]


def test_an_offer_at_another_time_goes_and_its_author_learns_when_to_come(stage: Stage) -> None:
    stage.happens(says(CITRA, "/market tue 09:00-17:00"))
    stage.delivers()
    stage.happens(says(BUDI, OFFER))
    assert any(isinstance(did, Delete) for did in stage.delivers())
    assert "besok pukul 09.00 WIB" in stage.screen()[-1]
    stage.happens(says(CITRA, "/market off"), says(BUDI, OFFER + "!"))
    assert not any(isinstance(did, Delete) and did.message for did in stage.delivers())


def test_moderators_do_not_set_the_market(stage: Stage) -> None:
    stage.happens(says(DEWI, "/market off"))
    stage.delivers()
    assert "bagian admin" in stage.screen()[-1]
