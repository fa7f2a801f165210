"""Notices leave the screen when their time is over."""

from bot.chat.actions import Delete, Send
from scheduler import JOBS
from tests.cast import GROUP
from tests.stage import Stage


def test_a_notice_vanishes_on_time_and_not_before() -> None:
    stage = Stage(*JOBS)
    stage.does(Send(GROUP, "sebentar saja", vanish=60), Send(GROUP, "tetap"))
    stage.delivers()
    stage.passes(seconds=59)
    assert not stage.delivers()
    stage.passes(seconds=2)
    stage.delivers()
    assert stage.screen() == ["tetap"]
    stage.close()


def test_a_notice_that_somebody_removed_before_is_left_alone() -> None:
    stage = Stage(*JOBS)
    stage.does(Send(GROUP, "sebentar", key="notice", vanish=60))
    stage.delivers()
    stage.does(Delete(GROUP, key="notice"))
    stage.delivers()
    stage.passes(minutes=2)
    assert not stage.delivers()
    stage.close()
