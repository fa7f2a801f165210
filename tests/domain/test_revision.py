"""Questions come back when the library says so, and levels rise by evidence alone."""

import random
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.revision import EVIDENCE, Memory, mastery, next_level, rating, reviewed

START = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
SHARES = {Rating.Again: 0.0, Rating.Hard: 0.5, Rating.Good: 1.0}
LEVELS = ("beginner", "intermediate", "advanced")


def test_due_dates_are_those_of_the_library_for_a_thousand_random_histories() -> None:
    scheduler = Scheduler(enable_fuzzing=False)
    for seed in range(1000):
        dice, at = random.Random(seed), START
        card, memory = Card(card_id=1, due=START), Memory(START)
        for _ in range(dice.randint(1, 12)):
            wanted = dice.choice(list(SHARES))
            card, _log = scheduler.review_card(card, wanted, at)
            memory = reviewed(memory, SHARES[wanted], at)
            assert (memory.due, memory.stability, memory.difficulty) == (card.due, card.stability, card.difficulty)
            at += timedelta(minutes=dice.choice([1, 30, 60 * 24, 60 * 24 * dice.randint(1, 90)]))


def test_what_is_known_comes_back_later_and_later() -> None:
    memory, waits = Memory(START), []
    for _ in range(6):
        after = reviewed(memory, 1.0, memory.due)
        waits.append(after.due - memory.due)
        memory = after
    assert waits == sorted(waits)
    assert waits[-1] > timedelta(days=30)


def test_what_is_forgotten_comes_back_soon() -> None:
    memory = Memory(START)
    for _ in range(5):
        memory = reviewed(memory, 1.0, memory.due)
    assert reviewed(memory, 0.0, memory.due).due - memory.due <= timedelta(minutes=10)


@given(st.floats(0, 1))
def test_a_better_answer_never_rates_worse(share: float) -> None:
    assert rating(share) <= rating(min(1.0, share + 0.1))


def test_a_topic_is_known_by_the_latest_answers() -> None:
    found = mastery([("modal", 1.0), ("modal", 0.5), ("konten", 0.0)])
    assert [(each.topic, each.share, each.questions) for each in found] == [("modal", 0.75, 2), ("konten", 0.0, 1)]


def test_a_level_rises_by_one_and_only_by_enough_right_answers() -> None:
    enough = [1.0] * EVIDENCE
    assert next_level(LEVELS, "beginner", {"beginner": enough}) == "intermediate"
    assert next_level(LEVELS, "", {"beginner": enough}) == "intermediate"
    assert next_level(LEVELS, "beginner", {"advanced": enough}) == "intermediate"
    assert next_level(LEVELS, "intermediate", {"beginner": enough}) == "intermediate"
    assert next_level(LEVELS, "beginner", {"beginner": enough[1:]}) == "beginner"
    assert next_level(LEVELS, "beginner", {"beginner": [*enough, *[0.0] * 5]}) == "beginner"
    assert next_level(LEVELS, "advanced", {"advanced": enough}) == "advanced"
