"""One person, two platforms: a code from here, typed there, makes both accounts one; each may leave again."""

from bot import errors
from bot.chat.actions import Actions, Tell
from bot.chat.events import Account, Command, Delivered, Due
from bot.chat.text import Text
from bot.context import Context
from bot.routing import Router
from bot.services import bans, codes, linking

router = Router("linking")


@router.command("link", "hubungkan", about_group=False)
def link(event: Command, ctx: Context) -> Actions:
    """Without a code shows one, to me alone; with one makes both accounts one person."""
    who = linking.speaker(ctx)
    return _joined(who, event.args, ctx) if event.args else _shown(who, ctx)


def _shown(who: Account, ctx: Context) -> Actions:
    text = ctx.say_to(who, "linking.code", code=linking.new_code(who, ctx))
    if ctx.place.is_private:
        return [ctx.reply(text)]
    ask_first = ctx.reply(ctx.say("privacy.open_private"))
    return [Tell(who, text, then=[ctx.reply(ctx.say("linking.sent"))], otherwise=[ask_first])]


def _joined(who: Account, code: str, ctx: Context) -> Actions:
    if not codes.may_try(who, ctx):
        raise errors.Refused("linking.too_many")
    other = linking.behind(code, ctx)
    if other is None:
        codes.tried(who, ctx)
        return _privately(who, ctx.say_to(who, "linking.unknown"), ctx)
    if other.platform == who.platform:
        raise errors.Refused("linking.same_platform", platform=_platform(who, ctx))
    codes.spend(linking.CODE, code, ctx)
    if linking.are_one(other, who, ctx):
        return _privately(who, ctx.say_to(who, "linking.already"), ctx)
    acts = linking.join(other, who, ctx)
    news = ctx.say_to(other, "linking.noticed", platform=_platform(who, ctx), name=who.name)
    told = ctx.say_to(who, "linking.joined", one=_platform(other, ctx), other=_platform(who, ctx))
    return [*_privately(who, told, ctx), Tell(other, news), *acts]


def _privately(who: Account, text: Text, ctx: Context) -> Actions:
    here = ctx.reply(text)
    return [here] if ctx.place.is_private else [Tell(who, text, otherwise=[here])]


def _platform(who: Account, ctx: Context) -> Text:
    return ctx.say(f"linking.platform.{who.platform}")


@router.command("unlink", "lepas", about_group=False)
def unlink(event: Command, ctx: Context) -> Actions:
    """This account is a person of its own again."""
    who = linking.speaker(ctx)
    others = linking.others(who, ctx)
    if not others:
        raise errors.Refused("linking.alone")
    acts = linking.part(who, ctx)
    platforms = Text(", ").join(dict.fromkeys(_platform(other, ctx) for other in others))
    return [*_privately(who, ctx.say_to(who, "linking.parted", platforms=platforms), ctx), *acts]


def is_about_a_ban(event: Delivered) -> bool:
    """Whether a ban came or went; where a platform holds none, a removal says so."""
    return event.action in ("Ban", "Unban", "Remove")


@router.on(Delivered, when=is_about_a_ban)
def follow(event: Delivered, ctx: Context) -> Actions:
    """A ban of one account holds for the person's other ones, and ends with it."""
    return bans.follow(ctx)


@router.due(linking.CODE)
@router.due(codes.WRONG)
def over(event: Due, ctx: Context) -> Actions:
    """A code, or the count of wrong ones, has run out: its row is gone already."""
    return []
