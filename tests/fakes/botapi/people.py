"""People, their rights and their place in a chat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories",
)  # fmt: skip
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
ALL_RIGHTS = ADMIN_RIGHTS + GROUP_RIGHTS + CHANNEL_RIGHTS
SENDING = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes",
)  # fmt: skip
PERMISSIONS = (
    *SENDING, "can_send_polls", "can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages",
    "can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
DEFAULT_OFF = frozenset({"can_change_info", "can_pin_messages", "can_manage_topics", "can_edit_tag"})


@dataclass(eq=False)
class User:
    """An account: a person or a bot."""

    id: int
    name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    reachable_until: float = 0

    def json(self) -> Json:
        optional = {"last_name": self.last_name, "username": self.username, "language_code": self.language}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.name} | {
            k: v for k, v in optional.items() if v
        }


TELEGRAM = User(777000, "Telegram")
ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_SENDER = User(136817688, "Channel", username="Channel_Bot", is_bot=True)


def permissions(granted: Iterable[str]) -> dict[str, bool]:
    allowed = set(granted)
    return {name: name in allowed for name in PERMISSIONS}


def default_permissions() -> dict[str, bool]:
    return permissions(set(PERMISSIONS) - DEFAULT_OFF)


def rights(granted: Iterable[str]) -> dict[str, bool]:
    allowed = set(granted)
    unknown = allowed - set(ALL_RIGHTS)
    if unknown:
        raise ValueError(f"no such administrator rights: {sorted(unknown)}")
    return {name: name in allowed for name in ALL_RIGHTS}


def default_rights() -> dict[str, bool]:
    """What Telegram's apps tick when somebody is made administrator."""
    return rights(set(ALL_RIGHTS) - {"can_promote_members"})


def parsed_permissions(wish: Mapping[str, Any], independent: bool) -> dict[str, bool]:
    """The permissions a request asks for, with those that one another imply."""
    asked = {name for name in PERMISSIONS if wish.get(name)}
    if not independent:
        if asked & {"can_send_other_messages", "can_add_web_page_previews"}:
            asked |= set(SENDING)
        if "can_send_polls" in asked:
            asked.add("can_send_messages")
    if "can_react_to_messages" not in wish and "can_send_messages" in asked:
        asked.add("can_react_to_messages")
    if "can_pin_messages" in asked:
        asked |= {name for name in ("can_manage_topics", "can_edit_tag") if name not in wish}
    return permissions(asked)


@dataclass(eq=False)
class Member:
    """What a user is in one chat."""

    user: User
    status: str = "left"
    rights: dict[str, bool] = field(default_factory=dict)
    permissions: dict[str, bool] = field(default_factory=dict)
    until: int = 0
    is_member: bool = False
    title: str | None = None
    anonymous: bool = False
    promoted_by: int = 0

    @property
    def present(self) -> bool:
        return self.status in ("creator", "administrator", "member") or (self.status == "restricted" and self.is_member)

    @property
    def leads(self) -> bool:
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, False))

    def expire(self, now: float) -> None:
        """A ban or restriction whose time is over is gone without an update."""
        if self.until and now >= self.until:
            self.until = 0
            self.status = "member" if self.status == "restricted" and self.is_member else "left"

    def json(self, bot_id: int, chat_type: str) -> Json:
        shown: Json = {"status": self.status, "user": self.user.json()}
        if self.status == "creator":
            shown["is_anonymous"] = self.anonymous
        elif self.status == "administrator":
            shown |= self._rights_json(bot_id, chat_type)
        elif self.status == "restricted":
            shown |= {"is_member": self.is_member, "until_date": self.until} | self.permissions
        elif self.status == "kicked":
            shown["until_date"] = self.until
        if self.leads and self.title:
            shown["custom_title"] = self.title
        return shown

    def _rights_json(self, bot_id: int, chat_type: str) -> Json:
        names = ADMIN_RIGHTS + (CHANNEL_RIGHTS if chat_type == "channel" else GROUP_RIGHTS)
        granted = {name: self.rights.get(name, False) for name in names}
        return {"can_be_edited": self.promoted_by == bot_id, "is_anonymous": self.anonymous} | granted
