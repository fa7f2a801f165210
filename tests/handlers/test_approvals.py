"""Members whom moderators trust are left alone by the rules."""

from bot.models import Membership
from tests.cast import BUDI, DEWI, leaves, says
from tests.stage import Stage


def approved(stage: Stage) -> list[int]:
    return [row.identity_id for row in stage.rows(Membership, Membership.approved)]


def test_a_moderator_trusts_a_member_and_takes_it_back(stage: Stage) -> None:
    stage.happens(says(DEWI, "/approve @budi"))
    stage.delivers()
    assert approved(stage) == [BUDI.id]
    assert "Budi kupercaya" in stage.screen()[-1]
    stage.happens(says(DEWI, "/unapprove", reply_to="m1", reply_who=BUDI))
    stage.delivers()
    assert approved(stage) == []


def test_a_member_trusts_nobody_on_behalf_of_the_group(stage: Stage) -> None:
    stage.happens(says(BUDI, "/approve @sari"))
    stage.delivers()
    assert approved(stage) == []
    assert "bagian moderator" in stage.screen()[-1]


def test_somebody_who_left_cannot_be_trusted(stage: Stage) -> None:
    stage.happens(leaves(BUDI))
    stage.happens(says(DEWI, "/approve @budi"))
    stage.delivers()
    assert approved(stage) == []
    assert "belum mengenal Budi" in stage.screen()[-1]
