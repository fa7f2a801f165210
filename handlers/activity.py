"""Admins get the figures of the group, with a picture, in private."""

from dataclasses import replace
from datetime import timedelta

from bot import errors, settings
from bot.chat.actions import Actions, Tell
from bot.chat.events import Command, Worked
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.domain.durations import BadDuration, parse_duration, say_duration
from bot.routing import Router
from bot.services import digests, summaries

router = Router("activity")

SHORTEST, LONGEST, USUAL = timedelta(days=1), timedelta(days=28), timedelta(days=7)


@router.command("report_activity", "laporan", role=Role.ADMIN)
def ask(event: Command, ctx: Context) -> Actions:
    """A report on the last week, or as many days as are named: at most 28, because ids of messages go after 30."""
    length = _length(event.args)
    return [digests.order("activity", length, ctx, ctx.language), ctx.reply(ctx.say("activity.coming"), vanish=20)]


def _length(words: str) -> timedelta:
    if not words:
        return USUAL
    try:
        length = parse_duration(f"{words}d" if words.isdecimal() else words)
    except BadDuration:
        raise errors.Misused from None
    if not SHORTEST <= length <= LONGEST:
        raise errors.Misused
    return length


@router.worked("activity")
def tell(event: Worked, ctx: Context) -> Actions:
    """To whoever asked, and to nobody else."""
    if event.who is None:
        return []
    group = settings.load(ctx.session, int(event.args["group"]), ctx.installation.defaults)
    ctx = replace(ctx, group=group)
    if event.error:
        return [Tell(event.who, ctx.say("activity.failed"))]
    start, end = (ctx.now.fromisoformat(event.args[name]) for name in ("start", "end"))
    name = f"pamong-{end.astimezone(group.zone):%Y-%m-%d}.png"
    report = digests.opened(event.blob, name, ctx)
    title = ctx.say("activity.title", group=group.chat.title, long=say_duration(end - start, ctx.language))
    advice = summaries.advice(report.now, report.before, ctx)
    text = Text("\n").join([title, *summaries.lines(report.now, report.before, ctx), Text(""), advice])
    ask_first = [ctx.reply(ctx.say("privacy.open_private"))]
    return [Tell(event.who, text, document=report.picture, filename=name, otherwise=ask_first)]
