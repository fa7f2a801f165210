"""The playground's page in a real browser."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.adapters.playground.serve import Play, play

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server"]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed"),
    pytest.mark.asyncio(loop_scope="module"),
]


@dataclass
class Screen:
    """A page in a browser, and everything that went wrong on it."""

    page: Page
    play: Play
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def become(self, name: str) -> None:
        await self.page.locator("#people label", has_text=name).click()

    async def say(self, text: str, where: str = "group") -> None:
        await self.page.fill(f"#{where}-text", text)
        await self.page.press(f"#{where}-text", "Escape")
        await self.page.press(f"#{where}-text", "Enter")

    def by_bot(self, where: str = "group") -> Locator:
        return self.page.locator(f"#{where}-chat .line.by-bot")


@asynccontextmanager
async def screen(browser: Browser, size: dict[str, int], scheme: str = "light") -> AsyncIterator[Screen]:
    """A visitor's first look at a fresh world; nothing may go wrong or be asked elsewhere while they stay."""
    async with play() as playing:
        page = await browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        seen = Screen(page, playing)
        page.on("console", lambda line: seen.wrong.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda failure: seen.wrong.append(str(failure)))
        page.on("request", lambda request: seen.asked.append(request.url))
        await page.goto(playing.address)
        await page.wait_for_selector("body:not([data-loading])")
        yield seen
        assert seen.wrong == []
        assert [url for url in seen.asked if not url.startswith((playing.address, "data:"))] == []
        await page.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as tools:
        started = await tools.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser) -> AsyncIterator[Screen]:
    async with screen(browser, DESK) as seen:
        yield seen


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser) -> AsyncIterator[Screen]:
    async with screen(browser, PHONE) as seen:
        yield seen


async def test_a_newcomer_joins_reads_the_rules_and_chats(desk: Screen) -> None:
    page = desk.page
    await page.locator("#group-chat .hint button").click()
    welcome = desk.by_bot().filter(has_text=re.compile(r"\bAni\b"))
    await expect(welcome).to_be_visible()
    await welcome.locator(".key", has_text="Baca aturan").click()
    await expect(page.locator("#notice")).to_be_visible()
    await page.locator("#notice button").click()
    await desk.say("Halo semua!")
    await expect(page.locator("#group-chat .line.own .text", has_text="Halo semua!")).to_be_visible()


async def test_an_organiser_sets_the_rules_and_a_member_is_refused(desk: Screen) -> None:
    await desk.become("Citra")
    await desk.say("/setrules Sopan selalu.")
    await expect(desk.by_bot().last).to_contain_text("/rules")
    await desk.become("Budi")
    await desk.say("/setrules Bebas saja.")
    await expect(desk.by_bot().last).to_contain_text("admin")
    await desk.say("/rules")
    await expect(desk.by_bot().last).to_contain_text("Sopan selalu.")
    await desk.page.click("#tab-why")
    await expect(desk.page.locator(".story", has_text="/setrules Bebas saja.")).to_be_visible()


async def test_user_text_is_never_markup(desk: Screen) -> None:
    await desk.become("Budi")
    text = "<img src=x onerror=alert(1)> **bukan** {tebal}"
    await desk.say(text)
    await expect(desk.page.locator("#group-chat .line.own .text").last).to_have_text(text)
    assert await desk.page.locator("#group-chat img").count() == 0


async def test_a_deleted_message_vanishes_for_everybody(desk: Screen) -> None:
    await desk.become("Budi")
    await desk.say("salah ketik")
    mine = desk.page.locator("#group-chat .line.own", has_text="salah ketik")
    await mine.hover()
    await mine.locator(".tools button").last.click()
    await expect(mine).to_have_count(0)
    await desk.become("Dewi")
    await expect(desk.page.locator("#group-chat .line", has_text="salah ketik")).to_have_count(0)


async def test_the_private_chat_begins_when_its_person_begins_it(desk: Screen) -> None:
    await desk.become("Budi")
    await desk.page.locator("#private-chat .hint button").click()
    await expect(desk.by_bot("private").first).to_contain_text("Budi")


async def test_everything_can_be_done_with_the_keyboard(desk: Screen) -> None:
    page = desk.page
    await page.locator("#people input").first.focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("#as")).to_contain_text("Budi")
    await page.focus("#group-text")
    await page.keyboard.type("/ru")
    await expect(page.locator("#group-commands li").first).to_contain_text("/rules")
    await page.keyboard.press("Tab")
    await expect(page.locator("#group-text")).to_have_value("/rules ")
    await page.keyboard.press("Enter")
    await expect(desk.by_bot().last).to_contain_text("Belajar Jualan Online")
    await page.locator("#group-chat .line").first.focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#group-chat .subject")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#group-chat .subject")).to_be_hidden()


async def test_the_page_changes_its_language(desk: Screen) -> None:
    await desk.page.click("#language button[value=en]")
    await expect(desk.page.locator("#cast-title")).to_have_text("You are")
    await expect(desk.page.locator("#group-title")).to_have_text("Learning to Sell Online")


async def test_a_day_passes_on_the_clock(desk: Screen) -> None:
    before = await desk.page.locator("#clock").inner_text()
    await desk.page.click(".step[data-hours='24']")
    await expect(desk.page.locator("#clock")).not_to_have_text(before)
    while desk.play.world.jumping:
        await desk.play.world.change()
    assert desk.play.world.clock.ahead.total_seconds() > 23 * 3600


async def test_a_scenario_shows_the_page_as_its_person_sees_it(desk: Screen) -> None:
    desk.play.world.pace = 0.3
    await desk.page.click("#scenarios button[value=refusal]")
    await expect(desk.page.locator("#as")).to_contain_text("Budi")
    await expect(desk.page.locator("#why")).to_be_visible()
    await expect(desk.by_bot().last).to_contain_text("admin")


async def test_starting_over_asks_first(desk: Screen) -> None:
    await desk.become("Budi")
    await desk.say("sampai nanti")
    await desk.page.click("#reset")
    await desk.page.click("#sure button[value=yes]")
    await expect(desk.page.locator("#group-chat .line", has_text="sampai nanti")).to_have_count(0)


async def test_on_a_phone_every_part_fits_and_is_one_press_away(phone: Screen) -> None:
    page = phone.page
    for part in ("cast", "private", "staff", "why", "group"):
        await page.click(f"nav [data-go={part}]")
        await expect(page.locator(f"#{part}")).to_be_visible()
        assert await page.evaluate("document.scrollingElement.scrollWidth") == PHONE["width"]
        assert await page.evaluate(TOO_WIDE) == []


async def test_on_a_phone_buttons_are_large_enough_to_hit(phone: Screen) -> None:
    assert await phone.page.evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_what_is_behind_them(browser: Browser, scheme: str) -> None:
    async with screen(browser, DESK, scheme) as seen:
        ratios = await seen.page.evaluate(CONTRAST)
        assert {words: ratio for words, ratio in ratios.items() if ratio < 4.5} == {}


TOO_WIDE = """[...document.querySelectorAll("button, a, input, textarea, h2")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML)"""

TOO_SMALL = """[...document.querySelectorAll("button")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 24)
  .map((each) => each.outerHTML)"""

CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((each) => each / 255)
      .map((each) => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const [r, g, b, a] = channels(getComputedStyle(at).backgroundColor);
      if (a > 250) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const found = {};
  for (const node of document.querySelectorAll("h1, h2, p, small, strong, button, time, summary, .text")) {
    if (!node.checkVisibility() || node.closest(".unseen") || !node.textContent.trim()) continue;
    let opaque = true;
    for (let at = node; at; at = at.parentElement) if (Number(getComputedStyle(at).opacity) < 1) opaque = false;
    if (!opaque) continue;
    const [r, g, b] = channels(getComputedStyle(node).color);
    const [one, other] = [light([r, g, b]), light(behind(node))];
    found[`${node.tagName} ${node.className} ${node.textContent.trim().slice(0, 24)}`] =
      (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
  }
  return found;
}"""
