"""One person's quiz points in words."""

from collections.abc import Sequence

from bot.chat.events import Account
from bot.chat.text import Text
from bot.context import Context
from bot.services import revision
from bot.services.quizzes import daily, scores


def told(who: Account, ctx: Context) -> Text:
    """What /score says."""
    overall = scores.of_person(who, scores.ALL, ctx)
    if overall is None:
        return ctx.say("quizzes.no_score", group=ctx.group.chat.title)
    counted = {"right": overall.correct, "answers": overall.answers}
    total = ctx.say("quizzes.score_all", points=overall.points, place=overall.place, **counted)
    days = daily.best_streak(who.id, ctx)
    streak = [ctx.say("quizschedules.in_a_row", count=days)] if days > 1 else []
    title = ctx.say("quizzes.score", group=ctx.group.chat.title)
    return Text("\n").join([title, *_lately(who, ctx), total, *streak, *revision.told(who, ctx)])


def _lately(who: Account, ctx: Context) -> Sequence[Text]:
    periods = {"week": scores.week(ctx.now, ctx.group), "month": scores.month(ctx.now, ctx.group)}
    found = {name: scores.of_person(who, period, ctx) for name, period in periods.items()}
    return [
        ctx.say(f"quizzes.score_{name}", points=result.points, place=result.place)
        for name, result in found.items()
        if result is not None
    ]
