"""Pamong comes, says which rights it lacks, and goes when it is asked to."""

from bot.chat.actions import Leave, Send
from bot.chat.events import Account, AccountKind, Chat, Standing
from bot.chat.facts import Role
from bot.models import Group, Membership
from tests.cast import BUDI, CITRA, GROUP, NOW, number, private, says
from tests.stage import Stage

NEW = Chat("telegram", "-2002", title="Kelas Baru")
ALL = frozenset({"admin", "delete_messages", "restrict_members", "invite_users", "pin_messages"})
NOBODY = Account("telegram", "1087968824", "Group", kind=AccountKind.ANONYMOUS_ADMIN)


def arrives(rights: frozenset[str]) -> Standing:
    return Standing(f"standing:{number()}", NOW, NEW, CITRA, rights=rights)


def test_a_new_group_is_greeted(stage: Stage) -> None:
    stage.happens(arrives(ALL))
    stage.delivers()
    assert "siap menemani Kelas Baru" in stage.screen(NEW)[-1]
    assert "hak admin" not in stage.screen(NEW)[-1]


def test_the_rights_that_are_missing_are_named(stage: Stage) -> None:
    stage.happens(arrives(ALL - {"delete_messages", "pin_messages"}))
    stage.delivers()
    assert "hapus pesan, sematkan pesan" in stage.screen(NEW)[-1]


def test_whoever_adds_pamong_is_known_as_the_admin_they_are(stage: Stage) -> None:
    stage.happens(arrives(ALL))
    stage.delivers()
    [member] = stage.rows(Membership, Membership.group_id != GROUP.id)
    assert member.role == Role.ADMIN


def test_a_change_of_rights_is_no_new_arrival(stage: Stage) -> None:
    stage.happens(arrives(ALL))
    stage.delivers()
    stage.happens(arrives(ALL - {"pin_messages"}))
    assert not stage.delivers()


def test_the_numbers_for_the_config_are_shown(stage: Stage) -> None:
    stage.happens(says(BUDI, "/id"))
    stage.delivers()
    assert "-1001" in stage.screen()[-1]
    assert "telegram:12" in stage.screen()[-1]


def test_pamong_leaves_only_after_it_was_asked_twice_by_the_same_admin(stage: Stage) -> None:
    stage.happens(says(CITRA, "/leave"))
    stage.delivers()
    stage.happens(stage.presses(BUDI, "Ya, pergi"))
    assert Leave not in {type(action) for action in stage.delivers()}
    stage.happens(stage.presses(CITRA, "Ya, pergi"))
    done = [type(action) for action in stage.delivers()]
    assert done.index(Send) < done.index(Leave)
    assert stage.rows(Group, Group.id == GROUP.id)[0].state == "asleep"


def test_an_anonymous_admin_shows_who_they_are_by_a_button(stage: Stage) -> None:
    stage.happens(says(NOBODY, "/setrules Jangan spam"))
    stage.delivers()
    assert "admin anonim" in stage.screen()[-1]
    stage.happens(stage.presses(BUDI, "✔️ Ini aku"))
    stage.delivers()
    assert "Aturan baru" not in stage.screen()[-1]
    stage.happens(stage.presses(CITRA, "✔️ Ini aku"))
    stage.delivers()
    assert "Aturan baru tersimpan" in stage.screen()[-1]


def test_in_private_a_command_about_one_of_two_groups_asks_which(stage: Stage) -> None:
    stage.happens(arrives(ALL))
    stage.happens(says(CITRA, "halo", NEW), says(CITRA, "/start", private(CITRA)))
    stage.delivers()
    stage.happens(says(CITRA, "/setrules Baru sekali", private(CITRA)))
    stage.delivers()
    assert stage.screen(private(CITRA))[-1] == "Tentang grup yang mana?"
    stage.happens(stage.presses(CITRA, "Kelas Baru", private(CITRA)))
    stage.delivers()
    assert "Aturan baru tersimpan" in stage.screen(private(CITRA))[-1]
    stage.happens(says(BUDI, "/rules", NEW))
    stage.delivers()
    assert "Baru sekali" in stage.screen(NEW)[-1]
    stage.happens(says(BUDI, "/rules"))
    stage.delivers()
    assert "Baru sekali" not in stage.screen()[-1]
