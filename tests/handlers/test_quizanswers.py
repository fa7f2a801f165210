"""Answers: the first of each person counts, however it is given, and no other."""

from collections.abc import Iterator

import pytest

from bot.chat.actions import AskPoll, Delete, LookUp, React, Send
from bot.chat.events import Account, AccountKind
from bot.chat.facts import Role
from bot.domain.questions import FULL, Kind, Option, Question
from bot.models import QuizAnswer
from tests.cast import BUDI, CITRA, SARI, says, votes
from tests.quiznight import (
    BARE,
    BOT,
    COST,
    MARGIN,
    PLAIN,
    PRICE,
    STEPS,
    STOCK,
    TOOLS,
    answer,
    passes,
    points,
    poll,
    replies,
    stage_with,
    started,
    tells,
)
from tests.stage import Stage

TAMU = Account("telegram", "99", "Tamu")
PAIRS = Question(Kind.MATCHING, "Pasangkan.", (Option("Laba", match="Untung"), Option("Modal", match="Uang awal")))


@pytest.fixture
def stage() -> Iterator[Stage]:
    play = stage_with(PRICE, STOCK)
    started(play)
    yield play
    play.close()


def shares(stage: Stage) -> list[tuple[int, float]]:
    return [(row.identity_id, round(row.share, 2)) for row in stage.rows(QuizAnswer)]


def test_the_first_answer_counts_and_a_second_one_changes_nothing(stage: Stage) -> None:
    answer(stage, SARI, 1)
    answer(stage, SARI, 0)
    assert shares(stage) == [(SARI.id, 0.0)]


def test_an_answer_that_is_taken_back_stays(stage: Stage) -> None:
    answer(stage, SARI, 0)
    answer(stage, SARI)
    answer(stage, SARI, 1)
    assert shares(stage) == [(SARI.id, 1.0)]


def test_the_same_delivery_twice_is_one_answer(stage: Stage) -> None:
    vote = votes(SARI, poll(stage), "0", at=stage.clock.now())
    stage.happens(vote, vote)
    assert len(stage.rows(QuizAnswer)) == 1


def test_a_late_answer_does_not_count(stage: Stage) -> None:
    asked = poll(stage)
    passes(stage, 21)
    stage.happens(votes(SARI, asked, "0", at=stage.clock.now()))
    assert stage.rows(QuizAnswer) == []


def test_answers_count_by_their_arrival(stage: Stage) -> None:
    stage.passes(seconds=5)
    answer(stage, SARI, 0)
    stage.passes(seconds=15)
    answer(stage, BUDI, 0)
    assert points(stage) == {SARI.id: 875, BUDI.id: 500}
    assert [row.millis for row in stage.rows(QuizAnswer)] == [5000, 20000]


def test_a_reply_that_overtakes_the_news_of_its_question_is_an_answer_at_once() -> None:
    stage = stage_with(MARGIN)
    tells(stage, CITRA, "/quizstart dasar")
    stage.passes(seconds=30)
    outcome = stage.platform.do(stage.order(Send))
    stage.happens(says(SARI, "laba", reply_to=outcome.sent[0], reply_who=BOT, at=stage.clock.now()))
    stage.passes(seconds=1)
    stage.settles(stage.order(Send), outcome)
    assert [(row.identity_id, row.share, row.millis) for row in stage.rows(QuizAnswer)] == [(SARI.id, 1.0, 0)]
    stage.close()


def test_a_vote_that_overtakes_the_news_of_its_poll_is_an_answer_at_once(stage: Stage) -> None:
    passes(stage, 21)
    stage.passes(seconds=6)
    order = stage.order(AskPoll)
    outcome = stage.platform.do(order)
    stage.happens(votes(SARI, outcome.poll, "0", at=stage.clock.now()))
    stage.passes(seconds=1)
    stage.settles(order, outcome)
    stage.delivers()
    assert [(row.millis, row.points) for row in stage.rows(QuizAnswer)] == [(0, 1000)]


def test_a_stranger_to_whom_the_poll_was_forwarded_does_not_count(stage: Stage) -> None:
    stage.platform.roles[TAMU.address] = Role.STRANGER
    stage.happens(votes(TAMU, poll(stage), "0", at=stage.clock.now()))
    assert any(isinstance(action, LookUp) for action in stage.delivers())
    assert stage.rows(QuizAnswer) == []


def test_a_member_who_never_wrote_is_looked_up_once_and_counts_from_the_arrival(stage: Stage) -> None:
    stage.passes(seconds=10)
    stage.happens(votes(TAMU, poll(stage), "0", at=stage.clock.now()))
    stage.passes(seconds=4)
    stage.delivers()
    assert [row.millis for row in stage.rows(QuizAnswer)] == [10000]
    passes(stage, 7)
    passes(stage, 6)
    stage.happens(votes(TAMU, poll(stage), "0", at=stage.clock.now()))
    assert not any(isinstance(action, LookUp) for action in stage.delivers())
    assert len(stage.rows(QuizAnswer)) == 2


def test_a_platform_that_takes_its_time_to_tell_who_is_a_member_costs_nobody_their_answer(stage: Stage) -> None:
    stage.passes(seconds=10)
    stage.happens(votes(TAMU, poll(stage), "0", at=stage.clock.now()))
    for _ in range(25):
        stage.passes(seconds=1)
    stage.delivers()
    assert [row.millis for row in stage.rows(QuizAnswer)] == [10000]


def test_a_question_waits_for_who_answered_in_time_but_is_still_looked_up(stage: Stage) -> None:
    stage.passes(seconds=20)
    stage.happens(votes(TAMU, poll(stage), "0", at=stage.clock.now()))
    stage.passes(seconds=1)
    stage.delivers()
    assert [row.millis for row in stage.rows(QuizAnswer)] == [20000]
    passes(stage, 1)
    assert "1 dari 1" in stage.screen()[-1]


def test_options_that_nobody_offered_and_polls_of_others_are_nobodys_answer(stage: Stage) -> None:
    stage.happens(votes(SARI, poll(stage), "77"), votes(SARI, "poll of somebody", "0"))
    assert stage.rows(QuizAnswer) == []


def test_several_right_answers_earn_their_parts() -> None:
    stage = stage_with(TOOLS)
    started(stage)
    answer(stage, SARI, 0, 2)
    answer(stage, BUDI, 0)
    answer(stage, CITRA, 0, 1)
    assert shares(stage) == [(SARI.id, 1.0), (BUDI.id, 0.5), (CITRA.id, 0.0)]
    stage.close()


def test_a_typed_answer_is_a_reply_and_leaves_the_screen() -> None:
    stage = stage_with(MARGIN)
    started(stage)
    assert stage.screen()[-1] == ("Soal 1/1\nSelisih harga jual dan modal?\n\n✍️ Balas pesan ini dengan jawabanmu.")
    replies(stage, SARI, "  UNTUNG ")
    replies(stage, BUDI, "rugi")
    tells(stage, CITRA, "laba")
    assert shares(stage) == [(SARI.id, 1.0), (BUDI.id, 0.0)]
    assert sum(isinstance(action, Delete) and bool(action.message) for action in stage.platform.done) == 2
    assert [row.chosen for row in stage.rows(QuizAnswer)] == [[], []]
    stage.close()


def test_a_number_is_graded_and_words_are_asked_for_a_number() -> None:
    stage = stage_with(COST)
    started(stage)
    replies(stage, SARI, "banyak")
    assert "dengan angkanya" in stage.screen()[-1]
    replies(stage, SARI, "Rp 100.000")
    assert shares(stage) == [(SARI.id, 1.0)]
    stage.close()


@pytest.mark.parametrize("shape", ["{} {} {}", "{},{},{}", "{}{}{}"])
def test_an_order_is_given_by_the_numbers_that_are_shown(shape: str) -> None:
    stage = stage_with(STEPS)
    started(stage)
    lines = stage.screen()[-1].splitlines()
    place = {line[3:]: line[0] for line in lines if line[1:3] == ". "}
    assert [place[option.text] for option in STEPS.options] != ["1", "2", "3"]
    replies(stage, BUDI, "1 1 2")
    replies(stage, SARI, shape.format(*(place[option.text] for option in STEPS.options)))
    assert shares(stage) == [(SARI.id, 1.0)]
    passes(stage, 21)
    assert "✅ Riset → Buat → Jual" in stage.screen()[-2]
    stage.close()


@pytest.mark.parametrize("shape", ["1{}2{}", "1{0} 2{1}", "{} {}", "1. {0}, 2. {1}"])
def test_pairs_are_given_by_numbers_and_letters(shape: str) -> None:
    stage = stage_with(PAIRS)
    started(stage)
    lines = stage.screen()[-1].splitlines()
    letter = {line[3:]: line[0] for line in lines if line[1:3] == ". " and line[0].isalpha()}
    replies(stage, SARI, shape.format(letter["Untung"], letter["Uang awal"]).lower())
    assert shares(stage) == [(SARI.id, 1.0)]
    stage.close()


def test_where_polls_are_no_quizzes_their_key_stays_here_and_numbers_count_too() -> None:
    stage = stage_with(TOOLS, abilities=PLAIN)
    started(stage, ".quizstart dasar")
    [asked] = [action for action in stage.platform.done if isinstance(action, AskPoll)]
    assert (asked.correct, asked.several, asked.explanation) == ((), True, "")
    answer(stage, SARI, 0, 2)
    message = says(BUDI, "1 dan 3", at=stage.clock.now())
    stage.happens(message)
    assert React(message.group, message.message, "👌") in stage.delivers()  # type: ignore[arg-type]
    tells(stage, BUDI, "2")
    assert shares(stage) == [(SARI.id, 1.0), (BUDI.id, 1.0)]
    stage.close()


def test_where_there_are_no_polls_a_question_is_a_numbered_menu() -> None:
    stage = stage_with(PRICE, TOOLS, abilities=BARE)
    started(stage, "!quizstart dasar")
    assert "1. Modal\n2. Langit\n3. Air" in stage.screen()[-1]
    tells(stage, SARI, "1")
    tells(stage, SARI, "2")
    tells(stage, BUDI, "3")
    assert shares(stage) == [(SARI.id, 1.0), (BUDI.id, 0.0)]
    passes(stage, 21)
    passes(stage, 6)
    tells(stage, SARI, "1,3")
    tells(stage, BUDI, "1")
    assert shares(stage)[2:] == [(SARI.id, 1.0), (BUDI.id, 0.5)]
    stage.close()


def test_a_number_after_the_time_is_told_that_it_is_late() -> None:
    stage = stage_with(PRICE, STOCK, abilities=BARE)
    started(stage, "!quizstart dasar")
    passes(stage, 21)
    tells(stage, SARI, "1")
    assert "sudah ditutup" in stage.screen()[-1]
    stage.close()


def test_numbers_are_ordinary_talk_where_no_question_is_open(stage: Stage) -> None:
    tells(stage, SARI, "2")
    tells(stage, SARI, "20")
    assert stage.rows(QuizAnswer) == []


def test_a_question_has_its_own_points_and_time() -> None:
    stage = stage_with(Question(Kind.TYPED, "Ibu kota?", (Option("Jakarta", FULL),), points=200, seconds=60))
    started(stage)
    passes(stage, 30)
    replies(stage, SARI, "jakarta")
    assert points(stage) == {SARI.id: 150}
    stage.close()


def test_seconds_that_an_admin_names_are_those_of_every_question() -> None:
    stage = stage_with(Question(Kind.TYPED, "Ibu kota?", (Option("Jakarta", FULL),), seconds=60))
    started(stage, "/quizstart dasar 1 10")
    passes(stage, 11)
    assert "Jakarta" in stage.screen()[-2]
    stage.close()


def test_the_group_itself_and_its_channel_are_nobody_who_answers(stage: Stage) -> None:
    channel = Account("telegram", "-1008", "Kanal", kind=AccountKind.CHANNEL)
    stage.happens(votes(channel, poll(stage), "0", at=stage.clock.now()))
    assert not any(isinstance(action, LookUp) for action in stage.delivers())
    assert stage.rows(QuizAnswer) == []


def test_a_number_in_reply_to_something_else_is_no_option() -> None:
    stage = stage_with(TOOLS, abilities=PLAIN)
    started(stage, ".quizstart dasar")
    stage.happens(says(SARI, "2", reply_to="m1", reply_who=BUDI, at=stage.clock.now()))
    assert stage.rows(QuizAnswer) == []
    stage.close()


def test_two_accounts_of_one_person_have_one_answer(stage: Stage) -> None:
    answer(stage, SARI, 1)
    with stage.session() as session, session.begin():
        from bot.models import Identity

        session.get_one(Identity, BUDI.id).person_id = session.get_one(Identity, SARI.id).person_id
    answer(stage, BUDI, 0)
    assert shares(stage) == [(SARI.id, 0.0)]
