"""What Meta tells about groups that our number leads."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.adapters.cloud import names
from bot.adapters.cloud.names import PLATFORM
from bot.chat.events import AskedToJoin, Chat, Event, Joined, Left, Standing

if TYPE_CHECKING:
    from bot.adapters.cloud.read import Reader

Json = dict[str, Any]

FIELDS = (
    "group_lifecycle_update",
    "group_settings_update",
    "group_participants_update",
    "group_participant_update",
)
RIGHTS = frozenset({"restrict_members", "invite_users"})


def read(update: Json, reader: "Reader") -> list[Event]:
    """The events of one update; a title is only remembered, and comes with the next event of its group."""
    address, kind = str(update["group_id"]), str(update.get("type", ""))
    subject = update.get("subject")
    if isinstance(subject, str) and subject:
        reader.titles[address] = subject
    group = names.group(address, reader.titles.get(address, ""))
    found = [*_standing(update, kind, group, reader), *_people(update, kind, group, reader)]
    if not found and kind != "group_settings_update":
        reader.unknown[kind or "group"] += 1
    return found


def _standing(update: Json, kind: str, group: Chat, reader: "Reader") -> Iterator[Event]:
    at = reader.at(update.get("timestamp"))
    key = f"{PLATFORM}:{group.address}:{kind}:{update.get('request_id') or update.get('timestamp')}"
    if kind == "group_create" and not update.get("errors") and not update.get("removed_participants"):
        yield Standing(key, at, group, present=True, rights=RIGHTS)
    elif kind == "group_delete" and not update.get("errors"):
        yield Standing(key, at, group, present=False)


def _people(update: Json, kind: str, group: Chat, reader: "Reader") -> Iterator[Event]:
    at, moment = reader.at(update.get("timestamp")), update.get("timestamp")
    changes: tuple[tuple[str, type[Joined] | type[Left]], ...] = (
        ("added_participants", Joined),
        ("removed_participants", Left),
    )
    for name, event in changes:
        for each in update.get(name) or []:
            address = str(each.get("wa_id") or each.get("input") or "").removeprefix("+")
            who = names.person(address, opaque=str(each.get("user_id") or ""))
            if who.address:
                yield event(f"{PLATFORM}:{group.address}:{name}:{who.address}:{moment}", at, group, who)
    if "join_request" in kind and "revoked" not in kind and update.get("wa_id"):
        who = names.person(str(update["wa_id"]))
        yield AskedToJoin(f"{PLATFORM}:{update.get('join_request_id') or moment}", at, group, who)
