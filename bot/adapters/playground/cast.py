"""The people and the group that a visitor meets first."""

from datetime import datetime, timedelta

from bot import texts
from bot.adapters.playground.world import RIGHTS, Manner, Member, Rank, Room, Said, World
from bot.chat.events import Event, Message, RoleChanged, Standing
from bot.chat.text import Text

CAST = (
    ("ani", "Ani", "anibelajar"),
    ("budi", "Budi", "buditoko"),
    ("citra", "Citra", "citrausaha"),
    ("dewi", "Dewi", "dewikriya"),
)
MEMBERS = {"citra": Rank.CREATOR, "dewi": Rank.MODERATOR, "budi": Rank.MEMBER}
GROUP = "belajar"
SMALL_TALK = (("citra", "seed.citra"), ("budi", "seed.budi"), ("dewi", "seed.dewi"))

AGO = timedelta(days=7)
LATELY = timedelta(minutes=50)


def opening(now: datetime, language: str, manner: Manner, mark: str) -> tuple[World, list[Event]]:
    """A new world, and how the bot hears of it: the group is a week old, so nobody there is new."""
    world = World(mark=mark, manner=manner)
    for id_, name, username in CAST:
        world.add_person(id_, name, username, language)
    group = world.add_group(GROUP, str(texts.say(language, "playground.seed.group", {})))
    group.members = {id_: Member(rank) for id_, rank in MEMBERS.items()}
    return world, [*_week_ago(world, group, now - AGO), *_chatter(world, group, now - LATELY, language)]


def _week_ago(world: World, group: Room, at: datetime) -> list[Event]:
    organiser = world.people["citra"].account
    events: list[Event] = [Standing(world.key(), at, group.chat, rights=RIGHTS, by=organiser)]
    for id_, rank in MEMBERS.items():
        who = world.people[id_].account
        events.append(RoleChanged(world.key(), at, group.chat, who, role=int(rank.role)))
    return events


def _chatter(world: World, group: Room, at: datetime, language: str) -> list[Event]:
    events: list[Event] = []
    for minute, (id_, key) in enumerate(SMALL_TALK):
        moment = at + timedelta(minutes=4 * minute)
        text = Text(str(texts.say(language, f"playground.{key}", {})))
        said = group.add(Said(world.number(), id_, text, moment))
        who = world.people[id_].account
        events.append(Message(world.key(), moment, group.chat, who, message=said.id, text=text))
    return events
