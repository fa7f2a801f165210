"""What is worth saying about a period, and the one proposal that fits."""

from dataclasses import replace

import pytest

from bot.chat.abilities import Abilities
from bot.context import Context
from bot.services import summaries, surveys
from bot.services.participation import Figures

WEEK = Figures(members=60, messages=200, replies=90, active=30, writers=25, gini=0.4, questions=10, answered=9)


def said(ctx: Context, now: Figures, before: Figures) -> list[str]:
    return [str(sentence) for sentence in summaries.sentences(now, before, ctx)]


def test_the_greatest_changes_are_told(ctx: Context) -> None:
    now = replace(WEEK, messages=400, voices=3, active=31, quizzed=12, first_answer=1800.0)
    assert said(ctx, now, WEEK) == [
        "Ada 400 pesan, naik 100 %.",
        "3 orang menulis untuk pertama kali. Selamat datang! 👋",
        "9 dari 10 pertanyaan terjawab dalam sehari, biasanya setelah 30 menit.",
    ]


def test_less_is_said_as_plainly_as_more(ctx: Context) -> None:
    assert "Ada 100 pesan, turun 50 %." in said(ctx, replace(WEEK, messages=100), WEEK)


def test_without_a_time_before_nothing_is_compared(ctx: Context) -> None:
    assert said(ctx, WEEK, Figures()) == ["Ada 200 pesan.", "30 orang ikut serta."]


def test_who_is_silent_is_never_told_to_the_group(ctx: Context) -> None:
    everything = replace(WEEK, silent=37, left=12, joined=14, quizzed=5, attended=6, voices=2, first_answer=60.0)
    assert not [text for text in said(ctx, everything, WEEK) if "37" in text or "12" in text or "diam" in text]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, "steady"),
        ({"answered": 5}, "answers"),
        ({"newcomers": 5, "settled": 1}, "newcomers"),
        ({"gini": 0.9}, "few_talk"),
        ({"messages": 120, "replies": 60}, "quiet"),
        ({"replies": 10}, "replies"),
        ({"answered": 5, "gini": 0.9, "replies": 0}, "answers"),
    ],
)
def test_the_proposal_fits_what_is_missing_most(changes: dict[str, float], wanted: str) -> None:
    assert summaries.proposal(replace(WEEK, **changes), WEEK) == wanted  # type: ignore[arg-type]


def test_topics_need_a_place_to_link_to(ctx: Context) -> None:
    now = replace(WEEK, topics=[("17", 4), ("9", 2)])
    assert summaries.topics(now, ctx) == []
    ctx.abilities = Abilities(link="https://t.me/c/5/{message}")
    text = summaries.topics(now, ctx)
    assert [span.target for span in text[1].spans] == ["https://t.me/c/5/17"]
    assert str(text[1]) == "• 4 balasan"


def test_thanks_go_to_those_of_this_community_alone(ctx: Context) -> None:
    assert summaries.thanks(replace(WEEK, helpers=[(99, 7)]), ctx) == []
    assert "Dewi, Budi" in str(summaries.thanks(replace(WEEK, helpers=[(4, 7), (2, 3)]), ctx)[0])


def test_admins_read_every_figure(ctx: Context) -> None:
    lines = summaries.lines(replace(WEEK, silent=20, retained=0.75), WEEK, ctx)
    assert "Aktif: 30 (50 %) · diam seminggu: 33 %" in map(str, lines)
    assert str(lines[-1]).endswith("75 %")


def test_the_latest_survey_says_how_satisfied_people_are(ctx: Context) -> None:
    row = surveys.begin("scale", "Bagaimana kelasnya?", ctx)
    row.counts = {"5": 2, "4": 2}
    ctx.session.add(row)
    ctx.session.flush()
    assert str(summaries.lines(WEEK, WEEK, ctx)[-1]) == "Survei terakhir · Hasil: 4.5 dari 5 · 4 jawaban"
