"""Members ask the moderators to look: at a message, or at the group."""

import re
from dataclasses import replace

from bot import errors
from bot.chat.actions import Actions, AnyAction, Delete, Tell
from bot.chat.events import Account, Command, Edited, Message
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text, plain
from bot.context import Context
from bot.models import Flag
from bot.routing import Router
from bot.services import cards, flags, people, reports

router = Router("reports")

CALL = re.compile(r"(?<![\w@])@admins?\b", re.IGNORECASE)


def calls(event: Message) -> bool:
    """Whether a message in a group calls the admins."""
    in_group = event.group is not None and event.group.kind == "group"
    return in_group and "@" in event.text and CALL.search(event.text) is not None


@router.command("report", "lapor")
def report(event: Command, ctx: Context) -> Actions:
    """Shows the moderators the message replied to; the command leaves no trace."""
    if ctx.place.is_private:
        raise errors.Refused("reports.in_group")
    if not event.reply_to:
        raise errors.Misused
    return [Delete(ctx.place.chat, message=event.message), *_reported(event, event.args, ctx)]


@router.command("tagadmin")
def tag(event: Command, ctx: Context) -> Actions:
    """The name by which groups on WhatsApp know `@admin`."""
    if ctx.place.is_private:
        raise errors.Refused("reports.in_group")
    return call(replace(event, text=Text(event.args)), ctx) or []


@router.on(Message, when=calls)
def call(event: Message, ctx: Context) -> Actions | None:
    """`@admin` reports the message replied to; without a reply it calls the moderators."""
    if event.who is None or isinstance(event, Edited):
        return None
    said = plain(event.text)
    if event.reply_to:
        return _reported(event, CALL.sub("", said).strip(), ctx)
    _within_measure(event.who, ctx)
    flag, card = flags.raise_flag(event.who, ctx, kind="call", message=event.message, quote=said)
    reports.add(flag, event.who, "", ctx)
    return [*card, *_thanks(event.who, ctx)]


def _reported(event: Message, reason: str, ctx: Context) -> list[AnyAction]:
    assert event.who is not None
    target = _target(event, ctx)
    flag = flags.about(event.reply_to, ctx)
    if flag is not None and flag.state != "open":
        raise errors.Refused("reports.seen")
    if flag is not None and any(row.identity_id == event.who.id for row in reports.of(flag, ctx)):
        return _thanks(event.who, ctx)
    _within_measure(event.who, ctx)
    return [*_card(flag, target, event, reason, ctx), *_thanks(event.who, ctx)]


def _card(flag: Flag | None, target: Account, event: Message, reason: str, ctx: Context) -> list[AnyAction]:
    """The first report makes a card, a further one is counted on it."""
    assert event.who is not None
    if flag is not None:
        reports.add(flag, event.who, reason, ctx)
        return cards.update(flag, ctx)
    quote = plain(event.reply_text)
    flag, _ = flags.raise_flag(target, ctx, kind="report", message=event.reply_to, quote=quote)
    reports.add(flag, event.who, reason, ctx)
    return cards.post(flag, ctx)  # not the card of before: the report is on it now


def _target(event: Message, ctx: Context) -> Account:
    """Whose message it is: not one's own, not the bot's, not an admin's."""
    assert event.who is not None
    if event.reply_who is None:
        raise errors.Refused("reports.nobody")
    row = people.meet(ctx.session, ctx.community, event.reply_who, ctx.now)
    target = people.account(ctx.session, row.id or 0)
    if target.id == event.who.id:
        raise errors.Refused("reports.yourself")
    if ctx.know(RoleOf(ctx.group.chat, replace(target, kind=event.reply_who.kind))) >= Role.MODERATOR:
        raise errors.Refused("reports.staff")
    return target


def _within_measure(who: Account, ctx: Context) -> None:
    if reports.lately(who, ctx) >= reports.HOURLY:
        raise errors.Refused("reports.too_many", most=reports.HOURLY)


def _thanks(who: Account, ctx: Context) -> list[AnyAction]:
    """To the person alone; in the group without a name, because the command itself is gone."""
    text = ctx.say("reports.thanks")
    return [Tell(who, text, otherwise=[replace(ctx.reply(text, vanish=20), reply_to="")])]
