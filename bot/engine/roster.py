"""Who is who and where: platform accounts become rows of ours, and stay at hand as frozen values."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from bot import settings
from bot.chat.events import Account, AccountKind, Chat, ChatKind, Event
from bot.models import LOBBY, Community, Group, Restriction
from bot.services import people, restrictions
from bot.settings import Defaults, GroupInfo

K = TypeVar("K")
V = TypeVar("V")

FREE: frozenset[str] = frozenset()
MOST = 20_000  # values a cache holds before it starts anew


@dataclass(frozen=True, slots=True)
class Member:
    """What the quiet path needs of a membership."""

    row: int
    present: bool
    last_day: date | None
    streak: int
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A restriction that our own rule enforces."""

    kind: str
    until: datetime | None


class Roster:
    """Resolves chats and accounts; every cache is dropped when its transaction is."""

    def __init__(self, defaults: Defaults, key: bytes) -> None:
        self.defaults = defaults
        self.key = key
        self.drop_all()

    def drop_all(self) -> None:
        """Forgets every cached value."""
        self.places: dict[tuple[str, str], GroupInfo] = {}
        self.infos: dict[int, GroupInfo] = {}
        self.accounts: dict[tuple[int, str, str], Account] = {}
        self.members: dict[int, dict[int, Member]] = {}
        self.held: dict[int, dict[int, tuple[Held, ...]]] = {}
        self.memories: dict[int, dict[str, Any]] = {}
        self.shared: dict[int, dict[str, Any]] = {}  # by community

    def refresh(self, group: GroupInfo) -> None:
        """Forgets a chat's settings and restrictions: a handler may have changed them."""
        self.places.pop((group.chat.platform, group.chat.address), None)
        self.infos.pop(group.chat.id, None)
        self.held.pop(group.chat.id, None)

    def drop(self, group: GroupInfo) -> None:
        """Forgets all that is cached of one chat and of the people seen in its community."""
        self.refresh(group)
        self.members.pop(group.chat.id, None)
        self.accounts = {name: value for name, value in self.accounts.items() if name[0] != group.community}

    def meet(self, session: Session, event: Event, now: datetime) -> tuple[Event, GroupInfo | None]:
        """The event with our ids in it, and the chat where it happened."""
        if event.group is None:
            return event, None
        place = self.place(session, event.group, event.who, now)
        who = self.account(session, place, event.who, now) if event.who else None
        return met(event, place.chat, who), place

    def info(self, session: Session, group_id: int) -> GroupInfo:
        """A chat by our own id."""
        found = self.infos.get(group_id)
        if found is None:
            found = self.infos[group_id] = settings.load(session, group_id, self.defaults)
        return found

    def place(self, session: Session, chat: Chat, who: Account | None, now: datetime) -> GroupInfo:
        """A chat by the platform's address, made on first sight."""
        if chat.id:
            return self.info(session, chat.id)
        name = (chat.platform, chat.address)
        found = self.places.get(name)
        if found is None:
            row = self._find(session, chat) or self._new(session, chat, who, now)
            found = self.info(session, row.id or 0)
            self._keep(self.places, name, found)
        if chat.title and chat.title != found.chat.title and not found.is_private:
            found = self._retitle(session, found, chat.title)
        return found

    def _retitle(self, session: Session, group: GroupInfo, title: str) -> GroupInfo:
        row = session.get_one(Group, group.chat.id)
        row.title = title
        session.add(row)
        session.flush()
        found = replace(group, chat=replace(group.chat, title=title))
        self.places[found.chat.platform, found.chat.address] = self.infos[found.chat.id] = found
        return found

    @staticmethod
    def _find(session: Session, chat: Chat) -> Group | None:
        """One account may have a private chat in several communities: the one last spoken about."""
        query = select(Group).where(Group.platform == chat.platform, Group.address == chat.address)
        return session.exec(query.order_by(col(Group.focused_at).desc().nulls_last(), col(Group.id).desc())).first()

    def _new(self, session: Session, chat: Chat, who: Account | None, now: datetime) -> Group:
        if chat.kind is ChatKind.PRIVATE and who is not None:
            return self.private(session, self._community_of(session, who), chat, who, now)
        community = Community(name=chat.title, created_at=now)
        session.add(community)
        session.flush()
        return self._add(session, community.id or LOBBY, chat, None, now)

    @staticmethod
    def _community_of(session: Session, who: Account) -> int:
        groups = people.groups_of(session, who)
        return groups[0][0].community_id if groups else LOBBY

    def private(self, session: Session, community: int, chat: Chat, who: Account, now: datetime) -> Group:
        """The private chat with an account within a community: one, by whichever of its names they write."""
        of_platform = (Group.community_id == community, Group.platform == chat.platform)
        row = session.exec(select(Group).where(*of_platform, Group.address == chat.address)).first()
        if row is not None:
            return row
        identity = people.meet(session, community, replace(who, id=0), now)
        theirs = select(Group).where(*of_platform, Group.kind == ChatKind.PRIVATE, Group.identity_id == identity.id)
        return session.exec(theirs).first() or self._add(session, community, chat, identity.id, now)

    @staticmethod
    def _add(session: Session, community: int, chat: Chat, identity: int | None, now: datetime) -> Group:
        row = Group(
            community_id=community,
            platform=chat.platform,
            address=chat.address,
            kind=chat.kind,
            title="" if chat.kind is ChatKind.PRIVATE else chat.title,
            identity_id=identity,
            created_at=now,
        )
        session.add(row)
        session.flush()
        return row

    def account(self, session: Session, place: GroupInfo, account: Account, now: datetime) -> Account:
        """An account with our identity's id, its new names stored."""
        name = (place.community, account.platform, account.address)
        known = self.accounts.get(name)
        if known is not None and _same(known, account):
            return known
        new = people.find(session, place.community, account) is None
        identity = people.meet(session, place.community, account, now)
        found = Account(
            account.platform,
            account.address,
            identity.name,
            identity.username,
            identity.language,
            account.kind,
            account.aliases,
            identity.id or 0,
        )
        if account.aliases:  # a name of somebody else may have become theirs
            self.accounts = {known: value for known, value in self.accounts.items() if known[0] != place.community}
            self.held.clear()  # and what held for them
        if new and restrictions.recall(session, place.community, found, self.key, now):
            self.held.clear()
        self._keep(self.accounts, name, found)
        return found

    def member(self, session: Session, place: GroupInfo, who: Account) -> Member:
        """Somebody's membership as the quiet path needs it."""
        of_group = self.members.setdefault(place.chat.id, {})
        found = of_group.get(who.id)
        if found is None:
            row = people.join(session, place.community, place.chat.id, who.id)
            found = Member(row.id or 0, row.present, row.last_day, row.streak, row.joined_at)
            self._keep(of_group, who.id, found)
        return found

    def holds(self, session: Session, place: GroupInfo, who: Account, now: datetime) -> frozenset[str]:
        """The restrictions of somebody that our own rule enforces now: "mute", "ban"."""
        if place.chat.id not in self.held:
            self.held[place.chat.id] = self._enforced(session, place)
        mine = self.held[place.chat.id].get(who.id)
        if not mine:
            return FREE
        return frozenset(held.kind for held in mine if held.until is None or held.until > now)

    @staticmethod
    def _enforced(session: Session, place: GroupInfo) -> dict[int, tuple[Held, ...]]:
        query = select(Restriction).where(Restriction.group_id == place.chat.id, col(Restriction.enforced))
        found: dict[int, tuple[Held, ...]] = {}
        for row in session.exec(query).all():
            found[row.identity_id] = (*found.get(row.identity_id, ()), Held(row.kind, row.until))
        return found

    @staticmethod
    def _keep(cache: dict[K, V], name: K, value: V) -> None:
        """Bounded memory: a full cache starts anew, which costs a few look-ups."""
        if len(cache) >= MOST:
            cache.clear()
        cache[name] = value


_values: dict[type, Callable[[Event], tuple[Any, ...]]] = {}


def met(event: Event, group: Chat, who: Account | None) -> Event:
    """`dataclasses.replace` of these two in less than half its time: every message passes here."""
    kind = type(event)
    if kind not in _values:
        _values[kind] = attrgetter(*kind.__dataclass_fields__)
    key, at, _, _, *rest = _values[kind](event)
    return kind(key, at, group, who, *rest)


def _same(known: Account, seen: Account) -> bool:
    """Whether nothing new is to be learned of an account; a platform may leave names out."""
    return (
        (not seen.name or seen.name == known.name)
        and (not seen.username or seen.username == known.username)
        and (not seen.language or seen.language == known.language)
        and seen.aliases == known.aliases
    )


def is_person(who: Account | None) -> bool:
    """Whether a human being speaks in their own name."""
    return who is not None and who.kind is AccountKind.PERSON
