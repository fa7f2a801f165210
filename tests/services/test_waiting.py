"""Seats and those who wait: whatever people do, in whatever order, nobody is overbooked, skipped or told twice."""

from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.chat.events import Account
from bot.models import Meeting, Occurrence, Rsvp
from bot.services.meetings import rsvps
from tests.cast import BUDI, CITRA, CLASS, DEWI, GROUP, NOW, SARI, context
from tests.stage import Stage

PEOPLE = (SARI, BUDI, CITRA, DEWI)
SEATS = 2
MOVES = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(("yes", "yes", "no", "maybe", "lapse"))), max_size=30
)


class Hall:
    """One meeting with few seats, and the order in which people should be served."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.ctx = context(session)
        common: dict[str, Any] = {"community_id": CLASS, "group_id": GROUP.id}
        start = NOW + timedelta(days=3)
        self.meeting = Meeting(**common, title="Kopdar", capacity=SEATS, timezone="Asia/Jakarta", created_at=NOW)
        session.add(self.meeting)
        session.flush()
        self.found = Occurrence(**common, meeting_id=self.meeting.id or 0, day=start.date(), starts_at=start)
        session.add(self.found)
        session.flush()
        self.queue: list[int] = []

    def acts(self, who: Account, word: str) -> None:
        """Somebody answers, or lets the seat lapse that is kept for them."""
        mine = rsvps.find(self.found, who, self.ctx)
        before = mine.answer if mine else ""
        if word == "lapse":
            following = rsvps.lapse(mine, self.found, self.meeting, self.ctx) if mine is not None else None
        else:
            mine, following = rsvps.answer(self.found, self.meeting, who, word, self.ctx)
        self._follow(who.id, before, mine.answer if mine else "", following)

    def _follow(self, who: int, before: str, after: str, following: Rsvp | None) -> None:
        if before == "waiting" and after != "waiting":
            self.queue.remove(who)
        if after == "waiting" and before != "waiting":
            self.queue.append(who)
        if following is not None:
            assert following.identity_id == self.queue.pop(0)  # first come, first served
            assert following.answer == "offered"

    def check(self) -> None:
        """Never over; nobody waits beside a free seat."""
        answers = Counter(row.answer for row in self.session.exec(select(Rsvp)).all())
        taken = answers["yes"] + answers["offered"]
        assert taken <= SEATS
        assert taken == SEATS or not answers["waiting"]
        assert answers["waiting"] == len(self.queue)


def test_seats_are_never_overbooked_and_nobody_jumps_the_queue() -> None:
    stage = Stage()

    @settings(max_examples=60, deadline=None)
    @given(MOVES)
    def play(moves: list[tuple[Account, str]]) -> None:
        with stage.session() as session:  # nothing of it is kept
            hall = Hall(session)
            for who, word in moves:
                hall.acts(who, word)
                hall.check()

    play()
    stage.close()
