"""The rules: read by everybody, written by admins."""

import pytest

from bot.chat.actions import Answer, Choice, Send
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.models import RulesAccepted
from tests.cast import BUDI, CITRA, DEWI, GROUP, NOW, SARI, joins, private, says
from tests.stage import Stage

UMI = Account("telegram", "22", "Umi", "umi", "id")
BUTTON = Choice("aturan", "rules.show", once=False)


def test_the_rules_go_to_the_person_who_asks_if_they_can_be_written_to(stage: Stage) -> None:
    stage.happens(says(BUDI, "/start", private(BUDI)))
    stage.delivers()
    stage.happens(says(BUDI, "/rules"))
    stage.delivers()
    assert stage.screen(private(BUDI))[-1].startswith("Aturan Kelas Python")
    assert not stage.screen()


def test_otherwise_they_are_said_in_the_group_and_leave_the_screen_again(stage: Stage) -> None:
    stage.happens(says(BUDI, "/aturan"))
    stage.delivers()
    assert stage.screen()[-1].startswith("Aturan Kelas Python")
    stage.passes(minutes=3)
    stage.delivers()
    assert not stage.screen()


def test_an_admin_changes_the_rules(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setrules Jangan spam.\nJualan hari Jumat."))
    stage.delivers()
    stage.happens(says(BUDI, "/rules"))
    stage.delivers()
    assert stage.screen()[-1] == "Aturan Kelas Python\n\nJangan spam.\nJualan hari Jumat."


@pytest.mark.parametrize("who", [BUDI, SARI, DEWI])
def test_nobody_else_does(stage: Stage, who: Account) -> None:
    stage.happens(says(who, "/setrules Semua boleh"))
    stage.delivers()
    assert "bagian admin" in stage.screen()[-1]
    stage.happens(says(BUDI, "/rules"))
    stage.delivers()
    assert "Semua boleh" not in stage.screen()[-1]


def test_an_admin_who_was_demoted_since_is_refused(stage: Stage) -> None:
    stage.platform.roles[CITRA.address] = Role.MEMBER
    stage.passes(minutes=2)
    stage.happens(says(CITRA, "/setrules Masih aku", at=stage.clock.now()))
    stage.delivers()
    assert "bagian admin" in stage.screen()[-1]


def test_the_button_under_a_welcome_may_be_pressed_by_everybody_again_and_again(stage: Stage) -> None:
    stage.does(Send(GROUP, "hai", choices=[BUTTON]))
    stage.delivers()
    for who in (SARI, BUDI, SARI):
        stage.happens(stage.presses(who, "aturan"))
        answers = stage.delivers()
        assert [type(action) for action in answers] == [Answer]
        assert "Saling menghormati" in str(answers)


def test_long_rules_go_to_the_person_and_the_press_is_answered(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setrules " + "Jangan spam. " * 40))
    stage.happens(says(BUDI, "/start", private(BUDI)))
    stage.delivers()
    stage.does(Send(GROUP, "hai", choices=[BUTTON]))
    stage.delivers()
    stage.happens(stage.presses(BUDI, "aturan"))
    assert {type(action) for action in stage.delivers()} == {Send, Answer}
    assert "Jangan spam." in stage.screen(private(BUDI))[-1]


def test_rules_that_nobody_would_read_are_refused(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setrules " + "x" * 3600))
    stage.delivers()
    assert "3500" in stage.screen()[-1]


def test_without_words_the_present_rules_and_an_example_are_shown(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setrules"))
    stage.delivers()
    assert "Saling menghormati" in stage.screen()[-1]
    assert "/setrules" in stage.screen()[-1]


def test_whoever_agrees_is_thanked_alone_and_it_is_written_down_once(stage: Stage) -> None:
    stage.happens(joins(UMI))
    stage.delivers()
    for _ in range(2):
        stage.happens(stage.presses(UMI, "🤝 Aku setuju"))
        answers = [act.text for act in stage.delivers() if isinstance(act, Answer)]
        assert answers == ["Terima kasih, sudah kucatat. Selamat belajar!"]
    [row] = stage.rows(RulesAccepted)
    assert row.at == NOW
