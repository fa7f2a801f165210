"""The digest comes when it is due: made beside the engine, then posted with its picture."""

from datetime import timedelta

from bot.chat.actions import Actions, Send, Weight
from bot.chat.events import Due, Worked
from bot.chat.text import Text
from bot.context import Context
from bot.routing import Router
from bot.services import digests, summaries
from bot.services.digests import Digests, Report

router = Router("digests")

FRESH = timedelta(hours=6)
LATE = timedelta(hours=12)


@router.due(digests.DUE)
def begin(event: Due, ctx: Context) -> Actions:
    """Plans the next one; one that an outage made very late is left out."""
    wanted = ctx.settings(Digests)
    if digests.plan(wanted, ctx) is None or ctx.now - event.at > LATE:
        return []
    return [digests.order("digest", digests.PERIODS[wanted.every], ctx)]


@router.worked("digest")
def post(event: Worked, ctx: Context) -> Actions:
    """What the group reads; of a time without a word it reads nothing."""
    wanted = ctx.settings(Digests)
    if event.error or wanted.every == "off":
        return []
    report = digests.opened(event.blob, _name(ctx), ctx)
    if not report.now.messages:
        return []
    text = _text(report, wanted, ctx)
    until = ctx.now + FRESH
    if not wanted.picture:
        return [Send(ctx.group.chat, text, weight=Weight.BROADCAST, until=until)]
    picture = {"document": report.picture, "filename": _name(ctx)}
    return [Send(ctx.group.chat, text, weight=Weight.BROADCAST, until=until, **picture)]  # type: ignore[arg-type]


def _name(ctx: Context) -> str:
    return f"pamong-{ctx.now.astimezone(ctx.group.zone):%Y-%m-%d}.png"


def _text(report: Report, wanted: Digests, ctx: Context) -> Text:
    """Three sentences, one proposal, what was talked about, and once a week thanks."""
    now, before = report.now, report.before
    weekly = wanted.every == "weekly"
    title = ctx.say("digests.week" if weekly else "digests.day", group=ctx.group.chat.title)
    thanks = summaries.thanks(now, ctx) if weekly and wanted.thanks else []
    blocks = [
        [title, *summaries.sentences(now, before, ctx)],
        summaries.topics(now, ctx),
        thanks,
        [summaries.advice(now, before, ctx)],
    ]
    return Text("\n\n").join([Text("\n").join(block) for block in blocks if block])
