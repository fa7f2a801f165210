"""A flood is deleted and told, the second one mutes; admins set the limit."""

from datetime import timedelta

import pytest

from bot.chat.actions import Delete, DeleteMany, Mute
from bot.chat.events import Message
from bot.models import Decision
from tests.cast import BUDI, CITRA, DEWI, private, says
from tests.stage import Stage


def burst(stage: Stage, number: int = 7) -> list[Message]:
    now = stage.clock.now()
    return [says(BUDI, f"pesan {n * 97}", at=now + timedelta(milliseconds=n)) for n in range(number)]


def test_a_flood_goes_as_a_whole_and_is_told_once(stage: Stage) -> None:
    messages = burst(stage)
    stage.happens(*messages)
    did = stage.delivers()
    gone = {each.message for each in did if isinstance(each, Delete)}
    gone |= {message for each in did if isinstance(each, DeleteMany) for message in each.messages}
    assert {message.message for message in messages} <= gone
    assert sum("terlalu cepat" in text for text in stage.screen()) == 1


def test_the_second_flood_within_ten_minutes_mutes_for_ten(stage: Stage) -> None:
    stage.happens(*burst(stage))
    stage.delivers()
    stage.passes(minutes=9)
    stage.happens(*burst(stage))
    mutes = [each for each in stage.delivers() if isinstance(each, Mute)]
    assert [mute.until for mute in mutes] == [stage.clock.now() + timedelta(minutes=10)]
    assert [row.action for row in stage.rows(Decision)] == ["delete", "mute"]


def test_a_mute_that_the_platform_refuses_does_not_stand_and_moderators_hear_why(stage: Stage) -> None:
    stage.happens(says(DEWI, "/start", group=private(DEWI)))
    stage.happens(*burst(stage))
    stage.delivers()
    stage.passes(minutes=9)
    stage.happens(*burst(stage))
    while not any(isinstance(order.action, Mute) for order in stage.flying):
        stage.settles(stage.flying[0], stage.platform.do(stage.flying[0]))
    stage.refuses(Mute)
    stage.delivers()
    assert "Aku mau membisukan Budi" in stage.screen(private(DEWI))[-1]
    assert '"batasi anggota"' in stage.screen(private(DEWI))[-1]
    assert not [text for text in stage.screen() if "beristirahat" in text]
    assert [row.action for row in stage.rows(Decision) if row.undone_at is None] == ["delete"]


def test_later_than_that_it_is_a_first_one_again(stage: Stage) -> None:
    stage.happens(*burst(stage))
    stage.delivers()
    stage.passes(minutes=11)
    stage.happens(*burst(stage))
    assert not [each for each in stage.delivers() if isinstance(each, Mute)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("5 20", "5 pesan dalam 20 detik"),
        ("9", "9 pesan dalam 10 detik"),
        ("4 1m", "4 pesan dalam 60"),
        ("off", "mati"),
    ],
)
def test_an_admin_sets_the_limit(stage: Stage, words: str, said: str) -> None:
    stage.happens(says(CITRA, f"/setflood {words}"))
    stage.delivers()
    assert said in stage.screen()[-1]


@pytest.mark.parametrize("words", ["banyak", "1 10", "7 0", "7 10 11", "-3 5"])
def test_a_limit_that_cannot_be_gets_the_usage_line(stage: Stage, words: str) -> None:
    stage.happens(says(CITRA, f"/setflood {words}"))
    stage.delivers()
    assert "/setflood 7 10" in stage.screen()[-1]


def test_turned_off_nothing_is_a_flood_and_turned_on_it_is_again(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setflood off"), *burst(stage))
    assert not stage.delivers(only=Delete)
    stage.happens(says(CITRA, "/setflood on"))
    stage.happens(*burst(stage))
    assert stage.delivers(only=Delete)


def test_moderators_may_write_as_fast_as_they_like_and_set_nothing(stage: Stage) -> None:
    now = stage.clock.now()
    stage.happens(*[says(DEWI, f"info {n * 97}", at=now) for n in range(9)])
    assert not stage.delivers(only=Delete)
    stage.happens(says(DEWI, "/setflood off"))
    stage.delivers()
    assert "bagian admin" in stage.screen()[-1]
