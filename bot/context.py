"""What a handler, a rule or a job is given: the open session, the group, the moment, the words."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, overload

from sqlmodel import Session, select

from bot import errors, settings, texts
from bot.chat.abilities import Abilities
from bot.chat.actions import Choice, Send
from bot.chat.events import Account, AccountKind, Chat, Chose, Event, Message, Pressed
from bot.chat.facts import Fact, File, InviteLink, MemberCount, Role, RoleOf
from bot.chat.text import Text
from bot.models import Blob, Membership
from bot.settings import Defaults, GroupInfo, Section

if TYPE_CHECKING:
    from bot.routing import Routes

S = TypeVar("S", bound=Section)

NEWCOMER = timedelta(hours=24)
ROLE_AGE = 60.0  # seconds


class Need(Exception):
    """A handler needs a fact from the platform before it can go on."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(repr(fact))
        self.fact = fact


@dataclass(frozen=True, slots=True)
class Installation:
    """What is the same for every group of this installation."""

    defaults: Defaults = field(default_factory=Defaults)
    owners: frozenset[tuple[str, str]] = frozenset()
    key: bytes = b""
    public_url: str = ""
    bot_names: Mapping[str, str] | None = None


@dataclass(slots=True)
class Context:
    """The hands of one handler. `place` is the chat it happened in, `group` the group it is about.

    In a group both are the same; in private `group` is the one that the person chose.
    """

    session: Session
    event: Event
    now: datetime
    place: GroupInfo
    group: GroupInfo
    installation: Installation
    routes: "Routes"
    abilities: Abilities
    answers: Mapping[Fact, Any] = field(default_factory=dict)
    members: dict[tuple[int, Account], Membership | None] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    joined_at: datetime | None = None  # when the speaker joined, if Pamong saw it
    memory: dict[str, Any] = field(default_factory=dict)  # what rules remember of the group until a restart
    shared: dict[str, Any] = field(default_factory=dict)  # the same of its community, for all its groups
    changed_people: bool = False  # set by who erases or joins identities: nothing cached of people is true any more

    @property
    def language(self) -> str:
        """The language to answer in: the group's; in private the person's own, else the group's."""
        if self.place.is_private and self.event.who and self.event.who.language:
            return texts.known(self.event.who.language)
        return texts.known(self.group.language)

    @property
    def is_newcomer(self) -> bool:
        """Whether the speaker joined within the last 24 hours."""
        return self.joined_at is not None and self.now - self.joined_at < NEWCOMER

    @property
    def dice(self) -> random.Random:
        """Chance that falls the same way when the event is replayed."""
        return random.Random(self.event.key)

    @property
    def community(self) -> int:
        """The community that everything belongs to."""
        return self.group.community

    def say(self, key: str, **values: object) -> Text:
        """A sentence in the language of the place, in the group's own words where it has some."""
        return texts.say(self.language, key, values, self.group.words)

    def say_to(self, who: Account, key: str, **values: object) -> Text:
        """A sentence for one person, in the language of their client, else the group's."""
        return texts.say(who.language or self.group.language, key, values, self.group.words)

    def settings(self, model: type[S]) -> S:
        """The group's values of a settings section."""
        return self.group.read(model)

    def change(self, section: Section) -> None:
        """Stores a section of the group's settings."""
        settings.change(self.session, self.group, section)

    def reply(self, text: Text | str, *, vanish: int = 60, choices: tuple[Choice, ...] = (), key: str = "") -> Send:
        """An answer where the event happened; in a group it vanishes after a minute, in private it stays."""
        message = self.event.message if isinstance(self.event, Message) else ""
        stays = self.place.is_private
        return Send(
            self.place.chat,
            text,
            key=key,
            choices=choices,
            reply_to="" if stays else message,
            thread=self.thread,
            vanish=0 if stays else vanish,
        )

    @property
    def thread(self) -> str:
        """The forum topic of the event, so that answers stay in it."""
        return self.event.thread if isinstance(self.event, Message | Chose | Pressed) else ""

    @overload
    def know(self, fact: RoleOf, max_age: float = ROLE_AGE) -> Role: ...
    @overload
    def know(self, fact: File, max_age: float = 0) -> bytes: ...
    @overload
    def know(self, fact: MemberCount, max_age: float = 0) -> int: ...
    @overload
    def know(self, fact: InviteLink, max_age: float = 0) -> str: ...
    def know(self, fact: Fact, max_age: float = ROLE_AGE) -> Any:
        """A fact at most `max_age` seconds old; raises `Need` when only the platform can tell.

        Raises `errors.Refused` when the platform was asked and did not say.
        """
        if fact in self.answers:
            return self._answer(fact)
        if isinstance(fact, RoleOf):
            known = self._role(fact, max_age)
            if known is not None:
                return known
        raise Need(fact)

    def blob(self, file: File) -> int:
        """The blob that holds a known file, for slow work, which has no other way to its bytes."""
        return int(self.answers[file])

    def _answer(self, fact: Fact) -> Any:
        answer = self.answers[fact]
        if answer is None:
            raise errors.Refused("facts.unknown")
        match fact:
            case RoleOf(group, who):
                return self._raised(group, who, Role(answer))
            case File():
                return self.session.get_one(Blob, answer).data
        return answer

    def _role(self, fact: RoleOf, max_age: float) -> Role | None:
        if self._owns(fact.who):
            return Role.OWNER
        if fact.who.kind is AccountKind.ANONYMOUS_ADMIN:
            return Role.MODERATOR
        if fact.who.kind in (AccountKind.CHANNEL, AccountKind.LINKED_CHANNEL):
            return Role.STRANGER
        member = self.member(fact.group, fact.who)
        if member is None or member.role_at is None:
            return None
        if (self.now - member.role_at).total_seconds() > max_age:
            return None
        return self._raised(fact.group, fact.who, Role(member.role) if member.present else Role.STRANGER)

    def _owns(self, who: Account) -> bool:
        """Whether any of somebody's names is among the owners': a platform may write them by another one."""
        names = (who.address, *(value for _, value in who.aliases))
        return any((who.platform, name) in self.installation.owners for name in names)

    def _raised(self, group: Chat, who: Account, role: Role) -> Role:
        """The platform's role, raised by an appointment here, lowered for the first day."""
        if self._owns(who):
            return Role.OWNER
        member = self.member(group, who)
        if role is Role.MEMBER and member is not None:
            if member.appointed:
                return Role.MODERATOR
            if member.joined_at is not None and self.now - member.joined_at < NEWCOMER:
                return Role.NEWCOMER
        return role

    def member(self, group: Chat, who: Account) -> Membership | None:
        """Somebody's membership, read once an event."""
        if (group.id, who) not in self.members:
            where = (Membership.group_id == group.id, Membership.identity_id == who.id)
            self.members[group.id, who] = self.session.exec(select(Membership).where(*where)).first()
        return self.members[group.id, who]
