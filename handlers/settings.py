"""Everything about a group that can be set by a button."""

from datetime import datetime
from typing import Literal, get_origin
from zoneinfo import ZoneInfo, available_timezones

from bot import errors, texts
from bot.chat.actions import Actions, Choice, Edit, Send
from bot.chat.events import Chose, Command
from bot.chat.facts import Role
from bot.chat.text import Text
from bot.context import Context
from bot.domain.weekdays import say_days
from bot.models import Group
from bot.routing import Router
from bot.settings import GroupInfo, Section, load

router = Router("settings")

ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}
IN_A_ROW = 2  # sections

INNER = frozenset({"words.edition", "raid.calm"})
"""What Pamong notes in a section for itself: nobody sets it by hand."""


@router.command("settings", "pengaturan", role=Role.ADMIN)
def show(event: Command, ctx: Context) -> Actions:
    """The group's settings with a button for each section; only admins may press them."""
    return [
        Send(
            ctx.place.chat,
            _page(ctx),
            key=_key(ctx),
            choices=_buttons(ctx),
            reply_to="" if ctx.place.is_private else event.message,
            vanish=0 if ctx.place.is_private else 300,
        )
    ]


@router.chose("settings.open")
def open_section(event: Chose, ctx: Context) -> Actions:
    """The switches and values of one section."""
    return _again(ctx, ctx.routes.sections[str(event.args[0])])


@router.chose("settings.back")
def back(event: Chose, ctx: Context) -> Actions:
    """The first page."""
    return _again(ctx)


@router.chose("settings.toggle")
def toggle(event: Chose, ctx: Context) -> Actions:
    """Turns one switch and shows its section as it is now."""
    name, field = event.args
    model = ctx.routes.sections[name]
    section = ctx.settings(model)
    ctx.change(section.model_copy(update={field: not getattr(section, field)}))
    return _again(ctx, model)


@router.chose("settings.language")
def next_language(event: Chose, ctx: Context) -> Actions:
    """The other language."""
    others = [language for language in texts.LANGUAGES if language != texts.known(ctx.group.language)]
    _store(ctx, language=others[0])
    return _again(ctx)


def _again(ctx: Context, section: type[Section] | None = None) -> Actions:
    """The same message, with another page."""
    ctx.group = _fresh(ctx)
    text, choices = (_page(ctx), _buttons(ctx)) if section is None else (_inside(section, ctx), _switches(section, ctx))
    return [Edit(ctx.place.chat, text, key=_key(ctx), choices=choices)]


def _key(ctx: Context) -> str:
    return f"settings.{ctx.group.chat.id}"


def _page(ctx: Context) -> Text:
    local = ctx.now.astimezone(ctx.group.zone)
    return ctx.say("settings.page", group=ctx.group.chat.title, zone=ctx.group.timezone, time=f"{local:%H:%M}")


def _buttons(ctx: Context) -> tuple[Choice, ...]:
    """One for each section, and the language."""
    names = list(ctx.routes.sections)
    sections = [
        _choice(str(ctx.say(f"{name}.title")), "settings.open", (name,), at // IN_A_ROW)
        for at, name in enumerate(names)
    ]
    label = str(ctx.say("settings.language_is", language=ctx.say(f"settings.{texts.known(ctx.group.language)}")))
    return (*sections, _choice(label, "settings.language", (), len(names)))


def _choice(label: str, route: str, args: tuple[str, ...], row: int) -> Choice:
    return Choice(label, route, args, role=Role.ADMIN, once=False, row=row)


def _switches(section: type[Section], ctx: Context) -> tuple[Choice, ...]:
    """One for each switch of a section, and the way back."""
    fields = [name for name, field in section.model_fields.items() if field.annotation is bool]
    switches = [_switch(section, name, row, ctx) for row, name in enumerate(fields)]
    return (*switches, _choice(str(ctx.say("settings.back")), "settings.back", (), len(switches)))


def _switch(section: type[Section], name: str, row: int, ctx: Context) -> Choice:
    mark = "✅" if getattr(ctx.settings(section), name) else "⬜"
    label = f"{mark} {ctx.say(f'{section.section}.setting.{name}')}"
    return _choice(label, "settings.toggle", (section.section, name), row)


def _inside(section: type[Section], ctx: Context) -> Text:
    """What a section is about, and its values that have no button."""
    name = section.section
    title, about = ctx.say(f"{name}.title"), ctx.say(f"{name}.about")
    head = ctx.say("settings.section", title=title, about=about, group=ctx.group.chat.title)
    lines = [
        ctx.say("settings.line", label=ctx.say(f"{name}.setting.{field}"), value=_value(section, field, ctx))
        for field, info in section.model_fields.items()
        if info.annotation is not bool and f"{name}.{field}" not in INNER
    ]
    return Text("\n").join([head, *lines])


def _value(section: type[Section], field: str, ctx: Context) -> object:
    """A value in the group's words."""
    value = getattr(ctx.settings(section), field)
    if get_origin(section.model_fields[field].annotation) is Literal:
        return ctx.say(f"{section.section}.value.{value}")
    if not value and not isinstance(value, int | float):
        return ctx.say("settings.nothing")
    if field == "days":
        return say_days(value, ctx.language)
    return ", ".join(map(str, value)) if isinstance(value, list) else f"{value}".removesuffix(".0")


@router.command("setlang", "bahasa", role=Role.ADMIN)
def set_language(event: Command, ctx: Context) -> Actions:
    """Sets the group's language, or shows it."""
    if not event.args:
        return [ctx.reply(ctx.say("settings.language_now", language=ctx.say(f"settings.{ctx.language}")))]
    if event.args.lower() not in texts.LANGUAGES:
        raise errors.Misused
    _store(ctx, language=event.args.lower())
    ctx.group = ctx.place = _fresh(ctx)
    return [ctx.reply(ctx.say("settings.language_now", language=ctx.say(f"settings.{event.args.lower()}")))]


@router.command("timezone", "zonawaktu", role=Role.ADMIN)
def set_zone(event: Command, ctx: Context) -> Actions:
    """Sets the group's time zone, or shows it with the time there."""
    if event.args:
        _store(ctx, timezone=_zone(event.args))
        ctx.group = _fresh(ctx)
    local: datetime = ctx.now.astimezone(ZoneInfo(ctx.group.timezone))
    return [ctx.reply(ctx.say("settings.zone_now", zone=ctx.group.timezone, time=f"{local:%H:%M}"))]


def _zone(word: str) -> str:
    known = {name.lower(): name for name in available_timezones()}
    found = ZONES.get(word.lower()) or known.get(word.lower().replace(" ", "_"))
    if found is None:
        raise errors.Refused("settings.zone_unknown", zone=word[:40])
    return found


def _store(ctx: Context, **values: str) -> None:
    row = ctx.session.get_one(Group, ctx.group.chat.id)
    for name, value in values.items():
        setattr(row, name, value)
    ctx.session.add(row)
    ctx.session.flush()


def _fresh(ctx: Context) -> GroupInfo:
    return load(ctx.session, ctx.group.chat.id, ctx.installation.defaults)
