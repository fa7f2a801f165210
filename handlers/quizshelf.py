"""The quizzes that there are: to look at, to change, to take away."""

from bot import errors
from bot.chat.actions import Actions, Choice, Send, Tell
from bot.chat.events import Chose, Command, Message
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text, concat, plain
from bot.context import Context
from bot.domain.formats import LINES
from bot.domain.formats.lines import one
from bot.models import Quiz, QuizQuestion
from bot.routing import Router
from bot.services import conversations, places, quizdrafts, quizfiles, quizshelf, quizzes
from bot.services.quizdrafts import Drafts

router = Router("quizshelf")

NUMBER, CHANGE = "quizshelf.number", "quizshelf.change"
SHOWN = 20  # quizzes with a button


@router.command("quizzes", "daftarkuis", role=Role.ADMIN)
def quizzes_(event: Command, ctx: Context) -> Actions:
    """Every quiz with the number of its questions."""
    found = quizzes.listed(ctx)
    if not found:
        return [ctx.reply(ctx.say("quizzes.none_yet"))]
    lines = [ctx.say("quizshelf.line", name=quiz.name, count=count) for quiz, count in found]
    text = concat(ctx.say("quizshelf.title"), *(part for line in lines for part in ("\n", line)))
    choices = tuple(
        Choice(quiz.name[:40], "quizshelf.show", (quiz.id,), role=Role.ADMIN, once=False, row=index // 2)
        for index, (quiz, _) in enumerate(found[:SHOWN])
    )
    return [ctx.reply(text, choices=choices)]


@router.chose("quizshelf.show")
def show(event: Chose, ctx: Context) -> Actions:
    """A quiz with its questions, to the admin alone."""
    assert event.who is not None
    quiz = quizshelf.get(int(event.args[0]), ctx)
    text, choices = _page(quiz, ctx), _buttons(quiz, ctx)
    if ctx.place.is_private:
        return [ctx.reply(text, choices=choices)]
    return [Tell(event.who, text, choices=choices, otherwise=[ctx.reply(ctx.say("privacy.open_private"))])]


def _page(quiz: Quiz, ctx: Context) -> Text:
    rows = quizzes.questions(quiz, ctx)
    title = ctx.say("quizshelf.quiz", name=quiz.name, count=len(rows))
    lines = [f"{number}. {quizshelf.short(row)}" for number, row in enumerate(rows[: quizshelf.LISTED], 1)]
    more = [str(ctx.say("quizshelf.more", count=len(rows) - len(lines)))] if len(rows) > len(lines) else []
    return concat(title, "\n", "\n".join([*lines, *more]))


def _buttons(quiz: Quiz, ctx: Context) -> tuple[Choice, ...]:
    routes = ("add", "change", "remove", "drop")
    return tuple(
        Choice(
            str(ctx.say(f"quizshelf.button.{name}")),
            f"quizshelf.{name}",
            (quiz.id,),
            role=Role.ADMIN,
            once=False,
            row=index // 2,
        )
        for index, name in enumerate(routes)
    )


@router.chose("quizshelf.add")
def add(event: Chose, ctx: Context) -> Actions:
    """The wizard goes on with this quiz."""
    quiz = quizshelf.get(int(event.args[0]), ctx)
    quizdrafts.keep(Drafts(ctx.group.chat.id, quiz.name), ctx)
    return [ctx.reply(ctx.say("quizeditor.how", name=quiz.name))]


@router.chose("quizshelf.change")
def change(event: Chose, ctx: Context) -> Actions:
    """Which question?"""
    return _which("change", int(event.args[0]), ctx)


@router.chose("quizshelf.remove")
def remove(event: Chose, ctx: Context) -> Actions:
    """Which question?"""
    return _which("remove", int(event.args[0]), ctx)


def _which(wish: str, quiz_id: int, ctx: Context) -> Actions:
    quiz = quizshelf.get(quiz_id, ctx)
    conversations.begin(NUMBER, {"group": ctx.group.chat.id, "quiz": quiz.id, "wish": wish}, ctx)
    return [ctx.reply(ctx.say(f"quizshelf.which_{wish}", most=len(quizzes.questions(quiz, ctx))))]


@router.step(NUMBER)
def numbered(event: Message, ctx: Context) -> Actions:
    """The number of a question: it goes, or is shown as one would type it."""
    state = conversations.finish(ctx)
    home = _allowed(int(state["group"]), ctx)
    row = quizshelf.numbered(quizshelf.get(int(state["quiz"]), home), plain(event.text), home)
    if state["wish"] == "remove":
        quizzes.retire_question(row, home)
        return [ctx.reply(ctx.say("quizshelf.removed", text=quizshelf.short(row)))]
    conversations.begin(CHANGE, {"group": state["group"], "row": row.id}, ctx)
    return [ctx.reply(ctx.say("quizshelf.ask_change")), _copyable(row, ctx)]


def _copyable(row: QuizQuestion, ctx: Context) -> Send:
    return ctx.reply(one(quizzes.question_of(row)))


@router.step(CHANGE)
def changed(event: Message, ctx: Context) -> Actions:
    """The new wording; level, topic and the like stay."""
    state = conversations.finish(ctx)
    home = _allowed(int(state["group"]), ctx)
    read = LINES.read(plain(event.text).encode())
    if len(read.questions) != 1 or read.problems:
        raise errors.Refused("quizshelf.one_question", problems=quizfiles.told(read.problems, ctx))
    row = quizshelf.row(int(state["row"]), home)
    quizzes.change(row, quizshelf.reworded(quizzes.question_of(row), read.questions[0]), home)
    return [ctx.reply(ctx.say("quizshelf.changed", text=quizshelf.short(row)))]


def _allowed(group: int, ctx: Context) -> Context:
    """The moment seen from the quiz's group. Raises `errors.Refused` for whoever is no admin there any more."""
    home = places.about(group, ctx)
    assert home.event.who is not None
    if home.know(RoleOf(home.group.chat, home.event.who), max_age=0) < Role.ADMIN:
        raise errors.Refused("roles.only_admin")
    return home


@router.chose("quizshelf.drop")
def drop(event: Chose, ctx: Context) -> Actions:
    """Asks once more."""
    quiz = quizshelf.get(int(event.args[0]), ctx)
    sure = Choice(str(ctx.say("quizshelf.button.sure")), "quizshelf.dropped", (quiz.id,), role=Role.ADMIN)
    return [ctx.reply(ctx.say("quizshelf.ask_drop", name=quiz.name), choices=(sure,))]


@router.chose("quizshelf.dropped")
def dropped(event: Chose, ctx: Context) -> Actions:
    """The quiz is gone; what was played stays counted."""
    quiz = quizshelf.get(int(event.args[0]), ctx)
    name = quiz.name
    quizzes.retire(quiz, ctx)
    return [ctx.reply(ctx.say("quizshelf.dropped", name=name))]
