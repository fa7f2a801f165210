"""Surveys: everybody answers once by a button; what is kept are counts, apart from who answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot import errors
from bot.chat.actions import AnyAction, Choice, Edit, Send
from bot.chat.events import Account
from bot.chat.text import Text
from bot.context import Context
from bot.domain import statistics
from bot.domain.moments import say_moment
from bot.models import Identity, Survey, SurveyVoter
from bot.services.schedule import cancel, schedule

CLOSE, COUNT = "surveys.close", "surveys.count"
LASTS = timedelta(days=3)
PAUSE = timedelta(seconds=20)  # between two new counts on the screen
LEAST = 3  # answers, before anything but their number is shown: of fewer one could guess who
LONGEST = 300  # characters
SCALES: Mapping[str, Sequence[int]] = {"scale": range(1, 6), "nps": (*range(1, 11), 0)}
"""The values of each kind; 0 stands last, so that with numbers instead of buttons each number means itself."""

IN_A_ROW = {"scale": 5, "nps": 6}


def begin(kind: str, question: str, ctx: Context) -> Survey:
    """Stores a survey and plans its end."""
    row = Survey(
        community_id=ctx.community,
        group_id=ctx.group.chat.id,
        kind=kind,
        question=question[:LONGEST],
        created_at=ctx.now,
        closes_at=ctx.now + LASTS,
    )
    ctx.session.add(row)
    ctx.session.flush()
    schedule(ctx.session, ctx.group, CLOSE, str(row.id), row.closes_at, {"survey": row.id})
    return row


def find(number: int, ctx: Context) -> Survey | None:
    """A survey of this group."""
    row = ctx.session.get(Survey, number)
    return row if row is not None and row.group_id == ctx.group.chat.id else None


def newest(ctx: Context, since: datetime | None = None) -> Survey | None:
    """The group's latest survey."""
    query = select(Survey).where(Survey.group_id == ctx.group.chat.id)
    if since is not None:
        query = query.where(Survey.created_at >= since)
    return ctx.session.exec(query.order_by(col(Survey.id).desc())).first()


def answer(row: Survey, who: Account, value: int, ctx: Context) -> None:
    """Counts an answer; raises `errors.Refused` for a second one of the same person, or a late one."""
    if row.state != "open":
        raise errors.Refused("surveys.over")
    if _has_answered(row, who, ctx):
        raise errors.Refused("surveys.once")
    ctx.session.add(
        SurveyVoter(community_id=row.community_id, group_id=row.group_id, survey_id=row.id or 0, identity_id=who.id)
    )
    row.counts = row.counts | {str(value): int(row.counts.get(str(value), 0)) + 1}
    ctx.session.add(row)
    ctx.session.flush()


def _has_answered(row: Survey, who: Account, ctx: Context) -> bool:
    """Any account of the same person counts."""
    person = select(Identity.person_id).where(Identity.id == who.id).scalar_subquery()
    theirs = select(Identity.id).where(Identity.person_id == person)
    where = (SurveyVoter.survey_id == row.id, col(SurveyVoter.identity_id).in_(theirs))
    return ctx.session.exec(select(SurveyVoter.id).where(*where)).first() is not None


def end(row: Survey, ctx: Context) -> None:
    """No more answers; who has answered is forgotten at once."""
    row.state = "closed"
    ctx.session.add(row)
    for voter in ctx.session.exec(select(SurveyVoter).where(SurveyVoter.survey_id == row.id)).all():
        ctx.session.delete(voter)
    for kind in (CLOSE, COUNT):
        cancel(ctx.session, kind, str(row.id))
    ctx.session.flush()


def counts(row: Survey) -> dict[int, int]:
    """How often each value was chosen."""
    return {int(value): int(number) for value, number in row.counts.items()}


def score(row: Survey) -> float | None:
    """The mean of 1 to 5, or the net promoter score; None while there are too few answers."""
    found = counts(row)
    if sum(found.values()) < LEAST:
        return None
    return statistics.nps(found) if row.kind == "nps" else statistics.mean(found)


# What people see ----------------------------------------------------------------------------------------------


def key(row: Survey) -> str:
    """The name of its message."""
    return f"survey.{row.id}"


def ask(row: Survey, ctx: Context) -> Send:
    """The question with its buttons."""
    return Send(ctx.group.chat, words(row, ctx), key=key(row), choices=_choices(row))


def show(row: Survey, ctx: Context) -> list[AnyAction]:
    """The message as it is now."""
    return [Edit(ctx.group.chat, words(row, ctx), key=key(row), choices=_choices(row))]


def recount_soon(row: Survey, ctx: Context) -> None:
    """The number of answers is renewed now and then, not with each of them."""
    schedule(ctx.session, ctx.group, COUNT, str(row.id), ctx.now + PAUSE, {"survey": row.id})


def _choices(row: Survey) -> tuple[Choice, ...]:
    if row.state != "open":
        return ()
    hours = LASTS.total_seconds() / 3600
    width = IN_A_ROW[row.kind]
    return tuple(
        Choice(str(value), "surveys.answer", (row.id, value), once=False, hours=hours, row=place // width)
        for place, value in enumerate(SCALES[row.kind])
    )


def words(row: Survey, ctx: Context) -> Text:
    """The question, how to answer it, and how many did; in the end the result."""
    question = row.question or ctx.say("surveys.nps_question", group=ctx.group.chat.title)
    number = sum(counts(row).values())
    lines = [ctx.say("surveys.question", question=question)]
    if row.state == "open":
        until = say_moment(row.closes_at, ctx.now, ctx.group.zone, ctx.language)
        lines += [ctx.say(f"surveys.how_{row.kind}"), ctx.say("surveys.anonymous", count=number, until=until)]
    else:
        lines.append(result(row, ctx))
    return Text("\n").join(lines)


def result(row: Survey, ctx: Context) -> Text:
    """The score with the number of answers, or that there are too few."""
    number, found = sum(counts(row).values()), score(row)
    if found is None:
        return ctx.say("surveys.too_few", count=number)
    shown = f"{found:+.0f}" if row.kind == "nps" else f"{found:.1f}"
    return ctx.say(f"surveys.result_{row.kind}", score=shown, count=number)
