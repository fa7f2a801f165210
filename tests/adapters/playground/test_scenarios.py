"""What moderation shows on the page: each scenario ends with the effect that it promises, in both manners."""

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
    return texts.catalogue(texts.known(language))[f"playground.script.{key}"]


def shown(visitor: Visitor, room: str = "") -> list[str]:
    return [str(said["t"]) for said in visitor.chat(room)]


def card(visitor: Visitor) -> str:
    """The moderator's newest message in private."""
    return str(visitor.by_bot("dewi")["t"])


@MANNERS
async def test_the_scam_link_is_gone_and_its_author_knows_why(manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "scam_link", manner)
        why = str(texts.say("id", "links.why_newcomer", {}))
        assert sentence("scam_link") not in shown(visitor)
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
        assert any("beristirahat" in text or "belum bisa menulis" in text for text in told(visitor, "budi"))
        assert sentence("calm_again") in shown(visitor)


def told(visitor: Visitor, who: str) -> list[str]:
    """What the bot said about an act, as the stories keep it: notices leave the screen."""
    return [values["text"] for story in visitor.state["stories"] for _, values in story["does"] if "text" in values]


@MANNERS
async def test_a_raid_is_one_notice_until_a_moderator_ends_it(manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "raid", manner)
        print([(x["author"], x["t"], x.get("service")) for x in visitor.chat()], visitor.chat("dewi"))
        members = visitor.state["groups"][0]["members"]
        assert all(members[name.lower()]["present"] for name in CROWD)
        assert shown(visitor)[-1] == str(texts.say("id", "raid.ended", {}))
        assert len([said for said in visitor.chat() if said["author"] == "bot"]) <= 3


@MANNERS
async def test_a_report_is_dealt_with_and_taken_back_on_its_card(manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, "report", manner)
        assert sentence("report") not in shown(visitor)
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
@pytest.mark.parametrize("name", ["scam_link", "gambling", "flood", "raid", "report", "claim"])
async def test_a_scenario_can_be_watched_twice(name: str, manner: str) -> None:
    async with visiting() as visitor:
        await play(visitor, name, manner)
        await play(visitor, name, manner)
        assert [toast for toast in visitor.state["toasts"] if not toast["who"]] == []


def test_the_advertisement_is_disguised_in_both_languages() -> None:
    said = next(step for step in BY_NAME["gambling"].steps if isinstance(step, Says) and step.who == "ani")
    for language in texts.LANGUAGES:
        assert "slot" not in texts.catalogue(language)[said.key].lower()
