"""Orders become messages that Meta takes; its refusals become outcomes that the engine understands."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.adapters.cloud.adapter import CIRCLE, PRIVATE, Cloud
from bot.adapters.cloud.names import group, person, private
from bot.chat.actions import Action, Admit, Alert, Answer, Edit, LookUp, React, Remove, Send
from bot.chat.events import Chat, Delayed, Delivered, Outcome, Refused
from bot.chat.facts import MAX_FILE, File, InviteLink, MemberCount, Role, RoleOf
from bot.chat.text import marked
from bot.engine.orders import Button, Order
from bot.settings import GroupInfo
from tests.fakes.graph import Circle, Graph, Person


def order(cloud: Cloud, action: Action, **values: Any) -> Order:
    """What delivery hands over, in a chat where the person has just written."""
    everything: dict[str, Any] = {"row": 1, "action": action, "heard_at": cloud.clock.now()} | values
    return Order(**everything)


async def does(cloud: Cloud, action: Action, **values: Any) -> Outcome:
    return await cloud.do(order(cloud, action, **values))


@pytest.fixture
def ani(graph: Graph, cloud: Cloud) -> Person:
    """Somebody who has just written."""
    made = graph.person("Ani")
    made.heard_at = cloud.clock.now()
    return made


@pytest.fixture
async def circle(graph: Graph, cloud: Cloud, ani: Person) -> Circle:
    return await graph.circle("Kelas kecil", ani)


def chat(ani: Person) -> Chat:
    return private(ani.phone)


async def test_a_text_has_whatsapps_markup_and_quotes(cloud: Cloud, graph: Graph, ani: Person) -> None:
    outcome = await does(cloud, Send(chat(ani), marked("Halo **Ani**, _ini_ biasa.", {}), reply_to="wamid.3"))
    [sent] = graph.shown(ani)
    assert isinstance(outcome, Delivered)
    assert (outcome.sent, sent.body["context"]) == ((sent.id,), {"message_id": "wamid.3"})
    assert sent.text.startswith("Halo *Ani*")


async def test_who_hides_their_number_is_written_to_by_the_opaque_id(cloud: Cloud, graph: Graph) -> None:
    hidden = graph.person("Rahasia", hidden=True)
    hidden.heard_at = cloud.clock.now()
    await does(cloud, Send(private(hidden.opaque), "halo"))
    [sent] = graph.shown(hidden)
    assert (sent.body["recipient"], "to" in sent.body) == (hidden.opaque, False)


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (("Ya", "Tidak"), "button"),
        (("Ya", "Ya"), "list"),
        (("x" * 21,), "list"),
        (("a", "b", "c", "d"), "list"),
        (tuple(str(at) for at in range(10)), "list"),
        (tuple("Pilihan yang panjang sekali, tetapi dibaca utuh" + str(at) for at in range(2)), "list"),
    ],
)
async def test_few_short_choices_are_buttons_and_others_a_list(
    cloud: Cloud, graph: Graph, ani: Person, labels: tuple[str, ...], kind: str
) -> None:
    buttons = tuple(Button(label, f"p{at}") for at, label in enumerate(labels))
    await does(cloud, Send(chat(ani), "Pilih?"), buttons=buttons)
    [sent] = graph.shown(ani)
    assert sent.body["interactive"]["type"] == kind
    assert set(sent.choices) == set(labels)


async def test_a_circle_gets_words_only(cloud: Cloud, graph: Graph, circle: Circle) -> None:
    await does(cloud, Send(group(circle.id), "Pilih?\n1. Ya"), buttons=(Button("Ya", "p1"),), heard_at=None)
    [sent] = graph.shown(circle)
    assert (sent.kind, sent.body["recipient_type"]) == ("text", "group")


@pytest.mark.parametrize(
    ("name", "kind", "text", "kinds"),
    [
        ("daftar.csv", "document", "Ini", ["document"]),
        ("grafik.png", "image", "Ini", ["image"]),
        ("daftar.csv", "document", "x" * 1025, ["text", "document"]),
        ("daftar.csv", "document", "", ["document"]),
    ],
)
async def test_a_file_goes_with_its_words(
    cloud: Cloud, graph: Graph, ani: Person, name: str, kind: str, text: str, kinds: list[str]
) -> None:
    outcome = await does(cloud, Send(chat(ani), text, document=1), document=b"a,b", filename=name)
    assert [sent.kind for sent in graph.shown(ani)] == kinds
    assert isinstance(outcome, Delivered)
    assert len(outcome.sent) == len(kinds)
    file = graph.shown(ani)[-1].body[kind]["id"]
    assert graph.world.files[file] == b"a,b"


async def test_a_press_is_answered_in_words_or_not_at_all(cloud: Cloud, graph: Graph, ani: Person) -> None:
    for text in ("Sip!", ""):
        assert isinstance(await does(cloud, Answer(chat(ani), "wamid.3", text)), Delivered)
    assert graph.texts(ani) == ["Sip!"]


async def test_a_reaction_names_its_message(cloud: Cloud, graph: Graph, ani: Person) -> None:
    await does(cloud, React(chat(ani), "wamid.3", "🎉"))
    assert graph.shown(ani)[0].body["reaction"] == {"message_id": "wamid.3", "emoji": "🎉"}


async def test_somebody_leaves_a_circle_and_somebody_is_let_in(
    cloud: Cloud, graph: Graph, circle: Circle, ani: Person
) -> None:
    budi = graph.person("Budi")
    here = group(circle.id)
    await graph.asks_to_join(circle, budi)
    for action in (Remove(here, person(ani.phone)), Admit(here, person(budi.phone)), Admit(here, person("62999"))):
        assert isinstance(await does(cloud, action), Delivered)
    assert circle.members == [budi]


async def test_what_is_asked_about_a_circle_is_known(cloud: Cloud, graph: Graph, circle: Circle, ani: Person) -> None:
    here = group(circle.id)
    asked = {
        RoleOf(here, person(ani.phone)): Role.MEMBER,
        RoleOf(here, person("62999")): Role.STRANGER,
        MemberCount(here): 2,
    }
    for fact, value in asked.items():
        assert (await does(cloud, LookUp(here, fact))).value == value  # type: ignore[attr-defined]
    link = await does(cloud, LookUp(here, InviteLink(here)))
    assert isinstance(link, Delivered)
    assert link.value == circle.link


async def test_a_file_that_somebody_sent_is_fetched_unless_it_is_too_big(
    cloud: Cloud, graph: Graph, ani: Person
) -> None:
    graph.world.files |= {"91": b"soal,a,b", "92": b"x" * (MAX_FILE + 1)}
    small, big = [await does(cloud, LookUp(chat(ani), File(chat(ani), name))) for name in ("91", "92")]
    assert isinstance(small, Delivered)
    assert isinstance(big, Refused)
    assert (small.value, big.reason) == (b"soal,a,b", "too_big")


async def test_the_token_is_given_to_meta_alone(cloud: Cloud, ani: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    async def elsewhere(*path: object, **parts: object) -> dict[str, str]:
        return {"url": "http://192.0.2.1/file"}

    monkeypatch.setattr(cloud.desk.graph, "ask", elsewhere)
    assert isinstance(await does(cloud, LookUp(chat(ani), File(chat(ani), "91"))), Refused)


@pytest.mark.parametrize(
    ("code", "expected"),
    [(131056, Delayed), (130429, Delayed), (131047, Refused), (131026, Refused), (100, Refused), (2, Delayed)],
)
async def test_metas_error_codes_become_outcomes(
    cloud: Cloud, graph: Graph, ani: Person, code: int, expected: type[Outcome]
) -> None:
    graph.world.faults.append(code)
    outcome = await does(cloud, Send(chat(ani), "halo"))
    assert type(outcome) is expected
    reasons = {131047: "unheard", 131026: "unreachable", 100: "refused"}
    assert not isinstance(outcome, Refused) or outcome.reason == reasons[code]


async def test_metas_own_trouble_is_waited_for_but_not_for_ever(cloud: Cloud, graph: Graph, ani: Person) -> None:
    graph.world.faults.extend([2] * 10)
    outcomes = [type(await does(cloud, Alert(chat(ani), "halo"))) for _ in range(6)]
    assert outcomes == [Delayed] * 5 + [Refused]


async def test_a_pair_that_is_crowded_keeps_only_its_own_chat_waiting(cloud: Cloud, graph: Graph, ani: Person) -> None:
    graph.world.faults.extend([131056, 131056])
    pauses = [await does(cloud, Send(chat(ani), "halo")) for _ in range(2)]
    assert [pause.seconds for pause in pauses if isinstance(pause, Delayed)] == [1.0, 4.0]
    assert cloud.free_at(ani.phone, Send.lane) > cloud.free_at("62999", Send.lane)


async def test_a_token_that_ended_stops_everything_at_once(cloud: Cloud, graph: Graph, ani: Person) -> None:
    graph.world.token = "another"
    for _ in range(2):
        assert isinstance(await does(cloud, Send(chat(ani), "halo")), Delayed)
    assert cloud.stopped.is_set()
    assert len(graph.world.asked) == 1


async def test_a_meta_that_cannot_be_reached_is_tried_later(cloud: Cloud, ani: Person) -> None:
    cloud.desk.graph.base = "http://127.0.0.1:9"
    assert isinstance(await does(cloud, Send(chat(ani), "halo")), Delayed)


async def test_after_a_day_nothing_is_sent_in_our_own_words(cloud: Cloud, graph: Graph, ani: Person) -> None:
    cloud.desk = replace_templates(cloud, {})
    long_ago = cloud.clock.now() - timedelta(hours=24)
    outcome = await does(cloud, Send(chat(ani), "halo"), heard_at=long_ago)
    assert isinstance(outcome, Refused)
    assert (outcome.reason, graph.world.asked) == ("unheard", [])


async def test_a_silent_meta_keeps_nobody_waiting_for_long(cloud: Cloud, graph: Graph, ani: Person) -> None:
    graph.silent = True
    outcomes = [await does(cloud, Send(chat(ani), f"kabar {at}")) for at in range(4)]
    assert all(isinstance(outcome, Delivered) for outcome in outcomes)
    assert cloud.desk.verdicts.missed == 2


async def test_what_is_not_possible_is_never_asked_for(cloud: Cloud, graph: Graph, ani: Person) -> None:
    assert isinstance(await does(cloud, Edit(chat(ani), "baru", key="k")), Refused)
    assert graph.world.asked == []


def test_abilities_are_honest() -> None:
    assert not any((PRIVATE.deletes, PRIVATE.edits, PRIVATE.polls, CIRCLE.buttons, CIRCLE.deletes, CIRCLE.mutes))
    assert (PRIVATE.most_choices, PRIVATE.prefixes) == (10, "/.!")


async def test_a_circle_and_a_person_differ_in_what_can_be_done(cloud: Cloud) -> None:
    for chat_, expected in ((private("628111"), PRIVATE), (group("abc"), CIRCLE)):
        assert cloud.can(GroupInfo(chat_, 1, "id", "Asia/Jakarta")) is expected


def replace_templates(cloud: Cloud, names: dict[str, str]) -> Any:
    return replace(cloud.desk, templates=names)
