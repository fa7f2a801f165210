"""Quizzes written in the chat: question by question in private, or all at once."""

from collections.abc import Callable, Mapping, Sequence

from bot import errors
from bot.chat.actions import Actions, AnyAction, Choice, Delete, Tell
from bot.chat.events import Chose, Command, Message, MessageKind
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text, concat, plain
from bot.context import Context
from bot.domain.formats import LINES
from bot.domain.formats.lines import one
from bot.domain.questions import Problem
from bot.routing import Router
from bot.services import conversations, places, quizdrafts, quizfiles, quizzes
from bot.services.quizdrafts import Drafts
from bot.services.quizzes.store import NAME

router = Router("quizeditor")

NAMING = "quizeditor.name"


@router.command("quiznew", "kuisbaru", role=Role.ADMIN)
def new(event: Command, ctx: Context) -> Actions:
    """`/quiznew NAME`, then question by question; or the questions right below it."""
    name, _, below = event.args.strip().partition("\n")
    if name:
        quizzes.slug_of(name)
    if below.strip():
        return [*_hidden(event, ctx), *_all_at_once(name, below, ctx)]
    return _named(name, ctx) if ctx.place.is_private else _in_private(name, event, ctx)


def _hidden(event: Command, ctx: Context) -> list[AnyAction]:
    """Who reads along in the group shall not see the answers."""
    return [] if ctx.place.is_private or not event.message else [Delete(ctx.place.chat, message=event.message)]


def _all_at_once(name: str, lines: str, ctx: Context) -> Actions:
    assert ctx.event.who is not None
    read = LINES.read(f"\n{lines}".encode())
    if not read.questions:
        raise errors.Refused("quizeditor.nothing", problems=quizfiles.told(read.problems, ctx))
    saved = _saved(Drafts(ctx.group.chat.id, name, list(read.questions)), ctx)
    if not read.problems:
        return [ctx.reply(saved)]
    text = ctx.say("quizfiles.left_out", name=name, problems=quizfiles.told(read.problems, ctx))
    return [ctx.reply(saved), Tell(ctx.event.who, text, otherwise=[ctx.reply(text)])]


def _in_private(name: str, event: Command, ctx: Context) -> Actions:
    """Questions are written where nobody reads along."""
    assert event.who is not None
    begin = Choice(str(ctx.say("quizeditor.button.begin")), "quizeditor.begin", (name,), role=Role.ADMIN)
    told = ctx.reply(ctx.say("quizeditor.see_private"), vanish=30)
    sorry = ctx.reply(ctx.say("privacy.open_private"))
    text = ctx.say("quizeditor.invited", group=ctx.group.chat.title)
    return [Tell(event.who, text, choices=(begin,), then=[told], otherwise=[sorry])]


@router.chose("quizeditor.begin")
def begin(event: Chose, ctx: Context) -> Actions:
    """The wizard begins where the button is."""
    return _named(str(event.args[0]), ctx)


def _named(name: str, ctx: Context) -> Actions:
    if not name.strip():
        conversations.begin(NAMING, {"group": ctx.group.chat.id}, ctx)
        return [ctx.reply(ctx.say("quizeditor.ask_name"))]
    drafts = Drafts(ctx.group.chat.id, " ".join(name.split()))
    quizdrafts.keep(drafts, ctx)
    return [ctx.reply(ctx.say("quizeditor.how", name=drafts.name), choices=_buttons(drafts, ctx))]


@router.step(NAMING)
def naming(event: Message, ctx: Context) -> Actions:
    """The quiz has a name now."""
    state = conversations.finish(ctx)
    name = plain(event.text).strip()
    if not name:
        raise errors.Refused("quizzes.bad_name", most=NAME)
    quizzes.slug_of(name)
    return _named(name, places.about(int(state["group"]), ctx))


@router.step(quizdrafts.STEP)
def write(event: Message, ctx: Context) -> Actions | None:
    """Questions, options, a forwarded poll, or what to do with them."""
    drafts = quizdrafts.resume(ctx)
    said = plain(event.text).strip()
    if drafts is None:
        return None
    if _is_menu(said, drafts, ctx):
        quizdrafts.keep(drafts, ctx)
        return None
    wish = _WORDS.get(said.casefold())
    if wish is not None:
        return wish(drafts, ctx)
    problems = _taken(event, said, drafts, places.about(drafts.group, ctx))
    quizdrafts.keep(drafts, ctx)
    left = [ctx.reply(ctx.say("quizeditor.no_picture"))] if event.kind is MessageKind.PHOTO else []
    return [*left, *_asks_on(drafts, problems, ctx)]


def _is_menu(said: str, drafts: Drafts, ctx: Context) -> bool:
    """Whether a number chooses from a menu below the bot's last message."""
    return ctx.abilities.numbers and said.isdecimal() and len(said) <= 2 and drafts.poll is None


def _taken(event: Message, said: str, drafts: Drafts, ctx: Context) -> Sequence[Problem]:
    if event.poll is not None:
        quizdrafts.add_poll(drafts, event.poll)
    elif drafts.poll is not None:
        quizdrafts.answer(drafts, drafts.poll, said)
    elif said:
        return quizdrafts.add(drafts, said)
    elif event.kind is MessageKind.PHOTO:
        raise errors.Refused("quizeditor.no_picture")
    else:
        raise errors.Refused("quizeditor.only_words")
    return ()


def _asks_on(drafts: Drafts, problems: Sequence[Problem], ctx: Context) -> Actions:
    """What is next: the right answer of a poll, the options of a question, or another question."""
    if drafts.poll is not None:
        options = quizdrafts.listed(drafts.poll.options)
        return [ctx.reply(ctx.say("quizeditor.which_one", options=options))]
    if drafts.half:
        return [ctx.reply(ctx.say("quizeditor.ask_options", text=drafts.half))]
    if problems:
        text = ctx.say("quizeditor.not_understood", problems=quizfiles.told(problems, ctx))
        return [ctx.reply(text, choices=_buttons(drafts, ctx))]
    shown = one(drafts.questions[-1])
    text = ctx.say("quizeditor.noted", count=len(drafts.questions), question=shown)
    return [ctx.reply(text, choices=_buttons(drafts, ctx))]


def _buttons(drafts: Drafts, ctx: Context) -> tuple[Choice, ...]:
    names = ["save", "all", "undo", "cancel"] if drafts.questions else ["cancel"]
    return tuple(
        Choice(
            str(ctx.say(f"quizeditor.button.{name}", count=len(drafts.questions))),
            f"quizeditor.{name}",
            who=ctx.event.who,
            once=False,
            row=index // 2,
        )
        for index, name in enumerate(names)
    )


def _save(drafts: Drafts, ctx: Context) -> Actions:
    """Everything that is written goes into the quiz."""
    if not drafts.questions:
        raise errors.Refused("quizeditor.empty")
    return [ctx.reply(_saved(drafts, places.about(drafts.group, ctx)))]


def _saved(drafts: Drafts, ctx: Context) -> Text:
    assert ctx.event.who is not None
    if ctx.know(RoleOf(ctx.group.chat, ctx.event.who), max_age=0) < Role.ADMIN:
        raise errors.Refused("roles.only_admin")
    quiz, total = quizdrafts.save(drafts, ctx)
    return ctx.say("quizeditor.saved", count=len(drafts.questions), name=quiz.name, total=total)


def _all(drafts: Drafts, ctx: Context) -> Actions:
    """Everything that is written so far, as it was typed."""
    quizdrafts.keep(drafts, ctx)
    shown = concat(*(part for question in drafts.questions for part in (one(question), "\n")))
    return [
        ctx.reply(concat(ctx.say("quizeditor.all", name=drafts.name), "\n\n", shown), choices=_buttons(drafts, ctx))
    ]


def _undo(drafts: Drafts, ctx: Context) -> Actions:
    """The last question goes, or what is half written."""
    if drafts.half or drafts.poll is not None:
        drafts.half, drafts.poll = "", None
    elif drafts.questions:
        drafts.questions.pop()
    quizdrafts.keep(drafts, ctx)
    return [ctx.reply(ctx.say("quizeditor.undone", count=len(drafts.questions)), choices=_buttons(drafts, ctx))]


def _cancel(drafts: Drafts, ctx: Context) -> Actions:
    """Nothing is saved."""
    return [ctx.reply(ctx.say("quizeditor.cancelled"))]


Wish = Callable[[Drafts, Context], Actions]
_WORDS: Mapping[str, Wish] = (
    dict.fromkeys(("simpan", "selesai", "save", "done"), _save)
    | dict.fromkeys(("lihat", "semua", "preview", "all"), _all)
    | dict.fromkeys(("hapus", "undo", "kembali"), _undo)
    | dict.fromkeys(("batal", "cancel"), _cancel)
)


def _chosen(wish: Wish, ctx: Context) -> Actions:
    drafts = quizdrafts.resume(ctx)
    if drafts is None:
        raise errors.Refused("quizeditor.over")
    return wish(drafts, ctx)


@router.chose("quizeditor.save")
def save(event: Chose, ctx: Context) -> Actions:
    """By button: everything goes into the quiz."""
    return _chosen(_save, ctx)


@router.chose("quizeditor.all")
def show_all(event: Chose, ctx: Context) -> Actions:
    """By button: everything that is written."""
    return _chosen(_all, ctx)


@router.chose("quizeditor.undo")
def undo(event: Chose, ctx: Context) -> Actions:
    """By button: the last one goes."""
    return _chosen(_undo, ctx)


@router.chose("quizeditor.cancel")
def cancel(event: Chose, ctx: Context) -> Actions:
    """By button: nothing is saved."""
    return _chosen(_cancel, ctx)
