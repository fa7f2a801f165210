"""Welcome newcomers, one welcome on the screen; say goodbye where a group wants it."""

from typing import ClassVar

from pydantic import Field

from bot import errors, settings, texts
from bot.chat.actions import Actions, Delete, Edit, Send, Weight
from bot.chat.events import Account, Command, Joined, Left, ServiceLine
from bot.chat.facts import MemberCount, Role
from bot.chat.text import Mention, Span, Style, Text
from bot.context import Context
from bot.domain.switches import switch
from bot.routing import Router
from bot.settings import Section
from handlers.rules import rules_button
from moderation.rules.raid import Raid, crowd


class Welcome(Section):
    """Greeting and parting."""

    section: ClassVar[str] = "welcome"

    on: bool = Field(True, description="Greet people who join")
    goodbye: bool = Field(False, description="Say goodbye to people who leave")
    tidy: bool = Field(True, description="Remove the platform's own lines about joining and leaving")


router = Router("welcome", sections=(Welcome,))

PLACEHOLDERS = frozenset({"name", "group", "rules", "count"})
LONGEST = 2000  # characters of a group's own welcome
CROWD = 3  # people who join within a minute share one welcome


@router.on(Joined)
def greet(event: Joined, ctx: Context) -> Actions:
    """Welcome a newcomer; the previous welcome leaves the screen. Several at once share one, a raid gets none."""
    if not ctx.settings(Welcome).on or event.group is None or event.who is None:
        return []
    rules, joining = ctx.settings(Raid), crowd(ctx)
    joining.add(event, rules)
    if rules.on and joining.holds(event.at):
        return []
    together = joining.near(event.at, rules)
    if len(together) >= CROWD:
        names = Text(", ").join([Text(who.name, [_mention(who)]) for who in together])
        return [Edit(event.group, spoken("welcome.hello", names, ctx), key="welcome", choices=[rules_button(ctx)])]
    return [
        Delete(event.group, key="welcome"),
        Send(
            event.group,
            spoken("welcome.hello", Mention(event.who.name, event.who.id), ctx),
            key="welcome",
            choices=[rules_button(ctx)],
            weight=Weight.WELCOME,
        ),
    ]


def _mention(who: Account) -> Span:
    return Span(0, len(who.name), Style.MENTION, str(who.id))


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


def spoken(key: str, name: object, ctx: Context) -> Text:
    """The group's welcome or goodbye; counting the members is asked of the platform only when the words need it."""
    words = ctx.group.words.get(key, "")
    count = ctx.know(MemberCount(ctx.group.chat)) if "{count}" in words else 0
    rules = ctx.say("rules.text") if "{rules}" in words else ""
    return ctx.say(key, name=name, group=ctx.group.chat.title, rules=rules, count=count)
