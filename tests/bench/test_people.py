"""The figures about people, in small."""

from bench.people import Rush, buddy_loads, rounds, rush


def test_a_rush_is_three_messages_at_most() -> None:
    assert rush(Rush("small", 30, 200.0)).messages <= 3


def test_buddies_differ_by_one_at_most() -> None:
    loads = buddy_loads(11, 4)
    assert sum(loads) == 12  # one was waiting already
    assert loads[-1] - loads[0] <= 1


def test_nobody_meets_again_while_there_are_others() -> None:
    assert rounds(8, 4)[0] == 1
