"""Live quizzes: an admin starts one, whoever is here answers, by poll, by number or by reply."""

from bot import errors
from bot.chat.actions import Actions, Answer, Tell
from bot.chat.events import Chose, Command
from bot.chat.facts import Role
from bot.context import Context
from bot.models import Quiz, QuizRun
from bot.routing import Router
from bot.services import quizzes
from bot.services.quizzes import control, lobby, results, runs, standing
from bot.services.quizzes.notices import noted, seen
from bot.services.quizzes.section import Quizzes
from bot.services.quizzes.steps import step_at

router = Router("quizzes", sections=(Quizzes,))

MOST, LONGEST = 100, range(5, 601)  # questions; seconds for one


# Starting and steering --------------------------------------------------------------------------------------


@router.command("quizstart", "mulaikuis", role=Role.ADMIN)
def start(event: Command, ctx: Context) -> Actions:
    """`/quizstart NAME [questions] [seconds]` opens the lobby."""
    quiz, numbers = _named(event.args, ctx)
    count, seconds = (*numbers, None, None)[:2]
    if (count is not None and not 1 <= count <= MOST) or (seconds is not None and seconds not in LONGEST):
        raise errors.Misused
    opened = runs.begin(quiz, count, seconds, ctx)
    return [*opened, ctx.reply(ctx.say("quizzes.opened"))] if ctx.place.is_private else opened


def _named(words: str, ctx: Context) -> tuple[Quiz, list[int]]:
    """A quiz and the numbers behind its name; the name itself may end with a number."""
    rest, numbers = words.split(), list[int]()
    if not rest:
        raise errors.Misused
    while rest:
        quiz = quizzes.find(" ".join(rest), ctx)
        if quiz is not None:
            return quiz, numbers
        if len(numbers) == 2 or not rest[-1].isdecimal() or len(rest[-1]) > 4:
            break
        numbers.insert(0, int(rest.pop()))
    raise _unknown(" ".join(rest) or words, ctx)


def _unknown(name: str, ctx: Context) -> errors.Refused:
    known = [quiz.name for quiz, _ in quizzes.listed(ctx)]
    if not known:
        return errors.Refused("quizzes.none_yet")
    return errors.Refused("quizzes.unknown", name=name, names=", ".join(known[:20]))


def _running(ctx: Context) -> QuizRun:
    run = runs.running(ctx)
    if run is None:
        raise errors.Refused("quizzes.not_running")
    return run


@router.command("quizpause", "jedakuis", role=Role.ADMIN)
def pause(event: Command, ctx: Context) -> Actions:
    """Waits after the present question; the same again goes on."""
    return [ctx.reply(control.pause(_running(ctx), ctx))]


@router.command("quizskip", "lewatikuis", role=Role.ADMIN)
def skip(event: Command, ctx: Context) -> Actions:
    """The present question does not count, and the next one comes."""
    return [*control.skip(_running(ctx), ctx), ctx.reply(ctx.say("quizzes.skipped"), vanish=20)]


@router.command("quizstop", "stopkuis", role=Role.ADMIN)
def stop(event: Command, ctx: Context) -> Actions:
    """Ends the quiz with what was answered so far."""
    return control.stop(_running(ctx), ctx)


@router.command("quiz", "kuis")
def show(event: Command, ctx: Context) -> Actions:
    """Which quiz runs, or which there are."""
    run = runs.running(ctx)
    if run is None:
        names = [quiz.name for quiz, number in quizzes.listed(ctx) if number]
        return [
            ctx.reply(ctx.say("quizzes.available", names=", ".join(names)) if names else ctx.say("quizzes.none_now"))
        ]
    if run.state == "lobby":
        return [ctx.reply(lobby.text_of(run, ctx))]
    round_ = runs.current(run, ctx)
    if round_ is None:
        return [ctx.reply(ctx.say(f"quizzes.between_{run.state}", name=run.name))]
    return [ctx.reply(ctx.say("quizzes.now", name=run.name, number=round_.position, total=run.total))]


@router.chose(lobby.JOIN)
def join(event: Chose, ctx: Context) -> Actions:
    """Takes part; the lobby shows the new number a moment later, however many join at once."""
    run = _of(event, ctx)
    assert event.who is not None
    if run.ended_at is not None:
        raise errors.Refused("quizzes.over_already")
    new = lobby.join(run, event.who.id, ctx)
    if new and run.state == "lobby":
        lobby.show_soon(run, ctx)
    return noted(event, ctx.say("quizzes.you_joined" if new else "quizzes.you_had_joined"), ctx)


@router.chose(lobby.BEGIN)
def begin(event: Chose, ctx: Context) -> Actions:
    """An admin begins without waiting."""
    run = _of(event, ctx)
    if run.state == "lobby":
        step_at(run, ctx.now, ctx)
    return noted(event, ctx.say("quizzes.begins"), ctx)


def _of(event: Chose, ctx: Context) -> QuizRun:
    """The run that a choice is about."""
    run = ctx.session.get(QuizRun, int(event.args[0]))
    if run is None or run.community_id != ctx.community:
        raise errors.Refused("quizzes.over_already")
    return run


@router.chose(results.MINE)
def mine(event: Chose, ctx: Context) -> Actions:
    """My answers, in private."""
    assert event.who is not None
    run = _of(event, ctx)
    refused = ctx.say("quizzes.write_first")
    otherwise = Answer(ctx.place.chat, event.press, str(refused), loud=True) if event.press else ctx.reply(refused)
    sent = Answer(ctx.place.chat, event.press, str(ctx.say("quizzes.sent_privately"))) if event.press else None
    told = Tell(event.who, results.mine(run, event.who, ctx), then=[sent] if sent else [], otherwise=[otherwise])
    return [told, *([] if event.press else seen(event.message, ctx))]


@router.command("score", "skor")
def score(event: Command, ctx: Context) -> Actions:
    """My quiz points of this week, this month and all time, told to me alone."""
    assert event.who is not None
    text = standing.told(event.who, ctx)
    here = ctx.reply(text)
    return [here] if ctx.place.is_private else [Tell(event.who, text, otherwise=[here])]
