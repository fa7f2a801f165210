"""Rule 4: what people do is counted on their account; a person is what joins accounts."""

from datetime import timedelta

import pytest
from sqlmodel import col, func, select

from bot.chat.actions import AskPoll, Mute
from bot.chat.events import Account, AccountKind, Event
from bot.models import Activity, GroupDay, Identity, Membership, Restriction
from bot.models import Table as Root
from tests.cast import BUDI, CITRA, GROUP, NOW, SARI, joins, leaves, reacts, says, votes
from tests.stage import Stage


def counters(stage: Stage, identity: int) -> dict[str, int]:
    [row] = stage.rows(Membership, Membership.identity_id == identity)
    names = ("messages", "replies", "reactions", "votes", "joins", "streak")
    return {name: getattr(row, name) for name in names if getattr(row, name)}


def test_rule_4_everything_that_somebody_does_counts_on_their_membership(stage: Stage) -> None:
    stage.happens(says(BUDI, "halo"), says(BUDI, "ya", reply_to="1"), reacts(BUDI, "1", "👍"), reacts(BUDI, "1"))
    assert counters(stage, BUDI.id) == {"messages": 2, "replies": 1, "reactions": 1, "streak": 1}


def test_rule_4_a_vote_counts_where_the_poll_was_asked(stage: Stage) -> None:
    stage.does(AskPoll(GROUP, "berapa?", ("1", "2")))
    stage.delivers()
    poll = stage.shown()[0].poll
    stage.happens(votes(BUDI, poll, "0"), votes(BUDI, poll), votes(BUDI, "another", "0"))
    assert counters(stage, BUDI.id) == {"votes": 1, "streak": 1}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_rule_4_coming_and_going_counts_in_whatever_order_it_arrives(stage: Stage, order: tuple[int, ...]) -> None:
    eka = Account("telegram", "77", "Eka")
    moments = [NOW + timedelta(minutes=turn) for turn in range(3)]
    events: list[Event] = [joins(eka, at=moments[0]), leaves(eka, at=moments[1]), joins(eka, at=moments[2])]
    told_twice = joins(eka, at=moments[0] + timedelta(seconds=1))
    stage.happens(*(events[turn] for turn in order), *events, told_twice)
    identity = stage.rows(Identity)[-1].id or 0
    assert counters(stage, identity) == {"joins": 2, "streak": 1}
    [day] = stage.rows(GroupDay)
    assert (day.joins, day.leaves, day.messages) == (2, 1, 0)
    assert [row.present for row in stage.rows(Membership, Membership.identity_id == identity)] == [True]


def test_rule_4_a_groups_day_is_its_local_one(stage: Stage) -> None:
    before_midnight = NOW.replace(hour=16, minute=59)  # 23:59 in Jakarta
    stage.happens(says(BUDI, "one", at=before_midnight), says(BUDI, "two", at=before_midnight + timedelta(minutes=2)))
    assert [(row.day.day, row.messages) for row in stage.rows(GroupDay)] == [(2, 1), (3, 1)]
    assert counters(stage, BUDI.id) == {"messages": 2, "streak": 2}


def test_rule_4_days_in_a_row_make_a_streak_and_a_gap_ends_it(stage: Stage) -> None:
    for day, streak in ((0, 1), (0, 1), (1, 2), (2, 3), (4, 1)):
        stage.happens(says(BUDI, "halo", at=NOW + timedelta(days=day)))
        assert counters(stage, BUDI.id)["streak"] == streak


def test_rule_4_a_late_message_takes_nobodys_last_seen_back(stage: Stage) -> None:
    stage.happens(says(BUDI, "now"))
    stage.happens(says(BUDI, "an hour ago, delivered late", at=NOW - timedelta(hours=1)))
    [row] = stage.rows(Membership, Membership.identity_id == BUDI.id)
    assert (row.last_seen, row.messages) == (NOW, 2)


def test_rule_4_bots_and_channels_are_not_counted(stage: Stage) -> None:
    for kind in AccountKind:
        stage.happens(says(Account("telegram", f"9{kind}", "X", kind=kind), "halo"))
    assert [row.messages for row in stage.rows(Membership) if row.messages] == [1]
    assert len(stage.rows(Activity)) == 1


def test_rule_4_a_persons_total_is_the_sum_over_their_accounts(stage: Stage) -> None:
    stage.happens(says(BUDI, "halo"), says(CITRA, "halo"), says(CITRA, "lagi"))
    with stage.session() as session, session.begin():
        session.get_one(Identity, CITRA.id).person_id = session.get_one(Identity, BUDI.id).person_id
    total = select(func.sum(Membership.messages)).join(Identity, col(Identity.id) == col(Membership.identity_id))
    with stage.session() as session:
        one = session.get_one(Identity, BUDI.id).person_id
        assert session.exec(total.where(Identity.person_id == one)).one() == 3


def test_rule_4_warnings_restrictions_activity_and_counters_hang_on_the_account() -> None:
    wanted = {"membership", "restriction", "activity"}
    for name in wanted:
        targets = {key.target_fullname for column in Root.metadata.tables[name].columns for key in column.foreign_keys}
        assert "identity.id" in targets
        assert "person.id" not in targets


def test_rule_4_linking_moves_no_restriction(stage: Stage) -> None:
    stage.does(Mute(GROUP, SARI))
    stage.delivers()
    with stage.session() as session, session.begin():
        session.get_one(Identity, SARI.id).person_id = session.get_one(Identity, BUDI.id).person_id
    assert [row.identity_id for row in stage.rows(Restriction)] == [SARI.id]
