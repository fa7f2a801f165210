"""A pairing round begins, and in its middle everybody is asked whether they met."""

from datetime import date, timedelta

from bot.chat.actions import Actions, Choice, Delete, Send, Tell, Weight
from bot.chat.events import Account, Due
from bot.chat.text import Text
from bot.context import Context
from bot.models import Pair
from bot.routing import Router
from bot.services import introductions, pairs
from bot.services.pairs import Pairs

router = Router("pairs")

KEY = "pairs"
WEEKS = 24.0 * 14


@router.due(pairs.ROUND)
def begin(event: Due, ctx: Context) -> Actions:
    """Pairs everybody who takes part; a round for which there are too few waits a day."""
    settings, day = ctx.settings(Pairs), date.fromisoformat(event.args["day"])
    if not settings.every:
        return []
    if not pairs.draw(day, settings, ctx):
        pairs.plan(settings.model_copy(update={"every": 1}), ctx, after=day)
        return []
    pairs.plan(settings, ctx, after=day)
    pairs.ask_later(day, settings, ctx)
    found = pairs.of_day(day, ctx)
    return [*_announced(found, ctx), *(tell for pair in found for tell in _told(pair, ctx))]


def _announced(found: list[Pair], ctx: Context) -> Actions:
    """One message to the group: whoever takes part agreed to be named."""
    lines = [Text(" & ").join(_names(pairs.seated(pair, ctx), ctx)) for pair in found]
    text = ctx.say("pairs.round", count=len(found), pairs=Text("\n").join(Text("• ") + line for line in lines))
    choice = Choice(str(ctx.say("pairs.button.join")), "pairs.join", once=False, hours=WEEKS)
    chat = ctx.group.chat
    return [Delete(chat, key=KEY), Send(chat, text, key=KEY, choices=[choice], weight=Weight.BROADCAST)]


def _names(who: list[Account], ctx: Context) -> list[Text]:
    return [introductions.named(each.id, ctx) for each in who]


def _told(pair: Pair, ctx: Context) -> list[Tell]:
    """Each learns with whom, and how to begin."""
    together = pairs.seated(pair, ctx)
    return [
        Tell(
            who,
            ctx.say_to(who, "pairs.yours", names=_others(who, together, ctx), group=ctx.group.chat.title, me=who.name),
            until=ctx.now + introductions.WORTH,
        )
        for who in together
    ]


def _others(who: Account, together: list[Account], ctx: Context) -> Text:
    return Text(" & ").join(_names([each for each in together if each.id != who.id], ctx))


@router.due(pairs.MET)
def ask(event: Due, ctx: Context) -> Actions:
    """Did you meet? Only those who were not told to have met already."""
    found = pairs.of_day(date.fromisoformat(event.args["day"]), ctx)
    return [tell for pair in found if pair.met_at is None for tell in _asked(pair, ctx)]


def _asked(pair: Pair, ctx: Context) -> list[Tell]:
    together = pairs.seated(pair, ctx)
    if len(together) < 2:
        return []
    return [
        Tell(
            who,
            ctx.say_to(who, "pairs.did_you_meet", names=_others(who, together, ctx)),
            choices=[
                Choice(str(ctx.say_to(who, f"pairs.button.{verb}")), "pairs.met", (pair.id, verb), who=who, hours=WEEKS)
                for verb in ("yes", "not_yet")
            ],
            until=ctx.now + timedelta(days=1),
        )
        for who in together
    ]
