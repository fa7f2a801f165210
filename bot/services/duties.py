"""What those on a rota are told: that their turn begins, what the last one noted, and who would like to swap."""

from bot.chat.actions import AnyAction, Choice, Send, Tell
from bot.chat.events import Account
from bot.chat.text import Text
from bot.context import Context
from bot.domain.moments import say_moment
from bot.models import Rota, RotaTurn
from bot.services import alerts, people, rota

DAY = 24.0


def title(row: Rota, ctx: Context) -> Text:
    """The rota's name in words."""
    return ctx.say("rota.title_of", name=row.name) if row.name else ctx.say("rota.title")


def begun(row: Rota, turn: RotaTurn, before: RotaTurn | None, ctx: Context) -> list[AnyAction]:
    """A turn begins: told in private with a button to swap; whoever cannot be written to reads it with the others."""
    who = people.account(ctx.session, turn.identity_id)
    until = say_moment(turn.ends_at, ctx.now, ctx.group.zone, ctx.language)
    lines = [title(row, ctx), ctx.say("rota.your_turn", name=who.name, group=ctx.group.chat.title, until=until)]
    lines += [ctx.say("rota.handed", note=before.note)] if before is not None and before.note else []
    swap = Choice(str(ctx.say("rota.swap")), "rota.swap", (turn.id,), who=who, hours=DAY * row.days)
    open_ = Send(alerts.place(ctx) or ctx.group.chat, Text("\n").join(lines))
    ending = Choice(str(ctx.say("rota.write_note")), "rota.note", (turn.id,), who=who, once=False, hours=DAY * row.days)
    return [Tell(who, Text("\n").join(lines), choices=(swap, ending), otherwise=[open_])]


def ask_others(row: Rota, turn: RotaTurn, who: Account, ctx: Context) -> list[AnyAction]:
    """Everybody else on the rota is asked whether they take over; the first to say so does."""
    until = say_moment(turn.ends_at, ctx.now, ctx.group.zone, ctx.language)
    text = Text("\n").join([title(row, ctx), ctx.say("rota.would_swap", name=who.name, until=until)])
    others = [each for each in rota.upcoming(row, ctx) if each.id != who.id]
    return [Tell(each, text, choices=(_take(turn, each, ctx),)) for each in others]


def _take(turn: RotaTurn, who: Account, ctx: Context) -> Choice:
    hours = max((turn.ends_at - ctx.now).total_seconds() / 3600, 1.0)
    return Choice(str(ctx.say("rota.take")), "rota.take", (turn.id, turn.identity_id), who=who, hours=hours)
