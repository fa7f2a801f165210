"""The pretend platform by itself: what people may do, and what orders change."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.adapters.playground.acts import ACTS
from bot.adapters.playground.carrying import Carrying
from bot.adapters.playground.cast import opening
from bot.adapters.playground.scene import Scene, Wish
from bot.adapters.playground.snapshot import snapshot
from bot.adapters.playground.world import KEPT, Manner, Rank, Room, Said, World
from bot.chat.actions import (
    Action,
    Alert,
    Answer,
    AskPoll,
    Ban,
    Close,
    ClosePoll,
    Delete,
    DeleteMany,
    Edit,
    Leave,
    LookUp,
    Mute,
    Pin,
    React,
    Remove,
    Reopen,
    Send,
    Unban,
    Unmute,
    Unpin,
)
from bot.chat.events import (
    ChatKind,
    Delivered,
    Edited,
    Event,
    Joined,
    Left,
    Message,
    MessageKind,
    Outcome,
    Pressed,
    Reacted,
    Refused,
    RoleChanged,
    ServiceLine,
    Standing,
    Voted,
)
from bot.chat.facts import File, InviteLink, MemberCount, Role, RoleOf
from bot.chat.text import Span, Style, Text
from bot.engine.orders import Button, Order
from bot.errors import Refused as NotAllowed

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)


class Stage:
    """A world with hands: acts of people, orders of the bot."""

    def __init__(self, manner: Manner = Manner.TELEGRAM) -> None:
        self.world, self.opening = opening(NOW, "id", manner, "")
        self.group = self.world.groups[0]
        self.heard: list[Event] = []
        self.rows = 0

    def act(self, what: str, who: str, *, at: datetime = NOW, room: str = "belajar", **wish: Any) -> list[Event]:
        return ACTS[what](Scene(self.world, at, Wish(who=who, room=room, **wish)))

    def hint(self, what: str, who: str, **wish: Any) -> str:
        """Why the platform does not let somebody do it."""
        with pytest.raises(NotAllowed) as caught:
            self.act(what, who, **wish)
        return caught.value.key.removeprefix("playground.hint.")

    def do(self, action: Action, **order: Any) -> Outcome:
        self.rows += 1
        return Carrying(self.world, NOW, Order(self.rows, action, **order), self.heard).outcome()

    def shown(self, action: Action, **order: Any) -> Said:
        """What an order made appear."""
        outcome = self.do(action, **order)
        assert isinstance(outcome, Delivered)
        said = self.world.rooms[action.to.address].find(outcome.sent[0])
        assert said is not None
        return said

    def texts(self, room: Room | None = None) -> list[str]:
        return [str(said.text) for said in (room or self.group).messages]


@pytest.fixture
def stage() -> Stage:
    return Stage()


def reason(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused)
    return outcome.reason


# The opening -------------------------------------------------------------------------------------------------


def test_the_bot_stands_in_the_group_with_its_rights_before_anybody_does_anything(stage: Stage) -> None:
    standing = stage.opening[0]
    assert isinstance(standing, Standing)
    assert {"delete_messages", "restrict_members", "invite_users", "pin_messages"} <= standing.rights


def test_nobody_of_the_first_members_joins_so_nobody_is_greeted(stage: Stage) -> None:
    assert not [event for event in stage.opening if isinstance(event, Joined)]
    roles = {event.who.name: event.role for event in stage.opening if isinstance(event, RoleChanged) and event.who}
    assert roles == {"Citra": Role.ADMIN, "Dewi": Role.MODERATOR, "Budi": Role.MEMBER}
    assert all(event.at < NOW for event in stage.opening)


def test_ani_waits_outside(stage: Stage) -> None:
    assert "ani" not in stage.group.present
    assert stage.hint("say", "ani", text="halo") == "outside"


# Coming and going --------------------------------------------------------------------------------------------


def test_who_joins_is_seen_by_the_bot_with_the_line_that_the_platform_writes(stage: Stage) -> None:
    joined, line = stage.act("join", "ani")
    assert isinstance(joined, Joined)
    assert joined.who == stage.world.people["ani"].account
    assert isinstance(line, ServiceLine)
    assert stage.group.messages[-1].id == line.message


def test_who_is_inside_does_not_join_again(stage: Stage) -> None:
    assert stage.act("join", "budi") == []


def test_who_leaves_may_come_back_as_a_plain_member(stage: Stage) -> None:
    left, _ = stage.act("leave", "dewi")
    assert isinstance(left, Left)
    stage.act("join", "dewi")
    assert stage.group.members["dewi"].rank is Rank.MEMBER


def test_a_banned_person_is_out_and_stays_out_until_the_ban_ends(stage: Stage) -> None:
    budi = stage.world.people["budi"].account
    stage.do(Ban(stage.group.chat, budi, until=LATER))
    left = stage.heard[-1]
    assert isinstance(left, Left)
    assert left.by is not None
    assert left.by.name == "Pamong"
    assert stage.hint("join", "budi") == "banned"
    assert stage.act("join", "budi", at=LATER + timedelta(seconds=1))


def test_an_unbanned_and_a_removed_person_may_return_at_once(stage: Stage) -> None:
    budi = stage.world.people["budi"].account
    stage.do(Ban(stage.group.chat, budi))
    stage.do(Unban(stage.group.chat, budi))
    assert stage.act("join", "budi")
    stage.do(Remove(stage.group.chat, budi))
    assert "budi" not in stage.group.present
    assert stage.act("join", "budi")


def test_moderators_cannot_be_restricted(stage: Stage) -> None:
    dewi = stage.world.people["dewi"].account
    for action in (Mute(stage.group.chat, dewi), Ban(stage.group.chat, dewi), Remove(stage.group.chat, dewi)):
        assert reason(stage.do(action)) == "admin"


def test_only_the_creator_appoints_moderators(stage: Stage) -> None:
    assert stage.hint("appoint", "dewi", whom="budi", rank="moderator") == "creator_only"
    (changed,) = stage.act("appoint", "citra", whom="budi", rank="moderator")
    assert isinstance(changed, RoleChanged)
    assert changed.role == Role.MODERATOR
    (changed,) = stage.act("appoint", "citra", whom="budi", rank="member")
    assert isinstance(changed, RoleChanged)
    assert changed.role == Role.MEMBER


def test_a_bot_that_left_can_do_nothing_until_an_admin_invites_it(stage: Stage) -> None:
    stage.do(Leave(stage.group.chat))
    assert reason(stage.do(Send(stage.group.chat, "halo"))) == "gone"
    assert stage.hint("invite", "budi") == "creator_only"
    (standing,) = stage.act("invite", "citra")
    assert isinstance(standing, Standing)
    assert standing.present
    assert isinstance(stage.do(Send(stage.group.chat, "halo")), Delivered)


def test_an_admin_opens_a_room_for_those_who_look_after_the_group(stage: Stage) -> None:
    assert stage.hint("gather", "dewi", name="Ruang") == "creator_only"
    standing, *roles = stage.act("gather", "citra", name="Ruang Pengurus")
    assert isinstance(standing, Standing)
    assert standing.group == stage.world.groups[1].chat
    assert {event.who.name for event in roles if event.who} == {"Citra", "Dewi"}
    assert stage.act("gather", "citra", name="Lagi") == []


def test_new_people_get_names_of_their_own(stage: Stage) -> None:
    stage.act("add", "", room="", name="  Ani   Wijaya ")
    stage.act("add", "", room="", name="Ani")
    assert [person.name for person in stage.world.people.values()][-2:] == ["Ani Wijaya", "Ani"]
    assert len(stage.world.people) == 6
    assert stage.hint("add", "", room="", name="   ") == "name"


# Speaking ----------------------------------------------------------------------------------------------------


def test_what_somebody_says_reaches_the_bot_with_what_it_answers(stage: Stage) -> None:
    question = stage.group.messages[0]
    (heard,) = stage.act("say", "budi", text=" Setuju ", reply_to=question.id)
    assert isinstance(heard, Message)
    assert (str(heard.text), heard.reply_to) == ("Setuju", question.id)
    assert heard.reply_who == stage.world.people["citra"].account


def test_a_mute_ends_when_its_time_is_over(stage: Stage) -> None:
    stage.do(Mute(stage.group.chat, stage.world.people["budi"].account, until=LATER))
    assert stage.hint("say", "budi", text="halo") == "muted"
    assert stage.act("say", "budi", at=LATER, text="halo")


def test_leaving_does_not_end_a_mute_but_the_bot_does(stage: Stage) -> None:
    budi = stage.world.people["budi"].account
    stage.do(Mute(stage.group.chat, budi))
    stage.act("leave", "budi")
    stage.act("join", "budi")
    assert stage.hint("say", "budi", text="halo") == "muted"
    stage.do(Unmute(stage.group.chat, budi))
    assert stage.act("say", "budi", text="halo")


def test_in_a_closed_group_only_those_who_look_after_it_write(stage: Stage) -> None:
    stage.do(Close(stage.group.chat))
    assert stage.hint("say", "budi", text="halo") == "closed"
    assert stage.act("say", "dewi", text="sebentar ya")
    stage.do(Reopen(stage.group.chat))
    assert stage.act("say", "budi", text="halo")


def test_people_change_and_remove_only_their_own_words_unless_they_moderate(stage: Stage) -> None:
    stage.act("say", "budi", text="halo")
    mine = stage.group.messages[-1].id
    assert stage.hint("edit", "dewi", message=mine, text="hai") == "not_yours"
    (heard,) = stage.act("edit", "budi", message=mine, text="hai")
    assert isinstance(heard, Edited)
    assert (heard.message, str(heard.text)) == (mine, "hai")
    stage.act("join", "ani")
    assert stage.hint("delete", "ani", message=mine) == "not_yours"
    assert stage.act("delete", "dewi", message=mine) == []
    assert stage.group.find(mine) is None


def test_a_file_reaches_the_bot_by_its_id_and_its_bytes_on_request(stage: Stage) -> None:
    content = b"soal,a,b,jawaban\n"
    (heard,) = stage.act(
        "send", "citra", name="kuis.csv", content=base64.b64encode(content).decode(), text="/quizimport A"
    )
    assert isinstance(heard, Message)
    assert heard.document is not None
    assert (heard.kind, heard.document.name, heard.document.size) == (MessageKind.DOCUMENT, "kuis.csv", len(content))
    answer = stage.do(LookUp(stage.group.chat, File(stage.group.chat, heard.document.id)))
    assert isinstance(answer, Delivered)
    assert answer.value == content


@pytest.mark.parametrize("content", ["", "not base64!"])
def test_an_unreadable_file_is_not_sent(stage: Stage, content: str) -> None:
    assert stage.hint("send", "citra", name="kuis.csv", content=content) == "file"


def test_nobody_speaks_in_the_private_chat_of_somebody_else(stage: Stage) -> None:
    assert stage.hint("say", "budi", room="citra", text="halo") == "gone"


def test_a_chat_forgets_its_oldest_messages(stage: Stage) -> None:
    for number in range(KEPT + 5):
        stage.act("say", "budi", text=f"pesan {number}")
    assert len(stage.group.messages) == KEPT


# Buttons, polls, reactions -----------------------------------------------------------------------------------


def test_only_buttons_that_are_there_can_be_pressed_and_the_answer_is_for_who_pressed(stage: Stage) -> None:
    said = stage.shown(Send(stage.group.chat, "Halo"), buttons=(Button("Aturan", "abc"),))
    assert stage.hint("press", "budi", message=said.id, data="xyz") == "gone"
    (pressed,) = stage.act("press", "budi", message=said.id, data="abc")
    assert isinstance(pressed, Pressed)
    stage.do(Answer(stage.group.chat, pressed.press, "Saling menghormati", loud=True))
    toast = stage.world.toasts[-1]
    assert (toast.who, toast.text, toast.loud) == ("budi", "Saling menghormati", True)


def test_an_answer_without_words_shows_nothing(stage: Stage) -> None:
    said = stage.shown(Send(stage.group.chat, "Halo"), buttons=(Button("Ya", "abc"),))
    (pressed,) = stage.act("press", "budi", message=said.id, data="abc")
    assert isinstance(pressed, Pressed)
    stage.do(Answer(stage.group.chat, pressed.press))
    assert not stage.world.toasts


def test_a_vote_may_be_changed_and_taken_back(stage: Stage) -> None:
    said = stage.shown(AskPoll(stage.group.chat, "Kapan?", ("Senin", "Selasa")))
    (voted,) = stage.act("vote", "budi", message=said.id, options=[1])
    assert isinstance(voted, Voted)
    assert said.poll is not None
    assert (voted.poll, voted.options) == (said.poll.id, ("1",))
    (voted,) = stage.act("vote", "budi", message=said.id)
    assert isinstance(voted, Voted)
    assert voted.options == ()
    assert said.poll.votes == {}
    assert stage.hint("vote", "budi", message=said.id, options=[0, 1]) == "one_vote"


def test_a_quiz_is_answered_once_and_not_after_it_closed(stage: Stage) -> None:
    said = stage.shown(AskPoll(stage.group.chat, "2 + 2?", ("3", "4"), correct=(1,), key="q"))
    stage.act("vote", "budi", message=said.id, options=[1])
    assert stage.hint("vote", "budi", message=said.id, options=[0]) == "poll_closed"
    stage.do(ClosePoll(stage.group.chat, "q"), message=said.id)
    assert stage.hint("vote", "citra", message=said.id, options=[0]) == "poll_closed"


def test_the_same_reaction_again_takes_it_back(stage: Stage) -> None:
    message = stage.group.messages[0].id
    (reacted,) = stage.act("react", "budi", message=message, emoji="👍")
    assert isinstance(reacted, Reacted)
    assert reacted.emoji == ("👍",)
    (reacted,) = stage.act("react", "budi", message=message, emoji="👍")
    assert isinstance(reacted, Reacted)
    assert reacted.emoji == ()


# What the bot does -------------------------------------------------------------------------------------------


def test_the_bot_edits_deletes_and_pins_its_messages(stage: Stage) -> None:
    said = stage.shown(Send(stage.group.chat, "satu"))
    stage.do(Edit(stage.group.chat, "dua", key="k"), message=said.id, buttons=(Button("Ya", "y"),))
    assert (str(said.text), said.edited, len(said.buttons)) == ("dua", True, 1)
    stage.do(Pin(stage.group.chat, key="k"), message=said.id)
    assert stage.group.pinned == [said.id]
    stage.do(Unpin(stage.group.chat))
    assert stage.group.pinned == []
    stage.do(Pin(stage.group.chat, key="k"), message=said.id)
    stage.do(Delete(stage.group.chat, key="k"), message=said.id)
    assert stage.group.find(said.id) is None
    assert stage.group.pinned == []


def test_many_messages_vanish_in_one_call(stage: Stage) -> None:
    stage.do(DeleteMany(stage.group.chat, tuple(said.id for said in stage.group.messages[:2])))
    assert len(stage.group.messages) == 1


def test_what_is_gone_cannot_be_edited_or_pinned(stage: Stage) -> None:
    assert reason(stage.do(Edit(stage.group.chat, "dua", key="k"), message="9999")) == "not_found"
    assert reason(stage.do(Pin(stage.group.chat, message="9999"), message="9999")) == "not_found"


def test_the_bot_reacts_and_takes_it_back(stage: Stage) -> None:
    said = stage.group.messages[0]
    stage.do(React(stage.group.chat, said.id, "🎉"))
    assert said.reactions == {"bot": ("🎉",)}
    stage.do(React(stage.group.chat, said.id))
    assert said.reactions == {}


def test_like_telegram_the_bot_may_not_write_first(stage: Stage) -> None:
    ani = stage.world.rooms["ani"]
    assert reason(stage.do(Send(ani.chat, "halo"))) == "unreachable"
    stage.act("say", "ani", room="ani", text="/start")
    assert isinstance(stage.do(Alert(ani.chat, "halo")), Delivered)
    assert ani.messages[-1].alert


def test_like_whatsapp_the_bot_may_write_first_and_shows_no_buttons() -> None:
    stage = Stage(Manner.WHATSAPP)
    said = stage.shown(Send(stage.world.rooms["ani"].chat, "halo"), buttons=(Button("Ya", "y"),))
    assert said.buttons == ()


def test_facts_are_told(stage: Stage) -> None:
    chat = stage.group.chat
    people = {name: person.account for name, person in stage.world.people.items()}

    def told(action: LookUp) -> Any:
        outcome = stage.do(action)
        assert isinstance(outcome, Delivered)
        return outcome.value

    roles = {name: told(LookUp(chat, RoleOf(chat, account))) for name, account in people.items()}
    assert roles == {"ani": Role.STRANGER, "budi": Role.MEMBER, "citra": Role.ADMIN, "dewi": Role.MODERATOR}
    assert told(LookUp(chat, MemberCount(chat))) == 4
    assert "belajar" in told(LookUp(chat, InviteLink(chat)))
    assert reason(stage.do(LookUp(chat, File(chat, "nothing")))) == "not_found"


def test_an_unknown_chat_is_gone(stage: Stage) -> None:
    nowhere = Room("nowhere", ChatKind.GROUP)
    assert reason(stage.do(Send(nowhere.chat, "halo"))) == "gone"


# What the page is told ---------------------------------------------------------------------------------------


def test_the_page_is_told_of_text_with_its_spans_and_of_nothing_that_is_gone(stage: Stage) -> None:
    stage.shown(Send(stage.group.chat, Text("👋 halo", [Span(2, 4, Style.BOLD)])))
    gone = stage.shown(Send(stage.group.chat, "sebentar saja"))
    stage.do(Delete(stage.group.chat), message=gone.id)
    told = json.loads(json.dumps(snapshot(stage.world, NOW)))
    newest = told["chats"]["belajar"][-1]
    assert (newest["t"], newest["s"]) == ("👋 halo", [[2, 4, "bold", ""]])


def test_worlds_of_one_process_share_no_address_and_no_event_key() -> None:
    worlds: list[tuple[World, list[Event]]] = [opening(NOW, "id", Manner.TELEGRAM, mark) for mark in ("", ".2")]
    (first, one), (second, two) = worlds
    assert not set(first.rooms) & set(second.rooms)
    assert not {event.key for event in one} & {event.key for event in two}
