"""Ticks come by themselves, and none after the end."""

import threading

from scheduler.clock import Ticks


def test_the_engine_is_told_that_time_has_passed_until_it_is_stopped() -> None:
    told = threading.Event()
    ticks = Ticks(told.set)
    ticks.start()
    assert told.wait(10)
    ticks.stop()
    told.clear()
    assert not told.wait(1.5)


def test_stopping_what_never_started_is_harmless() -> None:
    Ticks(lambda: None).stop()
