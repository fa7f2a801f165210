"""Updates are confirmed when, and only when, their events are committed."""

import asyncio
import time
from typing import Any

import pytest

from bot import errors
from bot.adapters.telegram.poll import confirming
from bot.chat.actions import Send
from bot.chat.events import Delayed, Joined, Message, Standing, Unreadable
from bot.engine.orders import Order
from tests.adapters.telegram.conftest import Make, Notebook, place, polled, serving
from tests.fakes.botapi import BotApi, Call

UNTIL = 5.0


def offsets(api: BotApi) -> list[Any]:
    return [call.params.get("offset") for call in api.calls("getUpdates")]


async def test_what_people_do_arrives_as_events(api: BotApi, make: Make, notebook: Notebook) -> None:
    telegram, sari = make(), api.user("Sari")
    async with serving(telegram, notebook):
        await polled(api)
        group = api.supergroup("Belajar")
        api.join(group, sari)
        api.say(group, sari, "halo")
        await api.until(lambda: notebook.of(Message))
    assert notebook.of(Standing)[0].rights >= {"admin", "delete_messages", "restrict_members"}
    assert notebook.of(Joined)[0].who == notebook.of(Message)[0].who
    assert telegram.bot_name == "pamong_test_bot"


async def test_nothing_is_confirmed_before_it_is_committed(api: BotApi, make: Make, notebook: Notebook) -> None:
    sari, notebook.hold = api.user("Sari"), True
    api.start(sari)
    async with serving(make(), notebook):
        await api.until(lambda: notebook.events)
        await asyncio.sleep(0.1)
        assert (len(api.calls("getUpdates")), api.pending()) == (1, 1)
        notebook.commit()
        await api.until(lambda: not api.pending())
    assert offsets(api)[0] is None


async def test_a_bot_that_dies_before_the_commit_gets_everything_again(
    api: BotApi, make: Make, notebook: Notebook
) -> None:
    sari, notebook.hold = api.user("Sari"), True
    api.start(sari)
    async with serving(make(), notebook):
        await api.until(lambda: notebook.events)
    assert all(not future.cancelled() for future in notebook.open), "the writer still has to set them"
    reborn = Notebook()
    async with serving(make(), reborn):
        await api.until(lambda: not api.pending())
    assert [event.key for event in reborn.events] == [event.key for event in notebook.events]


async def test_it_is_behind_until_everything_that_waited_is_committed(
    api: BotApi, make: Make, notebook: Notebook
) -> None:
    telegram, sari, notebook.hold = make(), api.user("Sari"), True
    api.start(sari)
    async with serving(telegram, notebook):
        await api.until(lambda: notebook.events)
        assert telegram.polling.behind
        notebook.commit()
        await api.until(lambda: not telegram.polling.behind)


async def test_it_is_behind_again_when_telegram_could_not_be_asked(api: BotApi, make: Make, notebook: Notebook) -> None:
    telegram = make()
    async with serving(telegram, notebook):
        await api.until(lambda: not telegram.polling.behind)
        api.fail("getUpdates", 502, "Bad Gateway", times=2)
        api.start(api.user("Sari"))
        await api.until(lambda: telegram.polling.behind)
        await api.until(lambda: not telegram.polling.behind, UNTIL)


async def test_an_offset_lives_only_as_long_as_the_answer_to_it(api: BotApi, make: Make, notebook: Notebook) -> None:
    sari = api.user("Sari")
    api.start(sari)
    async with serving(make(poll_seconds=0), notebook):
        await api.until(lambda: len(api.calls("getUpdates")) >= 3)
    assert [offset is None for offset in offsets(api)[:3]] == [True, False, True]


@pytest.mark.parametrize(
    ("updates", "offset"), [([], None), ([{"update_id": 4}, {"update_id": 7}], 8), ([{"update_id": 4}, {}], 5)]
)
def test_the_offset_is_one_more_than_the_last_update_of_this_answer(
    updates: list[dict[str, Any]], offset: int | None
) -> None:
    assert confirming(updates) == offset


async def test_only_wanted_kinds_are_asked_for(api: BotApi, make: Make, notebook: Notebook) -> None:
    async with serving(make(), notebook):
        await polled(api)
    call = api.calls("getUpdates")[0]
    assert call.params["limit"] == 100
    assert {"message", "chat_member", "message_reaction", "poll_answer"} <= set(call.params["allowed_updates"])


async def test_an_unreadable_update_is_set_aside_and_the_next_one_goes_on(
    api: BotApi, make: Make, notebook: Notebook
) -> None:
    sari = api.user("Sari")
    api.start(sari)
    number = api.poison({"message": {"message_id": "not a number"}})
    api.write(sari, "halo")
    async with serving(make(), notebook):
        await api.until(lambda: not api.pending())
    assert [type(event) for event in notebook.events] == [Message, Unreadable, Message]
    (poisoned,) = notebook.of(Unreadable)
    assert poisoned.key.endswith(f":{number}")
    assert '"not a number"' in poisoned.raw


async def test_a_full_queue_takes_updates_in_pieces(api: BotApi, make: Make, notebook: Notebook) -> None:
    sari, notebook.room = api.user("Sari"), 3
    api.start(sari)
    api.chatter(api.supergroup("Belajar", [sari]), [sari], 8)
    async with serving(make(), notebook):
        await api.until(lambda: not api.pending(), UNTIL)
    assert max(notebook.submissions) <= 3
    said = [event.text for event in notebook.of(Message)]
    assert said == ["/start", *(f"message {number}" for number in range(8))]


async def test_a_database_that_is_down_confirms_nothing(api: BotApi, make: Make, notebook: Notebook) -> None:
    sari, notebook.hold = api.user("Sari"), True
    api.start(sari)
    async with serving(make(), notebook):
        await api.until(lambda: notebook.open)
        notebook.open.pop().set_exception(errors.Unreachable("the database is away"))
        await api.until(lambda: notebook.open)
        assert api.pending() == 1
        notebook.commit()
        await api.until(lambda: not api.pending())
    assert len({event.key for event in notebook.events}) == 1


async def test_trouble_on_the_way_only_costs_time(api: BotApi, make: Make, notebook: Notebook) -> None:
    sari = api.user("Sari")
    api.start(sari)
    api.fail("getUpdates", 502)
    api.drop_connection("getMe")
    async with serving(make(), notebook):
        await api.until(lambda: notebook.of(Message), UNTIL)


async def test_another_reader_is_tried_out_patiently(api: BotApi, make: Make, notebook: Notebook) -> None:
    sari, telegram = api.user("Sari"), make()
    telegram.polling.rival = 0.2
    api.start(sari)
    api.fail("getUpdates", 409, times=3)
    async with serving(telegram, notebook):
        await api.until(lambda: notebook.of(Message), UNTIL)
    refused = [call.at for call in api.calls("getUpdates") if call.code == 409]
    assert refused[2] - refused[0] >= 0.4


async def test_a_webhook_left_behind_is_taken_down_without_losing_anything(
    api: BotApi, make: Make, notebook: Notebook
) -> None:
    sari = api.user("Sari")
    api.world.webhook.url = "http://127.0.0.1:9/telegram"
    api.start(sari)
    async with serving(make(), notebook):
        await api.until(lambda: notebook.of(Message))


@pytest.mark.parametrize("method", ["*", "getUpdates"])
async def test_a_token_that_is_not_known_stops_the_platform_at_once(
    api: BotApi, make: Make, notebook: Notebook, method: str
) -> None:
    api.fail(method, 401, times=None)
    telegram = make()
    with pytest.raises(errors.Misconfigured, match="@BotFather"):
        await telegram.serve(notebook)
    assert len(refused(api)) == 1
    assert isinstance(await telegram.do(Order(1, Send(place(api.supergroup("Belajar")), "a"))), Delayed)
    assert len(refused(api)) == 1, "nothing is sent any more"


async def test_a_token_that_is_taken_back_while_sending_stops_the_platform(
    api: BotApi, make: Make, notebook: Notebook
) -> None:
    telegram, group = make(poll_seconds=25), api.supergroup("Belajar")
    async with serving(telegram, notebook) as task:
        await polled(api)
        api.fail("sendMessage", 401, times=None)
        for row in range(5):
            assert isinstance(await telegram.do(Order(row, Send(place(group), "a"))), Delayed)
        with pytest.raises(errors.Misconfigured, match="@BotFather"):
            await asyncio.wait_for(task, 2)
    assert len(refused(api)) == 1


def refused(api: BotApi) -> list[Call]:
    return [call for call in api.calls() if call.code == 401]


def test_a_token_that_cannot_be_one_is_refused_before_anybody_is_asked(make: Make) -> None:
    with pytest.raises(errors.Misconfigured, match="@BotFather"):
        make(token="nonsense")


async def test_the_menu_of_commands_is_shown(api: BotApi, make: Make, notebook: Notebook) -> None:
    menus = {("", "all_group_chats"): [("faq", "Tanya")], ("en", "all_group_chats"): [("faq", "Ask")]}
    menus |= {("", "all_chat_administrators"): [("Bad Name", "?")], ("", "all_private_chats"): [("start", "Mulai")]}
    async with serving(make(menus=menus), notebook):
        await api.until(lambda: len(api.calls("setMyCommands")) == len(menus) and api.commands("all_private_chats"))
    assert api.commands("all_group_chats") == {"faq": "Tanya"}
    assert api.commands("all_group_chats", "en") == {"faq": "Ask"}
    assert api.commands("all_private_chats") == {"start": "Mulai"}, "one bad list does not spoil the others"


async def test_stopping_does_not_wait_for_the_long_poll(api: BotApi, make: Make, notebook: Notebook) -> None:
    async with serving(make(poll_seconds=25), notebook):
        await api.until(lambda: api.calls("getUpdates"))
        began = time.monotonic()
    assert time.monotonic() - began < 1
