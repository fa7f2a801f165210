"""The scores of a quiz, calculated apart from the bot: from what members answered, and when that arrived."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlmodel import Session, col, select

from bot.models import Identity, IdentityAlias, QuizAnswer, QuizRound, QuizScore
from tests.torture.hearing import Answered
from tests.torture.party import Party

WORTH = 1000
RIGHT_WORDS = ("laba", "untung")


@dataclass
class Reckoning:
    """What was counted, and everything that is wrong."""

    answers: int = 0
    late: int = 0
    underway: int = 0  # of those that came too late: they were given in time
    void: int = 0
    asked_again: int = 0
    wrong: list[str] = field(default_factory=list)


def reckon(session: Session, party: Party, arrivals: Mapping[Answered, datetime]) -> Reckoning:
    """Compares every answer, every total and the podium; `arrivals` are those of first answers."""
    found = Reckoning()
    rounds = session.exec(select(QuizRound).order_by(col(QuizRound.id))).all()
    users = _users(session)
    _check_rounds(rounds, party, found)
    points: Counter[int] = Counter()
    millis: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for round_ in rounds:
        for answer in session.exec(select(QuizAnswer).where(QuizAnswer.round_id == round_.id)).all():
            if round_.state != "closed":
                found.void += 1
                continue
            user = users[answer.identity_id]
            found.answers += 1
            _check_answer(answer, round_, user, party, found)
            if answer.at != arrivals[user, _name(round_)]:
                found.wrong.append(
                    f"{user} answered {_name(round_)} at {arrivals[user, _name(round_)]}, not {answer.at}"
                )
            points[user] += _worth(answer, round_)
            millis[user] += _millis(answer, round_)
            right[user] += _share(answer, round_, party, user) == 1
    _check_missing(session, rounds, users, party, arrivals, found)
    _check_totals(session, users, points, millis, right, found)
    _check_podium(party, points, millis, right, users, found)
    return found


def _users(session: Session) -> dict[int, int]:
    query = select(Identity.id, IdentityAlias.value).join(IdentityAlias, col(IdentityAlias.identity_id) == Identity.id)
    return {identity or 0: int(value) for identity, value in session.exec(query).all()}


def _check_rounds(rounds: Any, party: Party, found: Reckoning) -> None:
    """Each question was closed once; it stood in the chat more than once only where it was voided."""
    states: dict[int, list[str]] = defaultdict(list)
    for round_ in rounds:
        states[round_.position].append(round_.state)
    for position, seen in party.asked().items():
        mine = states[position]
        if mine.count("closed") != 1 or set(mine[:-1]) - {"voided"}:
            found.wrong.append(f"question {position} went through {mine}")
        if seen > len(mine):
            found.wrong.append(f"question {position} was asked {seen} times, known are {len(mine)}")
        if len(mine) > 1:
            found.asked_again += 1
            if f"Soal {position} kutanyakan ulang" not in party.podium:
                found.wrong.append(f"nobody was told that question {position} was asked again")


def _name(round_: QuizRound) -> str:
    return round_.poll_id or round_.message_id or ""


def _first(round_: QuizRound, user: int, party: Party) -> Any:
    """What somebody answered first, as the party remembers it."""
    return next((said.what for said in party.answers if (said.user, said.where) == (user, _name(round_))), None)


def _share(answer: QuizAnswer, round_: QuizRound, party: Party, user: int) -> Fraction:
    """How right the first answer is, by the question's own weights."""
    said = _first(round_, user, party)
    options = round_.content["options"]
    if isinstance(said, str):
        return Fraction(said in RIGHT_WORDS)
    weights = [Fraction(str(options[index]["weight"])) for index in said or ()]
    right = {index for index, option in enumerate(options) if option["weight"] > 0}
    if round_.content["kind"] == "multiple":
        if set(said or ()) == right:
            return Fraction(1)
        best = sum(Fraction(str(options[index]["weight"])) for index in right)
        return min(max(sum(weights, Fraction(0)) / best, Fraction(0)), Fraction(1))
    return min(max(sum(weights, Fraction(0)) / 100, Fraction(0)), Fraction(1))


def _opened(round_: QuizRound) -> datetime:
    assert round_.opened_at is not None
    return round_.opened_at


def _millis(answer: QuizAnswer, round_: QuizRound) -> int:
    taken = (answer.at - _opened(round_)) // timedelta(milliseconds=1)
    return min(max(taken, 0), round_.seconds * 1000)


def _worth(answer: QuizAnswer, round_: QuizRound) -> int:
    share = Fraction(answer.share).limit_denominator(10_000)
    quick = 1 - Fraction(_millis(answer, round_), round_.seconds * 1000) / 2
    return int(WORTH * share * quick + Fraction(1, 2))  # half is rounded up


def _check_answer(answer: QuizAnswer, round_: QuizRound, user: int, party: Party, found: Reckoning) -> None:
    said = _first(round_, user, party)
    if said is None:
        found.wrong.append(f"{user} never answered {_name(round_)}")
        return
    if not isinstance(said, str) and list(said) != list(answer.chosen):
        found.wrong.append(f"{user} answered {said}, counted was {answer.chosen}")
    share = _share(answer, round_, party, user)
    if abs(Fraction(answer.share) - share) > Fraction(1, 10_000):
        found.wrong.append(f"{user} was right by {float(share)}, counted was {answer.share}")
    expected = (_worth(answer, round_), _millis(answer, round_))
    if (answer.points, answer.millis) != expected:
        found.wrong.append(f"{user} earned (points, millis) {expected}, counted was {answer.points, answer.millis}")


def _check_missing(
    session: Session,
    rounds: Sequence[QuizRound],
    users: dict[int, int],
    party: Party,
    arrivals: Mapping[Answered, datetime],
    found: Reckoning,
) -> None:
    """Whatever was not counted arrived after the end of its question, or was for a poll that nobody knows."""
    counted = {(users[row.identity_id], row.round_id) for row in session.exec(select(QuizAnswer)).all()}
    by_name = {_name(round_): round_ for round_ in rounds if _name(round_)}
    found.void += sum(said.where not in by_name for said in party.answers)
    first = {(said.user, said.where): said for said in reversed(party.answers) if said.where in by_name}
    for (user, where), said in first.items():
        round_, arrived = by_name[where], arrivals.get((user, where))
        if (user, round_.id) in counted:
            continue
        if arrived is not None and round_.closed_at is not None and arrived >= round_.closed_at:
            found.late += 1
            found.underway += (said.at - _opened(round_)).total_seconds() < round_.seconds
        else:
            found.wrong.append(f"{user} answered {where} at {arrived}, it ended {round_.closed_at}, it was not counted")


def _check_totals(
    session: Session,
    users: dict[int, int],
    points: Counter[int],
    millis: Counter[int],
    right: Counter[int],
    found: Reckoning,
) -> None:
    for score in session.exec(select(QuizScore)).all():
        user = users[score.identity_id]
        told = (score.points, score.millis, score.correct)
        if told != (points[user], millis[user], right[user]):
            found.wrong.append(f"{user} has {told} in {score.period}, not {points[user], millis[user], right[user]}")
    periods = {score.period.split(":")[0] for score in session.exec(select(QuizScore)).all()}
    if periods != {"run", "week", "month", "all"}:
        found.wrong.append(f"counted are only {sorted(periods)}")


def _check_podium(
    party: Party,
    points: Counter[int],
    millis: Counter[int],
    right: Counter[int],
    users: dict[int, int],
    found: Reckoning,
) -> None:
    identities = {user: identity for identity, user in users.items()}
    order = sorted(millis, key=lambda user: (-points[user], millis[user], identities[user]))[:10]
    medals = ["🥇", "🥈", "🥉", *(f"{place}." for place in range(4, 11))]
    names = {user: f"Peserta {number:02}" for number, user in enumerate(party.members, 1)}
    lines = [
        f"{medal} {names[user]} · {points[user]} ({right[user]} benar)"
        for medal, user in zip(medals, order, strict=False)
    ]
    told = [line for line in party.podium.splitlines() if "benar)" in line]
    if told != lines:
        found.wrong.append(f"the podium says {told}, not {lines}")
