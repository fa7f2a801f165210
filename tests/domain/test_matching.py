"""A newcomer's buddy is the least busy of those who fit."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching import Candidate, Wish, fitting, least_busy

FREE, BUSY = Candidate(1, load=0, capacity=3), Candidate(2, load=2, capacity=3)
TOPICS = st.frozensets(st.sampled_from("abc"))
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.integers(1, 9),
        st.integers(0, 4),
        st.integers(0, 5),
        st.integers(0, 9),
        st.integers(0, 3),
        TOPICS,
    ),
    max_size=8,
    unique_by=lambda each: each.id,
)
WISHES = st.builds(Wish, st.integers(0, 3), TOPICS, st.frozensets(st.integers(1, 9)))


@given(WISHES, CANDIDATES)
def test_nobody_goes_to_a_busier_one_while_a_fitting_less_busy_one_has_room(wish: Wish, all_: list[Candidate]) -> None:
    chosen = least_busy(wish, all_)
    assert (chosen is None) == (not any(each.has_room for each in all_))
    if chosen is not None:
        assert chosen.has_room
        assert chosen.load == min(each.load for each in fitting(wish, all_))


@given(WISHES, CANDIDATES)
def test_nobody_comes_twice_before_everybody_with_room_has_been(wish: Wish, all_: list[Candidate]) -> None:
    chosen = least_busy(wish, all_)
    if chosen is not None and chosen.id in wish.past:
        assert all(each.id in wish.past for each in all_ if each.has_room)


def test_the_less_busy_one_comes_first_whoever_they_are() -> None:
    assert least_busy(Wish(), [BUSY, FREE]) == FREE


def test_among_equals_common_topics_decide_then_who_was_asked_least() -> None:
    kin = Candidate(5, 1, 3, given=9, topics=frozenset({"kopi"}))
    rested, worn = Candidate(7, 1, 3, given=1), Candidate(6, 1, 3, given=4)
    assert least_busy(Wish(topics=frozenset({"kopi"})), [worn, rested, kin]) == kin
    assert least_busy(Wish(), [worn, rested, kin]) == rested


def test_a_beginner_does_not_guide_somebody_advanced_unless_nobody_else_is_left() -> None:
    beginner, expert = Candidate(1, 0, 3, level=1), Candidate(2, 2, 3, level=3)
    assert least_busy(Wish(level=3), [beginner, expert]) == expert
    assert least_busy(Wish(level=3), [beginner]) == beginner
    assert least_busy(Wish(level=1), [beginner, expert]) == beginner


def test_nobody_is_asked_beyond_what_they_offered() -> None:
    assert least_busy(Wish(), [Candidate(1, 3, 3), Candidate(2, 9, 0)]) is None
