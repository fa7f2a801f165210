"""A class that plays quizzes: questions of each kind, and what people do with them."""

import handlers.points
import handlers.quizanswers
import handlers.quizzes
import scheduler.quizzes
from bot.chat.abilities import Abilities
from bot.chat.actions import Action
from bot.chat.events import Account, AccountKind
from bot.chat.facts import Role
from bot.domain.questions import FULL, Kind, Option, Question, one_of, several, truth
from bot.models import QuizAnswer
from bot.services import quizzes
from tests.cast import CITRA, DEWI, context, says, votes
from tests.stage import Stage

BOT = Account("telegram", "7000", "Pamong", kind=AccountKind.BOT)
ROUTERS = (handlers.points.router, handlers.quizzes.router, handlers.quizanswers.router, scheduler.quizzes.router)
PLAIN = Abilities(buttons=False, quizzes=False, mutes=False, bans=False, many_deletes=False, prefixes=".!/")
BARE = Abilities(buttons=False, polls=False, quizzes=False, edits=False, prefixes=".!/")

PRICE = Question(
    Kind.SINGLE, "Harga jual di atas apa?", one_of(("Modal", "Langit", "Air"), 0), explanation="Biar untung."
)
STOCK = Question(Kind.TRUEFALSE, "Stok perlu dicatat.", truth(true=True))
TOOLS = Question(
    Kind.MULTIPLE, "Apa saja lokapasar?", several(("Shopee", "Pasar malam", "Tokopedia"), frozenset({0, 2}))
)
MARGIN = Question(Kind.TYPED, "Selisih harga jual dan modal?", (Option("laba", FULL), Option("untung", FULL)))
COST = Question(Kind.NUMERIC, "Modal 5 kaos seharga 20.000?", (Option("100000", FULL),))
STEPS = Question(Kind.ORDERING, "Urutkan.", (Option("Riset"), Option("Buat"), Option("Jual")))


def stage_with(*questions: Question, abilities: Abilities | None = None, name: str = "Dasar") -> Stage:
    """A stage whose community has a quiz."""
    play = Stage(*ROUTERS, abilities={"telegram": abilities} if abilities else None)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    with play.session() as session, session.begin():
        quizzes.save(context(session), name, questions)
    return play


def tells(stage: Stage, who: Account, words: str, **values: object) -> list[Action]:
    stage.happens(says(who, words, at=stage.clock.now(), **values))  # type: ignore[arg-type]
    return stage.delivers()


def started(stage: Stage, words: str = "/quizstart dasar") -> None:
    """The lobby is over, and the first question stands in the chat."""
    tells(stage, CITRA, words)
    passes(stage, 30)


def passes(stage: Stage, seconds: float) -> list[Action]:
    stage.passes(seconds=seconds)
    return stage.delivers()


def poll(stage: Stage) -> str:
    return next(shown.poll for shown in reversed(stage.shown()) if shown.poll)


def answer(stage: Stage, who: Account, *options: int) -> None:
    stage.happens(votes(who, poll(stage), *map(str, options), at=stage.clock.now()))
    stage.delivers()


def points(stage: Stage) -> dict[int, int]:
    """By identity, over all answers."""
    found: dict[int, int] = {}
    for row in stage.rows(QuizAnswer):
        found[row.identity_id] = found.get(row.identity_id, 0) + row.points
    return found


def replies(stage: Stage, who: Account, words: str) -> None:
    """To the question that stands in the chat."""
    question = next(shown for shown in reversed(stage.shown()) if shown.text.startswith("Soal"))
    stage.happens(says(who, words, reply_to=question.id, reply_who=BOT, at=stage.clock.now()))
    stage.delivers()
