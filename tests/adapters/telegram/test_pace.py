"""Telegram is never asked too fast, what is urgent waits for nothing else, and a flood stops one chat only."""

import asyncio
import time
from itertools import pairwise

import pytest

from bot.adapters.telegram.pace import APART, GROUP, MOST_CHATS, OVERALL, SECOND, Budget, Slot
from bot.chat.actions import Delete, Lane, Send
from bot.chat.events import Delayed, Delivered
from bot.engine.orders import Order
from tests.adapters.telegram.conftest import Make, place
from tests.fakes.botapi import BotApi


def talk(chat: object) -> Slot:
    return Slot(str(chat), Lane.TALK)


def urgent(chat: object) -> Slot:
    return Slot(str(chat), Lane.URGENT)


class Hours:
    """Spends a budget as fast as it lets, by a clock of its own."""

    def __init__(self) -> None:
        self.budget = Budget()
        self.now = 1000.0

    def call(self, slot: Slot) -> float:
        """When the call went."""
        self.now = max(self.now, self.budget.free_at(slot))
        self.budget.begin(slot, self.now)
        self.budget.end(slot, self.now)
        return self.now


def test_a_chat_hears_one_thing_a_second() -> None:
    hours = Hours()
    times = [hours.call(talk(11)) for _ in range(5)]
    assert [round(later - before, 2) for before, later in pairwise(times)] == [APART] * 4


def test_a_group_hears_twenty_things_a_minute_and_a_person_more() -> None:
    hours = Hours()
    times = [hours.call(talk(-5)) for _ in range(3 * GROUP)]
    for first, last in zip(times, times[GROUP:], strict=False):
        assert last - first > 60
    assert Hours().call(talk(5)) == 1000
    alone = Hours()
    assert [alone.call(talk(5)) for _ in range(2 * GROUP)][-1] - 1000 < 60


def test_all_chats_together_hear_thirty_things_a_second() -> None:
    hours = Hours()
    times = [hours.call(talk(chat)) for chat in range(200)]
    for first, last in zip(times, times[OVERALL:], strict=False):
        assert last - first > 1


def test_a_call_holds_its_place_until_telegram_has_answered() -> None:
    budget = Budget()
    for chat in range(OVERALL):
        budget.begin(talk(chat), 1000.0)
    budget.end(talk(0), 1000.9)
    assert budget.free_at(talk(99)) == pytest.approx(1000.9 + SECOND), "it may have arrived as late as its answer"
    for chat in range(1, OVERALL):
        budget.end(talk(chat), 1001.0)
    assert budget.free_at(talk(99)) == pytest.approx(1000.9 + SECOND)


def test_a_call_without_an_answer_does_not_block_for_good() -> None:
    budget = Budget()
    budget.begin(talk(-5), 1000.0)
    assert budget.free_at(talk(-5)) == pytest.approx(1000 + APART)


def test_what_is_urgent_waits_for_no_talk() -> None:
    hours = Hours()
    for chat in range(100):
        hours.call(talk(-chat))
    assert hours.budget.free_at(urgent(-99)) <= hours.now
    assert hours.budget.free_at(talk(-99)) > hours.now


def test_what_is_urgent_still_leaves_telegram_room_to_breathe() -> None:
    hours = Hours()
    times = [hours.call(urgent(-5)) for _ in range(OVERALL + 1)]
    assert times[-1] - times[0] > 1


def test_a_flood_stops_its_chat_and_no_other() -> None:
    budget = Budget()
    budget.stop(talk(-5), 1030.0)
    assert budget.free_at(talk(-5)) == 1030
    assert budget.free_at(talk(-6)) == 0
    assert budget.free_at(urgent(-5)) == 0, "the flood was one of words"
    budget.stop(urgent(-6), 1040.0)
    assert (budget.free_at(urgent(-6)), budget.free_at(talk(-6))) == (1040, 1040)


def test_a_shorter_flood_does_not_end_a_longer_one() -> None:
    budget = Budget()
    budget.stop(talk(-5), 1030.0)
    budget.stop(talk(-5), 1010.0)
    assert budget.free_at(talk(-5)) == 1030


def test_idle_chats_are_forgotten() -> None:
    hours = Hours()
    for chat in range(2 * MOST_CHATS):
        hours.call(talk(chat))
    assert len(hours.budget.talk) <= MOST_CHATS


async def test_a_429_stops_only_its_chat(api: BotApi, make: Make) -> None:
    telegram = make()
    loud, quiet = api.supergroup("Ramai"), api.supergroup("Sepi")
    api.fail("sendMessage", 429, retry_after=9, chat_id=loud.id)
    now = time.monotonic()
    assert isinstance(await telegram.do(Order(1, Send(place(loud), "a"))), Delayed)
    assert telegram.free_at(str(loud.id), Lane.TALK) >= now + 9
    assert telegram.free_at(str(quiet.id), Lane.TALK) <= now
    assert isinstance(await telegram.do(Order(2, Send(place(quiet), "a"))), Delivered)


async def test_a_deletion_overtakes_talk_that_waits(api: BotApi, make: Make) -> None:
    telegram, sari = make(), api.user("Sari")
    group = api.supergroup("Belajar", [sari])
    spam = api.say(group, sari, "spam")
    waiting = [asyncio.create_task(telegram.do(Order(row, Send(place(group), str(row))))) for row in range(3)]
    await api.called("sendMessage")
    began = time.monotonic()
    delete = Delete(place(group), message=str(spam.id))
    assert isinstance(await telegram.do(Order(9, delete, str(spam.id))), Delivered)
    assert time.monotonic() - began < 0.5
    assert [call.method for call in api.calls() if call.ok] == ["sendMessage", "deleteMessage"]
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_telegrams_own_limits_are_kept(api: BotApi, make: Make) -> None:
    telegram = make()
    api.rate_limits()
    chats = [api.supergroup(f"Kelas {number}") for number in range(45)]
    orders = [Order(row, Send(place(chat), "a")) for row, chat in enumerate(chats)]
    outcomes = await asyncio.gather(*(telegram.do(order) for order in orders))
    assert {type(outcome) for outcome in outcomes} == {Delivered}
    assert api.calls("sendMessage", ok=False) == []
