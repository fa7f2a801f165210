"""Turns are fair, whoever joins late or leaves."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.turns import Turner, in_order, start

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def test_the_fewest_turns_come_first_and_then_the_longest_ago() -> None:
    people = [Turner(1, 2, MONDAY), Turner(2, 1, MONDAY), Turner(3, 1, MONDAY - timedelta(days=7)), Turner(4, 1)]
    assert in_order(people) == [4, 3, 2, 1]


def test_nobody_has_two_turns_in_a_row_while_others_are_there() -> None:
    assert in_order([Turner(1, 0), Turner(2, 5)], last=1) == [2, 1]
    assert in_order([Turner(1, 0)], last=1) == [1]
    assert in_order([]) == []


@given(st.lists(st.sampled_from(["turn", "join", "leave"]), max_size=120))
def test_over_any_time_turns_differ_by_at_most_one_between_those_who_stay(happens: list[str]) -> None:
    people = {1: Turner(1, 0), 2: Turner(2, 0), 3: Turner(3, 0)}
    taken = dict.fromkeys(people, 0)
    last: int | None = None
    for turn, what in enumerate(happens):
        if what == "join":
            people[len(taken) + 1] = Turner(len(taken) + 1, start(list(people.values())))
            taken[len(taken) + 1] = 0
        elif what == "leave" and len(people) > 3:
            people.pop(max(people))
        else:
            last = in_order(list(people.values()), last)[0]
            people[last] = Turner(last, people[last].turns + 1, MONDAY + timedelta(days=turn))
            taken[last] += 1
    founders = [taken[who] for who in (1, 2, 3)]
    assert max(founders) - min(founders) <= 1
    assert max(each.turns for each in people.values()) - start(list(people.values())) <= 1
