"""Rule 11: where somebody is in a wizard is one row for each chat, person and thread."""

from datetime import timedelta
from typing import Any

import pytest

from bot.chat.actions import Actions
from bot.chat.events import Chat, Command, Message
from bot.context import Context
from bot.models import Conversation
from bot.routing import Router
from tests.cast import BUDI, CITRA, edits, private, says
from tests.stage import Stage

router = Router("wizard")
heard: list[str] = []


@router.command("start", about_group=False)
def start(event: Command, ctx: Context) -> Actions:
    assert event.who is not None
    ctx.session.add(
        Conversation(
            community_id=ctx.community,
            group_id=ctx.place.chat.id,
            identity_id=event.who.id,
            thread=event.thread,
            step="wizard.name",
            expires_at=ctx.now + timedelta(minutes=10),
        )
    )
    return []


@router.step("wizard.name")
def name(event: Message, ctx: Context) -> Actions:
    heard.append(f"name {event.text}")
    ctx.session.delete(ctx.session.exec(ROW).one())
    return []


@router.on(Message)
def anything(event: Message, ctx: Context) -> Actions:
    heard.append(f"said {event.text}")
    return []


from sqlmodel import select  # noqa: E402

ROW = select(Conversation)


@pytest.fixture
def stage() -> Stage:
    heard.clear()
    return Stage(router)


def test_rule_11_the_next_message_belongs_to_the_wizard_and_only_that_one(stage: Stage) -> None:
    stage.happens(says(BUDI, "/start"))
    stage.happens(says(BUDI, "Budi"))
    stage.happens(says(BUDI, "halo"))
    assert heard == ["name Budi", "said halo"]


@pytest.mark.parametrize("chat", [None, private(BUDI)])
def test_rule_11_question_and_answer_may_come_in_one_batch(stage: Stage, chat: Chat | None) -> None:
    values: dict[str, Any] = {} if chat is None else {"group": chat}
    stage.happens(says(BUDI, "/start", **values), says(BUDI, "Budi", **values), says(BUDI, "halo", **values))
    assert heard == ["name Budi", "said halo"]


def test_rule_11_a_wizard_outlives_a_restart(stage: Stage) -> None:
    stage.happens(says(BUDI, "/start"))
    stage.starts()
    stage.happens(says(BUDI, "Budi"))
    assert heard == ["name Budi"]


def test_rule_11_a_wizard_ends_with_its_time(stage: Stage) -> None:
    stage.happens(says(BUDI, "/start"))
    stage.clock.shift(timedelta(minutes=10))
    stage.happens(says(BUDI, "Budi"))
    assert heard == ["said Budi"]


def test_rule_11_a_wizard_hears_its_person_in_its_thread_in_its_chat(stage: Stage) -> None:
    stage.happens(says(BUDI, "/start", thread="7"))
    stage.happens(says(CITRA, "1", thread="7"), says(BUDI, "2"), says(BUDI, "3", private(BUDI), thread="7"))
    stage.happens(says(BUDI, "4", thread="7"))
    assert heard == ["said 1", "said 2", "said 3", "name 4"]


def test_rule_11_a_command_goes_before_the_wizard_and_an_edit_is_no_answer(stage: Stage) -> None:
    said = says(BUDI, "before")
    stage.happens(said, says(BUDI, "/start"))
    heard.clear()
    stage.happens(edits(said, "Budi"))
    assert heard == []
