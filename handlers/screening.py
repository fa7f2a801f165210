"""Whoever asks to join is asked a question in private; a right answer opens, all others go to the moderators."""

from bot import errors
from bot.chat.actions import Actions, Admit, AnyAction, Choice, Edit, Tell
from bot.chat.events import Account, AskedToJoin, Chose, Command, Joined, Message
from bot.chat.facts import Role
from bot.chat.text import plain
from bot.context import Context
from bot.domain.switches import OFF, ON
from bot.models import Identity
from bot.routing import Router
from bot.services import conversations, memberships, people, places, rights, screening
from bot.services.screening import Screening

router = Router("screening", sections=(Screening,))

RIGHT = "invite_users"
LONGEST = 500  # characters of a question with its answers


@router.command("screening", "saringan", role=Role.ADMIN)
def set_screening(event: Command, ctx: Context) -> Actions:
    """On, off, or a question with its right answers behind a bar; without words what is set."""
    words, present = event.args.strip(), ctx.settings(Screening)
    if words:
        present = _changed(words, present)
        ctx.change(present)
    question = present.question or ctx.say("screening.question")
    answers = ", ".join(present.answers) or ctx.say("screening.moderators_decide")
    key = "screening.is_on" if present.on else "screening.is_off"
    return [ctx.reply(ctx.say(key, question=question, answers=answers), vanish=120)]


def _changed(words: str, present: Screening) -> Screening:
    if words.lower() in ON or words.lower() in OFF:
        return present.model_copy(update={"on": words.lower() in ON})
    if len(words) > LONGEST:
        raise errors.Misused
    question, _, rest = words.partition("|")
    answers = [part.strip() for part in rest.replace("|", ",").split(",") if part.strip()]
    if not question.strip():
        raise errors.Misused
    return Screening(on=True, question=question.strip(), answers=answers)


@router.on(AskedToJoin)
def ask(event: AskedToJoin, ctx: Context) -> Actions:
    """The question goes to whoever asks: for a few minutes they may be written to, even if they never wrote."""
    settings = ctx.settings(Screening)
    if not settings.on or event.who is None:
        return []
    memberships.writable(ctx.session, event.who, yes=True)
    screening.begin(event.who, ctx)
    question = settings.question or ctx.say_to(event.who, "screening.question")
    text = ctx.say_to(event.who, "screening.ask", name=event.who.name, group=ctx.group.chat.title, question=question)
    answer = Choice(
        str(ctx.say_to(event.who, "screening.button.answer")), "screening.answer", who=event.who, once=False
    )
    return [Tell(event.who, text, choices=[answer], otherwise=screening.card(event.who, "", ctx))]


@router.chose("screening.answer")
def answer(event: Chose, ctx: Context) -> Actions:
    """The next message is the answer."""
    conversations.begin("screening.answered", {"group": ctx.group.chat.id}, ctx)
    return [ctx.reply(ctx.say("screening.write"))]


@router.step("screening.answered")
def answered(event: Message, ctx: Context) -> Actions:
    """A right answer opens at once; any other is a card."""
    here, ctx = ctx, places.about(int(conversations.finish(ctx)["group"]), ctx)
    who, said = ctx.event.who, plain(event.text).strip()
    assert who is not None
    settings = ctx.settings(Screening)
    if screening.is_right(said, settings):
        if not screening.end(who.id, ctx):
            raise errors.Refused("screening.decided")
        return [_admitted(who, ctx)]
    thanks = here.reply(here.say("screening.passed_on"))
    return [*screening.card(who, said, places.in_group(ctx)), thanks]


def _admitted(who: Account, ctx: Context) -> Admit:
    """The door opens, and they hear of it once it has."""
    told = Tell(who, ctx.say_to(who, "screening.welcome", group=ctx.group.chat.title))
    failed = screening.card(who, "", places.in_group(ctx))
    return Admit(ctx.group.chat, who, then=[told], otherwise=failed)


@router.chose("screening.decide")
def decide(event: Chose, ctx: Context) -> Actions:
    """A moderator opens or does not; the first one decides."""
    number, yes = int(event.args[0]), event.args[1] == "yes"
    rights.check(RIGHT, ctx)
    if ctx.session.get(Identity, number) is None or not screening.end(number, ctx):
        raise errors.Refused("screening.decided")
    who, by = people.account(ctx.session, number), event.who.name if event.who else "?"
    done = ctx.say("screening.opened" if yes else "screening.closed", name=who.name, by=by)
    card = [Edit(ctx.place.chat, done, key=screening.key(number))]
    if yes:
        then: list[AnyAction] = [*card, Tell(who, ctx.say_to(who, "screening.welcome", group=ctx.group.chat.title))]
    else:
        then = [*card, Tell(who, ctx.say_to(who, "screening.sorry", group=ctx.group.chat.title))]
    return [Admit(ctx.group.chat, who, yes, then=then, otherwise=[rights.refused(RIGHT, ctx)])]


@router.on(Joined)
def entered(event: Joined, ctx: Context) -> None:
    """Whoever is in, by whatever door, waits no longer."""
    if event.who is not None and ctx.settings(Screening).on:
        screening.end(event.who.id, ctx)
