"""Nobody gets more at once than Meta allows, and a pause grows with every refusal."""

from bot.adapters.cloud.pace import BURST, EVERYWHERE, OVERALL, REFILL, Pace


def test_a_burst_to_one_person_is_paid_back_slowly() -> None:
    pace = Pace()
    for _ in range(BURST):
        assert pace.free_at("ani") <= 100.0
        pace.spend("ani", 100.0)
    assert pace.free_at("ani") == 100.0 + REFILL
    assert pace.free_at("budi") <= 100.0


def test_the_debt_is_forgotten_with_time() -> None:
    pace = Pace()
    for _ in range(BURST):
        pace.spend("ani", 100.0)
    later = 100.0 + BURST * REFILL
    for _ in range(BURST):
        assert pace.free_at("ani") <= later
        pace.spend("ani", later)


def test_everybody_together_stays_below_metas_throughput() -> None:
    pace = Pace()
    for person in range(OVERALL):
        pace.spend(str(person), 100.0)
    assert pace.free_at("another") == 101.0


def test_a_pause_grows_and_is_short_again_after_a_message_got_through() -> None:
    pace = Pace()
    assert [pace.pause("ani", 0.0) for _ in range(6)] == [1.0, 4.0, 16.0, 64.0, 256.0, 256.0]
    pace.went("ani")
    assert pace.pause("ani", 0.0) == 1.0


def test_a_pause_of_the_number_concerns_every_chat() -> None:
    pace = Pace()
    pace.pause("ani", 50.0)
    assert (pace.free_at("ani"), pace.free_at("budi")) == (51.0, 0.0)
    pace.pause(EVERYWHERE, 100.0)
    assert pace.free_at("budi") == 101.0
