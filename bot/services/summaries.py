"""A period in words: what changed, one proposal, what was talked about, and thanks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlmodel import col, select

from bot.chat.text import Text
from bot.context import Context
from bot.domain import statistics
from bot.domain.durations import say_duration
from bot.models import Identity
from bot.services import surveys
from bot.services.participation import Figures

SENTENCES = 3
SAME = 0.1  # less than that is no change
FEW_ANSWERS, FEW_SETTLED, FEW_TALK, DROP, FEW_REPLIES = 0.6, 0.4, 0.7, -0.3, 0.15
ENOUGH = 3  # of something, before anything is said about its share
TALKERS = 5
LATELY = timedelta(days=30)  # a survey's age up to which it says how people are


class Sentence(NamedTuple):
    """Something that may be said, and how much it is worth saying."""

    weight: float
    key: str
    values: Mapping[str, object]


def sentences(now: Figures, before: Figures, ctx: Context) -> list[Text]:
    """The three things that are most worth saying about a period, in a fixed order."""
    found = [sentence for tell in TELLING if (sentence := tell(now, before)) is not None]
    best = sorted(found, key=lambda each: -each.weight)[:SENTENCES]
    return [_said(sentence, ctx) for sentence in found if sentence in best]


def _said(sentence: Sentence, ctx: Context) -> Text:
    values = dict(sentence.values)
    if "wait" in values:
        values["wait"] = say_duration(timedelta(seconds=float(str(values["wait"]))), ctx.language)
    return ctx.say(f"digests.said.{sentence.key}", **values)


def _trend(noun: str, now: int, before: int, weight: float) -> Sentence:
    """More, fewer, as many, or nothing to compare with."""
    change = statistics.change(before, now)
    if change is None:
        return Sentence(weight, f"{noun}_first", {"count": now})
    percent = {"count": now, "percent": abs(round(100 * change))}
    if abs(change) < SAME:
        return Sentence(weight, f"{noun}_same", {"count": now})
    return Sentence(weight + abs(change), f"{noun}_more" if change > 0 else f"{noun}_fewer", percent)


def _messages(now: Figures, before: Figures) -> Sentence | None:
    return _trend("messages", now.messages, before.messages, 1.0)


def _people(now: Figures, before: Figures) -> Sentence | None:
    return _trend("people", now.active, before.active, 0.8)


def _voices(now: Figures, before: Figures) -> Sentence | None:
    return Sentence(1.1, "voices", {"count": now.voices}) if now.voices else None


def _growth(now: Figures, before: Figures) -> Sentence | None:
    grown = now.joined - now.left
    return Sentence(0.5 + grown / max(now.members, 1), "growth", {"count": grown}) if grown > 0 else None


def _answers(now: Figures, before: Figures) -> Sentence | None:
    if now.questions < ENOUGH or now.first_answer is None:
        return None
    values = {"answered": now.answered, "count": now.questions, "wait": now.first_answer}
    return Sentence(0.9, "answers", values)


def _quizzes(now: Figures, before: Figures) -> Sentence | None:
    return Sentence(0.7, "quizzes", {"count": now.quizzed}) if now.quizzed else None


def _meetings(now: Figures, before: Figures) -> Sentence | None:
    return Sentence(0.7, "meetings", {"count": now.attended}) if now.attended else None


TELLING: Sequence[Callable[[Figures, Figures], Sentence | None]] = (
    _messages,
    _people,
    _voices,
    _answers,
    _growth,
    _quizzes,
    _meetings,
)


def proposal(now: Figures, before: Figures) -> str:
    """The one thing that would help most, by its name."""
    change = statistics.change(before.messages, now.messages)
    open_ = [
        ("answers", now.questions - now.answered >= ENOUGH and now.answered < FEW_ANSWERS * now.questions),
        ("newcomers", now.newcomers >= ENOUGH and now.settled < FEW_SETTLED * now.newcomers),
        ("few_talk", now.writers >= TALKERS and now.gini > FEW_TALK),
        ("quiet", change is not None and change < DROP),
        ("replies", now.messages >= ENOUGH * TALKERS and now.replies < FEW_REPLIES * now.messages),
    ]
    return next((name for name, is_so in open_ if is_so), "steady")


def advice(now: Figures, before: Figures, ctx: Context) -> Text:
    """The proposal in words."""
    return ctx.say(f"digests.proposal.{proposal(now, before)}")


def topics(now: Figures, ctx: Context) -> list[Text]:
    """The messages that were answered most, as links where the platform has any; no text is kept of them."""
    link = ctx.abilities.link
    if not link or not now.topics:
        return []
    lines = [
        ctx.say("digests.topic", url=link.format(message=message), count=replies) for message, replies in now.topics
    ]
    return [ctx.say("digests.topics"), *lines]


def thanks(now: Figures, ctx: Context) -> list[Text]:
    """The most helpful by name, only those who may be named and are still here."""
    ids = [identity for identity, _ in now.helpers]
    where = (col(Identity.id).in_(ids), col(Identity.listed), Identity.community_id == ctx.community)
    names = dict(ctx.session.exec(select(Identity.id, Identity.name).where(*where)).all())
    said = [names[identity] for identity in ids if names.get(identity)]
    return [ctx.say("digests.thanks", names=", ".join(said))] if said else []


def lines(now: Figures, before: Figures, ctx: Context) -> list[Text]:
    """Every figure, for those who run the group."""
    say, members = ctx.say, max(now.members, 1)
    first = say_duration(timedelta(seconds=now.first_answer), ctx.language) if now.first_answer is not None else "–"
    found = [
        say("activity.members", members=now.members, joined=now.joined, left=now.left),
        say(
            "activity.shares",
            active=now.active,
            share=_percent(now.active / members),
            silent=_percent(now.silent / members),
        ),
        say("activity.messages", messages=now.messages, before=before.messages, replies=now.replies),
        say("activity.others", reactions=now.reactions, votes=now.votes),
        say("activity.voices", voices=now.voices, writers=now.writers, gini=f"{now.gini:.2f}"),
        say("activity.answers", questions=now.questions, answered=now.answered, first=first),
        say("activity.newcomers", newcomers=now.newcomers, settled=now.settled),
        say("activity.met", met=now.met),
        say("activity.learning", quizzed=now.quizzed, attended=now.attended),
    ]
    if now.retained is not None:
        found.append(say("activity.retained", share=_percent(now.retained)))
    survey = surveys.newest(ctx, since=ctx.now - LATELY)
    if survey is not None and surveys.score(survey) is not None:
        found.append(say("activity.satisfaction", result=surveys.result(survey, ctx)))
    return found


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
