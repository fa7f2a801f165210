"""Questions are what a chat can ask, and survive being stored."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.limits import problems
from bot.domain.questions import (
    BadQuestion,
    Kind,
    Level,
    Option,
    Question,
    as_dict,
    from_dict,
    interval,
    one_of,
    several,
    truth,
    understood,
)

CAPITAL = Question(Kind.SINGLE, "Modal usaha kecil?", one_of(("KUR", "Judi"), 0))
ORDER = Question(Kind.ORDERING, "Urutkan", (Option("riset"), Option("produksi"), Option("promosi")))
PAIRS = Question(Kind.MATCHING, "Pasangkan", (Option("SEO", match="mesin pencari"), Option("COD", match="bayar")))


@pytest.mark.parametrize(
    "question",
    [
        CAPITAL,
        ORDER,
        PAIRS,
        Question(Kind.TRUEFALSE, "QRIS gratis", truth(False, feedback=("Ada biaya MDR", ""))),
        Question(Kind.MULTIPLE, "Mana lokapasar?", several(("Shopee", "Gojek", "Tokopedia"), frozenset({0, 2}))),
        Question(Kind.TYPED, "HPP?", (Option("harga pokok", 100.0), Option("harga", 50.0, "hampir"))),
        Question(Kind.NUMERIC, "1+1", (Option("2", 100.0),), title="t", level=Level.ADVANCED, points=0, seconds=30),
    ],
)
def test_a_good_question_has_no_problems_and_survives_json(question: Question) -> None:
    assert list(problems(question)) == []
    assert from_dict(json.loads(json.dumps(as_dict(question)))) == question


def test_what_is_right_is_known_by_kind() -> None:
    assert CAPITAL.answers == ("KUR",)
    assert ORDER.answers == ("riset", "produksi", "promosi")
    assert PAIRS.answers == ("SEO -> mesin pencari", "COD -> bayar")
    assert Question(Kind.MULTIPLE, "?", several(("a", "b", "c"), frozenset({0, 2}))).right == (0, 2)
    assert Question(Kind.SINGLE, "?", (Option("a", 50.0), Option("b", 100.0))).right == (1,)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("42", "42", "42"),
        ("3.14:0.01", "3.13", "3.15"),
        ("1..5", "1", "5"),
        ("5..1", "1", "5"),
        ("-2.5", "-2.5", "-2.5"),
    ],
)
def test_numbers_have_tolerance_or_a_range(text: str, low: str, high: str) -> None:
    assert interval(text) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["", "dua", "1:", "1..", "nan", "1e999999", "inf"])
def test_what_is_no_number_is_refused_or_exact(text: str) -> None:
    if text == "1:":
        assert interval(text) == (Decimal(1), Decimal(1))
        return
    with pytest.raises(BadQuestion):
        interval(text)


def test_the_shape_that_a_check_prints() -> None:
    assert understood(replace(CAPITAL, title="KUR", explanation="Bunga rendah", category="modal")) == {
        "title": "KUR",
        "kind": "single",
        "text": "Modal usaha kecil?",
        "options": [
            {"text": "KUR", "weight": 100.0, "feedback": ""},
            {"text": "Judi", "weight": 0.0, "feedback": ""},
        ],
        "answers": ["KUR"],
        "explanation": "Bunga rendah",
        "category": "modal",
    }
