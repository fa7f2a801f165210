"""All rules are silent on what people of a learning group write all day."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.context import Context
from moderation.judging import look
from moderation.rule import Rule
from moderation.rules import RULES
from tests.cast import BUDI, NOW, says

SAMPLES = Path(__file__).parent / "samples"
ORDINARY = (SAMPLES / "ordinary.txt").read_text("utf-8").splitlines()
SCRIPTS = (SAMPLES / "scripts.txt").read_text("utf-8").splitlines()
PEOPLE = [replace(BUDI, id=100 + n, address=str(100 + n), name=f"Anggota {n}") for n in range(25)]
CONVERSATION = [
    says(PEOPLE[n % len(PEOPLE)], text, at=NOW + timedelta(seconds=5 * n)) for n, text in enumerate(ORDINARY + SCRIPTS)
]


def test_there_are_enough_of_them() -> None:
    assert len(set(ORDINARY)) >= 480
    assert len(ORDINARY) == 500


def test_a_default_group_hears_nothing_of_its_rules(ctx: Context) -> None:
    found = [(str(message.text), finding.why) for message in CONVERSATION for finding in look(message, ctx)]
    assert found == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_nor_of_those_that_it_turns_on(ctx: Context, rule: Rule) -> None:
    settings = rule.settings.model_validate({"on": True})
    found = [str(message.text) for message in CONVERSATION if rule.look(message, ctx, settings)]
    assert found == []
