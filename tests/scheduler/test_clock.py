"""Ticks come by themselves, and none after the end."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from scheduler.clock import Ticks


def test_the_engine_is_told_that_time_has_passed_until_it_is_stopped() -> None:
    told = threading.Event()
    ticks = Ticks(told.set)
    ticks.start()
    assert told.wait(10)
    ticks.stop()
    told.clear()
    assert not told.wait(1.5)


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=30)])
def test_a_clock_that_is_set_does_not_keep_time_from_passing(jump: timedelta) -> None:
    told = threading.Event()
    moment = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    with time_machine.travel(moment) as traveller:
        ticks = Ticks(told.set)
        ticks.start()
        assert told.wait(10)
        traveller.move_to(moment + jump)
        for _ in range(3):
            told.clear()
            assert told.wait(3)
        ticks.stop()


def test_stopping_what_never_started_is_harmless() -> None:
    Ticks(lambda: None).stop()
