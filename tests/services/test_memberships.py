"""Who is in a group, as what: the newest word of the platform wins, whatever the order of arrival."""

from datetime import timedelta

import pytest

from bot.chat.events import Reachable, RoleChanged, Standing
from bot.chat.facts import Role
from bot.models import Group, Identity, Membership
from tests.cast import BUDI, GROUP, NOW, joins, leaves, number, private
from tests.stage import Stage


def of_budi(stage: Stage) -> Membership:
    return stage.rows(Membership, Membership.identity_id == BUDI.id)[0]


@pytest.mark.parametrize("late_first", [False, True])
def test_joining_and_leaving_count_by_when_they_happened(stage: Stage, late_first: bool) -> None:
    earlier, later = leaves(BUDI, at=NOW + timedelta(seconds=1)), joins(BUDI, at=NOW + timedelta(seconds=2))
    stage.happens(*((later, earlier) if late_first else (earlier, later)))
    assert of_budi(stage).present
    assert of_budi(stage).present_at == later.at


@pytest.mark.parametrize("late_first", [False, True])
def test_so_do_changes_of_role(stage: Stage, late_first: bool) -> None:
    first = RoleChanged(f"r{number()}", NOW + timedelta(seconds=1), GROUP, BUDI, role=Role.ADMIN)
    second = RoleChanged(f"r{number()}", NOW + timedelta(seconds=2), GROUP, BUDI, role=Role.MODERATOR)
    stage.happens(*((second, first) if late_first else (first, second)))
    assert of_budi(stage).role == Role.MODERATOR


def test_whoever_leaves_keeps_no_role(stage: Stage) -> None:
    stage.happens(RoleChanged(f"r{number()}", NOW + timedelta(seconds=1), GROUP, BUDI, role=Role.ADMIN))
    stage.happens(leaves(BUDI, at=NOW + timedelta(seconds=2)))
    assert (of_budi(stage).role, of_budi(stage).role_at) == (Role.MEMBER, None)


def test_a_group_without_the_bot_sleeps_until_it_is_back(stage: Stage) -> None:
    stage.happens(Standing(f"s{number()}", NOW, GROUP, None, present=False))
    assert stage.rows(Group, Group.id == GROUP.id)[0].state == "asleep"
    stage.happens(Standing(f"s{number()}", NOW + timedelta(seconds=1), GROUP, None, present=True))
    back = stage.rows(Group, Group.id == GROUP.id)[0]
    assert (back.state, back.gone_at) == ("awake", None)


def test_who_blocks_the_bot_is_not_written_to(stage: Stage) -> None:
    for yes in (True, False):
        stage.happens(Reachable(f"w{number()}", NOW, private(BUDI), BUDI, yes=yes))
        assert stage.rows(Identity, Identity.id == BUDI.id)[0].writable is yes
