"""Silent members hear a friendly word in private: rarely, by day, and only if they may be written to."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.chat.actions import Send
from bot.chat.events import Account, Form
from bot.chat.facts import Role
from bot.models import Identity, Membership
from bot.services import people
from handlers import ROUTERS
from scheduler import JOBS
from tests import cast
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, private, reacts, says
from tests.stage import Stage

HELLO = "Sudah lama tidak terlihat di Kelas Python"


@pytest.fixture
def stage() -> Iterator[Stage]:
    """It is Monday noon in Jakarta; everybody was seen a moment ago and may be written to. Dewi is a moderator."""
    play = Stage(*ROUTERS, *JOBS)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    play.happens(Form("start:1", play.clock.now(), name="start"))
    play.happens(*(says(who, "/privacy", private(who)) for who in cast.CAST), *(says(who, "halo") for who in cast.CAST))
    play.delivers()
    play.platform.chats.clear()
    yield play
    play.close()


def days(stage: Stage, number: int, *, talking: tuple[Account, ...] = (SARI,)) -> list[tuple[str, datetime]]:
    """Days pass, hour by hour; who was greeted, and when in Jakarta."""
    told: list[tuple[str, datetime]] = []
    for hour in range(24 * number):
        stage.passes(hours=1)
        if hour % 24 == 0 and talking:
            stage.happens(*(says(who, f"halo {stage.clock.now():%d %H}", at=stage.clock.now()) for who in talking))
        greeted = [did.to.address for did in stage.delivers() if isinstance(did, Send) and HELLO in did.text]
        told += [(whom, stage.clock.now() + timedelta(hours=7)) for whom in greeted]
    return told


def test_who_is_silent_for_a_week_is_greeted_once_in_the_morning(stage: Stage) -> None:
    assert days(stage, 7) == []
    [(whom, when)] = days(stage, 7)
    assert (whom, when.hour) == (BUDI.address, 10)
    assert stage.screen() == []
    assert HELLO in stage.screen(private(BUDI))[-1]


def test_the_next_greeting_waits_a_fortnight(stage: Stage) -> None:
    told = [when for whom, when in days(stage, 40) if whom == BUDI.address]
    assert [(later - earlier).days for earlier, later in pairwise(told)] == [14, 14]


def test_those_who_lead_and_those_who_talk_are_left_alone(stage: Stage) -> None:
    assert {whom for whom, _ in days(stage, 16)} == {BUDI.address}


@pytest.mark.parametrize("role", [Role.STRANGER, Role.ADMIN])
def test_nobody_is_greeted_who_left_or_rose_unseen(stage: Stage, role: Role) -> None:
    stage.platform.roles[BUDI.address] = role
    assert days(stage, 10) == []


def test_nobody_is_greeted_who_may_not_be_written_to(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        row = session.get_one(Identity, BUDI.id)
        row.writable = False
        session.add(row)
    assert days(stage, 10) == []
    assert [row.nudged_at for row in stage.rows(Membership)] == [None] * 4


def test_one_tap_answers_and_counts_as_a_sign_of_life(stage: Stage) -> None:
    days(stage, 8)
    label = stage.shown(private(BUDI))[-1].buttons[0].label
    stage.happens(stage.presses(BUDI, label, private(BUDI)))
    stage.delivers()
    assert label in stage.screen(private(BUDI))[-1]
    assert "Makasih" in stage.screen(private(BUDI))[-1]
    assert stage.screen() == []
    stage.happens(says(CITRA, "/silent", private(CITRA), at=stage.clock.now()))
    stage.delivers()
    assert "Tidak ada anggota" in stage.screen(private(CITRA))[-1]


def test_whoever_asks_to_be_left_alone_is(stage: Stage) -> None:
    days(stage, 8)
    stage.happens(stage.presses(BUDI, "🔕 Jangan sapa aku soal ini", private(BUDI)))
    stage.delivers()
    assert "tidak menyapa lagi" in stage.screen(private(BUDI))[-1]
    assert days(stage, 30) == []


def test_a_reaction_is_a_sign_of_life(stage: Stage) -> None:
    days(stage, 5)
    stage.happens(reacts(BUDI, "m1", "👍", at=stage.clock.now()))
    assert days(stage, 6) == []


def test_in_quiet_hours_the_greeting_waits_for_their_end(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quiet 09:00-13:00"))
    stage.delivers()
    [(_, when)] = days(stage, 10)
    assert when.hour == 13


def test_after_an_outage_nobody_is_greeted_at_night(stage: Stage) -> None:
    days(stage, 7)
    stage.clock.shift(timedelta(hours=10))
    stage.passes(hours=1)
    assert not [did for did in stage.delivers() if isinstance(did, Send)]
    [(_, when)] = days(stage, 1)
    assert when.hour == 10


def test_a_closed_group_and_one_that_turned_it_off_greet_nobody(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quiet on"))
    stage.delivers()
    assert days(stage, 9, talking=()) == []
    stage.happens(says(CITRA, "/quiet off", at=stage.clock.now()), says(CITRA, "/settings", at=stage.clock.now()))
    stage.delivers()
    for label in ("Sapaan", "✅ Sapa anggota yang lama diam"):
        stage.happens(stage.presses(CITRA, label))
        stage.delivers()
    assert days(stage, 3, talking=()) == []


def test_someone_who_talks_with_another_account_is_not_silent(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        row = session.get_one(Identity, BUDI.id)
        row.person_id = session.get_one(Identity, SARI.id).person_id
        session.add(row)
    assert days(stage, 10) == []


def test_a_big_group_is_greeted_in_portions(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        for number in range(50):
            account = Account("telegram", f"9{number}", f"Orang {number}")
            row = people.meet(session, cast.CLASS, account, cast.NOW - timedelta(days=60))
            row.writable = True
            people.join(session, cast.CLASS, GROUP.id, row.id or 0)
            session.add(row)
    first, second = days(stage, 1), days(stage, 1)
    assert (len(first), len(second)) == (20, 20)
    assert not {whom for whom, _ in first} & {whom for whom, _ in second}
