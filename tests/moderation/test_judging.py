"""One event before the rules."""

from dataclasses import replace
from typing import Any

from bot.context import Context
from bot.routing import Routes
from moderation.finding import Finding
from moderation.judging import look
from moderation.rule import Rule, RuleSettings
from tests.cast import BUDI, edits, says


class Sample(RuleSettings):
    section = "sample"


def breaks(_message: Any, _ctx: Context, _settings: Any) -> Finding | None:
    raise RuntimeError("a rule with a mistake")


def finds(_message: Any, _ctx: Context, _settings: Any) -> Finding | None:
    return Finding("finds", "links.why")


def test_a_rule_that_breaks_finds_nothing_and_the_others_go_on(ctx: Context) -> None:
    rules = (Rule("breaks", Sample, breaks), Rule("finds", Sample, finds))
    ctx = replace(ctx, routes=Routes([], rules), memory={})
    assert [finding.rule for finding in look(says(BUDI, "halo"), ctx)] == ["finds"]


def test_a_rule_that_does_not_care_about_edits_is_not_asked(ctx: Context) -> None:
    ctx = replace(ctx, routes=Routes([], (Rule("finds", Sample, finds, edits=False),)), memory={})
    message = says(BUDI, "halo")
    assert look(message, ctx)
    assert not look(edits(message, "halo lagi"), ctx)


def test_a_rule_that_is_off_is_not_asked(ctx: Context) -> None:
    ctx = replace(ctx, routes=Routes([], (Rule("finds", Sample, finds),)), memory={})
    off = replace(ctx.group, sections={"sample": {"on": False}}, validated={})
    assert not look(says(BUDI, "halo"), replace(ctx, group=off, place=off))
