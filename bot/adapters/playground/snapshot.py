"""The world as the page is told of it: plain JSON, the same for everybody who looks."""

from datetime import datetime
from typing import Any

from bot.adapters.playground.scene import is_banned, is_muted
from bot.adapters.playground.world import Member, Person, Poll, Room, Said, World


def snapshot(world: World, now: datetime) -> dict[str, Any]:
    """People, groups, what stands in every chat, and the latest notices."""
    return {
        "now": now.isoformat(),
        "manner": world.manner,
        "mark": world.mark,
        "people": [_person(person) for person in world.people.values()],
        "groups": [_group(room, now) for room in world.groups],
        "chats": {address: [_said(said, world) for said in room.messages] for address, room in world.rooms.items()},
        "toasts": [
            {"id": toast.id, "who": toast.who, "text": toast.text, "loud": toast.loud} for toast in world.toasts
        ],
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "username": person.username,
        "language": person.language,
        "private": person.address,
        "opened": person.opened,
    }


def _group(room: Room, now: datetime) -> dict[str, Any]:
    return {
        "id": room.address,
        "title": room.title,
        "members": {id_: _member(member, now) for id_, member in room.members.items()},
        "pinned": room.pinned,
        "closed": room.closed,
        "bot": room.bot_present,
    }


def _member(member: Member, now: datetime) -> dict[str, Any]:
    until = member.muted_until.isoformat() if member.muted_until else ""
    return {
        "rank": member.rank,
        "present": member.present,
        "muted": is_muted(member, now),
        "until": until,
        "banned": is_banned(member, now),
    }


def _said(said: Said, world: World) -> dict[str, Any]:
    told: dict[str, Any] = {"id": said.id, "author": said.author, "at": said.at.isoformat(), **said.text.to_json()}
    optional = {
        "reply": said.reply_to,
        "edited": said.edited,
        "service": said.service,
        "whom": said.whom,
        "alert": said.alert,
        "buttons": _buttons(said, world),
        "poll": _poll(said.poll) if said.poll else None,
        "file": _file(said.document, world) if said.document else None,
        "reactions": {who: list(emoji) for who, emoji in said.reactions.items()},
    }
    return told | {name: value for name, value in optional.items() if value}


def _buttons(said: Said, world: World) -> list[dict[str, Any]]:
    """Messages from before the world changed its manner lose theirs with it."""
    if not world.manner.abilities.buttons:
        return []
    return [{"label": button.label, "data": button.data, "row": button.row} for button in said.buttons]


def _poll(poll: Poll) -> dict[str, Any]:
    return {
        "options": list(poll.options),
        "votes": {who: list(options) for who, options in poll.votes.items()},
        "correct": list(poll.correct),
        "explanation": poll.explanation,
        "several": poll.several,
        "closed": poll.closed,
        "closes": poll.closes_at.isoformat() if poll.closes_at else "",
    }


def _file(document: str, world: World) -> dict[str, Any]:
    name, content = world.files[document]
    return {"id": document, "name": name, "size": len(content)}
