"""`python -m bench.quizzes`: answers a second in one group, and what a leaderboard costs behind many answers."""

import asyncio
import gc
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlmodel import Session, insert

from bench.engine import Engine, engine
from bench.figures import CPU, Figure
from bot import log
from bot.chat.events import Account, Chat, Event, Voted
from bot.context import Context
from bot.domain.questions import Kind, Question, as_dict, one_of
from bot.models import (
    Community,
    Group,
    Identity,
    IdentityAlias,
    Membership,
    Person,
    Quiz,
    QuizAnswer,
    QuizPlayer,
    QuizQuestion,
    QuizRound,
    QuizRun,
    SentMessage,
)
from bot.services import boards
from bot.services.quizzes import boards as quizboards
from bot.services.quizzes import scores
from bot.settings import Defaults, load

MEMBERS = 1_000
ROUNDS = 10
BATCH = 100  # updates that polling fetches at once
FEW, MANY = 1_000, 100_000  # answers behind a leaderboard
PLAYERS = 500
LOOKS = 200
PAGE = Path(__file__).parents[1] / "docs" / "figures-quizzes.md"
BEGIN, END = "<!-- written by make bench-quizzes -->", "<!-- end -->"
TABLE = "| figure | what | target | measured |\n|---|---|---|---|\n"
OPTIONS = ("a", "b", "c", "d")


class Night:
    """A group with many members, and one question after another that is open."""

    def __init__(self, running: Engine, members: int) -> None:
        self.running = running
        self.now = running.batches.clock.now()
        self.accounts = [Account("telegram", str(5_000_000 + number), f"Peserta {number}") for number in range(members)]
        self.count = 0
        with running.database.session() as session, session.begin():
            self._found(session)

    def _found(self, session: Session) -> None:
        community = Community(name="Malam Kuis", created_at=self.now)
        session.add(community)
        session.flush()
        self.community = community.id or 0
        group = Group(community_id=self.community, platform="telegram", address="-100900", created_at=self.now)
        session.add(group)
        session.flush()
        self.group = group.id or 0
        people = [Person(community_id=self.community) for _ in self.accounts]
        session.add_all(people)
        session.flush()
        self.identities = [self._identity(session, person) for person in people]
        session.flush()
        for identity, account in zip(self.identities, self.accounts, strict=True):
            self._member(session, identity, account)
        quiz = Quiz(community_id=self.community, slug="malam", name="Malam", created_at=self.now, changed_at=self.now)
        session.add(quiz)
        session.flush()
        self.quiz = quiz.id or 0
        content = as_dict(Question(Kind.SINGLE, "Apa?", one_of(OPTIONS, 0)))
        question = QuizQuestion(community_id=self.community, quiz_id=self.quiz, position=1, content=content)
        session.add(question)
        session.flush()
        self.content, self.question = content, question.id or 0

    def _identity(self, session: Session, person: Person) -> Identity:
        identity = Identity(
            community_id=self.community, person_id=person.id or 0, platform="telegram", first_seen=self.now
        )
        session.add(identity)
        return identity

    def _member(self, session: Session, identity: Identity, account: Account) -> None:
        identity.name = account.name
        who: dict[str, Any] = {"community_id": self.community, "identity_id": identity.id or 0}
        session.add(IdentityAlias(**who, platform="telegram", value=account.address))
        session.add(Membership(**who, group_id=self.group, joined_at=self.now, present_at=self.now))

    def run(self, session: Session, *, players: bool) -> QuizRun:
        """One more playing of the quiz."""
        run = QuizRun(
            community_id=self.community,
            group_id=self.group,
            quiz_id=self.quiz,
            state="running",
            players=len(self.identities) if players else 0,
            created_at=self.now,
        )
        session.add(run)
        session.flush()
        if players:
            of_run = {"run_id": run.id or 0, "community_id": self.community, "group_id": self.group}
            session.add_all(QuizPlayer(**of_run, identity_id=identity.id or 0) for identity in self.identities)
        return run

    def round(self, session: Session, run: QuizRun, poll: str, opened_at: datetime) -> QuizRound:
        """An open question whose poll stands in the chat."""
        round_ = QuizRound(
            community_id=self.community,
            group_id=self.group,
            run_id=run.id or 0,
            question_id=self.question,
            position=1,
            content=self.content,
            state="open",
            shown=list(range(len(OPTIONS))),
            options=list(OPTIONS),
            poll_id=poll,
            seconds=600,
            opened_at=opened_at,
        )
        sent = SentMessage(community_id=self.community, group_id=self.group, poll_id=poll, sent_at=opened_at)
        session.add_all([round_, sent])
        session.flush()
        return round_

    def votes(self) -> Sequence[Event]:
        """Everybody answers a question that was just asked."""
        self.count += 1
        poll = f"poll{self.count}"
        with self.running.database.session() as session, session.begin():
            session.add(session.merge(self.round(session, self.run(session, players=True), poll, self.now)))
        return [
            Voted(f"vote:{self.count}:{number}", self.now, None, who, poll, (OPTIONS[number % len(OPTIONS)],))
            for number, who in enumerate(self.accounts)
        ]

    def answered(self, answers: int) -> None:
        """So many answers, by the same people, counted as questions end."""
        while answers > 0:
            with self.running.database.session() as session, session.begin():
                run = self.run(session, players=False)
                for _ in range(10):
                    self._answers(session, run, self.identities[: min(answers, len(self.identities))])
                    answers -= len(self.identities)
                    if answers <= 0:
                        break

    def _answers(self, session: Session, run: QuizRun, who: Sequence[Identity]) -> None:
        self.count += 1
        round_ = self.round(session, run, f"old{self.count}", self.now)
        same: dict[str, Any] = {
            "community_id": self.community,
            "group_id": self.group,
            "run_id": run.id,
            "round_id": round_.id,
        }
        same |= {"question_id": self.question, "chosen": [], "share": 1.0, "millis": 5_000, "at": self.now}
        rows = [
            same | {"person_id": each.person_id, "identity_id": each.id, "points": 500 + number % 500}
            for number, each in enumerate(who)
        ]
        session.execute(insert(QuizAnswer), rows)
        round_.state = "closed"
        scores.count(round_, run, self.context(session))

    def context(self, session: Session) -> Context:
        """What a handler in the group is given."""
        place = load(session, self.group, Defaults())
        dispatch = self.running.batches.dispatch
        return Context(
            session=session,
            event=Event("bench", self.now, Chat("telegram", "-100900", id=self.group)),
            now=self.now + timedelta(seconds=1),
            place=place,
            group=place,
            installation=dispatch.installation,
            routes=dispatch.routes,
            abilities=self.running.telegram.can(place),
        )


async def answers_a_second(members: int, rounds: int) -> float:
    """Answers of one group a second of one core, in batches as polling fetches them; the median of the rounds."""
    async with engine() as running:
        night = Night(running, members)
        rates = []
        for _ in range(rounds + 1):
            votes = night.votes()
            gc.collect()
            begun = CPU()
            for at in range(0, len(votes), BATCH):
                await running.store(votes[at : at + BATCH])
            rates.append(len(votes) / (CPU() - begun))
        return median(rates[1:])


async def board_seconds(few: int, many: int, players: int, looks: int) -> tuple[float, float]:
    """What it takes to read the leaderboard of all time behind few answers, and behind many: medians, in turns."""
    async with engine() as less, engine() as more:
        nights = Night(less, players), Night(more, players)
        for night, answers in zip(nights, (few, many), strict=True):
            night.answered(answers)
        with less.database.session() as one, more.database.session() as other:
            seen = [(_look(nights[0].context(one)), _look(nights[1].context(other))) for _ in range(looks)]
    return median(first for first, _ in seen), median(second for _, second in seen)


def _look(ctx: Context) -> float:
    begun = CPU()
    found = boards.best(quizboards.standings((), ctx), ctx)
    taken = CPU() - begun
    assert len(found) == boards.MOST
    return taken


async def figures(members: int = MEMBERS, rounds: int = ROUNDS, many: int = MANY) -> list[Figure]:
    """What the quiz page promises."""
    rate = await answers_a_second(members, rounds)
    few, much = await board_seconds(FEW, many, PLAYERS, LOOKS)
    return [
        Figure("quizzes.answers", f"answers a second in one group of {members:,}, one core", rate, 500, least=True),
        Figure("quizzes.board", f"`/top quiz` behind {many:,} answers against {FEW:,}", much / few, 1.5),
        Figure("quizzes.board.ms", f"the same, {PLAYERS} players", much * 1000, unit=" ms"),
    ]


def main() -> int:
    """Measures, prints, and writes its table; 1 when a target is missed."""
    log.setup("warning")
    found = asyncio.run(figures())
    for figure in found:
        print(figure.row(), "" if figure.is_met else "  <- missed", flush=True)
    rows = "".join(f"{figure.row()}\n" for figure in found)
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{TABLE}{rows}\n{END}{rest.partition(END)[2]}", "utf-8")
    return 0 if all(figure.is_met for figure in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
