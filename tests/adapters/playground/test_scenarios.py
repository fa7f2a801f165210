"""What moderation shows on the page: each scenario ends with the effect that it promises, in both manners."""

import asyncio

import pytest

from bot import texts
from bot.adapters.playground.scenarios import CROWD, SCENARIOS
from bot.adapters.playground.script import Says
from tests.adapters.playground.test_playground import Visitor, settled, visiting

MANNERS = pytest.mark.parametrize("manner", ["telegram", "whatsapp"])
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


async def play(visitor: Visitor, name: str, manner: str, language: str = "id") -> None:
    await visitor.post("/world/manner", manner=manner)
    await visitor.world.play(BY_NAME[name], language)
    await settled(visitor.pamong)


def sentence(key: str, language: str = "id") -> str:
    found: str = texts.catalogue(texts.known(language))[f"playground.script.{key}"]
    return found


def shown(visitor: Visitor, room: str = "") -> list[str]:
    return [str(said["t"]) for said in visitor.chat(room)]


def card(visitor: Visitor) -> str:
    """The moderator's newest message in private."""
    return str(visitor.by_bot("dewi")["t"])


def told(visitor: Visitor, does: str) -> list[str]:
    """What the bot wrote, as the stories keep it: notices leave the screen."""
    followed = [follows for story in visitor.state["stories"] for follows in story["does"]]
    return [values["text"] for kind, values in followed if kind == does]


async def gone(visitor: Visitor, text: str) -> None:
    """Waits until a message has left the group."""
    async with asyncio.timeout(5):
        while text in shown(visitor):  # noqa: ASYNC110 - the page is watched from outside
            await asyncio.sleep(0.05)


@MANNERS
async def test_the_scam_link_is_gone_and_its_author_knows_why(manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "scam_link", manner)
        why = str(texts.say("id", "links.why_newcomer", {}))
        await gone(visitor, sentence("scam_link"))
        assert any(why in text for text in shown(visitor) + shown(visitor, "ani"))


@MANNERS
@pytest.mark.parametrize("language", ["id", "en"])
async def test_the_gambling_ad_becomes_a_card_and_its_ban_is_taken_back(manner: str, language: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "gambling", manner, language)
        assert "Kartu ini terbuka lagi" in card(visitor)
        assert any(said.get("whom") == "ani" and said["service"] in ("banned", "removed") for said in visitor.chat())
        assert not visitor.state["groups"][0]["members"]["ani"]["banned"]
        await visitor.act("join", "ani")
        assert visitor.state["groups"][0]["members"]["ani"]["present"]


@MANNERS
async def test_both_floods_are_gone_and_after_a_rest_the_member_writes_again(manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "flood", manner)
        lines = {*sentence("hurry").splitlines(), *sentence("hurry_more").splitlines()}
        assert lines.isdisjoint(shown(visitor))
        assert any(
            "beristirahat" in text or "belum bisa menulis" in text
            for text in told(visitor, "does.send") + told(visitor, "does.tell")
        )
        assert sentence("calm_again") in shown(visitor)


@MANNERS
async def test_in_a_raid_nobody_is_heard_until_a_moderator_says_that_they_are_invited(manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "raid", manner)
        members = visitor.state["groups"][0]["members"]
        assert all(members[name.lower()]["present"] for name in CROWD)
        assert len([text for text in told(visitor, "does.send") if "Banyak yang bergabung" in text]) == 1
        assert str(visitor.by_bot("dewi")["t"]) == str(texts.say("id", "raid.ended", {}))
        await gone(visitor, sentence("raid"))
        assert sentence("invited") in shown(visitor)


@MANNERS
async def test_a_report_is_dealt_with_and_taken_back_on_its_card(manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "report", manner)
        await gone(visitor, sentence("report"))
        assert "Kartu ini terbuka lagi" in card(visitor)
        assert not visitor.state["groups"][0]["members"]["ani"]["muted"]
        await visitor.act("say", "ani", text="Maaf ya.")
        assert "Maaf ya." in shown(visitor)


@MANNERS
async def test_a_verdict_is_found_again_when_the_claim_comes_back(manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "claim", manner)
        verdicts = [text for text in shown(visitor) if "menyesatkan" in text and "sumber.example" in text]
        assert len(verdicts) == 2


@MANNERS
async def test_a_suggestion_is_done_the_silent_are_greeted_and_the_group_reads_a_digest(manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "participation", manner)
        assert "Status: selesai" in "\n".join(shown(visitor, "citra"))
        assert any("sudah terwujud" in text for text in shown(visitor, "budi"))
        assert "Makasih sudah menjawab" in "\n".join(shown(visitor, "ani"))
        assert not any("Sudah lama tidak terlihat" in text for text in shown(visitor))
        [digest] = [said for said in visitor.chat() if "Seminggu di" in str(said["t"])]
        assert digest["file"]["name"].endswith(".png")


@MANNERS
async def test_a_webinar_goes_from_its_announcement_to_a_certificate(manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "webinar", manner)
        reminders = [text for text in told(visitor, "does.send") if text[:1] in "⏰▶"]
        assert len(reminders) == 3
        assert any("kursi untukmu" in text for text in shown(visitor, "ani"))
        assert any("Sayang sekali kita tidak bertemu" in text for text in shown(visitor, "ani"))
        assert any("modal iklan yang pertama" in text for text in shown(visitor, "citra"))
        assert not any("/attend" in text for text in shown(visitor))
        [certificate] = [said for said in visitor.chat("budi") if "sertifikatmu" in str(said["t"]) and "file" in said]
        assert certificate["file"]["name"] == "sertifikat.pdf"


@MANNERS
async def test_what_moderation_does_can_be_watched_in_one_world_and_once_more(manner: str) -> None:
    async with visiting() as visitor:
        for name in ("rules", "scam_link", "gambling", "flood", "raid", "report", "claim") * 2:
            await play(visitor, name, manner)
            assert [(name, toast["text"]) for toast in visitor.state["toasts"] if not toast["who"]] == []


def test_the_advertisement_is_disguised_in_both_languages() -> None:
    said = next(step for step in BY_NAME["gambling"].steps if isinstance(step, Says) and step.who == "ani")
    for language in texts.LANGUAGES:
        assert "slot" not in texts.catalogue(language)[said.key].lower()
