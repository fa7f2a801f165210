"""What people do on WhatsApp becomes events; what is not known is counted and harms nothing."""

import time
from typing import Any

import pytest

from bot.adapters.cloud.adapter import Cloud
from bot.adapters.cloud.read import Verdict
from bot.chat.events import (
    AccountKind,
    AskedToJoin,
    ChatKind,
    Document,
    Event,
    Joined,
    Left,
    Message,
    MessageKind,
    Pressed,
    Reachable,
    Reacted,
    Standing,
    Unreadable,
)
from tests.adapters.cloud.conftest import delivery
from tests.adapters.telegram.conftest import Notebook
from tests.fakes.graph import Graph, payloads

PHONE = "628111"
FROM = {"from": PHONE, "id": "wamid.1", "timestamp": str(int(time.time()))}
CONTACT = {"profile": {"name": "Ani"}, "wa_id": PHONE}


def read(cloud: Cloud, graph: Graph, message: dict[str, Any], *contacts: dict[str, Any]) -> list[Event]:
    return cloud.reader.read(delivery(graph, contacts=list(contacts) or [CONTACT], messages=[FROM | message])).events


async def test_a_text_is_said_in_the_chat_with_its_author(cloud: Cloud, graph: Graph) -> None:
    [said] = read(cloud, graph, {"type": "text", "text": {"body": "halo"}})
    assert isinstance(said, Message)
    assert (said.text, said.message, said.key) == ("halo", "wamid.1", "cloud:wamid.1")
    assert str(int(said.at.timestamp())) == FROM["timestamp"]
    assert said.who is not None
    assert said.group is not None
    assert (said.who.address, said.who.name, said.who.aliases) == (PHONE, "Ani", ())
    assert (said.group.kind, said.group.address) == (ChatKind.PRIVATE, PHONE)


async def test_an_opaque_id_is_another_name_of_who_shows_a_number_and_the_only_one_of_who_does_not(
    cloud: Cloud, graph: Graph
) -> None:
    text = {"type": "text", "text": {"body": "halo"}}
    both = {**CONTACT, "user_id": "ID.77"}
    [said] = read(cloud, graph, text, both)
    [hidden] = cloud.reader.read(
        delivery(
            graph,
            contacts=[{"profile": {"name": "Ani", "username": "@ani"}, "user_id": "ID.77"}],
            messages=[{"id": "wamid.2", "timestamp": FROM["timestamp"], "from_user_id": "ID.77", **text}],
        )
    ).events
    for event, address in ((said, PHONE), (hidden, "ID.77")):
        assert event.who is not None
        assert (event.who.address, event.who.aliases) == (address, (("bsuid", "ID.77"),))
    assert hidden.who is not None
    assert hidden.who.username == "ani"


async def test_whoever_is_quoted_is_named_with_their_words(cloud: Cloud, graph: Graph) -> None:
    read(cloud, graph, {"type": "text", "text": {"body": "Pinjol cepat cair!"}, "id": "wamid.7"})
    cloud.reader.phone = graph.world.phone
    context = {"from": "628222", "id": "wamid.7", "forwarded": True}
    [answer] = read(cloud, graph, {"type": "text", "text": {"body": ".lapor"}, "context": context})
    assert isinstance(answer, Message)
    assert answer.reply_who is not None
    assert (answer.reply_to, answer.reply_text, answer.reply_who.address) == (
        "wamid.7",
        "Pinjol cepat cair!",
        "628222",
    )
    assert answer.forwarded
    ours = {"from": graph.world.phone, "id": "wamid.8"}
    [answer] = read(cloud, graph, {"type": "text", "text": {"body": "ya"}, "context": ours})
    assert isinstance(answer, Message)
    assert answer.reply_who is not None
    assert answer.reply_who.kind is AccountKind.BOT


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("image", {"id": "9", "caption": "foto", "mime_type": "image/jpeg"}, MessageKind.PHOTO),
        ("video", {"id": "9"}, MessageKind.VIDEO),
        ("audio", {"id": "9"}, MessageKind.VOICE),
        ("sticker", {"id": "9"}, MessageKind.STICKER),
        ("document", {"id": "9", "filename": "soal.csv", "mime_type": "text/csv"}, MessageKind.DOCUMENT),
        ("location", {"latitude": 1, "longitude": 2}, MessageKind.LOCATION),
    ],
)
async def test_files_and_places_have_their_kind(
    cloud: Cloud, graph: Graph, kind: str, content: dict[str, Any], expected: MessageKind
) -> None:
    [said] = read(cloud, graph, {"type": kind, kind: content})
    assert isinstance(said, Message)
    assert (said.kind, said.text) == (expected, content.get("caption", ""))
    if kind == "document":
        assert said.document == Document("9", "soal.csv", 0, "text/csv")


@pytest.mark.parametrize(
    "inside",
    [
        {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": "p1", "title": "Ya"}}},
        {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "p1", "title": "Ya"}}},
        {"type": "button", "button": {"payload": "p1", "text": "Ya"}},
    ],
)
async def test_buttons_and_lines_of_lists_are_presses(cloud: Cloud, graph: Graph, inside: dict[str, Any]) -> None:
    [pressed] = read(cloud, graph, inside | {"context": {"from": "628001", "id": "wamid.5"}})
    assert isinstance(pressed, Pressed)
    assert (pressed.data, pressed.press, pressed.message) == ("p1", "wamid.1", "wamid.5")


async def test_a_reaction_can_be_taken_back(cloud: Cloud, graph: Graph) -> None:
    for emoji, expected in (("👍", ("👍",)), ("", ())):
        [reacted] = read(cloud, graph, {"type": "reaction", "reaction": {"message_id": "wamid.5", "emoji": emoji}})
        assert isinstance(reacted, Reacted)
        assert (reacted.message, reacted.emoji) == ("wamid.5", expected)


async def test_whoever_has_a_new_number_cannot_be_written_to_on_the_old_one(cloud: Cloud, graph: Graph) -> None:
    system = {"type": "user_changed_number", "body": "Ani changed from 628111 to 628222", "wa_id": "628222"}
    [gone] = read(cloud, graph, {"type": "system", "system": system})
    assert isinstance(gone, Reachable)
    assert not gone.yes


@pytest.mark.parametrize("kind", ["unsupported", "unknown", "order", "poll", "edit", "something_new", ""])
async def test_unknown_kinds_are_counted(cloud: Cloud, graph: Graph, kind: str) -> None:
    assert read(cloud, graph, {"type": kind, "errors": [{"code": 131051}]}) == []
    assert cloud.reader.unknown[kind or "nothing"] == 1


async def test_a_broken_message_is_set_aside_alone(cloud: Cloud, graph: Graph) -> None:
    good = FROM | {"type": "text", "text": {"body": "halo"}}
    broken = FROM | {"type": "reaction", "reaction": {"emoji": "👍"}}
    found = cloud.reader.read(delivery(graph, contacts=[CONTACT], messages=[broken, good])).events
    assert [type(event) for event in found] == [Unreadable, Message]


@pytest.mark.parametrize("stamp", ["", "soon", None, "99999999999999999999", "4102444800"])
async def test_a_moment_that_cannot_be_is_now(cloud: Cloud, graph: Graph, stamp: object) -> None:
    [said] = read(cloud, graph, {"type": "text", "text": {"body": "halo"}, "timestamp": stamp})
    assert abs((said.at - cloud.clock.now()).total_seconds()) < 5


FAILED = {"id": "wamid.7", "status": "failed", "errors": [{"code": 131026}]}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"recipient_id": "628111"}, [Verdict("wamid.7", 131026, "628111")]),
        ({"recipient_user_id": "ID.1"}, [Verdict("wamid.7", 131026, "ID.1")]),
        ({"recipient_id": "group", "recipient_type": "group"}, [Verdict("wamid.7", 131026, "")]),
        ({"recipient_id": "group", "recipient_type": "group", "recipient_participant_id": "628111"}, []),
    ],
)
async def test_a_failure_concerns_whom_meta_names(
    cloud: Cloud, graph: Graph, told: dict[str, str], expected: list[Verdict]
) -> None:
    """What one member of a circle did not get has reached the others."""
    assert cloud.reader.read(delivery(graph, statuses=[FAILED | told])).verdicts == expected


async def test_a_circle_is_met_with_its_title_and_members_come_and_go(
    cloud: Cloud, graph: Graph, notebook: Notebook
) -> None:
    ani = graph.person("Ani")
    circle = await graph.circle("Kelas kecil", ani)
    removed = [{"input": ani.phone, "wa_id": ani.phone}]
    await graph.bring(payloads.members(graph.world, circle, "group_participants_remove", removed_participants=removed))
    await graph.asks_to_join(circle, ani)
    await graph.says(ani, "halo", to=circle)
    assert [type(event) for event in notebook.events] == [Standing, Joined, Left, AskedToJoin, Message]
    for event in notebook.events:
        assert event.group is not None
        assert (event.group.kind, event.group.address, event.group.title) == (
            ChatKind.GROUP,
            circle.id,
            "Kelas kecil",
        )


async def test_what_is_as_old_as_that_can_only_have_been_brought_before(cloud: Cloud, graph: Graph) -> None:
    week_ago = str(int(time.time()) - 7 * 86_400)
    assert read(cloud, graph, {"type": "text", "text": {"body": "halo"}, "timestamp": week_ago}) == []
    assert cloud.reader.unknown["too old"] == 1
