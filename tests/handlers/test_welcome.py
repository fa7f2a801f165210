"""Newcomers are greeted, once on the screen, in the group's own words."""

from datetime import timedelta

import pytest

from bot.chat.actions import Delete, Send
from bot.chat.events import Account, ServiceLine, Standing
from bot.chat.facts import MemberCount
from bot.context import Context
from handlers.welcome import greet
from tests.cast import BUDI, CITRA, GROUP, NOW, SARI, joins, leaves, number, says
from tests.stage import Stage

TONO = Account("telegram", "21", "Tono", "tono", "id")
UMI = Account("telegram", "22", "Umi", "umi", "id")


def test_a_newcomer_is_greeted_by_name_and_may_read_the_rules(ctx: Context) -> None:
    [*_, sent] = greet(joins(SARI), ctx) or ()
    assert isinstance(sent, Send)
    assert sent.text == "Selamat datang, Sari! 👋 Senang kamu bergabung di Kelas Python."
    assert [choice.label for choice in sent.choices] == ["📜 Baca aturan", "🤝 Aku setuju", "👋 Kenalan"]


def test_at_most_one_welcome_is_on_the_screen(stage: Stage) -> None:
    for who in (TONO, UMI):
        stage.happens(joins(who))
        stage.delivers()
    assert len(stage.screen()) == 1
    assert "Umi" in stage.screen()[0]


def test_somebody_who_is_there_already_is_not_greeted_again(stage: Stage) -> None:
    stage.happens(joins(TONO), joins(TONO))
    stage.delivers()
    stage.happens(joins(TONO))
    assert not stage.delivers()


def test_an_admin_turns_the_welcome_off_and_on(stage: Stage) -> None:
    stage.happens(says(CITRA, "/welcome off"))
    stage.delivers()
    assert "mati" in stage.screen()[-1]
    stage.happens(joins(TONO))
    assert not stage.delivers()
    stage.happens(says(CITRA, "/sambutan ya"))
    stage.delivers()
    stage.happens(joins(UMI))
    assert [type(action) for action in stage.delivers()] == [Send]


def test_a_group_greets_in_its_own_words_which_are_never_markup(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setwelcome **Hai** {name} dari [sini](x), {group}!"))
    stage.delivers()
    stage.happens(joins(TONO))
    stage.delivers()
    assert stage.screen()[-1] == "**Hai** Tono dari [sini](x), Kelas Python!"


def test_counting_members_is_asked_of_the_platform_only_when_the_words_need_it(stage: Stage) -> None:
    stage.platform.facts[MemberCount(GROUP)] = 170
    stage.happens(says(CITRA, "/setwelcome Halo {name}, kamu anggota ke-{count}"))
    stage.delivers()
    stage.happens(joins(TONO))
    stage.delivers()
    assert stage.screen()[-1] == "Halo Tono, kamu anggota ke-170"


def test_a_placeholder_that_means_nothing_is_refused_with_a_right_example(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setwelcome Halo {nama}"))
    stage.delivers()
    assert "`" not in stage.screen()[-1]
    assert "{nama}" in stage.screen()[-1]
    assert "/setwelcome Halo {name}, selamat datang di {group}!" in stage.screen()[-1]
    stage.happens(joins(TONO))
    stage.delivers()
    assert stage.screen()[-1].startswith("Selamat datang, Tono!")


def test_pamongs_own_words_come_back_with_reset(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setwelcome Hai {name}"))
    stage.delivers()
    stage.happens(says(CITRA, "/setwelcome reset"))
    stage.delivers()
    stage.happens(joins(TONO))
    stage.delivers()
    assert stage.screen()[-1].startswith("Selamat datang, Tono!")


def test_a_group_that_asked_for_it_says_goodbye(stage: Stage) -> None:
    stage.happens(leaves(BUDI))
    assert not stage.delivers()
    stage.happens(says(CITRA, "/setgoodbye Dadah {name}"))
    stage.delivers()
    stage.happens(joins(TONO))
    stage.happens(leaves(TONO, at=NOW + timedelta(seconds=5)))
    stage.delivers()
    assert "Dadah Tono" in stage.screen()


def test_the_platforms_own_lines_are_tidied_where_pamong_may(stage: Stage) -> None:
    line = ServiceLine(f"line:{number()}", NOW, GROUP, BUDI, message="77")
    stage.happens(line)
    assert not stage.delivers()
    rights = frozenset({"delete_messages"})
    stage.happens(Standing(f"standing:{number()}", NOW, GROUP, CITRA, rights=rights))
    stage.happens(ServiceLine(f"line:{number()}", NOW, GROUP, BUDI, message="78"))
    assert stage.delivers() == [Delete(GROUP, message="78")]


def crowd(stage: Stage, people: int, every: float) -> list[Send]:
    """So many people join, one every so many seconds; what the group sees of it."""
    for number_of in range(people):
        who = Account("telegram", str(1000 + number_of), f"Orang {number_of}")
        stage.happens(joins(who, at=stage.clock.now()))
        stage.delivers()
        stage.passes(seconds=every)
    stage.delivers()
    return [act for act in stage.platform.done if isinstance(act, Send) and act.to == GROUP]


@pytest.mark.parametrize("every", [0.0, 0.2, 3.0, 15.0])
def test_however_many_come_the_group_sees_three_messages_at_most(stage: Stage, every: float) -> None:
    assert len(crowd(stage, 40, every)) <= 3


def test_with_the_entrance_button_it_is_no_more(stage: Stage) -> None:
    stage.happens(says(CITRA, "/captcha on"))
    stage.delivers()
    stage.platform.done.clear()
    assert len(crowd(stage, 40, 0.2)) <= 3


def test_a_groups_own_welcome_may_say_itself_who_the_buddy_is(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setwelcome Hai {name}, tanya {buddy} ya"), says(BUDI, "/buddies join"))
    stage.delivers()
    stage.happens(joins(TONO))
    stage.delivers()
    assert stage.screen()[-1] == "Hai Tono, tanya Budi ya"
