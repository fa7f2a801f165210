"""Rule 1: a handler asks the platform for a fact and runs again with the answer."""

from datetime import timedelta

import pytest

from bot.chat.actions import Actions, Answer, Choice, Lane, LookUp, Send
from bot.chat.events import Account, Chose, Command, Joined
from bot.chat.facts import File, MemberCount, Role, RoleOf
from bot.context import Context
from bot.models import Blob, GroupText, InboxRow, Membership, OutboxRow
from bot.routing import Router
from bot.texts import say
from tests.cast import BUDI, CITRA, GROUP, NOW, joins, says
from tests.stage import Stage

router = Router("asking")
greetings: list[str] = []


@router.command("role")
def role(event: Command, ctx: Context) -> Actions:
    assert event.who is not None
    ctx.session.add(GroupText(community_id=ctx.community, group_id=GROUP.id, key="written", text="too soon"))
    ctx.session.flush()
    known = ctx.know(RoleOf(ctx.group.chat, event.who), max_age=0)
    return [Send(ctx.place.chat, f"{known.name} at {ctx.now:%H:%M:%S}")]


@router.command("offer")
def offer(event: Command, ctx: Context) -> Actions:
    return [Send(ctx.place.chat, "press", choices=[Choice("Members?", "asking.members")])]


@router.chose("asking.members")
def members(event: Chose, ctx: Context) -> Actions:
    return [Answer(ctx.place.chat, event.press, str(ctx.know(MemberCount(ctx.group.chat), max_age=0)))]


@router.command("both")
def both(event: Command, ctx: Context) -> Actions:
    assert event.who is not None
    number = ctx.know(MemberCount(ctx.group.chat))
    known = ctx.know(RoleOf(ctx.group.chat, event.who), max_age=0)
    return [Send(ctx.place.chat, f"{number} {known.name}")]


@router.command("read")
def read(event: Command, ctx: Context) -> Actions:
    return [Send(ctx.place.chat, ctx.know(File(ctx.place.chat, "f1")).decode())]


@router.on(Joined)
def greet(event: Joined, ctx: Context) -> Actions:
    greetings.append("greet")
    return []


@router.on(Joined)
def count_members(event: Joined, ctx: Context) -> Actions:
    return [Send(ctx.place.chat, f"we are {ctx.know(MemberCount(ctx.group.chat))}")]


@pytest.fixture
def stage() -> Stage:
    return Stage(router)


def test_rule_1_a_fact_that_is_fresh_enough_is_given_at_once(stage: Stage) -> None:
    stage.happens(says(CITRA, "/role"))
    assert [type(action) for action in stage.delivers()] == [Send]
    assert stage.screen() == ["ADMIN at 05:00:00"]


def test_rule_1_an_unknown_fact_undoes_what_the_handler_wrote_and_the_event_waits(stage: Stage) -> None:
    stage.passes(seconds=1)
    stage.happens(says(CITRA, "/role"))
    assert stage.rows(GroupText) == []
    assert [row.state for row in stage.rows(InboxRow)] == ["waiting"]
    [asked] = stage.rows(OutboxRow)
    assert (asked.kind, asked.lane, asked.state) == ("LookUp", Lane.URGENT, "sending")
    [waiting] = stage.rows(InboxRow)
    assert waiting.expires_at == stage.clock.now() + timedelta(seconds=10)


def test_rule_1_the_answer_runs_the_same_handler_as_of_the_moment_of_the_event(stage: Stage) -> None:
    stage.passes(seconds=1)
    stage.happens(says(CITRA, "/role"))
    stage.clock.shift(timedelta(seconds=5))
    stage.platform.roles[CITRA.address] = Role.OWNER
    stage.delivers()
    assert stage.screen() == ["OWNER at 05:00:01"]
    assert [row.text for row in stage.rows(GroupText)] == ["too soon"]
    assert stage.rows(InboxRow) == []


def test_rule_1_the_platforms_word_on_a_role_is_kept(stage: Stage) -> None:
    stage.passes(seconds=1)
    stage.happens(says(CITRA, "/role"))
    stage.platform.roles[CITRA.address] = Role.MODERATOR
    stage.delivers()
    [citra] = stage.rows(Membership, Membership.identity_id == CITRA.id)
    assert (citra.role, citra.role_at) == (Role.MODERATOR, NOW + timedelta(seconds=1))


def test_rule_1_what_was_learned_before_stays_known_while_more_is_asked(stage: Stage) -> None:
    stage.passes(seconds=1)
    stage.platform.facts[MemberCount(GROUP)] = 41
    stage.platform.roles[BUDI.address] = Role.MEMBER
    stage.happens(says(BUDI, "/both"))
    assert [type(action).__name__ for action in stage.delivers()] == ["LookUp", "LookUp", "Send"]
    assert stage.screen() == ["41 MEMBER"]


def test_rule_1_a_files_bytes_wait_in_a_blob(stage: Stage) -> None:
    stage.platform.files["f1"] = b"isi berkas"
    stage.happens(says(BUDI, "/read"))
    stage.delivers()
    assert stage.screen() == ["isi berkas"]
    assert [blob.data for blob in stage.rows(Blob)] == [b"isi berkas"]


def test_rule_1_only_the_handler_that_asked_runs_again(stage: Stage) -> None:
    greetings.clear()
    stage.platform.facts[MemberCount(GROUP)] = 41
    stage.happens(joins(Account("telegram", "77", "Eka")))
    stage.delivers()
    assert (stage.screen(), greetings) == (["we are 41"], ["greet"])


def test_rule_1_a_message_that_waited_counts_once(stage: Stage) -> None:
    stage.passes(seconds=1)
    stage.happens(says(CITRA, "/role"))
    stage.delivers()
    assert [row.messages for row in stage.rows(Membership, Membership.identity_id == CITRA.id)] == [1]


def test_rule_1_a_platform_that_refuses_to_tell_is_a_kind_refusal(stage: Stage) -> None:
    stage.passes(seconds=1)
    stage.happens(says(BUDI, "/role"))
    stage.refuses(LookUp)
    stage.delivers()
    assert stage.screen() == [say("id", "facts.unknown", {})]
    assert stage.rows(InboxRow) == []
    assert stage.rows(GroupText) == []


def test_rule_1_no_answer_within_ten_seconds_is_a_kind_refusal(stage: Stage) -> None:
    stage.passes(seconds=1)
    stage.happens(says(BUDI, "/role"))
    stage.passes(seconds=11)
    assert stage.rows(InboxRow) == []
    late = stage.order(LookUp)
    stage.delivers(only=Send)
    assert len(stage.screen()) == 1
    stage.settles(late, stage.platform.do(late))
    assert (len(stage.screen()), stage.flying) == (1, [])


def test_rule_1_whoever_pressed_hears_in_time_that_nobody_knows(stage: Stage) -> None:
    stage.happens(says(CITRA, "/offer"))
    stage.delivers()
    stage.passes(seconds=1)
    stage.happens(stage.presses(BUDI, "Members?"))
    stage.passes(seconds=9)
    answered = [action for action in stage.delivers(only=Answer) if isinstance(action, Answer)]
    assert [action.text for action in answered] == [say("id", "facts.unknown", {})]


def test_rule_1_a_question_that_never_left_is_a_kind_refusal_too() -> None:
    stage = Stage(router, free_at=lambda platform, address, lane: 3600.0 if lane is Lane.URGENT else 0.0)
    stage.passes(seconds=1)
    stage.happens(says(BUDI, "/role"))
    stage.clock.shift(timedelta(seconds=11))
    stage.happens(says(CITRA, "meanwhile"))
    stage.passes(seconds=1)
    stage.delivers()
    assert len(stage.screen()) == 1
    assert stage.rows(InboxRow) == []


def test_rule_1_whoever_waits_for_a_question_that_ended_without_them_does_not_wait_for_ever(stage: Stage) -> None:
    stage.passes(seconds=1)
    stage.happens(says(BUDI, "/role"))
    with stage.session() as session, session.begin():
        session.get_one(OutboxRow, stage.order(LookUp).row).state = "unknown"
    stage.passes(seconds=11)
    assert [row.state for row in stage.rows(InboxRow)] == ["quarantined"]


def test_rule_1_a_restart_does_not_forget_who_waits(stage: Stage) -> None:
    stage.passes(seconds=1)
    stage.happens(says(CITRA, "/role"))
    stage.starts()
    stage.platform.roles[CITRA.address] = Role.ADMIN
    stage.delivers()
    assert stage.screen() == ["ADMIN at 05:00:01"]
