"""Quiet hours: set, shown, and ended by admins."""

import pytest

from bot.chat.actions import Close, Reopen
from bot.models import DueRow
from tests.cast import CITRA, DEWI, says
from tests.stage import Stage


def tells(stage: Stage, words: str) -> list[type]:
    """An admin says it; which of closing and opening followed."""
    stage.happens(says(CITRA, f"/quiet {words}", at=stage.clock.now()))
    return [type(did) for did in stage.delivers() if isinstance(did, Close | Reopen)]


def planned(stage: Stage) -> list[str]:
    return [row.name for row in stage.rows(DueRow) if row.kind.startswith("quiet.")]


def test_nights_are_planned_by_their_local_date(stage: Stage) -> None:
    assert tells(stage, "22:00-05:00") == []
    assert "22:00-05:00 setiap hari" in stage.screen()[-1]
    assert planned(stage) == ["1:2026-03-02"]


def test_hours_that_run_already_close_the_group_at_once(stage: Stage) -> None:
    assert tells(stage, "11:00-13:30") == [Close]
    assert any("pukul 13.30" in text for text in stage.screen())
    assert sorted(planned(stage)) == ["1:2026-03-02", "1:2026-03-03"]


def test_other_hours_replace_them_and_open_a_group_that_they_leave_open(stage: Stage) -> None:
    tells(stage, "11:00-13:30")
    assert tells(stage, "22:00-05:00") == [Reopen]
    assert planned(stage) == ["1:2026-03-02"]


def test_on_closes_now_and_off_opens_again_but_leaves_the_nights(stage: Stage) -> None:
    tells(stage, "22:00-05:00")
    assert tells(stage, "on") == [Close]
    assert any("ditutup sementara" in text for text in stage.screen())
    assert tells(stage, "off") == [Reopen]
    assert not any("ditutup sementara" in text for text in stage.screen())
    assert planned(stage) == ["1:2026-03-02"]
    assert tells(stage, "off") == [Reopen]
    assert planned(stage) == []


@pytest.mark.parametrize(("words", "said"), [("", "Belum ada jam tenang"), ("malam", "/quiet 22:00-05:00, /quiet on")])
def test_every_answer_says_what_is_or_what_to_do(stage: Stage, words: str, said: str) -> None:
    tells(stage, words)
    assert said in stage.screen()[-1]


def test_a_missing_right_is_named(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quiet on"))
    stage.refuses(Close)
    stage.delivers()
    assert "hak" in stage.screen()[-1] or "izin" in stage.screen()[-1]


def test_moderators_close_nothing(stage: Stage) -> None:
    stage.happens(says(DEWI, "/quiet on"))
    assert not any(isinstance(did, Close) for did in stage.delivers())
    assert "bagian admin" in stage.screen()[-1]


def test_groups_that_know_them_may_say_close_and_open(stage: Stage) -> None:
    for words, follows in (("/close", Close), ("/Open", Reopen)):
        stage.happens(says(CITRA, words, at=stage.clock.now()))
        assert [type(did) for did in stage.delivers() if isinstance(did, Close | Reopen)] == [follows]
