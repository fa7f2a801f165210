"""Compares what the bot knows and said with what happened."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, func, select

from bot.models import (
    Activity,
    Group,
    GroupDay,
    GroupText,
    IdentityAlias,
    InboxRow,
    Membership,
    OutboxRow,
    Restriction,
    SentMessage,
)
from tests.fakes.botapi import Outside
from tests.torture.ledger import Ledger
from tests.torture.rack import Rack, peeking

UNITED = (Group.id == Membership.group_id, IdentityAlias.identity_id == Membership.identity_id)


@dataclass
class Verdict:
    """The figures of the table, and a sentence for everything that is wrong."""

    lost: int = 0
    twice: int = 0
    unsent: int = 0
    late: int = 0
    doubled: int = 0
    wrong: list[str] = field(default_factory=list)

    def compare(self, what: str, expected: Counter[Any], found: Counter[Any]) -> None:
        """Counts what is missing and what is there too often."""
        missing, extra = expected - found, found - expected
        self.lost += missing.total()
        self.twice += extra.total()
        self.wrong += [f"{what}: {number} of {name} lost" for name, number in missing.most_common(5)]
        self.wrong += [f"{what}: {number} of {name} too many" for name, number in extra.most_common(5)]


def judge(rack: Rack) -> Verdict:
    """Everything that can be checked once the last victim is quiet."""
    found = Verdict(wrong=[f"not reached: {name}" for name in rack.missed])
    ledger = rack.crowd.ledger
    with peeking(rack.life.url) as opened, opened.reader(60) as session:
        _messages(found, session, ledger)
        _counters(found, session, ledger)
        _restrictions(found, session, ledger, rack.api)
        _words(found, session, ledger)
        _leftovers(found, session)
        _answers(found, session, rack)
    return found


def _messages(found: Verdict, session: Session, ledger: Ledger) -> None:
    query = select(Group.address, Activity.message_id).join(Group, col(Group.id) == col(Activity.group_id))
    rows = session.exec(query.where(Activity.kind == "messages")).all()
    stored = Counter((int(group), int(message or 0)) for group, message in rows)
    found.compare("messages", Counter(ledger.messages), stored)


def _counters(found: Verdict, session: Session, ledger: Ledger) -> None:
    query = select(Group.address, IdentityAlias.value, Membership).where(*UNITED, Group.kind == "group")
    members = {(int(group), int(user)): member for group, user, member in session.exec(query).all()}
    counted = {"messages": ledger.said, "replies": ledger.replied, "reactions": ledger.reacted, "joins": ledger.joined}
    for name, expected in counted.items():
        stored = Counter({place: getattr(member, name) for place, member in members.items()})
        found.compare(name, expected, stored)
        found.compare(f"{name} by day", _by_group(expected), _days(session, name))
    found.compare("leaves by day", ledger.left, _days(session, "leaves"))
    there = Counter(place for place, member in members.items() if member.present and place in ledger.present)
    found.compare("present", Counter(place for place, present in ledger.present.items() if present), there)


def _by_group(places: Counter[tuple[int, int]]) -> Counter[int]:
    sums: Counter[int] = Counter()
    for (group, _), number in places.items():
        sums[group] += number
    return sums


def _days(session: Session, name: str) -> Counter[int]:
    query = select(Group.address, func.sum(col(getattr(GroupDay, name)))).where(Group.id == GroupDay.group_id)
    return Counter({int(group): number for group, number in session.exec(query.group_by(Group.address)).all()})


def _restrictions(found: Verdict, session: Session, ledger: Ledger, api: Outside) -> None:
    """In the table as facts, and in effect with the very end that was asked for."""
    query = select(Group.address, IdentityAlias.value, Restriction)
    query = query.where(Group.id == Restriction.group_id, IdentityAlias.identity_id == Restriction.identity_id)
    rows = [(int(group), int(user), row) for group, user, row in session.exec(query).all()]
    for kind, status, places in (("mute", "restricted", ledger.muted), ("ban", "kicked", ledger.banned)):
        facts = [(group, user) for group, user, row in rows if row.kind == kind and row.state == "fact"]
        found.compare(f"{kind}s", Counter(places), Counter(facts))
        ends = Counter((group, user, status, _second(row)) for group, user, row in rows if row.kind == kind)
        found.compare(f"{kind}s in effect", ends, Counter(_in_effect(api, ledger, status)))


def _in_effect(api: Outside, ledger: Ledger, status: str) -> Iterator[tuple[int, int, str, int]]:
    for group in ledger.counted:
        for user, member in api.restrictions(chat=group).items():
            if member["status"] == status:
                yield group, int(user), status, member["until_date"]


def _second(row: Restriction) -> int:
    return int(row.until.timestamp()) if row.until else 0


def _words(found: Verdict, session: Session, ledger: Ledger) -> None:
    """What handlers wrote: counters that they add to, and the last of several values."""
    query = select(Group.address, GroupText.key, GroupText.text).where(Group.id == GroupText.group_id)
    words = {(int(group), key): text for group, key, text in session.exec(query).all()}
    counted = Counter({group: int(text) for (group, key), text in words.items() if key == "torture.counted"})
    found.compare("counting commands", ledger.counted, counted)
    expected = Counter(f"torture.pressed {number}" for number, _ in ledger.pressed.values())
    pressed = Counter({key: int(text) for (_, key), text in words.items() if key.startswith("torture.pressed")})
    found.compare("pressed buttons", expected, pressed)
    for group, rules in ledger.rules.items():
        if words.get((group, "rules.text")) != rules:
            found.wrong.append(f"rules of {group}: {words.get((group, 'rules.text'))!r} instead of {rules!r}")


def _leftovers(found: Verdict, session: Session) -> None:
    aside = session.exec(select(InboxRow.reason).where(InboxRow.state == "quarantined")).all()
    found.wrong += [f"quarantined: {reason}" for reason in aside]


def _answers(found: Verdict, session: Session, rack: Rack) -> None:
    """Chatter may be missing once or be there twice, but only what was in flight, and the table names it."""
    ledger, sent = rack.crowd.ledger, Counter(_sent(rack.api))
    unknown, late = _named(session, "unknown"), _named(session, "expired", "refused")
    addresses = {f"press {press}": f"to {user}" for press, (_, user) in ledger.pressed.items()}
    for kind, wanted in _wanted(ledger).items():
        arrived = Counter({name: number for name, number in sent.items() if name in wanted})
        missing, extra = wanted - arrived, arrived - wanted
        found.unsent += missing.total()
        found.doubled += extra.total()
        if kind != "alert":
            found.wrong += [f"said twice: {name}" for name in extra]
        for name, number in missing.items():
            named = addresses.get(name, name)
            found.late += min(number, late[named])
            if unknown[named] + late[named] < number:
                found.wrong.append(f"not said and not named: {name}")
    if found.unsent + found.doubled - found.late > len(rack.in_flight):
        found.wrong.append("more is unsent or doubled than was in flight")


def _wanted(ledger: Ledger) -> dict[str, Counter[str]]:
    """The answers that people wait for, by kind."""
    return {
        "echo": Counter(f"echo {number}" for number in ledger.echoes),
        "alert": Counter(f"alert {number}" for number in ledger.alerts),
        "ask": Counter(f"ask {number}" for number in ledger.asked),
        "private": Counter({f"to {user}": number for user, number in ledger.told.items()}),
        "press": Counter(f"press {press}" for press in ledger.pressed),
    }


def _sent(api: Outside) -> Iterator[str]:
    """What the bot said, as the journal has it."""
    for call in api.calls(method="sendMessage", ok=True):
        text, chat = str(call["params"]["text"]), int(call["params"]["chat_id"])
        yield _called(text, chat)
    for call in api.calls(method="answerCallbackQuery", ok=True):
        yield f"press {call['params']['callback_query_id']}"


def _named(session: Session, *states: str) -> Counter[str]:
    """What is kept of messages and answers that may not have arrived."""
    query = select(OutboxRow, SentMessage.key, Group.address).join(Group, col(Group.id) == col(OutboxRow.group_id))
    query = query.join(SentMessage, col(SentMessage.id) == col(OutboxRow.message_row), isouter=True)
    rows = session.exec(query.where(col(OutboxRow.state).in_(states))).all()
    return Counter(_called(key or "", address) for _, key, address in rows)


def _called(words: str, chat: int | str) -> str:
    """A message of the torture's own commands by its words, which are its key as well; another one by its chat."""
    return words if words.startswith(("echo ", "alert ", "ask ")) else f"to {chat}"
