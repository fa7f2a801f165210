"""Admins decide whether, when and how often the group reads a digest of itself."""

import re

from bot import errors
from bot.chat.actions import Actions
from bot.chat.events import Command
from bot.chat.facts import Role
from bot.context import Context
from bot.domain.moments import say_moment
from bot.domain.switches import OFF
from bot.domain.weekdays import BadDay, parse_days
from bot.routing import Router
from bot.services import digests
from bot.services.digests import Digests

router = Router("digests", sections=(Digests,))

EVERY = {
    "daily": "daily",
    "harian": "daily",
    "weekly": "weekly",
    "mingguan": "weekly",
}
TIME = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b")
FILLING = re.compile(r"\b(?:pukul|jam|at|on|hari|setiap|every)\b")


@router.command("digest", "ringkasan", role=Role.ADMIN)
def digest(event: Command, ctx: Context) -> Actions:
    """`daily`, `weekly mon 19:00` or `off`; without words shows what is set."""
    words = event.args.lower()
    wanted = _read(words, ctx.settings(Digests)) if words else ctx.settings(Digests)
    if words:
        ctx.change(wanted)
    moment = digests.plan(wanted, ctx)
    if moment is None:
        return [ctx.reply(ctx.say("digests.is_off"))]
    when = say_moment(moment, ctx.now, ctx.group.zone, ctx.language)
    return [ctx.reply(ctx.say(f"digests.is_{wanted.every}", when=when))]


def _read(words: str, before: Digests) -> Digests:
    if words in OFF:
        return before.model_copy(update={"every": "off"})
    time = TIME.search(words)
    kind, _, rest = " ".join(FILLING.sub(" ", TIME.sub(" ", words)).split()).partition(" ")
    if kind not in EVERY or (rest and EVERY[kind] == "daily"):
        raise errors.Misused
    values: dict[str, object] = {"every": EVERY[kind]}
    if time is not None:
        values["at"] = f"{int(time[1]):02}:{time[2]}"
    if rest:
        values["days"] = _days(rest)
    return before.model_copy(update=values)


def _days(words: str) -> list[int]:
    try:
        return sorted(parse_days(words))
    except BadDay:
        raise errors.Misused from None
