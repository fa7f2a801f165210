"""Every newcomer gets a buddy from those who are willing, and another one when it does not suit."""

import pytest

from bot.chat.actions import Send, Tell
from bot.chat.events import Account, Reachable
from bot.chat.facts import Role
from bot.models import Companion
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, joins, leaves, number, private
from tests.stage import Stage

TONO = Account("telegram", "21", "Tono", "tono", "id")
UMI = Account("telegram", "22", "Umi", "umi", "id")
VINA = Account("telegram", "23", "Vina", "vina", "en")


def opens(stage: Stage, *people: Account) -> None:
    """They write to Pamong in private first, which may write back from then on."""
    for who in people:
        stage.happens(Reachable(f"reachable:{number()}", stage.clock.now(), private(who), who, yes=True))


def joins_now(stage: Stage, *people: Account) -> None:
    for who in people:
        stage.happens(joins(who, at=stage.clock.now()))
        stage.delivers()


def willing(stage: Stage, *people: Account, words: str = "/buddies join") -> None:
    opens(stage, *people)
    for who in people:
        stage.hears(who, words)


def told(stage: Stage, who: Account) -> list[str]:
    return stage.screen(private(who))


def presses(stage: Stage, who: Account, label: str) -> None:
    stage.happens(stage.presses(who, label, private(who)))
    stage.delivers()


def pairs(stage: Stage) -> list[tuple[int, str]]:
    return [(row.buddy_id, row.ended) for row in stage.rows(Companion)]


def test_the_welcome_names_the_buddy_and_both_are_told_three_things_to_say(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, TONO)
    joins_now(stage, TONO)
    assert stage.screen()[-1].startswith("Selamat datang, Tono!")
    assert "Teman belajarmu: Dewi 👋" in stage.screen()[-1]
    for who, other in ((DEWI, "Tono"), (TONO, "Dewi")):
        text = told(stage, who)[-1]
        assert other in text
        assert all(f"\n{step}. " in text for step in (1, 2, 3))


def test_somebody_who_cannot_be_written_to_is_named_in_the_welcome_and_met_by_the_buddy(stage: Stage) -> None:
    willing(stage, DEWI)
    joins_now(stage, TONO)
    assert "Teman belajarmu: Dewi" in stage.screen()[-1]
    assert told(stage, TONO) == []
    assert "Tono" in told(stage, DEWI)[-1]


def test_newcomers_are_spread_over_the_willing(stage: Stage) -> None:
    willing(stage, DEWI, BUDI, CITRA)  # Sari waits already
    people = [Account("telegram", str(30 + each), f"Orang {each}") for each in range(5)]
    for who in people:
        stage.passes(minutes=20)
        joins_now(stage, who)
    rows = stage.rows(Companion)
    assert [len([row for row in rows if row.buddy_id == who.id]) for who in (DEWI, BUDI, CITRA)] == [2, 2, 2]


def test_nobody_gets_more_newcomers_than_they_offered(stage: Stage) -> None:
    willing(stage, DEWI, words="/buddies join 1")
    joins_now(stage, TONO, UMI)
    assert "Teman belajarmu" not in stage.screen()[-1]
    assert len(stage.rows(Companion)) == 1


def test_whoever_waits_gets_a_buddy_as_soon_as_somebody_is_willing(stage: Stage) -> None:
    joins_now(stage, TONO)
    opens(stage, TONO)
    willing(stage, DEWI)
    assert "teman belajarmu Dewi" in told(stage, TONO)[-1]
    assert {"Sari", "Tono"} == {name for name in ("Sari", "Tono", "Budi") for text in told(stage, DEWI) if name in text}


def test_room_that_becomes_free_goes_to_whoever_waits(stage: Stage) -> None:
    stage.happens(leaves(SARI))
    willing(stage, DEWI, words="/buddies join 1")
    opens(stage, TONO, UMI)
    joins_now(stage, TONO)
    stage.passes(minutes=5)
    joins_now(stage, UMI)
    assert not any("teman belajarmu" in text for text in told(stage, UMI))
    stage.passes(minutes=5)
    stage.happens(leaves(TONO, at=stage.clock.now()))
    stage.delivers()
    assert "teman belajarmu Dewi" in told(stage, UMI)[-1]


def test_several_who_come_at_once_share_a_welcome_that_names_each_buddy(stage: Stage) -> None:
    willing(stage, DEWI, BUDI, CITRA)
    joins_now(stage, TONO, UMI, VINA)
    assert len([text for text in stage.screen() if "Selamat datang" in text]) == 1
    assert stage.screen()[-1].count("(bersama ") == 3


@pytest.mark.parametrize("label", ["👍 Sudah", "⏳ Belum"])
def test_the_check_in_of_the_first_day_is_answered_in_one_tap(stage: Stage, label: str) -> None:
    willing(stage, DEWI)
    opens(stage, TONO)
    joins_now(stage, TONO)
    stage.passes(days=1)
    stage.delivers()
    assert "Sudah sempat ngobrol dengan Dewi" in told(stage, TONO)[-1]
    presses(stage, TONO, label)
    [row] = [row for row in stage.rows(Companion) if row.newcomer_id != SARI.id]
    assert (row.met_at is not None) == (label == "👍 Sudah")
    assert ("Tono menunggu disapa" in told(stage, DEWI)[-1]) == (label == "⏳ Belum")


def test_another_buddy_is_one_tap_away_and_the_first_one_is_thanked(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, TONO)
    joins_now(stage, TONO)
    willing(stage, BUDI, words="/kawan")
    stage.hears(BUDI, "/buddies join")
    stage.passes(days=1)
    stage.delivers()
    presses(stage, TONO, "🔄 Teman lain")
    assert "teman belajarmu Budi" in told(stage, TONO)[-1]
    assert "Tono" in told(stage, BUDI)[-1]
    assert "Terima kasih sudah menemaninya" in told(stage, DEWI)[-1]
    assert (DEWI.id, "asked") in pairs(stage)


def test_where_nobody_else_has_room_the_buddy_stays(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, TONO)
    joins_now(stage, TONO)
    stage.hears(TONO, "/buddy lain", group=private(TONO))
    assert "temanmu tetap yang ini" in told(stage, TONO)[-1]
    assert [row for row in pairs(stage) if row[1]] == []


def test_check_ins_come_on_four_days_and_then_the_pair_is_done(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, TONO)
    joins_now(stage, TONO)
    days = []
    for day in range(1, 40):
        before = len(told(stage, TONO))
        stage.hears(DEWI, f"halo, hari {day}")
        stage.passes(days=1)
        stage.delivers()
        days += [day] * (len(told(stage, TONO)) - before)
    assert days == [1, 3, 7, 30]
    assert (DEWI.id, "done") in pairs(stage)


def test_nobody_is_asked_at_night(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, TONO)
    stage.passes(hours=11)  # 23.00 in Jakarta
    stage.delivers()
    joins_now(stage, TONO)
    stage.passes(days=1, hours=9, minutes=59)
    stage.delivers()
    assert "ngobrol" not in told(stage, TONO)[-1]
    stage.passes(minutes=1)
    stage.delivers()
    assert "Sudah sempat ngobrol" in told(stage, TONO)[-1]


def test_the_buddy_is_asked_about_somebody_who_cannot_be_written_to(stage: Stage) -> None:
    willing(stage, DEWI)
    joins_now(stage, TONO)
    stage.passes(days=1)
    stage.delivers()
    assert "Sudah sempat menyapa Tono" in " ".join(told(stage, DEWI))


def test_a_buddy_who_leaves_is_replaced_at_once(stage: Stage) -> None:
    willing(stage, BUDI)
    opens(stage, TONO)
    joins_now(stage, TONO)
    willing(stage, DEWI)
    stage.happens(leaves(BUDI, at=stage.clock.now()))
    stage.delivers()
    assert "teman belajarmu Dewi" in told(stage, TONO)[-1]
    assert "Terima kasih" not in told(stage, BUDI)[-1]


def test_a_buddy_who_says_no_hands_over(stage: Stage) -> None:
    willing(stage, DEWI)
    joins_now(stage, TONO)
    willing(stage, BUDI)
    presses(stage, DEWI, "🙏 Sedang tidak bisa")
    assert "kucarikan yang lain" in told(stage, DEWI)[-1]
    assert "Tono" in told(stage, BUDI)[-1]


def test_a_buddy_who_fell_silent_is_replaced_instead_of_asked_about(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, TONO)
    joins_now(stage, TONO)
    stage.passes(days=3)
    stage.delivers()
    willing(stage, BUDI)
    stage.passes(days=4, hours=1)
    stage.delivers()
    assert "teman belajarmu Budi" in told(stage, TONO)[-1]
    assert (DEWI.id, "silent") in pairs(stage)


def test_nobody_is_asked_about_a_newcomer_who_is_gone(stage: Stage) -> None:
    willing(stage, DEWI)
    joins_now(stage, TONO)
    stage.happens(leaves(TONO, at=stage.clock.now()))
    before = len(told(stage, DEWI))
    stage.passes(days=8)
    stage.delivers()
    assert [text for text in told(stage, DEWI)[before:] if "Tono" in text] == []


def test_my_buddy_is_shown_to_me_alone(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, TONO)
    joins_now(stage, TONO)
    stage.hears(TONO, "/kawan")
    assert "Teman belajarmu di Kelas Python: Dewi" in told(stage, TONO)[-1]
    stage.hears(DEWI, "/buddy")
    assert "Yang kamu temani:" in told(stage, DEWI)[-1]


def test_whoever_has_none_may_ask_for_one(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, BUDI)
    stage.hears(BUDI, "/buddy")
    presses(stage, BUDI, "🔎 Carikan teman")
    assert "teman belajarmu Dewi" in told(stage, BUDI)[-1]


def test_whoever_cannot_be_written_to_is_answered_in_the_group_and_nobody_else(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, BUDI)
    stage.hears(BUDI, "/buddy lain")
    assert stage.screen() == []
    joins_now(stage, TONO)
    willing(stage, CITRA)
    stage.hears(TONO, "/buddy lain")
    assert "Teman belajarmu sekarang: Citra" in stage.screen()[-1]


def test_an_admin_sees_how_it_goes_in_private_and_members_how_to_join(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, CITRA)
    joins_now(stage, TONO)
    stage.hears(CITRA, "/buddies")
    assert "Dewi: 2 dari 5" in told(stage, CITRA)[-1]
    stage.hears(BUDI, "/buddies")
    assert "1 orang di sini bersedia" in stage.screen()[-1]


def test_only_admins_turn_it_off_and_then_nobody_is_assigned(stage: Stage) -> None:
    willing(stage, DEWI)
    stage.hears(BUDI, "/buddies off")
    assert "bagian admin" in stage.screen()[-1]
    stage.hears(CITRA, "/buddies off")
    joins_now(stage, TONO)
    assert "Teman belajarmu" not in stage.screen()[-1]
    stage.hears(CITRA, "/buddies on")
    joins_now(stage, UMI)
    assert "Teman belajarmu" in stage.screen()[-1]


def test_whoever_stops_is_thanked_and_named_no_more(stage: Stage) -> None:
    willing(stage, DEWI)
    stage.hears(DEWI, "/buddies keluar")
    assert "bukan teman belajar lagi" in told(stage, DEWI)[-1]
    joins_now(stage, TONO)
    assert "Teman belajarmu" not in stage.screen()[-1]
    stage.hears(DEWI, "/buddies leave")
    assert "memang belum" in told(stage, DEWI)[-1]


def test_a_wrong_word_is_answered_with_a_right_one(stage: Stage) -> None:
    for words in ("/buddies mungkin", "/buddies join banyak", "/buddies join 0"):
        stage.hears(BUDI, words)
        assert "/buddies join 3" in stage.screen()[-1]


def test_what_is_told_speaks_each_ones_language(stage: Stage) -> None:
    willing(stage, DEWI)
    opens(stage, VINA)
    joins_now(stage, VINA)
    assert "Your buddy in Kelas Python is Dewi" in told(stage, VINA)[-1]
    assert "baru bergabung" in told(stage, DEWI)[-1]


def test_in_the_group_there_is_nothing_but_the_welcome(stage: Stage) -> None:
    willing(stage, DEWI, BUDI)
    opens(stage, TONO)
    before = len(stage.platform.done)
    joins_now(stage, TONO)
    stage.passes(days=1)
    stage.delivers()
    presses(stage, TONO, "🔄 Teman lain")
    sent = [act for act in stage.platform.done[before:] if isinstance(act, Send) and act.to == GROUP]
    assert len(sent) == 1
    assert not any(isinstance(act, Tell) for act in stage.platform.done)


def test_it_is_the_same_on_postgresql(postgres_url: str) -> None:
    stage = Stage(*ROUTERS, *JOBS, rules=RULES, url=postgres_url)
    stage.platform.roles[CITRA.address] = Role.ADMIN
    willing(stage, DEWI, BUDI)
    opens(stage, TONO)
    joins_now(stage, TONO)
    stage.hears(CITRA, "/pairs every 2w 10:00")
    for who in (DEWI, BUDI, TONO):
        stage.hears(who, "/pairs join")
    stage.passes(days=1)
    stage.delivers()
    assert "kamu bersama" in " ".join(told(stage, TONO))
    presses(stage, TONO, "🔄 Teman lain")
    assert len(pairs(stage)) == 3
    stage.hears(CITRA, "/buddies")
    assert "Dewi: " in stage.screen()[-1]
    stage.happens(leaves(DEWI, at=stage.clock.now()))
    stage.delivers()
    assert pairs(stage).count((DEWI.id, "left")) == 2
    stage.close()
