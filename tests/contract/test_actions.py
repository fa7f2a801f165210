"""Every action is an ability of each platform, or becomes something that people can answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from bot.adapters.cloud import adapter as cloud
from bot.adapters.cloud.doing import DOING as CLOUD
from bot.adapters.playground.world import Manner
from bot.adapters.telegram import adapter as telegram
from bot.adapters.telegram.doing import DOING as TELEGRAM
from bot.adapters.waha import adapter as waha
from bot.adapters.waha.doing import DOING as WAHA
from bot.chat import actions
from bot.chat.abilities import Abilities, Enforce, degrade
from bot.chat.actions import Action, AskPoll, Choice, Send
from bot.chat.facts import RoleOf
from bot.engine.prompts import menu
from tests.cast import BUDI, GROUP

ASKING = "Answer with the number."
CHOICES = (Choice("Yes", "route"), Choice("No", "route"))
SAMPLES: Mapping[type[Action], Action] = {
    type(sample): sample
    for sample in (
        actions.Send(GROUP, "Which?", choices=CHOICES, document=1),
        actions.Alert(GROUP, "Look!", choices=CHOICES),
        actions.AskPoll(GROUP, "2 + 2?", ("3", "4"), correct=(1,), explanation="so", seconds=20, route="quiz"),
        actions.ClosePoll(GROUP, key="poll"),
        actions.Edit(GROUP, "Which now?", key="board", choices=CHOICES),
        actions.Delete(GROUP, message="m1"),
        actions.DeleteMany(GROUP, messages=("m1", "m2")),
        actions.Answer(GROUP, press="p"),
        actions.React(GROUP, message="m1", emoji="🎉"),
        actions.Mute(GROUP, BUDI),
        actions.Unmute(GROUP, BUDI),
        actions.Ban(GROUP, BUDI),
        actions.Unban(GROUP, BUDI),
        actions.Remove(GROUP, BUDI),
        actions.Pin(GROUP, message="m1", text="the rules"),
        actions.Unpin(GROUP, message="m1"),
        actions.Close(GROUP),
        actions.Reopen(GROUP),
        actions.Admit(GROUP, BUDI),
        actions.Relink(GROUP),
        actions.Leave(GROUP),
        actions.LookUp(GROUP, RoleOf(GROUP, BUDI)),
    )
}
INTENDED = {actions.Close, actions.Reopen, actions.Unpin, actions.ClosePoll, actions.React, actions.Admit}
"""What may come to nothing: a rule of ours, or nothing at all, does as well."""


@dataclass(frozen=True)
class Platform:
    """One kind of chat: what it says that it can, and what its adapter carries out."""

    can: Abilities
    doing: Mapping[type[Action], Any]
    presses: bool = True
    lasting: bool = True  # whether messages can be taken back


PLATFORMS = {
    "telegram supergroup": Platform(telegram.EVERYTHING, TELEGRAM),
    "telegram basic group": Platform(telegram.BASIC, TELEGRAM),
    "whatsapp group": Platform(waha.GROUP, WAHA, presses=False),
    "whatsapp direct": Platform(cloud.PRIVATE, CLOUD, lasting=False),
    "whatsapp circle": Platform(cloud.CIRCLE, CLOUD, presses=False, lasting=False),
    "playground": Platform(Manner.TELEGRAM.abilities, TELEGRAM),
    "playground like whatsapp": Platform(Manner.WHATSAPP.abilities, TELEGRAM),
}
cases = [pytest.param(platform, sample, id=f"{name}: {type(sample).__name__}")
         for name, platform in PLATFORMS.items() for sample in SAMPLES.values()]  # fmt: skip


def kinds(root: type[Action]) -> Iterator[type[Action]]:
    """Every action that handlers may return."""
    for kind in root.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_no_action_is_overlooked() -> None:
    assert {kind.__name__ for kind in kinds(Action)} - {"Enforce"} == {kind.__name__ for kind in SAMPLES}


@pytest.mark.parametrize(("platform", "sample"), cases)
def test_what_is_stored_is_what_the_adapter_carries_out(platform: Platform, sample: Action) -> None:
    if isinstance(sample, actions.Answer) and not platform.presses:
        return  # answers a press, and nobody can press anything there
    if isinstance(sample, actions.Leave) and platform.doing is CLOUD:
        return  # the number's own groups cannot be left
    for instead in degrade(sample, platform.can, menu(ASKING)):
        assert isinstance(instead, Enforce) or type(instead) in platform.doing, type(instead).__name__


@pytest.mark.parametrize(("platform", "sample"), cases)
def test_whatever_is_asked_can_be_answered(platform: Platform, sample: Action) -> None:
    for instead in degrade(sample, platform.can, menu(ASKING)):
        asked = getattr(instead, "choices", ())
        if asked and not platform.can.offers(asked):
            assert isinstance(instead, actions.Send | actions.Edit)
            lines = str(instead.text).splitlines()
            assert [f"{number}. {choice.label}" for number, choice in enumerate(asked, 1)] == lines[-3:-1]
            assert lines[-1] == ASKING
        if isinstance(instead, AskPoll) and not platform.can.quizzes:
            assert not instead.correct


@pytest.mark.parametrize(("platform", "sample"), cases)
def test_nothing_that_protects_or_is_said_comes_to_nothing(platform: Platform, sample: Action) -> None:
    if type(sample) in INTENDED | {actions.Relink}:
        return
    if isinstance(sample, actions.Delete | actions.DeleteMany) and not platform.lasting:
        return  # the official interface takes nothing back, and says so in its feature table
    instead = degrade(sample, platform.can, menu(ASKING))
    assert instead
    if isinstance(sample, actions.Mute | actions.Ban):
        held = [each for each in instead if isinstance(each, Enforce | type(sample))]
        assert held
    if isinstance(sample, AskPoll):
        assert isinstance(instead[0], AskPoll | Send)
