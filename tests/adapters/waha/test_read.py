"""What the gateway tells becomes events, whichever engine it runs."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.adapters.waha.gatherings import ADMIN, MEMBER
from bot.adapters.waha.read import Reader
from bot.chat.events import (
    AccountKind,
    AskedToJoin,
    ChatKind,
    Edited,
    Joined,
    Left,
    Message,
    MessageKind,
    Reacted,
    RoleChanged,
    Standing,
    Unreadable,
    Voted,
)
from bot.chat.facts import Role
from bot.engine.clock import Clock

GROUP = "120363000000000001@g.us"
LID, PHONE = "700000000000001@lid", "628120000001@c.us"
ME = {"id": "628990000001@c.us", "lid": "900000000000001@lid", "pushName": "Pamong"}
AT = 1_772_400_000
MOMENT = datetime.fromtimestamp(AT, UTC)


def news(event: str, payload: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "evt_1",
        "timestamp": AT * 1000,
        "session": "default",
        "event": event,
        "me": ME,
        "payload": payload,
    } | more


def message(**more: Any) -> dict[str, Any]:
    said = {"id": f"false_{GROUP}_3A01_{LID}", "timestamp": AT, "from": GROUP, "fromMe": False, "participant": LID}
    return said | {"body": "halo", "hasMedia": False} | more


@pytest.fixture
def reader() -> Reader:
    return Reader("default", Clock())


def one(reader: Reader, event: str, payload: dict[str, Any]) -> Any:
    [found] = reader.read(news(event, payload))
    return found


GOWS = {"Info": {"PushName": "Sari", "SenderAlt": PHONE.replace("@c.us", ":3@s.whatsapp.net")}}
NOWEB = {"pushName": "Sari", "key": {"participantAlt": PHONE.replace("@c.us", "@s.whatsapp.net")}}
WEBJS = {"notifyName": "Sari"}


@pytest.mark.parametrize(("data", "aliases"), [(GOWS, (("id", PHONE),)), (NOWEB, (("id", PHONE),)), (WEBJS, ())])
def test_a_message_has_its_author_under_the_opaque_id(reader: Reader, data: Any, aliases: Any) -> None:
    said = one(reader, "message", message(_data=data))
    assert isinstance(said, Message)
    assert (said.key, said.at, said.message) == (f"whatsapp:default:{GROUP}:3A01", MOMENT, f"false_{GROUP}_3A01_{LID}")
    assert said.who is not None
    assert (said.who.address, said.who.name, said.who.aliases) == (LID, "Sari", aliases)
    assert (str(said.text), said.kind) == ("halo", MessageKind.TEXT)


def test_whoever_comes_by_phone_is_known_by_their_opaque_id_once_it_was_seen(reader: Reader) -> None:
    reader.read(news("message", message(_data=GOWS)))
    private = one(reader, "message", message(**{"id": f"false_{PHONE}_3A02", "from": PHONE, "participant": ""}))
    assert private.group.kind is ChatKind.PRIVATE
    assert private.group.address == private.who.address == LID
    assert private.who.name == "Sari"


def test_our_own_words_statuses_and_channels_are_nothing(reader: Reader) -> None:
    own = message(fromMe=True)
    status, channel = message(**{"from": "status@broadcast"}), message(**{"from": "12@newsletter"})
    assert [reader.read(news("message", each)) for each in (own, status, channel)] == [()] * 3


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"media": {"mimetype": "image/jpeg"}}, MessageKind.PHOTO),
        ({"media": {"mimetype": "image/webp"}}, MessageKind.STICKER),
        ({"media": {"mimetype": "audio/ogg; codecs=opus"}}, MessageKind.VOICE),
        ({"media": {"mimetype": "application/pdf"}}, MessageKind.DOCUMENT),
        ({"_data": {"type": "video"}}, MessageKind.VIDEO),
        ({"_data": {"message": {"stickerMessage": {}}}}, MessageKind.STICKER),
        ({"_data": {"Message": {"pollCreationMessageV3": {}}}}, MessageKind.POLL),
        ({"vCards": ["BEGIN:VCARD"]}, MessageKind.CONTACT),
        ({"location": {"latitude": "1"}}, MessageKind.LOCATION),
        ({"hasMedia": True}, MessageKind.OTHER),
    ],
)
def test_what_a_message_carries(reader: Reader, more: Any, kind: MessageKind) -> None:
    assert one(reader, "message", message(**more)).kind is kind


def test_a_forward_a_mention_and_a_file_are_noticed(reader: Reader) -> None:
    context = {"contextInfo": {"isForwarded": True, "mentionedJid": [ME["lid"]]}}
    media = {"mimetype": "text/csv", "filename": "soal.csv"}
    said = one(reader, "message", message(media=media, _data={"message": {"extendedTextMessage": context}}))
    assert (said.forwarded, said.mentions_bot, said.document.name) == (True, True, "soal.csv")
    assert said.document.id == said.message


@pytest.mark.parametrize("wrapper", ["ephemeralMessage", "viewOnceMessageV2"])
def test_in_a_group_whose_messages_vanish_nothing_is_overlooked(reader: Reader, wrapper: str) -> None:
    context = {"isForwarded": True, "mentionedJid": [ME["lid"]]}
    wrapped = {wrapper: {"message": {"imageMessage": {"contextInfo": context}}}}
    said = one(reader, "message", message(_data={"message": wrapped}))
    assert (said.forwarded, said.mentions_bot, said.kind) == (True, True, MessageKind.PHOTO)


def test_the_same_message_told_as_any_message_is_the_same_event(reader: Reader) -> None:
    first, again = one(reader, "message", message()), one(reader, "message.any", message())
    assert (first.key, again.text) == (again.key, first.text)
    assert reader.read(news("message.any", message(fromMe=True))) == ()


def test_an_answer_names_what_it_answers(reader: Reader) -> None:
    theirs = one(reader, "message", message(replyTo={"id": "3A00", "participant": LID, "body": "apa?"}))
    assert (theirs.reply_to, theirs.reply_who.address, str(theirs.reply_text)) == (
        f"false_{GROUP}_3A00_{LID}",
        LID,
        "apa?",
    )
    ours = one(reader, "message", message(replyTo={"id": "3EB0", "participant": ME["lid"], "body": "menu"}))
    assert (ours.reply_to, ours.reply_who.kind) == (f"true_{GROUP}_3EB0", AccountKind.BOT)


def test_a_change_names_the_first_message(reader: Reader) -> None:
    changed = one(reader, "message.edited", message(editedMessageId="3A00", body="baru"))
    assert isinstance(changed, Edited)
    assert (changed.message, str(changed.text)) == (f"false_{GROUP}_3A00_{LID}", "baru")


def test_a_vote_is_the_whole_present_choice(reader: Reader) -> None:
    poll = {"id": f"true_{GROUP}_3EB0_{ME['lid']}", "to": GROUP, "from": ME["id"], "fromMe": True}
    vote = {"id": "x", "timestamp": AT * 1000, "from": GROUP, "participant": LID, "to": "", "fromMe": False}
    chosen = one(reader, "poll.vote", {"poll": poll, "vote": vote | {"selectedOptions": ["Bandung"]}})
    assert isinstance(chosen, Voted)
    assert (chosen.poll, chosen.options, chosen.at) == (f"true_{GROUP}_3EB0", ("Bandung",), MOMENT)
    assert one(reader, "poll.vote", {"poll": poll, "vote": vote | {"selectedOptions": None}}).options == ()


@pytest.mark.parametrize("told", [None, "", 4_102_444_800_000])
def test_a_vote_of_a_telephone_without_the_right_time_is_of_now(reader: Reader, told: Any) -> None:
    poll = {"id": f"true_{GROUP}_3EB0_{ME['lid']}", "to": GROUP, "from": ME["id"], "fromMe": True}
    vote = {"id": "x", "timestamp": told, "from": GROUP, "participant": LID, "to": "", "fromMe": False}
    before = reader.clock.now()
    chosen = one(reader, "poll.vote", {"poll": poll, "vote": vote | {"selectedOptions": ["Bandung"]}})
    assert isinstance(chosen, Voted)
    assert before <= chosen.at <= reader.clock.now()


def test_a_vote_is_about_our_poll_in_whosever_eyes(reader: Reader) -> None:
    poll = {"id": f"false_{GROUP}_3EB0_{ME['lid']}", "to": GROUP, "from": GROUP, "fromMe": False}
    vote = {"id": "x", "timestamp": AT * 1000, "from": GROUP, "participant": LID, "to": "", "fromMe": False}
    chosen = one(reader, "poll.vote", {"poll": poll, "vote": vote | {"selectedOptions": ["Bandung"]}})
    assert chosen.poll == f"true_{GROUP}_3EB0"


def test_a_reaction_comes_and_goes(reader: Reader) -> None:
    reaction = {"text": "👍", "messageId": f"true_{GROUP}_3EB0_{ME['lid']}"}
    shown = one(reader, "message.reaction", message(reaction=reaction))
    assert isinstance(shown, Reacted)
    assert (shown.message, shown.emoji) == (f"true_{GROUP}_3EB0", ("👍",))
    gone = one(reader, "message.reaction", message(reaction=reaction | {"text": ""}))
    assert gone.emoji == ()


def test_an_engine_that_names_the_person_instead_of_the_group_is_understood(reader: Reader) -> None:
    reaction = {"text": "👍", "messageId": f"false_{GROUP}_3A00_{PHONE}"}
    from_webjs = {"id": f"false_{GROUP}_3A01_{LID}", "timestamp": AT, "from": LID, "to": GROUP, "participant": LID}
    shown = one(reader, "message.reaction", from_webjs | {"fromMe": False, "reaction": reaction})
    assert (shown.group.address, shown.group.kind, shown.who.address) == (GROUP, ChatKind.GROUP, LID)


def test_an_engine_that_tells_reactions_as_the_person_sees_them_is_understood(reader: Reader) -> None:
    """To whoever reacts, their own message is mine, and ours is another's."""
    ours, theirs = (f"false_{GROUP}_3EB0_{ME['lid']}", f"true_{GROUP}_3A00_{ME['id']}")
    for told, meant in ((ours, f"true_{GROUP}_3EB0"), (theirs, f"false_{GROUP}_3A00_{LID}")):
        payload = message(reaction={"text": "👍", "messageId": told})
        [shown] = reader.read(news("message.reaction", payload, engine="GOWS"))
        assert isinstance(shown, Reacted)
        assert shown.message == meant


def moved(kind: str, *who: str, **more: Any) -> dict[str, Any]:
    people = [{"id": each, "pn": None, "role": "participant"} for each in who]
    return {"type": kind, "timestamp": AT * 1000, "group": {"id": GROUP}, "participants": people, "_data": more}


def test_members_come_go_and_rise(reader: Reader) -> None:
    both = reader.read(news("group.v2.participants", moved("join", LID, PHONE)))
    assert [type(event) for event in both] == [Joined, Joined]
    assert len({event.key for event in both}) == 2
    assert isinstance(one(reader, "group.v2.participants", moved("leave", LID)), Left)
    risen = one(reader, "group.v2.participants", moved("promote", LID))
    assert (type(risen), risen.role) == (RoleChanged, Role.ADMIN)


def test_who_removed_somebody_is_told_where_the_engine_tells(reader: Reader) -> None:
    left = one(reader, "group.v2.participants", moved("leave", LID, Sender=ME["lid"]))
    assert left.by.kind is AccountKind.BOT
    assert one(reader, "group.v2.participants", moved("leave", LID, Sender=LID)).by is None


def test_who_came_by_themselves_was_not_added_whatever_address_the_engine_writes(reader: Reader) -> None:
    payload = moved("join", LID, author=PHONE)
    payload["participants"][0]["pn"] = PHONE
    assert one(reader, "group.v2.participants", payload).by is None


def test_our_own_place_is_ours(reader: Reader) -> None:
    places = [one(reader, "group.v2.participants", moved(kind, ME["lid"])) for kind in ("join", "promote", "leave")]
    assert [(place.present, place.rights) for place in places] == [(True, MEMBER), (True, ADMIN), (False, MEMBER)]
    gone = one(reader, "group.v2.leave", {"timestamp": AT, "group": {"id": GROUP}, "_data": {}})
    assert (type(gone), gone.present) == (Standing, False)


def test_coming_into_a_group_meets_everybody_without_a_greeting(reader: Reader) -> None:
    there = [{"id": ME["lid"], "role": "admin"}, {"id": LID, "pn": PHONE, "role": "superadmin"}]
    group = {"id": GROUP, "subject": "Kelas", "participants": there}
    standing, other = reader.read(news("group.v2.join", {"timestamp": AT, "group": group, "_data": {}}))
    assert isinstance(standing, Standing)
    assert (standing.rights, standing.group.title if standing.group else "") == (ADMIN, "Kelas")
    assert isinstance(other, RoleChanged)
    assert other.role == Role.ADMIN


def test_somebody_asks_to_be_let_in(reader: Reader) -> None:
    asked = {"action": "created", "requesterId": LID, "requesterPn": PHONE, "timestamp": AT, "group": {"id": GROUP}}
    assert isinstance(one(reader, "group.v2.participants.join-request", asked), AskedToJoin)
    assert reader.read(news("group.v2.participants.join-request", asked | {"action": "revoked"})) == ()


def test_what_cannot_be_understood_is_set_aside_and_the_rest_left_alone(reader: Reader) -> None:
    assert isinstance(one(reader, "message", {"id": "x"}), Unreadable)
    assert reader.read(news("presence.update", {})) == ()
    assert reader.read(news("message", message(), session="other")) == ()
    [odd] = reader.read(["nonsense"])
    assert isinstance(odd, Unreadable)


def test_what_nobody_said_and_empty_words_are_nothing(reader: Reader) -> None:
    assert reader.read(news("message", message(participant=""))) == ()
    assert reader.read(news("message", message(body=""))) == ()
    assert one(reader, "message", message(body="", hasMedia=True)).kind is MessageKind.OTHER
