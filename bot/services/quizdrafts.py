"""Questions that somebody is still writing: a wizard's state, saved to the quiz at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot import errors
from bot.chat.events import Poll
from bot.context import Context
from bot.domain.formats import LINES, choices
from bot.domain.limits import checked
from bot.domain.questions import BadQuestion, Kind, Problem, Question, as_dict, from_dict
from bot.models import Quiz
from bot.services import conversations, quizzes

STEP = "quizeditor.write"
MOST = 50  # questions that one wizard holds


@dataclass(slots=True)
class Drafts:
    """What the wizard knows: for which quiz of which group, what is written, and what it waits for.

    `half` is a question whose options are awaited; `poll` a forwarded poll whose right answer is.
    """

    group: int
    name: str = ""
    questions: list[Question] = field(default_factory=list)
    half: str = ""
    poll: Poll | None = None


def keep(drafts: Drafts, ctx: Context) -> None:
    """The person's next message here goes on with these drafts."""
    poll = drafts.poll
    state: dict[str, Any] = {
        "group": drafts.group,
        "name": drafts.name,
        "questions": [as_dict(question) for question in drafts.questions],
        "half": drafts.half,
        "poll": [poll.question, list(poll.options), poll.explanation, poll.several] if poll is not None else None,
    }
    conversations.begin(STEP, state, ctx)


def resume(ctx: Context) -> Drafts | None:
    """The drafts of whoever speaks here, None when they are writing nothing; `keep` them to go on."""
    state = conversations.finish(ctx)
    if "questions" not in state:
        return None
    found = Drafts(int(state["group"]), str(state["name"]), half=str(state["half"]))
    found.questions = [from_dict(value) for value in state["questions"]]
    if state["poll"]:
        question, options, explanation, several = state["poll"]
        found.poll = Poll(question, tuple(options), (), explanation, several)
    return found


def add(drafts: Drafts, text: str) -> Sequence[Problem]:
    """Takes what was typed: whole questions, the options that were missing, or a question still without them."""
    words = text.strip()
    if drafts.half:
        words, drafts.half = f"{drafts.half}\n{words}", ""
    elif words and "\n" not in words:
        drafts.half = words
        return ()
    read = LINES.read(words.encode())
    room = MOST - len(drafts.questions)
    drafts.questions += read.questions[:room]
    if len(read.questions) > room:
        return (*read.problems, Problem(read.lines[room], "quizeditor.too_many", {"most": MOST}))
    return read.problems


def add_poll(drafts: Drafts, poll: Poll) -> None:
    """Takes a forwarded poll; one that does not tell what is right waits for that. Raises `errors.Refused`."""
    if poll.correct:
        drafts.questions.append(_asked(poll, frozenset(poll.correct)))
        return
    _asked(poll, frozenset({0}))  # refuses now what no answer could mend
    drafts.poll, drafts.half = poll, ""


def answer(drafts: Drafts, poll: Poll, said: str) -> None:
    """The right answer of a forwarded poll, by letter, number or text. Raises `errors.Refused`."""
    try:
        right = choices.letters(poll.options, said)
    except BadQuestion as wrong:
        raise errors.Refused("quizeditor.which_one", options=listed(poll.options)) from wrong
    drafts.questions.append(_asked(poll, right))
    drafts.poll = None


def listed(options: Sequence[str]) -> str:
    """Options with their letters, a line each."""
    return "\n".join(f"{choices.letter(index)}. {option}" for index, option in enumerate(options))


def _asked(poll: Poll, right: frozenset[int]) -> Question:
    kind = Kind.MULTIPLE if poll.several or len(right) > 1 else Kind.SINGLE
    letters = ", ".join(choices.letter(index) for index in sorted(right))
    try:
        found = choices.question(poll.question.strip(), [option.strip() for option in poll.options], letters, kind)
        return checked(replace(found, explanation=poll.explanation.strip()))
    except BadQuestion as wrong:
        raise errors.Refused(wrong.why, **wrong.values) from wrong


def save(drafts: Drafts, ctx: Context) -> tuple[Quiz, int]:
    """The questions go into their quiz, behind those that it has; the quiz, and how many it has now."""
    quiz = next((quiz for quiz, _ in quizzes.listed(ctx) if quiz.slug == quizzes.slug_of(drafts.name)), None)
    if quiz is None:
        return quizzes.save(ctx, drafts.name, drafts.questions), len(drafts.questions)
    for question in drafts.questions:
        quizzes.add(quiz, question, ctx)
    return quiz, len(quizzes.questions(quiz, ctx))
