"""Whoever is thanked by a reply has helped."""

import pytest

from bot.chat.events import Account, AccountKind
from bot.models import Membership, Thanks
from tests.cast import BUDI, CITRA, DEWI, SARI, private, says
from tests.stage import Stage

ROBOT = Account("telegram", "99", "Robot", kind=AccountKind.BOT)


def thanks(stage: Stage, who: Account, whom: Account, words: str = "Makasih kak!") -> None:
    stage.happens(says(who, words, at=stage.clock.now(), reply_to="m1", reply_who=whom))
    stage.delivers()


def helped(stage: Stage) -> dict[int, int]:
    return {row.identity_id: row.helped for row in stage.rows(Membership) if row.helped}


def test_a_reply_of_thanks_counts_once_a_day_between_two_people(stage: Stage) -> None:
    for _ in range(3):
        thanks(stage, BUDI, SARI)
    thanks(stage, DEWI, SARI, "thank you so much")
    assert helped(stage) == {SARI.id: 2}
    stage.passes(hours=25)
    thanks(stage, BUDI, SARI)
    assert helped(stage) == {SARI.id: 3}
    assert stage.screen() == []


@pytest.mark.parametrize(("whom", "words"), [(BUDI, "makasih aku"), (ROBOT, "makasih"), (SARI, "halo kak")])
def test_thanking_oneself_or_a_machine_and_other_words_do_not_count(stage: Stage, whom: Account, words: str) -> None:
    thanks(stage, BUDI, whom, words)
    assert (helped(stage), stage.rows(Thanks)) == ({}, [])


def test_thanks_without_a_reply_name_nobody(stage: Stage) -> None:
    stage.happens(says(BUDI, "makasih semua", at=stage.clock.now()))
    assert stage.rows(Thanks) == []


def test_the_most_helpful_stand_on_a_board(stage: Stage) -> None:
    for who, whom in ((BUDI, SARI), (DEWI, SARI), (SARI, DEWI), (CITRA, DEWI), (BUDI, DEWI)):
        thanks(stage, who, whom)
    stage.happens(says(BUDI, "/top helpers", private(BUDI), at=stage.clock.now()))
    stage.delivers()
    shown = stage.screen(private(BUDI))[-1]
    assert shown.splitlines()[1:3] == ["🥇 Dewi · 3", "🥈 Sari · 2"]
    stage.passes(days=8)
    stage.happens(says(BUDI, "/papan penolong minggu", at=stage.clock.now()))
    stage.delivers()
    assert "Dewi" not in stage.screen()[-1]
