"""Quizzes are kept by name, and their questions by their words."""

import pytest

from bot import errors
from bot.context import Context
from bot.domain.questions import FULL, Kind, Option, Question, one_of, truth
from bot.models import QuizQuestion, QuizRun
from bot.services import quizzes

PRICE = Question(Kind.SINGLE, "Harga jual di atas apa?", one_of(("Modal", "Langit"), 0))
STOCK = Question(Kind.TRUEFALSE, "Stok perlu dicatat.", truth(true=True))
MARGIN = Question(Kind.TYPED, "Selisih harga jual dan modal?", (Option("laba", FULL), Option("untung", FULL)))


def words(name: str, ctx: Context) -> list[str]:
    quiz = quizzes.find(name, ctx)
    assert quiz is not None
    return [quizzes.question_of(row).text for row in quizzes.questions(quiz, ctx)]


def test_a_quiz_is_found_by_its_name_in_any_case_and_by_a_beginning_that_is_unique(ctx: Context) -> None:
    basics = quizzes.save(ctx, "Dasar Jualan", [PRICE])
    photos = quizzes.save(ctx, "Dasar Foto", [STOCK])
    assert quizzes.find("  dasar  JUALAN ", ctx) == basics
    assert quizzes.find("dasar f", ctx) == photos
    assert quizzes.find("dasar", ctx) is None
    assert quizzes.find("", ctx) is None
    assert quizzes.find("lain", ctx) is None


def test_a_name_that_begins_another_name_is_still_found(ctx: Context) -> None:
    basics = quizzes.save(ctx, "Dasar", [PRICE])
    quizzes.save(ctx, "Dasar Foto", [STOCK])
    assert quizzes.find("dasar", ctx) == basics


def test_questions_come_back_as_they_were_and_in_their_order(ctx: Context) -> None:
    quiz = quizzes.save(ctx, "Dasar", [STOCK, PRICE, MARGIN])
    assert [quizzes.question_of(row) for row in quizzes.questions(quiz, ctx)] == [STOCK, PRICE, MARGIN]


def test_saving_again_keeps_the_rows_of_questions_that_stay(ctx: Context) -> None:
    quiz = quizzes.save(ctx, "Dasar", [PRICE, STOCK])
    before = {quizzes.question_of(row).text: row.id for row in quizzes.questions(quiz, ctx)}
    assert quizzes.save(ctx, "DASAR", [MARGIN, STOCK]).id == quiz.id
    assert words("dasar", ctx) == [MARGIN.text, STOCK.text]
    after = {quizzes.question_of(row).text: row.id for row in quizzes.questions(quiz, ctx)}
    assert after[STOCK.text] == before[STOCK.text]
    assert ctx.session.get_one(QuizQuestion, before[PRICE.text]).retired


def test_questions_are_added_changed_and_taken_out(ctx: Context) -> None:
    quiz = quizzes.save(ctx, "Dasar", [PRICE])
    added = quizzes.add(quiz, STOCK, ctx)
    quizzes.change(quizzes.questions(quiz, ctx)[0], MARGIN, ctx)
    assert words("Dasar", ctx) == [MARGIN.text, STOCK.text]
    quizzes.retire_question(added, ctx)
    assert [number for _, number in quizzes.listed(ctx)] == [1]


def test_a_quiz_that_was_taken_away_leaves_its_name_to_another(ctx: Context) -> None:
    first = quizzes.save(ctx, "Dasar", [PRICE])
    quizzes.retire(first, ctx)
    assert quizzes.listed(ctx) == []
    assert quizzes.save(ctx, "Dasar", [STOCK]).id != first.id


def test_a_quiz_that_is_played_cannot_be_taken_away(ctx: Context) -> None:
    quiz = quizzes.save(ctx, "Dasar", [PRICE])
    group = ctx.group.chat.id
    run = QuizRun(community_id=ctx.community, group_id=group, quiz_id=quiz.id or 0, created_at=ctx.now)
    ctx.session.add(run)
    ctx.session.flush()
    with pytest.raises(errors.Refused, match="being_played"):
        quizzes.retire(quiz, ctx)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_has_to_be_one(name: str, ctx: Context) -> None:
    with pytest.raises(errors.Refused):
        quizzes.save(ctx, name, [PRICE])
