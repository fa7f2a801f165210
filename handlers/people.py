"""Who somebody is in the group, and whom the admins appoint."""

from datetime import datetime

from bot import errors
from bot.chat.actions import Actions, Tell
from bot.chat.events import Account, Command
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text
from bot.context import Context
from bot.domain.moments import say_moment
from bot.routing import Router
from bot.services import acceptance, cards, people, points
from handlers.decisions import why_button

router = Router("people")


def target(event: Command, ctx: Context) -> tuple[Account, str]:
    """Whom a command is about, and the rest of its arguments: `@user` or an id wins over the reply.

    Raises `errors.Refused` when nobody here has that name, `errors.Misused` when nobody is named at all.
    """
    word, _, rest = event.args.partition(" ")
    if word.startswith("@") or (word.isdecimal() and len(word) > 4):
        found = people.by_name(word, ctx)
        if found is None:
            raise errors.Refused("people.nobody", name=word[:40])
        return found, rest.strip()
    if event.reply_who is not None:
        known = people.meet(ctx.session, ctx.community, event.reply_who, ctx.now)
        return people.account(ctx.session, known.id or 0), event.args
    raise errors.Misused


@router.command("info", role=Role.MODERATOR)
def info(event: Command, ctx: Context) -> Actions:
    """What is known of a member, told to the moderator in private."""
    assert event.who is not None
    who, _ = target(event, ctx)
    member = ctx.member(ctx.group.chat, who)
    if member is None:
        raise errors.Refused("people.nobody", name=who.name)
    role = ctx.know(RoleOf(ctx.group.chat, who), max_age=3600)
    text = ctx.say(
        "people.card",
        name=who.name,
        role=ctx.say(f"roles.{role.name.lower()}"),
        joined=_moment(member.joined_at, ctx),
        seen=_moment(member.last_seen, ctx),
        messages=member.messages,
        points=points.of(member, ctx.settings(points.Points)),
    )
    last = cards.last_decision(who, ctx)
    choices = (why_button(last, ctx),) if last is not None else ()
    here = ctx.reply(Text("\n").join([text, *_agreed(who, ctx), cards.history(who, ctx)]), choices=choices)
    return [here] if ctx.place.is_private else [Tell(event.who, here.text, choices=choices, otherwise=[here])]


def _agreed(who: Account, ctx: Context) -> list[Text]:
    at = acceptance.accepted_at(who, ctx)
    return [ctx.say("people.agreed", moment=_moment(at, ctx))] if at else []


def _moment(moment: datetime | None, ctx: Context) -> str:
    if moment is None:
        return str(ctx.say("people.long_ago"))
    return say_moment(moment, ctx.now, ctx.group.zone, ctx.language)


@router.command("mod", role=Role.ADMIN, destructive=True)
def appoint(event: Command, ctx: Context) -> Actions:
    """Makes a member a moderator for Pamong; the platform's own rights stay as they are."""
    who, _ = target(event, ctx)
    _appointed(who, ctx, yes=True)
    return [ctx.reply(ctx.say("people.appointed", name=who.name))]


@router.command("unmod", role=Role.ADMIN, destructive=True)
def dismiss(event: Command, ctx: Context) -> Actions:
    """Takes the appointment back."""
    who, _ = target(event, ctx)
    _appointed(who, ctx, yes=False)
    return [ctx.reply(ctx.say("people.dismissed", name=who.name))]


def _appointed(who: Account, ctx: Context, *, yes: bool) -> None:
    member = ctx.member(ctx.group.chat, who)
    if member is None or not member.present:
        raise errors.Refused("people.nobody", name=who.name)
    if member.appointed == yes:
        raise errors.Refused("people.already" if yes else "people.never", name=who.name)
    member.appointed = yes
    ctx.session.add(member)
    ctx.session.flush()
