"""Frequent questions are answered: asked by command, by name, in private, or of nobody in particular."""

from dataclasses import replace

from bot import errors
from bot.chat.actions import Actions, Answer, AnyAction, Choice, Delete, Send, Tell
from bot.chat.events import AccountKind, Chose, Command, Message, MessageKind
from bot.chat.text import Text, plain
from bot.context import Context
from bot.domain.asking import is_question, is_thanks
from bot.domain.faq_index import SUGGESTED
from bot.models import Faq
from bot.routing import Router
from bot.services import faq, misscards, misses, ratings
from bot.services.faq import FaqSettings, Search

router = Router("faq", sections=(FaqSettings,))

NEAR = 0.36
"""How close an answer must be to be asked about where nobody called Pamong."""
ON_A_PAGE = 8
DAY = 24.0


@router.command("ask", "tanya")
def ask(event: Command, ctx: Context) -> Actions:
    """Answers a question, asks back, or passes it on."""
    question = event.args or plain(event.reply_text).strip()
    if not question:
        raise errors.Misused
    return _answered(question, event, ctx)


def is_called(event: Message) -> bool:
    """Whether somebody speaks to Pamong by name, or in private."""
    private = event.group is not None and event.group.kind == "private" and is_question(event.text)
    return private or event.mentions_bot


@router.on(Message, when=is_called)
def called(event: Message, ctx: Context) -> Actions | None:
    """A question to Pamong; other words are left to others."""
    if event.who is None or ctx.group.is_private:
        return None
    question = _without_name(event, ctx)
    if not question or is_thanks(question):
        return None
    result = faq.search(question, ctx)
    if result.decision == "none" and not is_question(question):
        return None
    return _answered(question, event, ctx, result)


def _without_name(event: Message, ctx: Context) -> str:
    name = "@" + (ctx.installation.bot_names or {}).get(ctx.place.chat.platform, "").lower()
    return " ".join(word for word in plain(event.text).split() if word.lower().strip(",:!?") != name)


def is_asked_around(event: Message) -> bool:
    """Whether a message asks a question of nobody in particular."""
    return (
        not event.reply_to
        and event.kind is MessageKind.TEXT
        and event.group is not None
        and event.group.kind == "group"
        and not event.forwarded
        and is_question(event.text)
    )


@router.on(Message, when=is_asked_around)
def overheard(event: Message, ctx: Context) -> Actions | None:
    """Answers what is known; what is not waits for people, and nothing is said."""
    settings = ctx.settings(FaqSettings)
    if not settings.on or event.who is None or event.who.kind is not AccountKind.PERSON:
        return None
    question = plain(event.text)
    result = faq.search(question, ctx)
    if result.decision == "answer":
        entry = faq.get(result.found[0].owner, ctx)
        return [] if faq.is_fresh(entry, ctx) else [_given(entry, event.message, ctx)]
    if "?" in question:
        misses.wait(event.message, question, event.who, ctx)
    if result.decision == "suggest" and settings.ask_back and result.found[0].score >= NEAR:
        return _asked_back(result, event, ctx)
    return None


def _answered(question: str, event: Message, ctx: Context, result: Search | None = None) -> Actions:
    """To somebody who asked Pamong: the answer, a question back, or the promise to ask."""
    result = result or faq.search(question, ctx)
    if result.decision == "answer":
        entry = faq.get(result.found[0].owner, ctx)
        if not ctx.place.is_private and faq.is_fresh(entry, ctx):
            return [ctx.reply(ctx.say("faq.just_now"), vanish=20)]
        return [_given(entry, event.message, ctx)]
    if result.decision == "suggest":
        misses.hear(event.message, question, ctx)
        return _asked_back(result, event, ctx)
    return _passed_on(question, event.message, ctx)


def _given(entry: Faq, message: str, ctx: Context) -> Send:
    """The answer; it stays on the screen, because others read it too."""
    return replace(
        ctx.reply(faq.said(entry, ctx), vanish=0, choices=_thumbs(entry, ctx)), reply_to=_quoted(message, ctx)
    )


def _quoted(message: str, ctx: Context) -> str:
    return "" if ctx.place.is_private else message


def _thumbs(entry: Faq, ctx: Context) -> tuple[Choice, ...]:
    """Ratings, where they are buttons: a menu of numbers below every answer would be noise."""
    if not ctx.abilities.buttons:
        return ()
    labels = (("👍", True), ("👎", False))
    return tuple(Choice(label, "faq.rate", (entry.id, good), once=False, hours=7 * DAY) for label, good in labels)


def _asked_back(result: Search, event: Message, ctx: Context) -> Actions:
    """Up to three questions that may be meant, to whoever asked."""
    near = faq.questions(result.found[:SUGGESTED], ctx)
    picks = [
        Choice(misscards.shortened(entry.question), "faq.pick", (entry.id, event.message), who=event.who, row=at)
        for at, entry in enumerate(near)
    ]
    none = Choice(str(ctx.say("faq.button.none")), "faq.none", (event.message,), who=event.who, row=len(near))
    send = ctx.reply(ctx.say("faq.meant"), choices=(*picks, none), vanish=180, key=_key(event.message))
    return [send]


def _key(message: str) -> str:
    """The name of the question back."""
    return f"faq.meant.{message}"


@router.chose("faq.pick")
def pick(event: Chose, ctx: Context) -> Actions:
    """The answer takes the place of the question back."""
    number, message = int(event.args[0]), str(event.args[1])
    misses.settled(message, ctx)
    return [Delete(ctx.place.chat, key=_key(message)), _given(faq.get(number, ctx), message, ctx)]


@router.chose("faq.none")
def none(event: Chose, ctx: Context) -> Actions:
    """None of them: the question is passed on, if it is still known."""
    message = str(event.args[0])
    question = misses.heard(message, ctx)
    gone = Delete(ctx.place.chat, key=_key(message))
    if not question:
        return [gone, ctx.reply(ctx.say("faq.ask_again"))]
    return [gone, *_passed_on(question, message, ctx)]


def _passed_on(question: str, message: str, ctx: Context) -> list[AnyAction]:
    """Nobody knows yet: moderators and mentors are asked, once."""
    who = ctx.event.who
    assert who is not None
    if not is_question(question) and len(question.split()) < 2:
        raise errors.Refused("faq.too_short")
    here = ctx.place.chat.id == ctx.group.chat.id
    row, is_new = misses.add(question, who, ctx, message if here else None, ctx.thread)
    cards = misscards.post(row, ctx) if is_new else []
    return [*cards, replace(ctx.reply(ctx.say("faq.passed_on")), reply_to=_quoted(message, ctx))]


@router.chose("faq.rate")
def rate(event: Chose, ctx: Context) -> Actions:
    """Whether the answer helped; said to nobody else."""
    assert event.who is not None
    good = bool(event.args[1])
    ratings.rate(faq.get(int(event.args[0]), ctx), event.who.id, ctx, good=good)
    thanks = ctx.say("faq.rated_good" if good else "faq.rated_bad")
    return [Answer(ctx.place.chat, event.press, str(thanks))] if event.press else [ctx.reply(thanks, vanish=10)]


# The whole list -----------------------------------------------------------------------------------------------


@router.command("faqs", "daftarfaq")
def listed(event: Command, ctx: Context) -> Actions:
    """Every question that has an answer, in private where possible; each is a button."""
    assert event.who is not None
    if not faq.listed(ctx):
        return [ctx.reply(ctx.say("faq.none_yet"))]
    send = _page(0, ctx)
    here = ctx.reply(send[0], choices=send[1], vanish=180)
    return [here] if ctx.place.is_private else [Tell(event.who, send[0], choices=send[1], otherwise=[here])]


def _page(start: int, ctx: Context) -> tuple[Text, tuple[Choice, ...]]:
    """So many questions from `start` on, under their categories."""
    rows = faq.listed(ctx)
    shown = rows[start : start + ON_A_PAGE]
    lines: list[str] = [ctx.say("faq.listed", count=len(rows), group=ctx.group.chat.title)]
    buttons = []
    thumbs = ratings.ratings(shown, ctx)
    for number, row in enumerate(shown, start + 1):
        if row.category and (number == start + 1 or rows[number - 2].category != row.category):
            lines.append(ctx.say("faq.category", name=row.category))
        lines.append(f"{number}. {row.question}{_rated(thumbs.get(row.id or 0, (0, 0)))}")
        place = (number - start - 1) // 4
        buttons.append(Choice(str(number), "faq.show", (row.id,), once=False, row=place))
    if start + ON_A_PAGE < len(rows):
        more = Choice(str(ctx.say("faq.button.more")), "faq.more", (start + ON_A_PAGE,), once=False, row=2)
        buttons.append(more)
    return Text("\n").join(lines), tuple(buttons)


def _rated(thumbs: tuple[int, int]) -> str:
    return "".join(f" {sign}{count}" for sign, count in zip("👍👎", thumbs, strict=True) if count)


@router.chose("faq.more")
def more(event: Chose, ctx: Context) -> Actions:
    """The next page."""
    text, choices = _page(int(event.args[0]), ctx)
    return [ctx.reply(text, choices=choices, vanish=180)]


@router.chose("faq.show")
def show(event: Chose, ctx: Context) -> Actions:
    """One answer of the list."""
    entry = faq.get(int(event.args[0]), ctx)
    return [ctx.reply(faq.said(entry, ctx), vanish=180, choices=_thumbs(entry, ctx))]
