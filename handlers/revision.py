"""Wrong answers come back in private, a question at a time, until they are known."""

from bot import errors
from bot.chat.actions import Actions, AnyAction, Choice, Tell
from bot.chat.events import Account, Chose, Command, Message
from bot.chat.text import Text, concat, plain
from bot.context import Context
from bot.domain.formats import choices
from bot.domain.grading import Answer
from bot.domain.moments import say_moment
from bot.domain.questions import BadQuestion, Kind, Question
from bot.domain.replies import letter, matching, ordering, shuffled
from bot.models import RevisionCard
from bot.routing import Router
from bot.services import conversations, places, revision
from bot.services.quizzes.results import right_answer

router = Router("revision")

TYPED = "revision.typed"
TAPPED = (Kind.SINGLE, Kind.TRUEFALSE)


@router.command("review", "ulang")
def review(event: Command, ctx: Context) -> Actions:
    """The first question that is due; in a group it is offered in private."""
    assert event.who is not None
    revision.collect(event.who, ctx)
    if ctx.place.is_private:
        return _next(event.who, ctx)
    count = revision.waiting(event.who, ctx)
    sorry = ctx.reply(ctx.say("privacy.open_private"))
    if not count:
        return [Tell(event.who, _nothing(event.who, ctx), otherwise=[sorry])]
    text = ctx.say("revision.waiting", count=count, group=ctx.group.chat.title)
    return [Tell(event.who, text, choices=(_go_on(event.who, count, ctx),), otherwise=[sorry])]


def _go_on(who: Account, count: int, ctx: Context) -> Choice:
    return Choice(str(ctx.say("revision.button.next", count=count)), "revision.next", who=who)


@router.chose("revision.next")
def go_on(event: Chose, ctx: Context) -> Actions:
    """The next question."""
    assert event.who is not None
    revision.collect(event.who, ctx)
    return _next(event.who, ctx)


def _next(who: Account, ctx: Context) -> Actions:
    row = revision.due(who, ctx)
    if row is None:
        return [ctx.reply(_nothing(who, ctx))]
    question = revision.question(row, ctx)
    shown = shuffled(question, ctx.dice)
    if question.kind in TAPPED:
        return [ctx.reply(_asked(question, ctx), choices=_options(question, row, ctx))]
    state = {"group": ctx.group.chat.id, "card": row.id, "shown": list(shown)}
    conversations.begin(TYPED, state, ctx)
    text = concat(_asked(question, ctx), _listed(question, shown), "\n\n", ctx.say(f"revision.how_{question.kind}"))
    return [ctx.reply(text)]


def _nothing(who: Account, ctx: Context) -> Text:
    at = revision.next_due(who, ctx)
    if at is None:
        return ctx.say("revision.nothing")
    return ctx.say("revision.later", when=say_moment(at, ctx.now, ctx.group.zone, ctx.language))


def _asked(question: Question, ctx: Context) -> Text:
    return ctx.say("revision.question", text=question.text)


def _options(question: Question, row: RevisionCard, ctx: Context) -> tuple[Choice, ...]:
    who = ctx.event.who
    return tuple(
        Choice(option.text, "revision.answer", (row.id, index), who=who, row=index)
        for index, option in enumerate(question.options)
    )


def _listed(question: Question, shown: tuple[int, ...]) -> str:
    """The options below a question that is answered in words."""
    options = question.options
    match question.kind:
        case Kind.ORDERING:
            return "".join(f"\n{place}. {options[index].text}" for place, index in enumerate(shown, 1))
        case Kind.MATCHING:
            named = [option.text for option in options if option.text]
            left = "".join(f"\n{place}. {text}" for place, text in enumerate(named, 1))
            right = "".join(f"\n{letter(place)}. {options[index].match}" for place, index in enumerate(shown))
            return f"{left}\n{right}"
        case Kind.MULTIPLE:
            return "".join(f"\n{choices.letter(place)}. {option.text}" for place, option in enumerate(options))
    return ""


@router.chose("revision.answer")
def tapped(event: Chose, ctx: Context) -> Actions:
    """An option was chosen."""
    assert event.who is not None
    number, index = (int(arg) for arg in event.args)
    return _answered(_card(number, event.who, ctx), (index,), event.who, ctx)


@router.step(TYPED)
def typed(event: Message, ctx: Context) -> Actions | None:
    """An answer in words; one that cannot be read is asked for again."""
    state = conversations.finish(ctx)
    home = places.about(int(state["group"]), ctx)
    assert home.event.who is not None
    row = _card(int(state["card"]), home.event.who, home)
    question = revision.question(row, home)
    given = _read(question, plain(event.text), tuple(state["shown"]))
    if given is None:
        conversations.begin(TYPED, state, ctx)
        return [ctx.reply(ctx.say(f"revision.how_{question.kind}"))]
    return _answered(row, given, home.event.who, home)


def _read(question: Question, said: str, shown: tuple[int, ...]) -> Answer | None:
    match question.kind:
        case Kind.ORDERING:
            return ordering(said, shown)
        case Kind.MATCHING:
            return matching(said, shown, sum(bool(option.text) for option in question.options))
        case Kind.MULTIPLE:
            try:
                return tuple(sorted(choices.letters([option.text for option in question.options], said)))
            except BadQuestion:
                return None
    return said.strip() or None


def _card(number: int, who: Account, ctx: Context) -> RevisionCard:
    row = revision.card(number, who, ctx)
    if row is None:
        raise errors.Refused("revision.gone")
    return row


def _answered(row: RevisionCard, given: Answer, who: Account, ctx: Context) -> Actions:
    """What was right and why, when it comes back, and what else is due."""
    question = revision.question(row, ctx)
    share = revision.answer(row, given, ctx)
    verdict = "right" if share >= 1 else "partly" if share > 0 else "wrong"
    lines: list[Text | str] = [ctx.say(f"revision.{verdict}", answer=right_answer(question))]
    lines += [f"💡 {question.explanation}"] if question.explanation else []
    lines += [ctx.say("revision.back", when=say_moment(row.due_at, ctx.now, ctx.group.zone, ctx.language))]
    count = revision.waiting(who, ctx)
    more = (_go_on(who, count, ctx),) if count else ()
    said: list[AnyAction] = [ctx.reply(Text("\n").join(lines), choices=more)]
    level = revision.risen(who, ctx)
    return [*said, *([ctx.reply(ctx.say("revision.risen", level=ctx.say(f"levels.{level}")))] if level else [])]
