"""The suggestion box: from new to done, with votes, and without a name for whoever wants none."""

from datetime import timedelta

import pytest

from bot.chat.actions import Answer, Mute
from bot.chat.events import Account
from bot.models import Suggestion, SuggestionVote
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, private, says
from tests.stage import Stage

WISH = "Adakan kelas foto produk"


@pytest.fixture
def box(stage: Stage) -> Stage:
    """Everybody has written to the bot, which may write back."""
    stage.happens(*(says(who, "/start", private(who)) for who in (BUDI, CITRA, SARI)))
    stage.delivers()
    return stage


def suggests(stage: Stage, who: Account, words: str, *, alone: bool = False) -> None:
    command = f"/saran {words}"
    stage.happens(says(who, command, private(who), at=stage.clock.now()) if alone else says(who, command))
    stage.delivers()


def presses(stage: Stage, who: Account, label: str, *, alone: bool = True) -> list[str]:
    stage.happens(stage.presses(who, label, private(who)) if alone else stage.presses(who, label))
    return [did.text for did in stage.delivers() if isinstance(did, Answer)]


def test_a_suggestion_goes_from_new_to_done_and_its_author_is_told(box: Stage) -> None:
    suggests(box, BUDI, WISH)
    assert "#1" in box.screen(private(BUDI))[-1]
    assert box.screen() == []
    card = box.screen(private(CITRA))[-1]
    assert "Budi" in card
    assert WISH in card
    assert "Status: baru" in card
    presses(box, CITRA, "🗓 Rencanakan")
    assert "akan dikerjakan" in box.screen(private(BUDI))[-1]
    presses(box, CITRA, "✅ Selesai")
    assert "sudah terwujud" in box.screen(private(BUDI))[-1]
    assert "Status: selesai" in box.screen(private(CITRA))[-1]
    assert [row.state for row in box.rows(Suggestion)] == ["done"]


def test_the_group_votes_once_a_person_and_may_change_its_mind(box: Stage) -> None:
    suggests(box, BUDI, WISH)
    presses(box, CITRA, "📣 Tanya grup")
    for who in (SARI, BUDI, DEWI, DEWI):
        presses(box, who, "👍 Setuju", alone=False)
    presses(box, BUDI, "👎 Kurang pas", alone=False)
    assert "👍 1 · 👎 1" in box.screen()[-1]
    assert len(box.rows(SuggestionVote)) == 2
    presses(box, CITRA, "✋ Belum bisa")
    assert "Status: belum bisa" in box.screen()[-1]
    assert box.shown()[-1].buttons == ()


def test_nobody_reads_the_name_of_whoever_hides_it_but_they_are_told(box: Stage) -> None:
    suggests(box, BUDI, f"ANONIM: {WISH}")
    assert "Budi" not in box.screen(private(CITRA))[-1]
    assert "seorang anggota" in box.screen(private(CITRA))[-1]
    assert "tanpa nama" in box.screen(private(BUDI))[-1]
    presses(box, CITRA, "✅ Selesai")
    assert "sudah terwujud" in box.screen(private(BUDI))[-1]


def test_an_answer_may_have_a_word_of_explanation(box: Stage) -> None:
    suggests(box, BUDI, WISH)
    box.happens(says(CITRA, "/suggestions #1 SELESAI Mulai April, makasih Dewi", private(CITRA)))
    box.delivers()
    assert "Catatan pengurus: Mulai April, makasih Dewi" in box.screen(private(BUDI))[-1]
    assert "sudah dijawab" in box.screen(private(CITRA))[-1]


def test_admins_see_what_waits_with_what_most_want_first(box: Stage) -> None:
    for number in range(3):
        suggests(box, BUDI, f"{WISH} bagian {number}", alone=True)
    with box.session() as session, session.begin():
        session.add(SuggestionVote(community_id=2, group_id=1, suggestion_id=2, identity_id=SARI.id))
    box.happens(says(CITRA, "/suggestions"))
    box.delivers()
    lines = box.screen(private(CITRA))[-1].splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["#2", "#3", "#1"]
    presses(box, CITRA, "#3")
    assert "bagian 2" in box.screen(private(CITRA))[-1]
    box.happens(says(CITRA, "/suggestions selesai"))
    box.delivers()
    assert "Tidak ada saran" in box.screen()[-1]


@pytest.mark.parametrize("words", ["", "anonim", "anonim ya?", "hm"])
def test_without_words_the_usage_is_shown(box: Stage, words: str) -> None:
    suggests(box, BUDI, words)
    assert "/suggest Adakan kelas" in box.screen(private(BUDI))[-1]
    assert box.rows(Suggestion) == []


def test_a_day_has_room_for_five(box: Stage) -> None:
    for number in range(6):
        suggests(box, BUDI, f"{WISH} {number}", alone=True)
    assert len(box.rows(Suggestion)) == 5
    assert "lanjut besok" in box.screen(private(BUDI))[-1]
    box.clock.shift(timedelta(days=1, seconds=1))
    suggests(box, BUDI, WISH, alone=True)
    assert len(box.rows(Suggestion)) == 6


def test_whoever_is_muted_does_not_come_round_it_in_private(box: Stage) -> None:
    box.does(Mute(GROUP, BUDI))
    box.delivers()
    suggests(box, BUDI, WISH, alone=True)
    assert box.rows(Suggestion) == []
    assert "tidak bisa menulis" in box.screen(private(BUDI))[-1]


def test_a_suggestion_goes_with_its_author_and_takes_the_votes_along(box: Stage) -> None:
    suggests(box, BUDI, WISH, alone=True)
    with box.session() as session, session.begin():
        session.add(SuggestionVote(community_id=2, group_id=1, suggestion_id=1, identity_id=SARI.id))
    box.happens(says(BUDI, "/forgetme", private(BUDI)))
    box.delivers()
    presses(box, BUDI, str(box.shown(private(BUDI))[-1].buttons[0].label))
    box.passes(minutes=1)
    box.delivers()
    assert (box.rows(Suggestion), box.rows(SuggestionVote)) == ([], [])
