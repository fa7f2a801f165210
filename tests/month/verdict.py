"""What the month left behind, compared with what people did."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from bot.models import Activity, IdentityAlias, Membership, OutboxRow
from tests.month.life import Month
from tests.month.village import Village


@dataclass
class Verdict:
    """The figures of a month; `wrong` says what must not be."""

    figures: dict[str, int | float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def must(self, name: str, value: float, most: float = 0) -> None:
        """A figure with a ceiling."""
        self.figures[name] = value
        if value > most:
            self.wrong.append(f"{name}: {value} > {most}")


def judge(month: Month, village: Village) -> Verdict:
    """Counts what was lost, what happened twice, and how fast was spoken."""
    verdict, fake = Verdict(), month.fake
    heard = Counter(row.message_id for row in month.at.rows(Activity, Activity.kind == "messages"))
    spoken = {said.serialized for said in village.said}
    verdict.figures |= {"messages of members": len(village.said), **village.deeds}
    verdict.figures["messages of Pamong"] = len(fake.sent())
    verdict.must("messages lost", len(spoken - heard.keys()))
    verdict.must("messages counted twice", sum(count > 1 for count in heard.values()))
    verdict.must("messages nobody wrote", len(heard.keys() - spoken - {None} - _imports(month)))
    verdict.must("newcomers not met", _unmet(month, village))
    verdict.must("newcomers greeted more than once", _greeted_twice(month, village))
    verdict.must("violations of the gateway's description", len(fake.violations))
    verdict.must("most messages within a minute", fake.busiest_minute(), 20)
    verdict.must("messages of Pamong less than a second apart", _hasty(month))
    verdict.must("the same words to more than 5 people in private", _mass(month))
    verdict.must("people added by Pamong", len(fake.called("participants/add")))
    verdict.must("rows left waiting", len(month.at.rows(OutboxRow, OutboxRow.state == "sending")))
    calls = [call for call in fake.calls if call.code >= 400]
    gone = [call for call in calls if (call.method, call.code) == ("DELETE", 404)]
    refused = [f"{call.method} {call.path[:60]}: {call.code}" for call in calls if call not in gone]
    verdict.figures["deletions of what was gone already"] = len(gone)
    verdict.must("calls that the gateway refused", len(refused))
    verdict.wrong += refused
    verdict.figures["newcomers who were named a buddy"] = _befriended(month, village)
    verdict.figures["votes"] = village.deeds["votes"]
    verdict.figures["questions asked as polls"] = len(month.polls)
    verdict.figures["messages deleted"] = len(fake.called("/messages/", "DELETE"))
    return verdict


def _imports(month: Month) -> set[str]:
    """What the admin sent besides talk."""
    return {said.serialized for said in month.fake.world.by_id.values() if said.author and said.mime}


def _unmet(month: Month, village: Village) -> int:
    known = {row.value for row in month.at.rows(IdentityAlias)}
    present = {row.identity_id for row in month.at.rows(Membership, Membership.joined_at != None)}  # noqa: E711
    return sum(who.lid not in known for who in village.newcomers) + (not present)


def _befriended(month: Month, village: Village) -> int:
    """Newcomers whose welcome names somebody who volunteered."""
    greetings = [call.body for call in month.fake.sent() if "Teman belajarmu" in str(call.body.get("text", ""))]
    named = {lid for body in greetings for lid in body.get("mentions", ())}
    return sum(who.lid in named for who in village.newcomers)


def _greeted_twice(month: Month, village: Village) -> int:
    greetings = [call.body for call in month.fake.sent() if str(call.body.get("text", "")).startswith("Selamat datang")]
    times = Counter(lid for body in greetings for lid in set(body.get("mentions", ())))
    return sum(times[who.lid] > 1 for who in village.newcomers)


def _hasty(month: Month) -> int:
    times = sorted(call.at.timestamp() for call in month.fake.sent())
    return sum(later - earlier < 0.99 for earlier, later in pairwise(times))


def _mass(month: Month) -> int:
    """Words that went to more than 5 people on one day who had not written just before."""
    people: dict[tuple[str, object], set[str]] = {}
    spoken: dict[str, list[float]] = {}
    for said in month.fake.world.by_id.values():
        spoken.setdefault(said.author, []).append(said.at.timestamp())
    for call in month.fake.sent():
        chat, at = str(call.body.get("chatId")), call.at.timestamp()
        if not chat.endswith("@g.us") and not any(0 <= at - wrote <= 660 for wrote in spoken.get(chat, ())):
            people.setdefault((str(call.body.get("text")), call.at.date()), set()).add(chat)
    return sum(len(chats) > 5 for chats in people.values())
