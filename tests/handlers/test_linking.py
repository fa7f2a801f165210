"""Two accounts become one person by a code, and part again with what is their own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col

from bot.chat.abilities import Abilities
from bot.chat.actions import Ban, Remove, Unban
from bot.chat.events import Account, Chat, Event
from bot.chat.facts import Role
from bot.models import CarriedBan, DueRow, Group, Identity, Membership, Restriction
from handlers import linking, points, privacy, restrictions
from scheduler import privacy as privacy_job
from tests.cast import BUDI, CLASS, DEWI, NOW, SARI, number, private, says
from tests.stage import Stage

PHONE = Account("whatsapp", "628111@c.us", "Budi WA")
CIRCLE = Chat("whatsapp", "12@g.us", title="Kelas WA")
GATEWAY = Abilities(bans=False, mutes=False)


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage(linking.router, points.router, restrictions.router, abilities={"whatsapp": GATEWAY})
    made.platform.roles[DEWI.address] = Role.MODERATOR
    for who in (BUDI, PHONE, SARI):
        tells(made, says(who, "halo", private(who)))
    yield made
    made.close()


def tells(stage: Stage, *events: Event) -> None:
    stage.happens(*events)
    stage.delivers()


def types(stage: Stage, who: Account, text: str, chat: Chat | None = None) -> str:
    """Somebody types a command in private; the newest thing that they read there afterwards."""
    tells(stage, says(who, text, chat or private(who), message=f"m{number()}", at=stage.clock.now()))
    return stage.screen(private(who))[-1]


def code_of(stage: Stage, who: Account) -> str:
    return types(stage, who, "/link").split("`")[0].split("Kode penghubungmu: ")[1].split()[0]


def linked(stage: Stage, one: Account = BUDI, other: Account = PHONE) -> None:
    assert "satu orang" in types(stage, other, f"/link {code_of(stage, one)}")


def persons(stage: Stage, *accounts: Account) -> list[set[int]]:
    """The persons of each community that these accounts have there."""
    rows = [row for row in stage.rows(Identity) if row.name in {who.name for who in accounts}]
    return [{row.person_id for row in rows if row.community_id == community} for community in (1, CLASS)]


def test_a_code_makes_two_accounts_one_person_in_every_community(stage: Stage) -> None:
    linked(stage)
    assert [len(each) for each in persons(stage, BUDI, PHONE)] == [1, 1]


def test_the_first_account_hears_of_it_and_may_undo_it(stage: Stage) -> None:
    linked(stage)
    assert "Budi WA" in stage.screen(private(BUDI))[-1]
    assert "lepas" in types(stage, BUDI, "/unlink")
    assert [len(each) for each in persons(stage, BUDI, PHONE)] == [2, 2]


@pytest.mark.parametrize("spelling", ["{0}", " {0} ", "{1}", "{2}-{3}", "{2} {3}"])
def test_a_code_may_be_typed_as_people_type(stage: Stage, spelling: str) -> None:
    code = code_of(stage, BUDI)
    typed = spelling.format(code, code.lower(), code[:4], code[4:])
    assert "satu orang" in types(stage, PHONE, f"/hubungkan {typed}")


def test_a_code_works_once(stage: Stage) -> None:
    code = code_of(stage, BUDI)
    types(stage, PHONE, f"/link {code}")
    other = Account("whatsapp", "628222@c.us", "Orang lain")
    assert "tidak kukenal" in types(stage, other, f"/link {code}")


def test_a_code_ends_after_ten_minutes(stage: Stage) -> None:
    code = code_of(stage, BUDI)
    stage.passes(minutes=10)
    assert "10 menit" in types(stage, PHONE, f"/link {code}")
    assert stage.rows(DueRow, DueRow.kind == "linking.code") == []


def test_a_newer_code_replaces_an_older_one(stage: Stage) -> None:
    old = code_of(stage, BUDI)
    new = code_of(stage, BUDI)
    assert old != new
    assert "tidak kukenal" in types(stage, PHONE, f"/link {old}")
    assert "satu orang" in types(stage, PHONE, f"/link {new}")


def test_wrong_codes_are_limited_for_an_hour(stage: Stage) -> None:
    for _ in range(5):
        assert "tidak kukenal" in types(stage, PHONE, "/link AAAAAAAA")
    code = code_of(stage, BUDI)
    assert "terlalu banyak" in types(stage, PHONE, f"/link {code}")
    stage.passes(minutes=61)
    code = code_of(stage, BUDI)
    assert "satu orang" in types(stage, PHONE, f"/link {code}")


def test_the_code_itself_is_stored_nowhere(stage: Stage) -> None:
    code = code_of(stage, BUDI)
    stage.delivers()
    assert code not in stage.dump()


def test_an_account_of_the_same_platform_is_not_linked(stage: Stage) -> None:
    assert "dua tempat berbeda" in types(stage, SARI, f"/link {code_of(stage, BUDI)}")


def test_in_a_group_the_code_goes_to_the_person_alone(stage: Stage) -> None:
    tells(stage, says(BUDI, "/link"))
    assert "Kode penghubungmu" in stage.screen(private(BUDI))[-1]
    assert stage.screen() == ["Kodenya sudah kukirim lewat chat pribadi. 🔑"]


def test_whoever_has_nothing_linked_has_nothing_to_part(stage: Stage) -> None:
    assert "belum terhubung" in types(stage, BUDI, "/unlink")


def test_linked_already_is_said_kindly(stage: Stage) -> None:
    linked(stage)
    assert "memang sudah" in types(stage, PHONE, f"/link {code_of(stage, BUDI)}")


def test_my_points_are_told_wherever_i_ask(stage: Stage) -> None:
    tells(stage, *(says(BUDI, f"pesan {at}", message=f"p{at}") for at in range(3)))
    linked(stage)
    assert "Kelas Python" in types(stage, PHONE, "/me")


def circle(stage: Stage, who: Account = PHONE) -> None:
    """A WhatsApp group of the same community, in which both accounts' people are."""
    with stage.session() as session, session.begin():
        session.add(
            Group(
                community_id=CLASS, platform=CIRCLE.platform, address=CIRCLE.address, title=CIRCLE.title, created_at=NOW
            )
        )
    stage.batches.roster.drop_all()
    tells(stage, says(who, "halo", CIRCLE))


def bans(stage: Stage) -> dict[str, list[str]]:
    names = {row.id: row.name for row in stage.rows(Identity)}
    groups = {row.id: row.title for row in stage.rows(Group)}
    found: dict[str, list[str]] = {}
    for row in stage.rows(Restriction, Restriction.kind == "ban", Restriction.state == "fact"):
        found.setdefault(names[row.identity_id], []).append(groups[row.group_id])
    return found


def banned(stage: Stage, words: str = "") -> None:
    stage.happens(says(DEWI, f"/ban @budi {words}"))
    stage.delivers()


def test_a_ban_comes_over_and_goes_back(stage: Stage) -> None:
    circle(stage)
    banned(stage)
    linked(stage)
    assert bans(stage) == {"Budi": ["Kelas Python"], "Budi WA": ["Kelas WA"]}
    assert [type(action) for action in stage.platform.done if isinstance(action, Remove | Ban)] == [Ban, Remove]
    types(stage, PHONE, "/unlink")
    assert bans(stage) == {"Budi": ["Kelas Python"]}
    assert stage.rows(CarriedBan) == []


def test_ones_own_ban_is_left_when_accounts_part(stage: Stage) -> None:
    circle(stage)
    banned(stage)
    mine = NOW + timedelta(days=1)
    with stage.session() as session, session.begin():
        [wa] = [row for row in stage.rows(Identity) if row.name == PHONE.name and row.community_id == CLASS]
        [room] = stage.rows(Group, Group.title == CIRCLE.title)
        row: dict[str, Any] = {
            "community_id": CLASS,
            "group_id": room.id,
            "identity_id": wa.id,
            "kind": "ban",
            "state": "fact",
        }
        session.add(Restriction(**row, enforced=True, until=mine))
    linked(stage)
    [longer] = stage.rows(Restriction, Restriction.group_id == room.id)
    assert longer.until is None
    types(stage, PHONE, "/unlink")
    [own] = stage.rows(Restriction, Restriction.group_id == room.id)
    assert own.until == mine


def test_what_moderators_lifted_meanwhile_stays_lifted(stage: Stage) -> None:
    circle(stage)
    banned(stage)
    linked(stage)
    stage.platform.done.clear()
    stage.does(Unban(room_of(stage), phone_of(stage)))
    stage.delivers()
    types(stage, PHONE, "/unlink")
    assert bans(stage) == {"Budi": ["Kelas Python"]}
    assert not [action for action in stage.platform.done if isinstance(action, Ban)]


def test_who_runs_a_group_is_not_banned_there(stage: Stage) -> None:
    circle(stage)
    banned(stage)
    with stage.session() as session, session.begin():
        [room] = stage.rows(Group, Group.title == CIRCLE.title)
        [member] = stage.rows(Membership, Membership.group_id == room.id)
        session.get_one(Membership, member.id).role = Role.ADMIN
    linked(stage)
    assert bans(stage) == {"Budi": ["Kelas Python"]}


def room_of(stage: Stage) -> Chat:
    """The WhatsApp group as the engine knows it."""
    [room] = stage.rows(Group, Group.title == CIRCLE.title)
    return replace(CIRCLE, id=room.id or 0)


def phone_of(stage: Stage) -> Account:
    """The WhatsApp account as the community knows it."""
    [wa] = stage.rows(Identity, Identity.name == PHONE.name, col(Identity.community_id) == CLASS)
    return replace(PHONE, id=wa.id or 0)


def test_a_ban_after_linking_holds_for_the_other_account_too_and_ends_with_it(stage: Stage) -> None:
    circle(stage)
    linked(stage)
    banned(stage)
    assert bans(stage) == {"Budi": ["Kelas Python"], "Budi WA": ["Kelas WA"]}
    stage.happens(says(DEWI, "/unban @budi"))
    stage.delivers()
    assert bans(stage) == {}
    assert stage.rows(CarriedBan) == []


def test_an_account_that_comes_to_another_community_is_the_same_person_there(stage: Stage) -> None:
    linked(stage)
    elsewhere = Chat("whatsapp", "77@g.us", title="Kelas lain")
    tells(stage, says(PHONE, "halo", elsewhere))
    [room] = stage.rows(Group, Group.title == "Kelas lain")
    rows = stage.rows(Identity, Identity.community_id == room.community_id)
    assert {row.platform for row in rows} == {"whatsapp", "telegram"}
    assert len({row.person_id for row in rows}) == 1
    types(stage, PHONE, "/unlink")
    rows = stage.rows(Identity, Identity.community_id == room.community_id)
    assert len({row.person_id for row in rows}) == 2


def test_whoever_is_forgotten_is_forgotten_with_every_account() -> None:
    routers = (linking.router, privacy.router, privacy_job.router, restrictions.router)
    stage = Stage(*routers, abilities={"whatsapp": GATEWAY})
    stage.platform.roles[DEWI.address] = Role.MODERATOR
    canary = replace(BUDI, name="Kenari Kuning", username="kenari_kuning")
    phone = replace(PHONE, name="Kenari WA")
    for who in (canary, phone):
        tells(stage, says(who, "halo", private(who)))
    circle(stage, phone)
    tells(stage, says(DEWI, "/ban @kenari_kuning"))
    linked(stage, canary, phone)
    types(stage, phone, "/forgetme")
    tells(stage, stage.presses(phone, "Ya, hapus semuanya", private(phone)))
    stage.passes(minutes=1)
    left = stage.dump()
    for secret in ("Kenari", "kenari", phone.address):
        assert secret not in left
    assert stage.rows(CarriedBan) == []
    stage.close()
