"""Moderators write the answers to frequent questions."""

from bot import errors
from bot.chat.actions import Actions, Choice
from bot.chat.events import Chose, Command, Message
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text, plain
from bot.context import Context
from bot.models import Faq
from bot.routing import Router
from bot.services import conversations, faq, misscards, misses, places

router = Router("faqeditor")


@router.command("faqadd", "faqtambah", role=Role.MODERATOR)
def add(event: Command, ctx: Context) -> Actions:
    """`question | answer`, or the question in reply to its answer, or nothing: then it is asked for step by step."""
    category, line = _category(event.args)
    question, bar, _ = line.partition("|")
    if bar:
        return _stored(question, _rest(event.text), category, event, ctx)
    if event.reply_to and event.reply_text.strip():
        question = question.strip() or _asked_before(event, ctx)
        return _stored(question, event.reply_text, category, event, ctx)
    if question.strip():
        return _ask_answer(question, category, ctx)
    conversations.begin("faqeditor.question", {"group": ctx.group.chat.id, "category": category}, ctx)
    return [ctx.reply(ctx.say("faqeditor.ask_question"), vanish=300)]


def _category(args: str) -> tuple[str, str]:
    """`#payment question | answer` puts it on a shelf."""
    first, _, rest = args.partition(" ")
    is_shelf = first.startswith("#") and len(first) > 1
    return (first[1:].replace("_", " ").capitalize(), rest) if is_shelf else ("", args)


def _rest(text: Text) -> Text:
    """What stands behind the bar, with its formatting."""
    at = plain(text).index("|") + 1
    start = at + len(text[at:]) - len(text[at:].lstrip())
    return text.cut(start, start + len(text[start:].rstrip()))


def _asked_before(event: Message, ctx: Context) -> str:
    """The open question to which the quoted message was itself a reply."""
    asked = misses.replied_by(event.reply_to, ctx)
    if asked is None or not asked.question:
        raise errors.Misused
    return asked.question


def _stored(question: str, answer: Text, category: str, event: Message, ctx: Context) -> Actions:
    """The answer is kept, and whoever waits for it reads it."""
    entry, is_new = faq.add(question, answer, ctx, category)
    key = "faqeditor.added" if is_new else "faqeditor.changed"
    waiting = [row for row in misses.listed(ctx, most=100) if _is_answered(row.question, entry, ctx)]
    told = [action for row in waiting for action in misscards.answered(row, entry, ctx)]
    return [ctx.reply(ctx.say(key, question=entry.question)), *told]


def _is_answered(question: str, entry: Faq, ctx: Context) -> bool:
    """Whether an open question is surely this one."""
    result = faq.search(question, ctx)
    return result.decision == "answer" and result.found[0].owner == entry.id


@router.step("faqeditor.question")
def question(event: Message, ctx: Context) -> Actions:
    """The question of the wizard; next its answer."""
    state = conversations.finish(ctx)
    ctx = places.about(int(state["group"]), ctx)
    return _ask_answer(plain(event.text), str(state["category"]), ctx)


def _ask_answer(question: str, category: str, ctx: Context) -> Actions:
    question = " ".join(question.split())
    if not question or len(question) > faq.LONGEST:
        raise errors.Refused("faq.long_question", most=faq.LONGEST)
    state = {"group": ctx.group.chat.id, "category": category, "question": question}
    conversations.begin("faqeditor.answer", state, ctx)
    return [ctx.reply(ctx.say("faqeditor.ask_answer", question=question), vanish=300)]


@router.step("faqeditor.answer")
def answer(event: Message, ctx: Context) -> Actions:
    """The answer of the wizard."""
    state = conversations.finish(ctx)
    ctx = places.about(int(state["group"]), ctx)
    assert ctx.event.who is not None
    if ctx.know(RoleOf(ctx.group.chat, ctx.event.who), max_age=0) < Role.MODERATOR:
        raise errors.Refused("roles.only_moderator")
    return _stored(str(state["question"]), event.text, str(state["category"]), event, ctx)


@router.command("faqalias", "faqlain", role=Role.MODERATOR)
def alias(event: Command, ctx: Context) -> Actions:
    """Other words for a question; in reply to a message, its words."""
    known, bar, other = event.args.partition("|")
    other = other.strip() if bar else plain(event.reply_text).strip()
    if not known.strip() or not other:
        raise errors.Misused
    entry = faq.named(known, ctx)
    is_new = faq.alias(entry, other, ctx)
    key = "faqeditor.aliased" if is_new else "faqeditor.known"
    return [ctx.reply(ctx.say(key, question=entry.question, other=other))]


@router.command("faqdel", "faqhapus", role=Role.MODERATOR)
def delete(event: Command, ctx: Context) -> Actions:
    """Shows what would go, and asks once more."""
    if not event.args:
        raise errors.Misused
    entry = faq.named(event.args, ctx)
    sure = Choice(str(ctx.say("faqeditor.button.delete")), "faqeditor.delete", (entry.id,), role=Role.MODERATOR)
    text = ctx.say("faqeditor.sure", question=entry.question, count=len(faq.aliases(entry, ctx)))
    return [ctx.reply(text, choices=(sure,))]


@router.chose("faqeditor.delete")
def deleted(event: Chose, ctx: Context) -> Actions:
    """It is gone."""
    entry = faq.get(int(event.args[0]), ctx)
    question = entry.question
    faq.remove(entry, ctx)
    return [ctx.reply(ctx.say("faqeditor.deleted", question=question))]
