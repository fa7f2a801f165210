"""What somebody got wrong comes back in private until they know it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.chat.abilities import Abilities
from bot.chat.events import Account
from bot.domain.questions import FULL, Kind, Level, Option, Question, one_of, several, truth
from bot.models import QuizAnswer, QuizQuestion, QuizRound, QuizRun, RevisionCard
from bot.services import levels, quizzes
from handlers import revision
from tests.cast import BUDI, CLASS, GROUP, NOW, SARI, context, private, says
from tests.stage import Stage

HOME = private(BUDI)
KUR = Question(Kind.SINGLE, "KUR?", one_of(("kredit", "hadiah"), 0), explanation="Kredit Usaha Rakyat", topic="modal")
TRUE = Question(Kind.TRUEFALSE, "QRIS milik BI.", truth(True))
SHOPS = Question(Kind.MULTIPLE, "Lokapasar?", several(("Shopee", "Gmail", "Tokopedia"), frozenset({0, 2})))
HPP = Question(Kind.TYPED, "HPP?", (Option("harga pokok penjualan", FULL),))
STEPS = Question(Kind.ORDERING, "Urutkan.", (Option("riset"), Option("jual")))
PAIRS = Question(Kind.MATCHING, "Pasangkan.", (Option("SEO", match="cari"), Option("COD", match="bayar")))


def after_quiz(stage: Stage, who: Account, asked: Sequence[Question], shares: Sequence[float]) -> None:
    """A quiz was played, and somebody answered its questions so well."""
    with stage.session() as session, session.begin():
        quiz = quizzes.save(context(session), "Dasar", asked)
        rows = quizzes.questions(quiz, context(session))
        where: dict[str, Any] = {"community_id": CLASS, "group_id": GROUP.id}
        run = QuizRun(**where, quiz_id=quiz.id or 0, state="over", created_at=NOW)
        session.add(run)
        session.flush()
        for row, share in zip(rows, shares, strict=True):
            round_ = QuizRound(
                **where, run_id=run.id or 0, question_id=row.id or 0, position=row.position, state="closed"
            )
            session.add(round_)
            session.flush()
            values: dict[str, Any] = {
                "run_id": run.id,
                "round_id": round_.id,
                "question_id": row.id,
                "share": share,
                "at": NOW,
            }
            session.add(QuizAnswer(**where, **values, person_id=who.id, identity_id=who.id))


@pytest.fixture
def stage() -> Iterator[Stage]:
    opened = Stage(revision.router)
    yield opened
    opened.close()


def writes(stage: Stage, words: str, who: Account = BUDI) -> str:
    stage.happens(says(who, words, private(who), at=stage.clock.now()))
    stage.delivers()
    return stage.screen(private(who))[-1]


def presses(stage: Stage, label: str) -> str:
    stage.happens(stage.presses(BUDI, label, HOME))
    stage.delivers()
    return stage.screen(HOME)[-1]


def test_a_wrong_answer_comes_back_and_a_right_one_does_not(stage: Stage) -> None:
    after_quiz(stage, BUDI, [KUR, TRUE], [0.0, 1.0])
    assert writes(stage, "/review") == "🔁 KUR?"
    said = presses(stage, "kredit")
    assert said.startswith("✅ Benar: kredit\n💡 Kredit Usaha Rakyat\n🗓 Muncul lagi ")
    assert "Untuk sekarang sudah beres" in writes(stage, "/ulang")


def test_nothing_wrong_is_nothing_to_revise(stage: Stage) -> None:
    after_quiz(stage, SARI, [KUR], [0.0])
    assert "Tidak ada yang perlu diulang" in writes(stage, "/review")


def test_a_question_comes_back_when_it_is_due(stage: Stage) -> None:
    after_quiz(stage, BUDI, [KUR], [0.0])
    writes(stage, "/review")
    assert presses(stage, "hadiah").startswith("❌ Belum. Jawabannya: kredit")
    [card] = stage.rows(RevisionCard)
    assert (card.share, card.reviews) == (0.0, 1)
    assert card.due_at - stage.clock.now() == timedelta(minutes=1)
    assert "sudah beres" in writes(stage, "/review")
    stage.passes(minutes=2)
    assert writes(stage, "/review") == "🔁 KUR?"


def test_one_question_follows_the_other(stage: Stage) -> None:
    after_quiz(stage, BUDI, [KUR, TRUE], [0.0, 0.0])
    writes(stage, "/review")
    presses(stage, "kredit")
    assert presses(stage, "▶️ Lanjut (1)") == "🔁 QRIS milik BI."
    assert "Benar: Benar" in presses(stage, "Benar")
    assert [shown.buttons for shown in stage.shown(HOME)][-1] == ()


@pytest.mark.parametrize(
    ("question", "nonsense", "partly", "right"),
    [
        (SHOPS, "zzz", "A", "a, c"),
        (HPP, "", "", "Harga Pokok Penjualan"),
        (STEPS, "1 1", "", "{order}"),
        (PAIRS, "1a", "", "{pairs}"),
    ],
)
def test_questions_without_buttons_are_answered_in_words(
    stage: Stage, question: Question, nonsense: str, partly: str, right: str
) -> None:
    after_quiz(stage, BUDI, [question], [0.0])
    asked = writes(stage, "/review")
    assert "Ketik" in asked
    if nonsense:
        assert writes(stage, nonsense).startswith("Ketik")
    lines = asked.split("\n")
    order = " ".join(line[0] for name in ("riset", "jual") for line in lines if line.endswith(name))
    letters = [line[0] for name in ("cari", "bayar") for line in lines if line.endswith(name)]
    pairs = " ".join(f"{number}{letter}" for number, letter in enumerate(letters, 1))
    if partly:
        assert writes(stage, partly).startswith("🟡 Hampir")
        stage.passes(days=1)
        writes(stage, "/review")
    assert writes(stage, right.format(order=order, pairs=pairs)).startswith("✅ Benar")


def test_by_numbers_where_there_are_no_buttons() -> None:
    stage = Stage(revision.router, abilities={"telegram": Abilities(buttons=False, prefixes=".!/")})
    after_quiz(stage, BUDI, [KUR], [0.0])
    assert "1. kredit" in writes(stage, ".ulang")
    assert writes(stage, "1").startswith("✅ Benar")
    stage.close()


def test_in_the_group_it_is_offered_in_private(stage: Stage) -> None:
    after_quiz(stage, BUDI, [KUR], [0.0])
    stage.happens(says(BUDI, "halo", HOME), says(BUDI, "/review"))
    stage.delivers()
    assert stage.screen() == []
    assert "Ada 1 soal dari Kelas Python" in stage.screen(HOME)[-1]
    assert presses(stage, "▶️ Lanjut (1)") == "🔁 KUR?"


def test_a_question_that_was_taken_away_is_not_asked_any_more(stage: Stage) -> None:
    after_quiz(stage, BUDI, [KUR], [0.0])
    writes(stage, "/review")
    with stage.session() as session, session.begin():
        quizzes.retire_question(session.get_one(QuizQuestion, 1), context(session))
    stage.happens(stage.presses(BUDI, "kredit", HOME))
    assert "sudah tidak ada" in str(stage.delivers())
    assert "Tidak ada yang perlu diulang" in writes(stage, "/review")


def test_enough_right_answers_raise_the_level_once_and_whoever_then_lowers_it_is_believed(stage: Stage) -> None:
    asked = [Question(Kind.SINGLE, f"S{number}?", one_of(("a", "b"), 0), level=Level.BEGINNER) for number in range(10)]
    after_quiz(stage, BUDI, asked, [1.0] * 9 + [0.0])
    writes(stage, "/review")
    assert "tingkatmu sekarang Menengah" in presses(stage, "a")
    with stage.session() as session, session.begin():
        levels.set_level(BUDI.id, "beginner", context(session))
    stage.passes(days=5)
    writes(stage, "/review")
    assert "tingkatmu" not in presses(stage, "a")
    with stage.session() as session:
        assert levels.level_of(BUDI.id, context(session)) == "beginner"
