"""Groups become one community by a code that both sides' admins use, and share what a community shares."""

from collections.abc import Iterator

import pytest

from bot.chat.events import Account, Chat, Event
from bot.chat.facts import Role
from bot.models import Community, Group, Identity, IdentityAlias, Membership
from handlers import communities, linking, points
from tests.cast import BUDI, CITRA, CLASS, GROUP, number, private, says
from tests.stage import Stage

OTHER = Chat("telegram", "-1002", title="Kelas Jualan")
WA = Chat("whatsapp", "12@g.us", title="Kelas WA")
WANDA = Account("whatsapp", "628111@c.us", "Wanda")


@pytest.fixture(params=["sqlite", "postgres"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    url = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    made = Stage(communities.router, points.router, linking.router, url=url)
    for admin in (CITRA, WANDA):
        made.platform.roles[admin.address] = Role.ADMIN
    tells(made, says(CITRA, "halo", OTHER), says(BUDI, "halo juga", OTHER), says(WANDA, "halo", WA))
    yield made
    made.close()


def tells(stage: Stage, *events: Event) -> None:
    stage.happens(*events)
    stage.delivers()


def types(stage: Stage, who: Account, text: str, chat: Chat = GROUP) -> str:
    """Somebody types a command; the newest thing on the screen afterwards."""
    tells(stage, says(who, text, chat, message=f"m{number()}", at=stage.clock.now()))
    return stage.screen(chat)[-1]


def code(stage: Stage, who: Account = CITRA, chat: Chat = GROUP) -> str:
    return types(stage, who, "/community", chat).split("/community ")[1].split()[0].strip("`")


def joined(stage: Stage, who: Account, chat: Chat) -> None:
    """The group joins that of the cast."""
    types(stage, who, f"/komunitas {code(stage)}", chat)
    tells(stage, stage.presses(who, "Ya, gabungkan", chat))
    for _ in ("moves", "tells"):
        stage.passes(seconds=1)
        stage.delivers()


def test_another_groups_admin_joins_by_the_code_and_both_groups_hear_of_it(stage: Stage) -> None:
    joined(stage, WANDA, WA)
    assert {row.community_id for row in stage.rows(Group, Group.kind == "group") if row.title != OTHER.title} == {CLASS}
    for chat in (GROUP, WA):
        assert "Kelas WA kini satu komunitas" in stage.screen(chat)[-1]


def test_the_empty_community_is_gone_and_the_bot_goes_on_everywhere(stage: Stage) -> None:
    before = len(stage.rows(Community))
    joined(stage, WANDA, WA)
    assert len(stage.rows(Community)) == before - 1
    assert "Kelas Python" in types(stage, WANDA, "/community", WA)


def test_an_account_known_in_both_is_known_once_with_all_it_did(stage: Stage) -> None:
    for at in range(3):
        tells(stage, says(BUDI, f"pesan {at}", OTHER, message=f"o{at}"))
    joined(stage, CITRA, OTHER)
    assert len(stage.rows(IdentityAlias, IdentityAlias.value == BUDI.address, IdentityAlias.community_id == CLASS)) == 1
    assert len(stage.rows(Identity, Identity.name == BUDI.name, Identity.community_id == CLASS)) == 1
    mine = stage.rows(Membership, Membership.identity_id == BUDI.id)
    assert sorted(row.messages for row in mine) == [0, 4]
    tells(stage, says(BUDI, "lagi", OTHER, message="o9"))
    assert sorted(row.messages for row in stage.rows(Membership, Membership.identity_id == BUDI.id)) == [0, 5]


def test_only_admins_of_the_joining_group_may_join_it(stage: Stage) -> None:
    shown = code(stage)
    assert "admin" in types(stage, BUDI, f"/community {shown}", OTHER)
    assert len({row.community_id for row in stage.rows(Group, Group.kind == "group")}) == 3


def test_a_member_may_not_press_for_an_admin(stage: Stage) -> None:
    types(stage, CITRA, f"/community {code(stage)}", OTHER)
    tells(stage, stage.presses(BUDI, "Ya, gabungkan", OTHER))
    assert len({row.community_id for row in stage.rows(Group, Group.kind == "group")}) == 3


def test_a_code_is_used_once(stage: Stage) -> None:
    shown = code(stage)
    types(stage, CITRA, f"/community {shown}", OTHER)
    tells(stage, stage.presses(CITRA, "Ya, gabungkan", OTHER))
    stage.passes(seconds=1)
    stage.delivers()
    assert "tidak kukenal" in types(stage, WANDA, f"/community {shown}", WA)


def test_a_code_ends_after_half_an_hour(stage: Stage) -> None:
    shown = code(stage)
    stage.passes(minutes=31)
    assert "30 menit" in types(stage, WANDA, f"/community {shown}", WA)


def test_who_belongs_together_already_is_told_so(stage: Stage) -> None:
    joined(stage, WANDA, WA)
    assert "memang sudah" in types(stage, WANDA, f"/community {code(stage)}", WA)


def test_a_group_that_shares_a_community_takes_no_other_one_along(stage: Stage) -> None:
    joined(stage, WANDA, WA)
    assert "sudah punya komunitas" in types(stage, WANDA, f"/community {code(stage, CITRA, OTHER)}", WA)


def test_whoever_links_and_then_joins_is_one_person_with_one_sum(stage: Stage) -> None:
    joined(stage, WANDA, WA)
    for who in (BUDI, WANDA):
        tells(stage, says(who, "halo", private(who)))
    shown = types(stage, BUDI, "/link", private(BUDI)).split("Kode penghubungmu: ")[1].split()[0]
    assert "satu orang" in types(stage, WANDA, f"/link {shown}", private(WANDA))
    tells(stage, says(BUDI, "hai semua", message="hai"))
    assert "Budi · 3" in types(stage, CITRA, "/top")
    assert "lepas" in types(stage, WANDA, "/unlink", private(WANDA))
