"""Rule 3: everything has an id of ours; a platform's id is one column in one table."""

from dataclasses import replace

import pytest

from bot.chat.actions import Ban, Mute, Send
from bot.chat.events import Account, Message, Migrated
from bot.models import Group, Identity, IdentityAlias, Membership, OutboxRow, Restriction
from tests.cast import BUDI, CITRA, GROUP, NOW, number, private, says
from tests.stage import Stage

NEW = "-100200300"
MOVED = replace(GROUP, address=NEW)
LID = Account("whatsapp", "777@lid", "Eka")
PHONE = Account("whatsapp", "628111@c.us", "Eka")
BOTH = replace(PHONE, aliases=(("id", "777@lid"),))
WA = replace(GROUP, platform="whatsapp", address="12@g.us", id=0)


def migrates(stage: Stage) -> None:
    stage.happens(Migrated(f"moved:{number()}", NOW, GROUP, None, to=NEW))


def test_rule_3_a_moved_group_stays_the_same_group(stage: Stage) -> None:
    stage.happens(says(BUDI, "before"))
    migrates(stage)
    stage.happens(says(BUDI, "after", MOVED))
    assert [(row.id, row.address) for row in stage.rows(Group)] == [(GROUP.id, NEW)]
    assert [row.messages for row in stage.rows(Membership, Membership.identity_id == BUDI.id)] == [2]


def test_rule_3_what_still_waits_goes_to_the_new_address(stage: Stage) -> None:
    stage.does(Send(GROUP, "first"), Send(GROUP, "second"), Send(GROUP, "third"))
    migrates(stage)
    stage.does(Send(GROUP, "fourth"))
    stage.delivers()
    assert stage.screen(MOVED) == ["second", "third", "fourth"]


def test_rule_3_what_was_kept_for_a_restart_goes_to_the_new_address(stage: Stage) -> None:
    stage.does(Send(GROUP, "first"), Send(GROUP, "second"))
    migrates(stage)
    stage.starts()
    stage.delivers()
    assert stage.screen(MOVED) == ["second"]


def test_rule_3_a_group_met_under_its_new_address_first_gives_way(stage: Stage) -> None:
    stage.happens(says(BUDI, "early", MOVED))
    migrates(stage)
    stage.happens(says(BUDI, "after", MOVED))
    assert {row.address: row.state for row in stage.rows(Group)} == {NEW: "awake", f"{NEW}:was": "asleep"}
    mine = stage.rows(Membership, Membership.identity_id == BUDI.id, Membership.group_id == GROUP.id)
    assert [row.messages for row in mine] == [1]


def test_rule_3_a_platforms_ids_stand_in_one_table_only(stage: Stage) -> None:
    stage.does(Send(GROUP, "halo"), who=BUDI)
    stage.does(Send(GROUP, "second"), who=BUDI)
    rows = stage.rows(OutboxRow)
    assert any(row.payload for row in rows)
    for row in rows:
        assert GROUP.address not in (row.payload or "")
        assert f'"{BUDI.address}"' not in (row.payload or "")


def test_rule_3_an_account_is_known_by_any_of_its_names(stage: Stage) -> None:
    stage.happens(says(BOTH, "halo", WA))
    stage.happens(says(LID, "halo", WA), says(PHONE, "halo", WA))
    assert [row.messages for row in stage.rows(Membership, Membership.messages > 0)] == [3]


def test_rule_3_a_private_chat_is_one_by_whichever_name_somebody_writes(stage: Stage) -> None:
    stage.happens(says(BOTH, "halo", private(BOTH)))
    stage.happens(says(LID, "halo", private(LID)), says(PHONE, "halo", private(PHONE)))
    assert [row.address for row in stage.rows(Group, Group.kind == "private")] == [PHONE.address]


@pytest.mark.parametrize("together", [True, False])
def test_rule_3_two_names_turn_out_to_be_one_person(stage: Stage, together: bool) -> None:
    events: list[Message] = [says(LID, "one", WA), says(PHONE, "two", WA), says(BOTH, "three", WA)]
    events += [says(LID, "four", WA), says(PHONE, "five", WA)]
    for batch in [events] if together else [[event] for event in events]:
        stage.happens(*batch)
    met = stage.rows(Identity, Identity.platform == "whatsapp")
    assert len(met) == 2
    assert len({row.person_id for row in met}) == 1
    assert sorted(row.messages for row in stage.rows(Membership, Membership.messages > 0)) == [1, 4]
    aliases = stage.rows(IdentityAlias, IdentityAlias.platform == "whatsapp")
    assert len({row.identity_id for row in aliases}) == 1


def test_rule_3_all_accounts_of_both_persons_become_one_person(stage: Stage) -> None:
    stage.happens(says(LID, "one", WA), says(PHONE, "two", WA), says(CITRA, "three"))
    lid = stage.rows(Identity, Identity.platform == "whatsapp")[0]
    with stage.session() as session, session.begin():
        session.get_one(Identity, CITRA.id).person_id = lid.person_id
    stage.happens(says(BOTH, "four", WA))
    persons = {row.person_id for row in stage.rows(Identity) if row.platform == "whatsapp" or row.id == CITRA.id}
    assert len(persons) == 1


def test_rule_3_a_new_name_of_an_account_is_stored(stage: Stage) -> None:
    stage.happens(says(replace(BUDI, name="Budi S.", username="budis"), "halo"))
    [row] = stage.rows(Identity, Identity.id == BUDI.id)
    assert (row.name, row.username) == ("Budi S.", "budis")


@pytest.mark.parametrize(("kind", "held"), [("ban", Ban), ("mute", Mute)])
def test_rule_3_a_restriction_of_one_name_holds_for_the_account_that_it_turns_out_to_be(
    stage: Stage, kind: str, held: type[Ban | Mute]
) -> None:
    stage.happens(says(PHONE, "one", WA), says(LID, "two", WA))
    [lid] = stage.rows(IdentityAlias, IdentityAlias.value == LID.address)
    [room] = stage.rows(Group, Group.platform == "whatsapp")
    stage.does(held(replace(WA, id=room.id or 0), replace(LID, id=lid.identity_id)), chat=replace(WA, id=room.id or 0))
    stage.delivers()
    stage.happens(says(BOTH, "three", WA))
    [phone] = stage.rows(IdentityAlias, IdentityAlias.value == PHONE.address)
    assert [(row.kind, row.identity_id) for row in stage.rows(Restriction)] == [(kind, phone.identity_id)]
