"""Welcome newcomers, one welcome on the screen; say goodbye where a group wants it."""

from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import Field

from bot import errors, settings, texts
from bot.chat.actions import Actions, AnyAction, Choice, Delete, Edit, Send, Weight
from bot.chat.events import Account, AccountKind, Command, Joined, Left, ServiceLine
from bot.chat.facts import MemberCount, Role
from bot.chat.text import Mention, Span, Style, Text
from bot.context import Context
from bot.domain.switches import switch
from bot.routing import Router
from bot.services import buddies, captcha, introductions
from bot.settings import Section
from handlers.intros import intro_button
from handlers.rules import agree_button, rules_button
from moderation.rules.raid import Raid, crowd


class Welcome(Section):
    """Greeting and parting."""

    section: ClassVar[str] = "welcome"

    on: bool = Field(True, description="Greet people who join")
    goodbye: bool = Field(False, description="Say goodbye to people who leave")
    tidy: bool = Field(True, description="Remove the platform's own lines about joining and leaving")


router = Router("welcome", sections=(Welcome,))

PLACEHOLDERS = frozenset({"name", "group", "rules", "count", "buddy"})
LONGEST = 2000  # characters of a group's own welcome
CROWD = 3  # people who join within a minute share one welcome
NAMED = 10  # people named in it
TOGETHER = timedelta(minutes=1)


@router.on(Joined)
def greet(event: Joined, ctx: Context) -> Actions | None:
    """Welcome a newcomer, unless something is to be done first; a raid gets none."""
    if event.group is None or event.who is None or captcha.first(event.who, ctx):
        return None
    crowd(ctx).add(event, ctx.settings(Raid))
    return welcomed(event.who, ctx) or None


def welcomed(who: Account, ctx: Context) -> list[AnyAction]:
    """The welcome with the newcomer's buddy; the previous one leaves the screen. Several at once share one."""
    if ctx.settings(Raid).on and crowd(ctx).holds(ctx.event.at):
        return []
    pair = buddies.assign(who, ctx) if who.kind is AccountKind.PERSON else None
    buddy = introductions.named(pair.buddy_id, ctx) if pair else Text("")
    told = introductions.begun(pair, ctx) if pair else []
    if not ctx.settings(Welcome).on:
        return told
    lately = _greeted_lately(who, buddy, ctx)
    if len(lately) < CROWD:
        text = spoken("welcome.hello", Mention(who.name, who.id), ctx, buddy=buddy)
        return [*_alone(text, ctx), *told]
    names = Text(", ").join([_with_buddy(*each, ctx) for each in lately[-NAMED:]])
    text = spoken("welcome.hello", names, ctx, buddy="")
    return [Edit(ctx.group.chat, text, key="welcome", choices=_buttons(ctx)), *told]


def _alone(text: Text, ctx: Context) -> list[AnyAction]:
    chat = ctx.group.chat
    sent = Send(chat, text, key="welcome", choices=_buttons(ctx), weight=Weight.WELCOME)
    return [Delete(chat, key="welcome"), sent]


def _buttons(ctx: Context) -> tuple[Choice, ...]:
    return (rules_button(ctx), agree_button(ctx), intro_button(ctx))


def _greeted_lately(who: Account, buddy: Text, ctx: Context) -> list[tuple[Account, Text]]:
    """Who was greeted within the last minute, each once, by the event that brought them."""
    greeted: dict[str, tuple[datetime, Account, Text]] = ctx.memory.setdefault("welcome", {})
    greeted[ctx.event.key] = (ctx.event.at, who, buddy)
    for key, (at, _, _) in list(greeted.items()):
        if ctx.event.at - at >= TOGETHER:
            del greeted[key]
    return list({each.id: (each, with_) for _, each, with_ in greeted.values()}.values())


def _with_buddy(who: Account, buddy: Text, ctx: Context) -> Text:
    name = Text(who.name, [Span(0, len(who.name), Style.MENTION, str(who.id))])
    return ctx.say("welcome.with", name=name, buddy=buddy) if buddy else name


@router.on(Left)
def part(event: Left, ctx: Context) -> Actions:
    """A quiet goodbye, for groups that asked for one."""
    if not ctx.settings(Welcome).goodbye or event.group is None or event.who is None:
        return []
    text = spoken("welcome.goodbye", event.who.name, ctx)
    return [Delete(event.group, key="goodbye"), Send(event.group, text, key="goodbye", weight=Weight.WELCOME)]


@router.on(ServiceLine)
def tidy(event: ServiceLine, ctx: Context) -> Actions:
    """The platform's own lines about joining and leaving are clutter beside a welcome."""
    if not ctx.settings(Welcome).tidy or event.group is None or "delete_messages" not in ctx.group.rights:
        return []
    return [Delete(event.group, message=event.message)]


@router.command("welcome", "sambutan", role=Role.ADMIN)
def welcome(event: Command, ctx: Context) -> Actions:
    """Shows the welcome, or turns it on and off."""
    present = ctx.settings(Welcome)
    if event.args:
        present = present.model_copy(update={"on": switch(event.args)})
        ctx.change(present)
    state = ctx.say("welcome.is_on" if present.on else "welcome.is_off")
    return [ctx.reply(ctx.say("welcome.shown", state=state, example=_example("welcome.hello", ctx)), vanish=120)]


@router.command("setwelcome", "aturwelcome", role=Role.ADMIN)
def set_welcome(event: Command, ctx: Context) -> Actions:
    """Gives the group its own welcome; without words shows the present one."""
    return _reword("welcome.hello", event, ctx)


@router.command("setgoodbye", role=Role.ADMIN)
def set_goodbye(event: Command, ctx: Context) -> Actions:
    """Gives the group its own goodbye and turns it on; `off` turns it off."""
    if event.args.lower() in ("off", "mati"):
        ctx.change(ctx.settings(Welcome).model_copy(update={"goodbye": False}))
        return [ctx.reply(ctx.say("welcome.goodbye_off"))]
    actions = _reword("welcome.goodbye", event, ctx)
    if event.args:
        ctx.change(ctx.settings(Welcome).model_copy(update={"goodbye": True}))
    return actions


def _reword(key: str, event: Command, ctx: Context) -> Actions:
    words = event.args
    if not words:
        return [ctx.reply(ctx.say("welcome.present", example=_example(key, ctx)), vanish=120)]
    unknown = texts.placeholders(words) - PLACEHOLDERS
    if unknown:
        raise errors.Refused("welcome.unknown_placeholder", name=sorted(unknown)[0])
    if len(words) > LONGEST:
        raise errors.Refused("welcome.too_long", most=LONGEST)
    own = None if words.lower() in ("reset", "default", "bawaan") else words
    settings.reword(ctx.session, ctx.group, key, own)
    ctx.group = settings.load(ctx.session, ctx.group.chat.id, ctx.installation.defaults)
    return [ctx.reply(ctx.say("welcome.changed", example=_example(key, ctx)), vanish=120)]


def _example(key: str, ctx: Context) -> Text:
    assert ctx.event.who is not None
    return spoken(key, ctx.event.who.name, ctx)


def spoken(key: str, name: object, ctx: Context, *, buddy: Text | str = "") -> Text:
    """The group's welcome or goodbye, and who the buddy is, unless its own words say so.

    Counting the members is asked of the platform only when the words need it.
    """
    words = ctx.group.words.get(key, "")
    count = ctx.know(MemberCount(ctx.group.chat)) if "{count}" in words else 0
    rules = ctx.say("rules.text") if "{rules}" in words else ""
    text = ctx.say(key, name=name, group=ctx.group.chat.title, rules=rules, count=count, buddy=buddy)
    if not buddy or "{buddy}" in words:
        return text
    return Text("\n").join([text, ctx.say("welcome.buddy", buddy=buddy)])
