"""What Pamong is and what it understands."""

from bot import errors
from bot.chat.actions import Actions, Tell
from bot.chat.events import Command, Message
from bot.chat.facts import Role
from bot.chat.text import Text, concat
from bot.context import Context
from bot.routing import CommandSpec, Router

router = Router("help")

SHELVES = {"everyone": Role.STRANGER, "moderators": Role.MODERATOR, "admins": Role.ADMIN}
TOPICS = {
    "moderator": "moderators",
    "moderators": "moderators",
    "mod": "moderators",
    "admin": "admins",
    "admins": "admins",
    "pengurus": "admins",
}


@router.command("start", about_group=False)
def start(event: Command, ctx: Context) -> Actions:
    """The first words in private: who Pamong is, and what to do next."""
    key = "help.hello_private" if ctx.place.is_private else "help.hello_group"
    return [ctx.reply(ctx.say(key, name=event.who.name if event.who else ""))]


@router.command("help", "bantuan", "menu", about_group=False)
def help_(event: Command, ctx: Context) -> Actions:
    """What members may use, what moderators or admins may, or one command explained; in private where possible."""
    assert event.who is not None
    text = _explained(event.args, ctx) if event.args else _overview("everyone", ctx)
    if ctx.place.is_private:
        return [ctx.reply(text)]
    return [Tell(event.who, text, otherwise=[ctx.reply(text if event.args else _brief("everyone", ctx), vanish=120)])]


def _overview(shelf: str, ctx: Context) -> Text:
    """One shelf; by name only where there are no buttons, because people there read on small screens."""
    if not ctx.abilities.buttons:
        return _brief(shelf, ctx)
    lines = [concat(f"{_mark(ctx)}{spec.name} – ", _summary(spec, ctx)) for spec in _of(SHELVES[shelf], ctx)]
    return Text("\n\n").join([ctx.say("help.intro"), Text("\n").join([_title(shelf, ctx), *lines]), *_further(ctx)])


def _brief(shelf: str, ctx: Context) -> Text:
    names = " ".join(f"{_mark(ctx)}{spec.name}" for spec in _of(SHELVES[shelf], ctx))
    return Text("\n\n").join([Text("\n").join([_title(shelf, ctx), names]), *_further(ctx)])


def _title(shelf: str, ctx: Context) -> Text:
    return ctx.say(f"help.for_{shelf}")


def _further(ctx: Context) -> list[Text]:
    """Where the rest is, as far as there is any."""
    others = [shelf for shelf in ("moderators", "admins") if _of(SHELVES[shelf], ctx)]
    return [Text("\n").join([ctx.say("help.more"), *(ctx.say(f"help.more_{shelf}") for shelf in others)])]


def _of(role: Role, ctx: Context) -> list[CommandSpec]:
    """The commands of one shelf: those that need at most this role and more than the one below."""
    below = max((floor for floor in SHELVES.values() if floor < role), default=None)
    return [spec for spec in ctx.routes.specs() if spec.role <= role and (below is None or spec.role > below)]


def _explained(word: str, ctx: Context) -> Text:
    if word.lower() in TOPICS:
        return _overview(TOPICS[word.lower()], ctx)
    found = ctx.routes.called(word.lstrip("/.!").split()[0])
    if found is None:
        raise errors.Refused("help.unknown_topic", word=word[:40])
    spec, _ = found
    also = ", ".join(f"{_mark(ctx)}{alias}" for alias in spec.aliases)
    lines = [concat(f"{_mark(ctx)}{spec.name} – ", _summary(spec, ctx)), ctx.say(f"{spec.noun}.usage.{spec.name}")]
    if also:
        lines.append(ctx.say("help.also", aliases=also))
    return Text("\n").join(lines)


def _summary(spec: CommandSpec, ctx: Context) -> Text:
    return ctx.say(f"{spec.noun}.help.{spec.name}")


def _mark(ctx: Context) -> str:
    return ctx.abilities.prefixes[0]


@router.on(Message, when=lambda event: event.group is not None and event.group.kind == "private")
def lost(event: Message, ctx: Context) -> Actions:
    """In private nobody is left without an answer."""
    key = "help.unknown_command" if event.text[:1] in ctx.abilities.prefixes and event.text else "help.lost"
    return [ctx.reply(ctx.say(key))]
