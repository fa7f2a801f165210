"""Over any joins and leaves: nobody goes to a busier buddy, living pairs stay, and nobody is left behind."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule
from sqlmodel import col, select

from bot.chat.events import Account
from bot.context import Context
from bot.models import Companion, Membership
from bot.services import buddies, handovers, introductions, people
from tests import cast
from tests.furniture import furnished


class Companions(RuleBasedStateMachine):
    """People come, go, volunteer, stop, and ask for somebody else; what holds is looked at after each step."""

    newcomers = Bundle("newcomers")
    willing = Bundle("willing")

    @initialize()
    def opens(self) -> None:
        self.database = furnished()
        self.session = self.database.session()
        self.ctx: Context = cast.context(self.session)
        self.next = 100
        self.asked: set[int] = set()

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            self.database.close()

    def _enters(self) -> int:
        self.next += 1
        account = Account("telegram", str(self.next), f"Orang {self.next}")
        row = people.meet(self.session, cast.CLASS, account, cast.NOW)
        people.join(self.session, cast.CLASS, cast.GROUP.id, row.id or 0)
        return row.id or 0

    def _rooms(self) -> dict[int, int]:
        """How many more each buddy offers to take."""
        loads = buddies.loads(self.ctx)
        return {
            row.identity_id: row.capacity - loads.get(row.identity_id, 0) for row, _ in buddies.volunteers(self.ctx)
        }

    def _living(self) -> dict[int, int]:
        rows = self.session.exec(select(Companion).where(col(Companion.until).is_(None))).all()
        return {row.newcomer_id: row.buddy_id for row in rows}

    def _is_fair(self, newcomer: int, chosen: int | None, rooms: dict[int, int], loads: dict[int, int]) -> None:
        """`rooms` and `loads` as they were before the choice."""
        had = self.session.exec(select(Companion.buddy_id).where(Companion.newcomer_id == newcomer)).all()
        before = Counter(had) - Counter([chosen] if chosen else [])
        free = [each for each, room in rooms.items() if room > 0]
        if chosen is None:
            assert not free
            return
        new = [each for each in free if not before[each]]
        assert chosen in (new or free)
        assert loads.get(chosen, 0) == min(loads.get(each, 0) for each in new or free)

    @rule(target=newcomers)
    def joins(self) -> int:
        rooms, loads, others = self._rooms(), buddies.loads(self.ctx), self._living()
        who = self._enters()
        row = buddies.assign(people.account(self.session, who), self.ctx)
        self._is_fair(who, row.buddy_id if row else None, rooms, loads)
        assert {each: buddy for each, buddy in self._living().items() if each != who} == others
        return who

    @rule(target=willing, capacity=st.integers(1, 6))
    def volunteers(self, capacity: int) -> int:
        who = self._enters()
        before = self._living()
        buddies.offer(who, self.ctx, capacity)
        assert self._living() == before
        return who

    @rule(who=newcomers)
    def asks_for_another(self, who: int) -> None:
        row, others = buddies.living(who, self.ctx), self._living()
        if row is None:
            return
        old, rooms, loads = row.buddy_id, self._rooms(), buddies.loads(self.ctx)
        rooms.pop(old, None)
        new, told = handovers.hand_over(row, "asked", self.ctx)
        if new is None:
            assert (self._living(), told) == (others, [])
            assert not any(room > 0 for room in rooms.values())
        else:
            assert new.buddy_id != old
            self._is_fair(who, new.buddy_id, rooms, loads)
            assert {**self._living(), who: old} == others

    @rule(who=consumes(newcomers))
    def newcomer_leaves(self, who: int) -> None:
        row = buddies.living(who, self.ctx)
        if row is not None:
            buddies.part(row, "gone", self.ctx)
        self._absent(who)

    @rule(who=consumes(willing))
    def buddy_leaves(self, who: int) -> None:
        theirs = [row.newcomer_id for row in buddies.charges(who, self.ctx)]
        others = {each: buddy for each, buddy in self._living().items() if each not in theirs}
        self._absent(who)
        handovers.leave(who, "left", self.ctx)
        after = self._living()
        assert {each: buddy for each, buddy in after.items() if each not in theirs} == others
        assert len([each for each in theirs if each in after]) == len(theirs) or not any(
            room > 0 for room in self._rooms().values()
        )

    def _absent(self, who: int) -> None:
        member = self.session.exec(select(Membership).where(Membership.identity_id == who)).one()
        member.present = False
        self.session.add(member)
        self.session.flush()

    @invariant()
    @precondition(lambda self: hasattr(self, "session"))
    def nobody_has_two_or_themselves_or_too_many(self) -> None:
        rows = self.session.exec(select(Companion).where(col(Companion.until).is_(None))).all()
        assert len({row.newcomer_id for row in rows}) == len(rows)
        assert all(row.newcomer_id != row.buddy_id for row in rows)
        capacity = {row.identity_id: row.capacity for row, _ in buddies.volunteers(self.ctx)}
        assert all(count <= capacity.get(buddy, 0) for buddy, count in Counter(row.buddy_id for row in rows).items())


TestCompanions = Companions.TestCase
TestCompanions.settings = settings(max_examples=5, stateful_step_count=200, deadline=None)


def test_a_buddy_who_leaves_is_not_thanked_and_who_is_asked_to_is(ctx: Context) -> None:
    for who in (cast.BUDI, cast.DEWI, cast.CITRA):
        buddies.offer(who.id, ctx)
    row = buddies.assign(cast.SARI, ctx)
    assert row is not None
    new, told = handovers.hand_over(row, "asked", ctx)
    assert introductions.thanks(row, ctx) in told
    assert new is not None
    told = handovers.leave(new.buddy_id, "left", ctx)
    assert introductions.thanks(new, ctx) not in told


def test_where_nobody_else_is_left_the_newcomer_is_told(ctx: Context) -> None:
    buddies.offer(cast.BUDI.id, ctx)
    assert buddies.assign(cast.SARI, ctx)
    [told] = handovers.leave(cast.BUDI.id, "withdrew", ctx)
    assert told == introductions.told_alone(cast.SARI, ctx)
    assert buddies.living(cast.SARI.id, ctx) is None


def test_whoever_never_offered_has_nothing_to_hand_over(ctx: Context) -> None:
    assert handovers.leave(cast.BUDI.id, "left", ctx) == []
