"""A code shown in the group connects the moderators' chat, once, within the hour, by an admin of that group."""

import re

from bot.chat.events import Account, Chat, RoleChanged, Standing
from bot.chat.facts import Role
from bot.models import DueRow, GroupSetting
from tests.cast import BUDI, CITRA, DEWI, GROUP, NOW, number, says
from tests.stage import Stage

MODS = Chat("telegram", "-5005", title="Dapur Moderator")
OTHERS = Chat("telegram", "-5006", title="Dapur Lain")


def code(stage: Stage) -> str:
    """The code that an admin is shown in the group."""
    stage.happens(says(CITRA, "/alerts", at=stage.clock.now()))
    stage.delivers()
    found = re.search(r"/alerts (\w+)", stage.screen()[-1])
    assert found is not None
    return found[1]


def sends(stage: Stage, words: str, chat: Chat = MODS, who: Account = CITRA) -> str:
    """Somebody writes in the moderators' chat; what is said there."""
    stage.happens(says(who, words, chat, at=stage.clock.now()))
    stage.delivers()
    return stage.screen(chat)[-1]


def test_the_code_connects_a_chat_of_another_community(stage: Stage) -> None:
    assert "kartu dari Kelas Python datang ke sini" in sends(stage, f"/alerts {code(stage)}")
    assert [row.section for row in stage.rows(GroupSetting)] == ["alerts"]
    assert '"Dapur Moderator"' in (code(stage) and stage.screen()[-1])


def test_a_code_is_spent_by_its_first_use(stage: Stage) -> None:
    shown = code(stage)
    sends(stage, f"/alerts {shown}")
    assert "tidak berlaku lagi" in sends(stage, f"/alerts {shown}", OTHERS)


def test_a_newer_code_takes_the_place_of_the_older_one(stage: Stage) -> None:
    old, new = code(stage), code(stage)
    assert old != new
    assert "tidak berlaku lagi" in sends(stage, f"/alerts {old}")
    assert "datang ke sini" in sends(stage, f"/alerts {new.lower()}")


def test_a_code_ends_with_the_hour_and_is_nowhere_in_the_database(stage: Stage) -> None:
    shown = code(stage)
    assert shown not in "".join(row.name for row in stage.rows(DueRow))
    stage.passes(minutes=60)
    stage.delivers()
    assert "tidak berlaku lagi" in sends(stage, f"/alerts {shown}")
    assert [row.kind for row in stage.rows(DueRow, DueRow.kind == "alerts.code")] == []


def test_only_an_admin_sees_the_code(stage: Stage) -> None:
    stage.happens(says(DEWI, "/alerts"))
    stage.delivers()
    assert "bagian admin" in stage.screen()[-1]


def test_only_an_admin_of_the_group_may_send_its_cards_elsewhere(stage: Stage) -> None:
    shown = code(stage)
    stage.happens(RoleChanged(f"role:{number()}", NOW, OTHERS, BUDI, role=Role.ADMIN))
    assert "bagian admin" in sends(stage, f"/alerts {shown}", OTHERS, BUDI)
    assert stage.rows(GroupSetting) == []


def test_an_admin_who_was_demoted_a_second_ago_connects_nothing(stage: Stage) -> None:
    shown = code(stage)
    stage.passes(seconds=1)
    stage.platform.roles[CITRA.address] = Role.MEMBER
    assert "bagian admin" in sends(stage, f"/alerts {shown}")
    assert stage.rows(GroupSetting) == []


def test_the_group_itself_is_not_the_moderators_chat(stage: Stage) -> None:
    assert "bukan di sini" in sends(stage, f"/alerts {code(stage)}", GROUP)


def test_off_ends_it_and_so_does_the_bots_leaving(stage: Stage) -> None:
    sends(stage, f"/alerts {code(stage)}")
    stage.happens(Standing(f"standing:{number()}", stage.clock.now(), MODS, CITRA, present=False))
    stage.happens(says(CITRA, "/alerts"))
    stage.delivers()
    assert "satu per satu" in stage.screen()[-1]
    stage.happens(says(CITRA, "/alerts off"))
    stage.delivers()
    assert stage.rows(GroupSetting)[0].values == {}
