"""WhatsApp by Meta's Cloud API, from a first word to a circle, against a strict fake of it."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.app import Pamong
from bot.chat.actions import AnyAction, Choice, Tell, Weight
from bot.chat.events import Account, Chose, Form
from bot.context import Context
from bot.models import Billed, Identity, IdentityAlias
from bot.routing import Router
from bot.services import people
from tests.cast import number
from tests.e2e.home import home
from tests.fakes.graph import Graph, Person


class Mouth:
    """Says what a test wants said: `wanted` is what its handler returns next."""

    def __init__(self) -> None:
        self.router = Router("mouth")
        self.pressed: list[str] = []
        self.wanted: list[AnyAction] = []
        self.router.form("mouth.says")(lambda event, ctx: self.wanted)
        self.router.chose("mouth.chose")(self._chose)

    def _chose(self, event: Chose, ctx: Context) -> list[AnyAction]:
        self.pressed.append(str(event.text))
        return [ctx.reply(f"{event.text}!")]

    async def says(self, pamong: Pamong, *actions: AnyAction) -> None:
        self.wanted = list(actions)
        await pamong.ask(Form(f"mouth:{number()}", pamong.clock.now(), name="mouth.says"))


def account(pamong: Pamong, person: Person) -> Account:
    """Somebody as Pamong knows them."""
    with pamong.database.session() as session:
        found = session.exec(select(IdentityAlias).where(IdentityAlias.value == person.address)).first()
        assert found is not None
        return people.account(session, found.identity_id)


async def opens(graph: Graph, person: Person) -> None:
    """Somebody writes something that has no answer of its own; what they are told about that is wiped away."""
    await graph.says(person, "halo")
    await graph.sees(person, "/help")
    graph.world.sent.clear()


@pytest.fixture
def mouth() -> Mouth:
    return Mouth()


@pytest.fixture
async def graph() -> AsyncIterator[Graph]:
    async with Graph.serve() as served:
        yield served
    assert served.violations == []


async def test_a_first_word_is_answered_and_numbers_are_nobodys_business(
    graph: Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ani = graph.person("Ani")
    async with home(tmp_path, graph) as pamong:
        await graph.says(ani, "halo")
        await graph.says(ani, ".start")
        await graph.sees(ani, "Pamong")
        await graph.says(ani, "!privasi")
        await graph.sees(ani, "/mydata")
        await pamong.quiet()
    said = capsys.readouterr()
    assert ani.phone not in said.out + said.err


async def test_my_data_comes_as_a_file_and_i_am_forgotten_by_a_button(graph: Graph, tmp_path: Path) -> None:
    ani = graph.person("Ani", opaque=True)
    async with home(tmp_path, graph) as pamong:
        await graph.says(ani, "/mydata")
        await graph.until(lambda: any(sent.kind == "document" for sent in graph.shown(ani)))
        [file] = [json.loads(content) for content in graph.world.files.values()]
        assert {alias["value"] for alias in file["identity_alias"]} == {ani.phone, ani.opaque}
        await graph.says(ani, "/forgetme")
        sure = await graph.sees(ani, "tidak bisa dibatalkan")
        await graph.presses(ani, sure, "Ya, hapus semuanya")
        await graph.sees(ani, "terhapus")
        await pamong.walk(timedelta(minutes=1))
        with pamong.database.session() as session:
            assert session.exec(select(Identity).where(Identity.platform == "cloud")).all() == []


LABELS = {
    "button": ("Ya", "Tidak", "Nanti saja"),
    "list": ("Ya", "Tidak", "Nanti saja", "Aku mau, tapi bulan depan ya"),
}


@pytest.mark.parametrize("kind", LABELS)
async def test_choices_are_buttons_or_a_list(graph: Graph, tmp_path: Path, mouth: Mouth, kind: str) -> None:
    ani = graph.person("Ani")
    async with home(tmp_path, graph, extra=[mouth.router]) as pamong:
        await opens(graph, ani)
        offered = [Choice(label, "mouth.chose") for label in LABELS[kind]]
        await mouth.says(pamong, Tell(account(pamong, ani), "Ikut?", choices=offered))
        asked = await graph.sees(ani, "Ikut?")
        assert (asked.body["interactive"]["type"], tuple(asked.choices)) == (kind, LABELS[kind])
        await graph.presses(ani, asked, LABELS[kind][-1])
        await graph.sees(ani, f"{LABELS[kind][-1]}!")


async def test_more_choices_than_a_list_holds_are_answered_by_number(
    graph: Graph, tmp_path: Path, mouth: Mouth
) -> None:
    ani = graph.person("Ani")
    async with home(tmp_path, graph, extra=[mouth.router]) as pamong:
        await opens(graph, ani)
        offered = [Choice(f"kota {at}", "mouth.chose") for at in range(1, 13)]
        await mouth.says(pamong, Tell(account(pamong, ani), "Dari mana?", choices=offered))
        asked = await graph.sees(ani, "Dari mana?")
        assert (asked.kind, "12. kota 12" in asked.text) == ("text", True)
        await pamong.quiet()
        await graph.says(ani, "12")
        await graph.sees(ani, "kota 12!")


async def test_a_long_text_with_choices_keeps_them_on_its_last_piece(
    graph: Graph, tmp_path: Path, mouth: Mouth
) -> None:
    ani = graph.person("Ani")
    async with home(tmp_path, graph, extra=[mouth.router]) as pamong:
        await opens(graph, ani)
        await mouth.says(pamong, Tell(account(pamong, ani), "kata " * 500, choices=[Choice("Ya", "mouth.chose")]))
        await graph.until(lambda: any(sent.choices for sent in graph.shown(ani)))
        assert [sent.kind for sent in graph.shown(ani)] == ["text", "text", "interactive"]


async def test_after_a_day_only_a_template_is_sent_and_its_numbers_are_understood(
    graph: Graph, tmp_path: Path, mouth: Mouth
) -> None:
    ani = graph.person("Ani")
    names = {"reminder": "event_reminder", "notice": "group_notice"}
    async with home(tmp_path, graph, extra=[mouth.router], templates=names) as pamong:
        await opens(graph, ani)
        await pamong.walk(timedelta(hours=25))
        offered = [Choice("Ya", "mouth.chose"), Choice("Tidak", "mouth.chose")]
        reminder = Tell(account(pamong, ani), "Besok\njam 7.", choices=offered, weight=Weight.REMINDER)
        await mouth.says(pamong, reminder)
        asked = await graph.sees(ani, "Besok")
        assert (asked.body["template"]["name"], asked.text) == ("event_reminder", "Besok · jam 7. 1. Ya 2. Tidak")
        await pamong.quiet()
        await graph.says(ani, "2", quoting=asked)
        await graph.sees(ani, "Tidak!")
        assert mouth.pressed == ["Tidak"]


async def test_the_budget_of_a_month_is_never_overdrawn(graph: Graph, tmp_path: Path, mouth: Mouth) -> None:
    ani = graph.person("Ani")
    async with home(tmp_path, graph, extra=[mouth.router], templates={"notice": "note"}, budget=2) as pamong:
        await opens(graph, ani)
        await pamong.walk(timedelta(hours=25))
        await mouth.says(pamong, *(Tell(account(pamong, ani), f"kabar {at}") for at in range(4)))
        await pamong.quiet(20)
        assert graph.texts(ani) == ["kabar 0", "kabar 1"]
        with pamong.database.session() as session:
            assert [row.count for row in session.exec(select(Billed)).all()] == [2]
        await graph.says(ani, "aku di sini")
        await graph.sees(ani, "kabar 3")
        assert [sent.kind for sent in graph.shown(ani) if "kabar" in sent.text] == ["template"] * 2 + ["text"] * 2


async def test_without_a_template_the_fallback_happens_and_a_new_word_opens_the_chat_again(
    graph: Graph, tmp_path: Path, mouth: Mouth
) -> None:
    ani, budi = graph.person("Ani"), graph.person("Budi")
    async with home(tmp_path, graph, extra=[mouth.router]) as pamong:
        await opens(graph, ani)
        await pamong.walk(timedelta(hours=25))
        await opens(graph, budi)
        instead = Tell(account(pamong, budi), "Ani belum tahu.")
        await mouth.says(pamong, Tell(account(pamong, ani), "Ada kabar.", otherwise=[instead]))
        await graph.sees(budi, "Ani belum tahu.")
        assert graph.world.sent[-1].failed == 0
        assert graph.texts(ani) == []
        await graph.says(ani, "aku di sini")
        await mouth.says(pamong, Tell(account(pamong, ani), "Ada kabar.", otherwise=[instead]))
        await graph.sees(ani, "Ada kabar.")


async def test_without_a_template_and_a_fallback_a_message_waits_for_the_persons_next_word(
    graph: Graph, tmp_path: Path, mouth: Mouth
) -> None:
    ani = graph.person("Ani")
    async with home(tmp_path, graph, extra=[mouth.router]) as pamong:
        await opens(graph, ani)
        await pamong.walk(timedelta(hours=25))
        until = pamong.clock.now() + timedelta(hours=2)
        asking = Tell(account(pamong, ani), "Ada kabar.", choices=[Choice("Ya", "mouth.chose")])
        await mouth.says(pamong, Tell(account(pamong, ani), "Sebentar lagi mulai.", until=until), asking)
        await pamong.quiet()
        assert graph.world.sent == []
        await pamong.walk(timedelta(hours=3))
        await graph.says(ani, "aku di sini")
        news = await graph.sees(ani, "Ada kabar.")
        await graph.presses(ani, news, "Ya")
        await graph.sees(ani, "Ya!")
        assert not [text for text in graph.texts(ani) if "mulai" in text]
        assert pamong.batches.counts["expired"] == 1


async def test_what_meta_takes_back_because_it_counts_otherwise_waits_as_well(
    graph: Graph, tmp_path: Path, mouth: Mouth
) -> None:
    ani = graph.person("Ani")
    async with home(tmp_path, graph, extra=[mouth.router]) as pamong:
        await opens(graph, ani)
        ani.heard_at = pamong.clock.now() - timedelta(days=2)
        await mouth.says(pamong, Tell(account(pamong, ani), "Ada kabar."))
        await graph.until(lambda: [sent.failed for sent in graph.world.sent] == [131047])
        await pamong.quiet()
        await graph.says(ani, "aku di sini")
        await graph.sees(ani, "Ada kabar.")


async def test_what_meta_takes_back_is_a_refusal(graph: Graph, tmp_path: Path, mouth: Mouth) -> None:
    ani, budi = graph.person("Ani"), graph.person("Budi")
    async with home(tmp_path, graph, extra=[mouth.router]) as pamong:
        for who in (ani, budi):
            await opens(graph, who)
        ani.heard_at = pamong.clock.now() - timedelta(days=2)  # by Meta's own count
        instead = Tell(account(pamong, budi), "Ani belum tahu.")
        await mouth.says(pamong, Tell(account(pamong, ani), "Ada kabar.", otherwise=[instead]))
        await graph.sees(budi, "Ani belum tahu.")
        assert [sent.failed for sent in graph.world.sent] == [131047, 0]


@pytest.mark.parametrize("code", [130429, 131056])
async def test_when_meta_asks_for_patience_nothing_is_lost_or_doubled(
    graph: Graph, tmp_path: Path, mouth: Mouth, code: int
) -> None:
    ani = graph.person("Ani")
    async with home(tmp_path, graph, extra=[mouth.router]) as pamong:
        await opens(graph, ani)
        graph.world.faults.append(code)
        await mouth.says(pamong, *(Tell(account(pamong, ani), f"kabar {at}") for at in range(3)))
        await graph.sees(ani, "kabar 2")
        assert graph.texts(ani) == ["kabar 0", "kabar 1", "kabar 2"]


async def test_a_token_that_ended_stops_the_number_and_owners_hear_of_it(graph: Graph, tmp_path: Path) -> None:
    ani = graph.person("Ani")
    async with home(tmp_path, graph) as pamong:
        await opens(graph, ani)
        graph.world.faults.append(190)
        await graph.says(ani, "/rules")
        await graph.until(lambda: "cloud" in pamong.stopped)
        assert "access_token" in pamong.stopped["cloud"]


async def test_of_forged_unsigned_and_replayed_deliveries_none_is_processed(graph: Graph, tmp_path: Path) -> None:
    ani = graph.person("Ani")
    async with home(tmp_path, graph) as pamong:
        body = await graph.does(ani, {"type": "text", "text": {"body": "/help"}})
        await graph.until(lambda: graph.texts(ani))
        await pamong.quiet()
        answers = len(graph.world.sent)
        again = json.dumps(body).encode()
        fresh = again.replace(b"/help", b"/rules").replace(b"wamid.", b"wamid.X")
        proof = graph.signed(again)
        tries = ((fresh, None), (fresh, proof), (again, proof))
        codes = [(await graph.post(raw, signature)).status_code for raw, signature in tries]
        await pamong.quiet()
        assert (codes, len(graph.world.sent)) == ([401, 401, 200], answers)
        assert pamong.batches.counts["duplicates"] == 1


async def test_a_circle_is_welcomed_and_moderated_as_far_as_whatsapp_lets_us(graph: Graph, tmp_path: Path) -> None:
    ani, budi = graph.person("Ani"), graph.person("Budi")
    async with home(tmp_path, graph, owners=[("cloud", ani.phone)]) as pamong:
        await graph.says(ani, "halo")
        circle = await graph.circle("Kelas kecil", ani)
        await graph.sees(circle, "siap menemani")
        await graph.joins(circle, budi)
        await graph.says(budi, "halo semua", to=circle)
        await graph.sees(circle, "Selamat datang")
        await graph.says(budi, ".rules", to=circle)
        await graph.until(lambda: any("Aturan Kelas kecil" in text for text in graph.texts(circle) + graph.texts(budi)))
        await graph.says(ani, f"/kick {budi.phone} spam", to=circle)
        await graph.until(lambda: budi not in circle.members)
        await pamong.quiet()
