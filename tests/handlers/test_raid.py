"""A raid costs the group one notice, moderators get a button, and what was written meanwhile goes in silence."""

from datetime import timedelta

import pytest

from bot.chat.actions import Action, AskPoll, Delete, Send, Tell
from bot.chat.events import Account, Chat, Joined
from bot.models import GroupDay, Membership
from tests.cast import BUDI, CITRA, GROUP, joins, private, says
from tests.stage import Stage


def strangers(stage: Stage, number: int, every: float = 0.01, back: float = 0.0) -> list[Joined]:
    """People who join now, one every so many seconds, beginning so many seconds ago."""
    start = stage.clock.now() - timedelta(seconds=back)
    return [
        joins(Account("telegram", f"8{n}", f"Orang {n}"), at=start + timedelta(seconds=every * n))
        for n in range(number)
    ]


def messages(did: list[Action]) -> list[Action]:
    """What people of the group see of it as new messages."""
    return [each for each in did if isinstance(each, Send | AskPoll) and each.to == GROUP]


@pytest.mark.parametrize("at_once", [1, 7, 200])
def test_hundreds_of_joins_cost_at_most_three_messages(stage: Stage, at_once: int) -> None:
    did: list[Action] = []
    events = strangers(stage, 300)
    for start in range(0, len(events), at_once):
        stage.happens(*events[start : start + at_once])
        did += stage.delivers()
    assert len(messages(did)) <= 3
    assert "Banyak yang bergabung" in stage.screen()[-1]
    assert len(stage.screen()) == 1
    assert len(stage.rows(Membership)) == 304
    assert stage.rows(GroupDay)[0].joins == 300


def test_another_group_is_answered_in_the_middle_of_a_raid(stage: Stage) -> None:
    other = Chat("telegram", "-2002", title="Kelas Lain")
    stage.happens(says(BUDI, "halo", other))
    events = strangers(stage, 400)
    stage.happens(*events[:200], says(BUDI, "/help", other, at=stage.clock.now()), *events[200:])
    answered = [order for order in stage.flying if isinstance(order.action, Send | Tell) and order.action.to != GROUP]
    assert answered, "its answer leaves before anything of the raid has been delivered"


def test_a_few_at_once_share_one_welcome_with_all_their_names(stage: Stage) -> None:
    for event in strangers(stage, 5):
        stage.happens(event)
        stage.delivers()
    assert len(stage.screen()) == 1
    assert "Orang 0, Orang 1, Orang 2, Orang 3, Orang 4" in stage.screen()[0]


def test_somebody_who_comes_and_goes_is_no_raid(stage: Stage) -> None:
    one = Account("telegram", "801", "Orang 1")
    for _ in range(12):
        stage.happens(joins(one, at=stage.clock.now()))
        stage.delivers()
    assert len(stage.screen()) == 1
    assert "Banyak yang bergabung" not in stage.screen()[0]
    assert stage.screen()[0].count("Orang 1") == 1


def test_what_raiders_write_goes_without_a_word_and_members_go_on(stage: Stage) -> None:
    stage.happens(*strangers(stage, 20))
    stage.delivers()
    stage.happens(says(Account("telegram", "815", "Orang 15"), "promo kak"))
    did = stage.delivers()
    assert any(isinstance(each, Delete) for each in did)
    assert not messages(did)
    stage.happens(says(BUDI, "halo semua"))
    assert not stage.delivers()


def test_moderators_end_it_by_a_button_in_private(stage: Stage) -> None:
    stage.happens(says(CITRA, "/start", private(CITRA)))
    stage.delivers()
    stage.happens(*strangers(stage, 20))
    stage.delivers()
    assert "10 orang bergabung dalam 60 detik" in stage.screen(private(CITRA))[-1]
    stage.happens(stage.presses(CITRA, "✔️ Mereka diundang", private(CITRA)))
    stage.delivers()
    assert stage.screen() == []
    stage.happens(says(Account("telegram", "815", "Orang 15"), "halo semua"))
    assert not any(isinstance(each, Delete) for each in stage.delivers())


def test_a_backlog_after_an_outage_is_no_raid(stage: Stage) -> None:
    stage.happens(*strangers(stage, 40, every=90, back=3600))
    assert not any("Banyak yang bergabung" in str(getattr(each, "text", "")) for each in stage.delivers())


def test_a_raid_that_was_over_long_ago_is_not_announced(stage: Stage) -> None:
    stage.happens(*strangers(stage, 40, every=1, back=7200))
    did = stage.delivers()
    assert not any("Banyak yang bergabung" in str(getattr(each, "text", "")) for each in did)
    assert not any(isinstance(each, Tell) for each in did)


def test_the_next_day_people_are_welcomed_as_ever(stage: Stage) -> None:
    stage.happens(*strangers(stage, 20))
    stage.delivers()
    stage.passes(days=1)
    stage.happens(joins(Account("telegram", "7777", "Umi"), at=stage.clock.now()))
    stage.delivers()
    assert "Umi" in stage.screen()[-1]
