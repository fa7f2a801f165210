"""Who is where, and as what: joining, leaving, ranks, newcomers to the world."""

import re

from bot.adapters.playground.scene import Scene, is_banned
from bot.adapters.playground.world import BOT, RIGHTS, Manner, Member, Person, Rank
from bot.chat.events import Event, Joined, Left, Reachable, RoleChanged, Standing
from bot.errors import Refused

MOST_PEOPLE = 24
STAFF = "pengurus"


def join(scene: Scene) -> list[Event]:
    """Somebody enters a group."""
    member = scene.room.members.get(scene.who.id)
    if member is not None and member.present:
        return []
    if member is not None and is_banned(member, scene.now):
        raise Refused("playground.hint.banned")
    scene.room.members[scene.who.id] = _back(member)
    line = scene.line("joined", scene.who.id)
    events: list[Event] = [Joined(scene.key, scene.now, scene.room.chat, scene.who.account)]
    if scene.world.manner is Manner.WHATSAPP:
        events.append(reachable(scene, scene.who, yes=True))
    return [*events, scene.heard(scene.who, line)]


def _back(member: Member | None) -> Member:
    """A mute outlives leaving and coming back, a rank does not."""
    return Member(muted=member.muted, muted_until=member.muted_until) if member is not None else Member()


def leave(scene: Scene) -> list[Event]:
    """Somebody leaves a group."""
    scene.member(scene.who).present = False
    line = scene.line("left", scene.who.id)
    return [Left(scene.key, scene.now, scene.room.chat, scene.who.account), scene.heard(scene.who, line)]


def appoint(scene: Scene) -> list[Event]:
    """A group's creator makes somebody a moderator, or a plain member again."""
    whom = scene.person(scene.wish.whom)
    if scene.member(scene.who).rank is not Rank.CREATOR or whom is scene.who or not scene.wish.rank:
        raise Refused("playground.hint.creator_only")
    rank = scene.member(whom).rank = Rank(scene.wish.rank)
    scene.line(f"now_{rank}", whom.id)
    return [RoleChanged(scene.key, scene.now, scene.room.chat, whom.account, role=int(rank.role))]


def invite(scene: Scene) -> list[Event]:
    """An admin brings the bot back into a group."""
    if scene.member(scene.who).rank not in (Rank.CREATOR, Rank.ADMIN):
        raise Refused("playground.hint.creator_only")
    if scene.room.bot_present:
        return []
    scene.room.bot_present = True
    scene.line("joined", BOT)
    return [Standing(scene.key, scene.now, scene.room.chat, rights=RIGHTS, by=scene.who.account)]


def gather(scene: Scene) -> list[Event]:
    """An admin opens a room for those who look after the group, with the bot in it."""
    if scene.member(scene.who).rank not in (Rank.CREATOR, Rank.ADMIN):
        raise Refused("playground.hint.creator_only")
    if len(scene.world.groups) > 1:
        return []
    room = scene.world.add_group(STAFF, scene.wish.name.strip() or STAFF)
    keepers = {id_: member for id_, member in scene.room.members.items() if member.present}
    room.members = {id_: Member(member.rank) for id_, member in keepers.items() if member.rank is not Rank.MEMBER}
    events: list[Event] = [Standing(scene.key, scene.now, room.chat, rights=RIGHTS, by=scene.who.account)]
    for id_, member in room.members.items():
        who = scene.person(id_).account
        events.append(RoleChanged(scene.key, scene.now, room.chat, who, role=int(member.rank.role)))
    return events


def speak(scene: Scene) -> list[Event]:
    """Somebody changes the language of their client, which the bot notices when they do something."""
    scene.who.language = scene.wish.language or scene.who.language
    return []


def add(scene: Scene) -> list[Event]:
    """Somebody new comes into the world, outside every group."""
    name = " ".join(scene.wish.name.split())
    if not name or len(scene.world.people) >= MOST_PEOPLE:
        raise Refused("playground.hint.name")
    stem = re.sub(r"[^a-z0-9]+", "", name.lower()) or "orang"
    id_ = stem if stem not in (*scene.world.people, BOT) else stem + scene.world.number()
    person = scene.world.add_person(id_, name, id_, scene.wish.language or "id")
    return [reachable(scene, person, yes=True)] if scene.world.manner is Manner.WHATSAPP else []


def reachable(scene: Scene, person: Person, *, yes: bool) -> Reachable:
    """Whether the bot may write to somebody first."""
    return Reachable(scene.key, scene.now, scene.world.rooms[person.address].chat, person.account, yes=yes)


def switch(scene: Scene, manner: Manner) -> list[Event]:
    """The whole world becomes like another messenger; what the bot may begin in private changes with it."""
    scene.world.manner = manner
    strangers = [person for person in scene.world.people.values() if not person.opened]
    return [reachable(scene, person, yes=manner is Manner.WHATSAPP) for person in strangers]
