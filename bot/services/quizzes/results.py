"""What is said after a question and after a run: what was right, how many knew it, who won."""

from sqlmodel import col, func, select

from bot.chat.actions import Alert, AnyAction, Choice, ClosePoll, Send, Weight
from bot.chat.events import Account
from bot.chat.text import Text, concat
from bot.context import Context
from bot.domain.questions import Kind, Question
from bot.models import Identity, QuizAnswer, QuizRound, QuizRun
from bot.services.quizzes import scores
from bot.services.quizzes.asking import key_of, question_in

MINE = "quizzes.mine"
PODIUM = 10
MEDALS = ("🥇", "🥈", "🥉")


def right_answer(question: Question) -> str:
    """The right answer in words; a poll of letters is answered by letters as well."""
    if question.kind is Kind.ORDERING:
        return " → ".join(question.answers)
    if question.kind is Kind.MATCHING:
        return ", ".join(answer.replace(" -> ", " – ") for answer in question.answers)
    if question.kind is Kind.NUMERIC:
        return " / ".join(_number(answer) for answer in question.answers)
    return (" + " if question.kind is Kind.MULTIPLE else " / ").join(question.answers)


def _number(answer: str) -> str:
    """A number as it is accepted: "42", "3.14 ± 0.01", "1–5"."""
    middle, colon, tolerance = answer.partition(":")
    if colon:
        return f"{middle} ± {tolerance}" if tolerance.strip("0.") else middle
    low, _, high = answer.partition("..")
    return f"{low}–{high}" if high and low != high else low


def tally(round_: QuizRound, ctx: Context) -> tuple[int, int]:
    """(right answers, answers)."""
    right = func.count().filter(col(QuizAnswer.share) >= 1.0)
    query = select(right, func.count()).where(QuizAnswer.round_id == round_.id)
    found = ctx.session.execute(query).one()
    return int(found[0]), int(found[1])


def after(round_: QuizRound, run: QuizRun, ctx: Context) -> list[AnyAction]:
    """The poll is closed where the platform does not do so, and the answer is shown with its explanation."""
    said = Send(ctx.group.chat, told(round_, ctx), thread=run.thread, weight=Weight.QUIZ)
    return [*closed(round_, ctx), said]


def told(round_: QuizRound, ctx: Context) -> Text:
    """The right answer, how many knew it, and why it is right."""
    right, answers = tally(round_, ctx)
    question = question_in(round_)
    lines: list[Text | str] = [ctx.say("quizzes.right_answer", answer=right_answer(question))]
    lines.append(ctx.say("quizzes.knew", right=right, answers=answers) if answers else ctx.say("quizzes.nobody"))
    if question.explanation:
        lines.append(concat("💡 ", question.explanation))
    if question.source:
        lines.append(ctx.say("quizzes.source", source=question.source))
    return Text("\n").join(lines)


def closed(round_: QuizRound, ctx: Context) -> list[AnyAction]:
    """A platform ends a quiz of its own when its time is over; every other poll is ended here."""
    if round_.poll_id is None:
        return []
    assert round_.opened_at is not None
    is_over = round_.seconds and (ctx.now - round_.opened_at).total_seconds() >= round_.seconds
    return [] if is_over and ctx.abilities.quizzes else [ClosePoll(ctx.group.chat, key=key_of(round_))]


def podium(run: QuizRun, why: str, ctx: Context) -> list[AnyAction]:
    """Who won; what was asked twice is said; everybody may see their own answers in private."""
    best = scores.leaders(scores.session(run.id or 0), ctx, PODIUM)
    lines: list[Text | str] = [ctx.say(why or "quizzes.over", name=run.name)]
    lines += [line(result, ctx) for result in best] or [ctx.say("quizzes.no_points")]
    lines += [ctx.say("quizzes.asked_again", number=number) for number in voided(run, ctx)]
    choices = (Choice(str(ctx.say("quizzes.my_answers")), MINE, (run.id,), once=False),) if best else ()
    text = Text("\n").join(lines)
    return [Alert(ctx.group.chat, text, thread=run.thread, weight=Weight.QUIZ, choices=choices)]


def line(result: scores.Result, ctx: Context) -> Text:
    """One place of a leaderboard."""
    place = MEDALS[result.place - 1] if result.place <= len(MEDALS) else f"{result.place}."
    return ctx.say("quizzes.place", place=place, name=result.name, points=result.points, count=result.correct)


def voided(run: QuizRun, ctx: Context) -> list[int]:
    """The questions that were asked again because nobody knows what became of their first poll."""
    where = (QuizRound.run_id == run.id, QuizRound.state == "voided")
    return sorted(set(ctx.session.exec(select(QuizRound.position).where(*where)).all()))


def mine(run: QuizRun, who: Account, ctx: Context) -> Text:
    """What somebody answered in a run, question by question."""
    person = select(Identity.person_id).where(Identity.id == who.id).scalar_subquery()
    theirs = col(QuizAnswer.identity_id).in_(select(Identity.id).where(col(Identity.person_id) == person))
    answers = {
        row.round_id: row for row in ctx.session.exec(select(QuizAnswer).where(QuizAnswer.run_id == run.id, theirs))
    }
    closed_ = (QuizRound.run_id == run.id, QuizRound.state == "closed")
    rounds = ctx.session.exec(select(QuizRound).where(*closed_).order_by(col(QuizRound.position))).all()
    lines: list[Text | str] = [ctx.say_to(who, "quizzes.mine_title", name=run.name)]
    lines += [_mine(round_, answers.get(round_.id or 0), who, ctx) for round_ in rounds]
    total = scores.of_person(who, scores.session(run.id or 0), ctx)
    if total is not None:
        lines.append(ctx.say_to(who, "quizzes.mine_total", points=total.points, place=total.place))
    return Text("\n").join(lines)


def _mine(round_: QuizRound, answer: QuizAnswer | None, who: Account, ctx: Context) -> Text:
    question = question_in(round_)
    mark = "▫️" if answer is None else "✅" if answer.share >= 1 else "🟡" if answer.share > 0 else "❌"
    points = answer.points if answer is not None else 0
    said = ctx.say_to(
        who, "quizzes.mine_line", mark=mark, number=round_.position, text=_short(question.text), points=points
    )
    if answer is not None and answer.share >= 1:
        return said
    return concat(said, "\n    ", ctx.say_to(who, "quizzes.right_was", answer=right_answer(question)))


def _short(text: str) -> str:
    line_ = " ".join(text.split())
    return line_ if len(line_) <= 80 else line_[:79].rstrip() + "…"
