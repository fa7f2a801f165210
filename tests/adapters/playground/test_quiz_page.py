"""A quiz in a real browser: answered by buttons, and by numbers."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.adapters.playground.test_page import CHROMIUM, DESK, FLAGS, Screen, screen

QUIZ = "/quiznew Malam\n\nApa yang menarik pembeli?\n- Jam buka\n* Foto produk\n# Foto dulu."

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as tools:
        started = await tools.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        await started.close()


async def prepared(seen: Screen) -> None:
    """Citra has made a quiz and opened its lobby."""
    await seen.become("Citra")
    await seen.say(QUIZ)
    await seen.say("/quizstart malam 1 60")
    await expect(seen.by_bot().filter(has_text="Siapa ikut?")).to_be_visible()


async def test_a_quiz_is_joined_and_answered_by_buttons(browser: Browser) -> None:
    async with screen(browser, DESK) as seen:
        await prepared(seen)
        for name in ("Budi", "Citra"):
            await seen.become(name)
            await seen.page.locator(".key", has_text="Ikut").last.click()
        await seen.page.locator(".key", has_text="Mulai sekarang").click()
        poll = seen.page.locator("#group-chat .poll")
        await expect(poll).to_be_visible()
        for name, option in (("Citra", "Jam buka"), ("Budi", "Foto produk")):
            await seen.become(name)
            await poll.locator("button", has_text=option).click()
        await expect(poll.locator(".explanation")).to_have_text("Foto dulu.")
        podium = seen.by_bot().filter(has_text="Malam selesai")
        await expect(podium).to_contain_text("🥇 Budi")
        await expect(podium).to_contain_text("🥈 Citra · 0")


async def test_the_same_goes_by_numbers_where_there_are_no_buttons(browser: Browser) -> None:
    async with screen(browser, DESK) as seen:
        await seen.page.click("#manner button[value=whatsapp]")
        await prepared(seen)
        for name, numbers in (("Budi", "1"), ("Citra", "1"), ("Citra", "2")):  # join, join, begin
            await seen.become(name)
            await seen.say(numbers)
        await expect(seen.page.locator("#group-chat .poll")).to_be_visible()
        for name, number in (("Citra", "1"), ("Budi", "2")):
            await seen.become(name)
            await seen.say(number)
        await expect(seen.by_bot().filter(has_text="Malam selesai")).to_contain_text("🥇 Budi")
