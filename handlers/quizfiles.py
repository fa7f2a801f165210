"""Quizzes from files, and into files."""

from dataclasses import replace

from bot import errors
from bot.chat.actions import Actions, AnyAction, Return, Send, Tell
from bot.chat.events import Command, Document, Form, Message, Worked
from bot.chat.facts import File, Role, RoleOf
from bot.chat.text import Text, concat
from bot.context import Context
from bot.domain import formats
from bot.domain.questions import from_dict
from bot.routing import Router
from bot.services import conversations, places, quizfiles, quizzes, transfers

router = Router("quizfiles")

STEP = "quizfiles.document"
MOST = 1024 * 1024  # bytes


@router.form("quizzes.import")
def take(event: Form, ctx: Context) -> Actions:
    """Stores questions under a name, as another process read them."""
    questions = [from_dict(value) for value in event.values["questions"]]
    try:
        quiz = quizfiles.save(str(event.values["name"]), questions, ctx)
    except errors.Refused as refused:
        return [Return({"error": str(ctx.say(refused.key, **refused.values))})]
    return [Return({"quiz": quiz.name, "questions": len(questions)})]


@router.form("quizzes.export")
def give(event: Form, ctx: Context) -> Actions:
    """The questions of a quiz by its name."""
    quiz = quizzes.find(str(event.values["name"]), ctx)
    if quiz is None:
        return [Return({"error": str(ctx.say("quizfiles.unknown", names=quizfiles.names(ctx)))})]
    return [Return({"quiz": quiz.name, "questions": [row.content for row in quizzes.questions(quiz, ctx)]})]


@router.command("quizimport", "imporkuis", role=Role.ADMIN)
def import_(event: Command, ctx: Context) -> Actions:
    """`/quizimport NAME` as the caption of a document or as a reply to it; else the document is asked for."""
    name = event.args.strip()
    if not name:
        raise errors.Misused
    quizzes.slug_of(name)
    if event.document is None:
        conversations.begin(STEP, {"name": name, "group": ctx.group.chat.id}, ctx)
        return [ctx.reply(ctx.say("quizfiles.send_it", name=name, endings=", ".join(formats.ENDINGS)))]
    return _read(event.document, name, ctx)


@router.step(STEP)
def sent(event: Message, ctx: Context) -> Actions:
    """The document that was asked for; anything else ends the waiting."""
    state = conversations.finish(ctx)
    if event.document is None:
        return [ctx.reply(ctx.say("quizfiles.no_document"))]
    home = places.about(int(state["group"]), ctx)
    assert home.event.who is not None
    if home.know(RoleOf(home.group.chat, home.event.who), max_age=0) < Role.ADMIN:
        raise errors.Refused("roles.only_admin")
    return _read(event.document, str(state["name"]), home)


def _read(document: Document, name: str, ctx: Context) -> Actions:
    """Reading a large document takes seconds, so that it is done beside everybody else."""
    blob = _blob(document, ctx)
    asked = ctx.reply("")  # where, and in answer to what, the import will be told
    values = {"name": name, "group": ctx.group.chat.id, "reply_to": asked.reply_to, "thread": asked.thread}
    return [quizfiles.reading(document.name, blob, values)]


def _blob(document: Document, ctx: Context) -> int:
    """The blob of a document that may hold questions; it is fetched only then."""
    quizfiles.format_of(document.name)
    if document.size > MOST:
        raise errors.Refused("quizfiles.too_big", most=MOST // 1024)
    fact = File(ctx.place.chat, document.id)
    if len(ctx.know(fact)) > MOST:
        raise errors.Refused("quizfiles.too_big", most=MOST // 1024)
    return ctx.blob(fact)


@router.worked(quizfiles.KIND)
def imported(event: Worked, ctx: Context) -> Actions:
    """What is usable of a document becomes a quiz; what is not is told to whoever sent it."""
    if event.who is None:  # forgotten meanwhile, and the document with them
        return []
    home = places.about(int(event.args["group"]), ctx)
    try:
        return _stored(event, home)
    except errors.Refused as refused:
        text = home.say(refused.key, **refused.values)
        reply = _reply(text, event, home)
        return [reply] if ctx.place.is_private else [Tell(event.who, text, otherwise=[reply])]


def _stored(event: Worked, ctx: Context) -> Actions:
    assert event.who is not None
    if event.error:
        raise errors.Refused("quizfiles.unread")
    found = quizfiles.opened(event.blob, event.args, ctx)
    if not found.questions:
        raise errors.Refused("quizfiles.nothing", problems=quizfiles.told(found.problems, ctx))
    quiz = quizfiles.save(str(event.args["name"]), found.questions, ctx)
    text = ctx.say("quizfiles.imported", name=quiz.name, count=len(found.questions))
    said: list[AnyAction] = [_reply(text, event, ctx)]
    if found.problems:
        text = ctx.say("quizfiles.left_out", name=quiz.name, problems=quizfiles.told(found.problems, ctx))
        said.append(Tell(event.who, text, otherwise=[_reply(text, event, ctx)]))
    return said


def _reply(text: Text, event: Worked, ctx: Context) -> Send:
    """An answer to the message that brought the document, or named it."""
    return replace(ctx.reply(text), reply_to=event.args["reply_to"], thread=event.args["thread"])


@router.command("quizexport", "eksporkuis", role=Role.ADMIN)
def export(event: Command, ctx: Context) -> Actions:
    """`/quizexport NAME [csv|xlsx|gift|aiken|xml|toml]`, to the admin in private."""
    assert event.who is not None
    name, format_ = quizfiles.asked_for(event.args)
    quiz = quizzes.find(name, ctx)
    if quiz is None:
        return [ctx.reply(ctx.say("quizfiles.unknown", names=quizfiles.names(ctx)))]
    questions = [quizzes.question_of(row) for row in quizzes.questions(quiz, ctx)]
    written = format_.write(questions)
    filename = f"{quiz.slug.replace(' ', '-')}{format_.endings[0]}"
    text = ctx.say("quizfiles.exported", name=quiz.name, count=len(questions))
    if written.problems:
        text = concat(text, "\n\n", ctx.say("quizfiles.does_not_fit", problems=quizfiles.told(written.problems, ctx)))
    file = transfers.keep(filename, written.data, ctx)
    sorry = ctx.reply(ctx.say("privacy.open_private"))
    return [Tell(event.who, text, document=file, filename=filename, otherwise=[sorry])]
