"""Whoever has two accounts is one person, with one answer and one seat."""

from collections.abc import Iterator

import pytest

from bot.chat.actions import Answer
from bot.chat.events import Account, Chat
from bot.chat.facts import Role
from bot.models import Attendance, DueRow, Group, Identity, Rsvp
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, CLASS, DEWI, GROUP, NOW, SARI, private
from tests.stage import Stage

PHONE = Account("whatsapp", "628111@c.us", "Budi WA")
CIRCLE = Chat("whatsapp", "12@g.us", title="Kelas WA")
YES, MAYBE, NO = "✅ Ikut", "🤔 Mungkin", "✖️ Tidak"


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = Stage(*ROUTERS, *JOBS)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    with play.session() as session, session.begin():
        session.add(
            Group(
                community_id=CLASS, platform=CIRCLE.platform, address=CIRCLE.address, title=CIRCLE.title, created_at=NOW
            )
        )
    play.batches.roster.drop_all()
    play.hears(PHONE, "halo", CIRCLE)
    for who in (BUDI, PHONE, SARI):
        play.hears(who, "/start", private(who))
    yield play
    play.close()


def press(stage: Stage, who: Account, label: str) -> str:
    """What the person is told; the phone asks its own group what comes next, and answers there."""
    if who is PHONE:
        stage.hears(who, "/events", CIRCLE)
    before = len(stage.platform.done)
    stage.happens(stage.presses(who, label, CIRCLE if who is PHONE else GROUP))
    stage.delivers()
    return "".join(each.text for each in stage.platform.done[before:] if isinstance(each, Answer))


def linked(stage: Stage) -> None:
    stage.hears(BUDI, "/link", private(BUDI))
    code = stage.screen(private(BUDI))[-1].split("Kode penghubungmu: ")[1].split()[0]
    stage.hears(PHONE, f"/link {code}", private(PHONE))
    assert "satu orang" in "".join(stage.screen(private(PHONE)))


def announced(stage: Stage, seats: int) -> None:
    stage.hears(CITRA, f"/event Kopdar | besok 19.30 | Kopi Tuku | kapasitas {seats}")
    press(stage, CITRA, "✅ Benar, umumkan")


def answers(stage: Stage) -> dict[str, str]:
    names = {row.id: row.name for row in stage.rows(Identity)}
    return {names[row.identity_id]: row.answer for row in stage.rows(Rsvp)}


def reminded(stage: Stage) -> set[str]:
    """Who is to be reminded in private."""
    names = {row.id: row.name for row in stage.rows(Identity)}
    rows = stage.rows(DueRow, DueRow.kind == "reminders.send")
    return {names[row.identity_id] for row in rows if row.identity_id}


def test_two_accounts_of_one_person_take_one_seat(stage: Stage) -> None:
    linked(stage)
    announced(stage, 2)
    press(stage, BUDI, YES)
    assert "Kamu ikut" in press(stage, PHONE, YES)
    assert answers(stage) == {"Budi": "yes"}
    assert "Kamu ikut" in press(stage, SARI, YES)
    stage.passes(seconds=4)
    stage.delivers()
    assert "2 dari 2 kursi" in stage.screen()[0]
    assert reminded(stage) == {"Budi", "Sari"}


def test_the_second_account_changes_the_same_answer(stage: Stage) -> None:
    linked(stage)
    announced(stage, 1)
    press(stage, BUDI, YES)
    press(stage, SARI, YES)
    press(stage, PHONE, NO)
    assert answers(stage) == {"Budi WA": "no", "Sari": "offered"}
    assert reminded(stage) == set()
    assert "nomor 1 di daftar tunggu" in press(stage, BUDI, YES)
    assert answers(stage) == {"Budi": "waiting", "Sari": "offered"}


def test_a_seat_that_is_kept_may_be_taken_with_the_other_account(stage: Stage) -> None:
    linked(stage)
    announced(stage, 1)
    press(stage, SARI, YES)
    press(stage, BUDI, YES)
    press(stage, SARI, NO)
    assert "Kamu ikut" in press(stage, PHONE, YES)
    assert answers(stage) == {"Budi WA": "yes", "Sari": "no"}
    stage.passes(hours=2)
    stage.delivers()
    assert answers(stage)["Budi WA"] == "yes"


def test_linking_two_accounts_that_hold_seats_frees_one_for_whoever_waits(stage: Stage) -> None:
    announced(stage, 2)
    press(stage, BUDI, YES)
    press(stage, PHONE, YES)
    assert "nomor 1 di daftar tunggu" in press(stage, SARI, YES)
    linked(stage)
    assert answers(stage) == {"Budi": "yes", "Sari": "offered"}
    assert sum("kursi untukmu" in text for text in stage.screen(private(SARI))) == 1
    assert reminded(stage) == {"Budi"}


@pytest.mark.parametrize(("one", "other", "kept"), [(MAYBE, YES, "Budi WA"), (YES, NO, "Budi"), (MAYBE, NO, "Budi")])
def test_of_two_answers_the_better_one_stays(stage: Stage, one: str, other: str, kept: str) -> None:
    announced(stage, 5)
    press(stage, BUDI, one)
    press(stage, PHONE, other)
    linked(stage)
    assert list(answers(stage)) == [kept]


def test_somebody_who_comes_does_not_wait_as_well(stage: Stage) -> None:
    announced(stage, 1)
    press(stage, BUDI, YES)
    press(stage, PHONE, YES)
    press(stage, SARI, YES)
    linked(stage)
    assert answers(stage) == {"Budi": "yes", "Sari": "waiting"}
    assert "nomor 1 di daftar tunggu" in press(stage, SARI, YES)


def test_parted_accounts_leave_the_answer_with_the_one_that_gave_it(stage: Stage) -> None:
    linked(stage)
    announced(stage, 2)
    press(stage, BUDI, MAYBE)
    press(stage, PHONE, YES)
    stage.hears(PHONE, "/unlink", private(PHONE))
    assert answers(stage) == {"Budi WA": "yes"}
    press(stage, BUDI, YES)
    assert answers(stage) == {"Budi WA": "yes", "Budi": "yes"}


def test_whoever_comes_with_the_other_account_was_there_and_counts_once(stage: Stage) -> None:
    linked(stage)
    stage.hears(CITRA, "/start", private(CITRA))
    announced(stage, 5)
    press(stage, BUDI, YES)
    stage.passes(days=1, hours=7, minutes=30)
    stage.delivers()
    told = next(text for text in stage.screen(private(CITRA)) if "/attend " in text)
    code = told.split("/attend ")[1].split()[0]
    for who, chat in ((PHONE, CIRCLE), (BUDI, GROUP)):
        stage.hears(who, f"/hadir {code}", chat)
    stage.passes(hours=3)
    stage.delivers()
    assert [row.at is not None for row in stage.rows(Attendance)] == [True]
    assert not [text for who in (BUDI, PHONE) for text in stage.screen(private(who)) if "tidak bertemu" in text]


def test_whoever_answers_with_both_accounts_hears_once_that_a_series_ends(stage: Stage) -> None:
    linked(stage)
    stage.hears(CITRA, "/event setiap Selasa jam 20.00 Mentoring")
    press(stage, CITRA, "✅ Benar, umumkan")
    press(stage, BUDI, YES)
    stage.hears(PHONE, "/events", CIRCLE)
    stage.happens(stage.presses(PHONE, "2. Mentoring", CIRCLE))
    stage.delivers()
    stage.happens(stage.presses(PHONE, YES, CIRCLE))
    stage.delivers()
    assert [row.answer for row in stage.rows(Rsvp)] == ["yes", "yes"]
    assert len({row.identity_id for row in stage.rows(Rsvp)}) == 2
    stage.hears(CITRA, "/eventcancel mentoring")
    press(stage, CITRA, "Semuanya, hentikan rangkaian")
    heard = [text for who in (BUDI, PHONE) for text in stage.screen(private(who)) if "dihentikan" in text]
    assert len(heard) == 1
