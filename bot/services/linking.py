"""Two accounts, one person: joined by a code, parted again, with every ban where it belongs."""

from datetime import timedelta

from sqlmodel import Session, col, delete, select, update

from bot.chat.actions import AnyAction
from bot.chat.events import Account
from bot.context import Context
from bot.models import LOBBY, Group, Identity, IdentityAlias, Person, QuizAnswer
from bot.services import bans, codes, people
from bot.services.meetings import seats

CODE = "linking.code"
VALID = timedelta(minutes=10)


def speaker(ctx: Context) -> Account:
    """The account that speaks: in private the one whose chat it is, whatever group it is about."""
    who = ctx.event.who
    assert who is not None
    return people.account(ctx.session, ctx.place.identity) if ctx.place.identity else who


def new_code(who: Account, ctx: Context) -> str:
    """A code by which another account of the same person joins this one."""
    return codes.show(CODE, f"{who.platform}:{who.id}", VALID, ctx, who)


def behind(code: str, ctx: Context) -> Account | None:
    """The account that showed a code, while it is valid."""
    row = codes.behind(CODE, code, ctx)
    return people.account(ctx.session, row.identity_id) if row is not None and row.identity_id else None


def are_one(one: Account, other: Account, ctx: Context) -> bool:
    """Whether two accounts belong to one person already, wherever either is known."""
    pairs = _met(one, other, ctx)
    return all(_person(ctx.session, first) == _person(ctx.session, second) for first, second in pairs)


def others(who: Account, ctx: Context) -> list[Account]:
    """The person's accounts besides this one."""
    ids = [number for number in people.of_person(ctx.session, who.id) if number != who.id]
    return [people.account(ctx.session, number) for number in ids]


def join(one: Account, other: Account, ctx: Context) -> list[AnyAction]:
    """Makes both accounts one person in every community that knows either; what their bans and their seats ask for."""
    actions: list[AnyAction] = []
    for first, second in _met(one, other, ctx):
        kept, gone = _person(ctx.session, first), _person(ctx.session, second)
        if kept == gone:
            continue
        ctx.session.execute(update(Identity).where(col(Identity.person_id) == gone).values(person_id=kept))
        _move_answers(ctx.session, gone, kept)
        ctx.session.execute(delete(Person).where(col(Person.id) == gone))
        ctx.session.expire_all()
        theirs = people.of_person(ctx.session, first)
        actions += [*bans.carry(theirs, ctx), *seats.one_each(theirs, ctx)]
        for identity in (first, second):
            _move_in(identity, ctx)
    ctx.changed_people = True
    return actions


def part(who: Account, ctx: Context) -> list[AnyAction]:
    """Makes an account a person of its own again, wherever it is known; each keeps what it did itself."""
    actions: list[AnyAction] = []
    for number in _known(ctx.session, who):
        theirs = people.of_person(ctx.session, number)
        if len(theirs) == 1:
            continue
        row = ctx.session.get_one(Identity, number)
        person = Person(community_id=row.community_id)
        ctx.session.add(person)
        ctx.session.flush()
        row.person_id = person.id or 0
        ctx.session.add(row)
        ctx.session.flush()
        mine = (col(QuizAnswer.identity_id) == number,)
        ctx.session.execute(update(QuizAnswer).where(*mine).values(person_id=person.id))
        actions += bans.give_back(number, ctx)
    ctx.changed_people = True
    return actions


def _met(one: Account, other: Account, ctx: Context) -> list[tuple[int, int]]:
    """Both accounts' identities, side by side, in every community that knows one of them."""
    known = [*_known(ctx.session, one), *_known(ctx.session, other)]
    rows = ctx.session.exec(select(Identity.community_id).where(col(Identity.id).in_(known)).distinct()).all()
    pairs = []
    for community in sorted(rows):
        first, second = (people.meet(ctx.session, community, each, ctx.now) for each in (one, other))
        pairs.append((first.id or 0, second.id or 0))
    return pairs


def _move_in(identity: int, ctx: Context) -> None:
    """An account's private chat is about the community from now on, not only about nothing."""
    who = people.account(ctx.session, identity)
    community = ctx.session.get_one(Identity, identity).community_id
    here = (Group.platform == who.platform, Group.address == who.address, Group.kind == "private")
    known = set(ctx.session.exec(select(Group.community_id).where(*here)).all())
    if known == {LOBBY} and community != LOBBY:
        chat = Group(community_id=community, platform=who.platform, address=who.address, kind="private")
        chat.identity_id, chat.created_at = identity, ctx.now
        ctx.session.add(chat)
        ctx.session.flush()


def _known(session: Session, who: Account) -> list[int]:
    """The identities of one account, one in each community that knows it."""
    where = (IdentityAlias.platform == who.platform, IdentityAlias.kind == "id", IdentityAlias.value == who.address)
    return sorted(set(session.exec(select(IdentityAlias.identity_id).where(*where)).all()))


def _person(session: Session, identity: int) -> int:
    return session.exec(select(Identity.person_id).where(Identity.id == identity)).one()


def _move_answers(session: Session, gone: int, kept: int) -> None:
    """A question is answered once a person: of two answers the first one stays."""
    theirs = session.exec(select(QuizAnswer).where(QuizAnswer.person_id == gone)).all()
    for answer in theirs:
        where = (QuizAnswer.round_id == answer.round_id, QuizAnswer.person_id == kept)
        mine = session.exec(select(QuizAnswer).where(*where)).first()
        later = answer if mine is None or mine.at <= answer.at else mine
        if mine is not None:
            session.delete(later)
            session.flush()
        if mine is None or later is mine:
            answer.person_id = kept
            session.add(answer)
        session.flush()
