"""A group's settings: typed sections beside the code that uses them, and what every group has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar, cast
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, select

from bot.chat.events import Chat, ChatKind
from bot.models import Group, GroupSetting, GroupText


class Section(BaseModel):
    """The root of a settings section; `section` is its name in the database and on the pages."""

    model_config = ConfigDict(extra="ignore", frozen=True, validate_default=True)
    section: ClassVar[str]


S = TypeVar("S", bound=Section)


@dataclass(frozen=True, slots=True)
class GroupInfo:
    """What is known about a chat without asking: a frozen copy of its rows."""

    chat: Chat
    community: int
    language: str
    timezone: str
    state: str = "awake"
    rights: frozenset[str] = frozenset()
    identity: int | None = None
    focus: int | None = None
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    validated: dict[type[Section], Section] = field(default_factory=dict, compare=False, repr=False)
    is_private: bool = field(init=False, default=False)  # the chat with one person; asked for many times a message

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_private", self.chat.kind is ChatKind.PRIVATE)

    @property
    def zone(self) -> ZoneInfo:
        """The group's time zone."""
        return ZoneInfo(self.timezone)

    def read(self, model: type[S]) -> S:
        """The group's values of one section, defaults where it set none; validated once, for every message asks."""
        found = self.validated.get(model)
        if found is None:
            found = self.validated[model] = model.model_validate(self.sections.get(model.section, {}))
        return cast(S, found)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a group has before anybody chose: the installation's language and zone."""

    language: str = "id"
    timezone: str = "Asia/Jakarta"


def load(session: Session, group_id: int, defaults: Defaults) -> GroupInfo:
    """Reads a chat with its settings and words."""
    row = session.get_one(Group, group_id)
    sections = session.exec(select(GroupSetting).where(GroupSetting.group_id == group_id)).all()
    words = session.exec(select(GroupText).where(GroupText.group_id == group_id)).all()
    return GroupInfo(
        chat=Chat(row.platform, row.address, ChatKind(row.kind), row.title, group_id),
        community=row.community_id,
        language=row.language or defaults.language,
        timezone=row.timezone or defaults.timezone,
        state=row.state,
        rights=frozenset(row.rights.split()),
        identity=row.identity_id,
        focus=row.focus_id,
        sections=MappingProxyType({entry.section: entry.values for entry in sections}),
        words=MappingProxyType({entry.key: entry.text for entry in words}),
    )


def change(session: Session, group: GroupInfo, section: Section) -> None:
    """Stores one section's values that differ from the defaults."""
    values = section.model_dump(mode="json", exclude_defaults=True)
    where = (GroupSetting.group_id == group.chat.id, GroupSetting.section == section.section)
    row = session.exec(select(GroupSetting).where(*where)).first()
    if row is None:
        row = GroupSetting(community_id=group.community, group_id=group.chat.id, section=section.section, values=values)
    row.values = values
    session.add(row)
    session.flush()


def reword(session: Session, group: GroupInfo, key: str, text: str | None) -> None:
    """Sets what a group says under `key`; None gives it Pamong's own words back."""
    where = (GroupText.group_id == group.chat.id, GroupText.key == key)
    row = session.exec(select(GroupText).where(*where)).first()
    if text is None:
        if row is not None:
            session.delete(row)
    else:
        row = row or GroupText(community_id=group.community, group_id=group.chat.id, key=key, text=text)
        row.text = text
        session.add(row)
    session.flush()
