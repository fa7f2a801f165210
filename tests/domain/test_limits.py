"""A chat is asked only what it can show."""

from dataclasses import replace

import pytest

from bot.domain.limits import checked, problems
from bot.domain.questions import BadQuestion, Kind, Option, Question, one_of
from tests.domain.test_questions import CAPITAL, PAIRS


def reasons(question: Question) -> list[str]:
    return [wrong.why for wrong in problems(question)]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (replace(CAPITAL, text="x" * 301), "questions.long_text"),
        (replace(CAPITAL, text=" "), "questions.no_text"),
        (replace(CAPITAL, options=one_of(("x" * 101, "y"), 0)), "questions.long_option"),
        (replace(CAPITAL, options=one_of(tuple(map(str, range(13))), 0)), "questions.many_options"),
        (replace(CAPITAL, options=one_of(("a",), 0)), "questions.few_options"),
        (replace(CAPITAL, options=one_of(("a", "a"), 0)), "questions.twice"),
        (replace(CAPITAL, options=(Option("a"), Option("b", 50.0))), "questions.no_answer"),
        (replace(CAPITAL, options=one_of(("a", " "), 0)), "questions.empty_option"),
        (replace(CAPITAL, explanation="x" * 3501), "questions.long_explanation"),
        (replace(CAPITAL, points=-1), "questions.points"),
        (replace(CAPITAL, seconds=2), "questions.seconds"),
        (Question(Kind.NUMERIC, "?", (Option("dua", 100.0),)), "questions.no_number"),
        (replace(PAIRS, options=(Option("a"), Option("b", match="c"))), "questions.no_match"),
        (replace(PAIRS, options=(Option("a", match="b"), Option("", match="c"))), "questions.few_options"),
    ],
)
def test_a_question_that_no_chat_can_ask_says_why(wrong: Question, why: str) -> None:
    assert why in reasons(wrong)
    with pytest.raises(BadQuestion):
        checked(wrong)


def test_the_limits_themselves_are_allowed() -> None:
    options = one_of(tuple(f"{number:>2}".ljust(100, ".") for number in range(12)), 3)
    assert reasons(Question(Kind.SINGLE, "x" * 300, options)) == []
