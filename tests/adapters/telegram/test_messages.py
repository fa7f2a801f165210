"""Messages say who said what, where, and in whose name."""

from datetime import UTC

import pytest

from bot.adapters.telegram.read import Reader
from bot.chat.events import (
    Account,
    AccountKind,
    Chat,
    ChatKind,
    Document,
    Edited,
    MessageKind,
    Poll,
)
from bot.chat.text import Span, Style
from tests.adapters.telegram.updates import (
    AT,
    BUDI,
    CHANNEL,
    CHAT,
    GROUP,
    ME,
    WHEN,
    Json,
    message,
    one,
    said,
)


async def test_a_text_keeps_who_where_and_when(reader: Reader) -> None:
    event = await said(reader, text="halo")
    assert (event.key, event.at, event.at.utcoffset()) == ("telegram:424242:9", AT, UTC.utcoffset(None))
    assert (event.group, event.group and event.group.title) == (GROUP, "Belajar")
    assert event.who == Account("telegram", "11")
    assert event.who is not None
    assert (event.who.name, event.who.username, event.who.kind) == ("Sari Dewi", "sari", AccountKind.PERSON)
    assert (event.message, event.text, event.kind, event.thread) == ("5", "halo", MessageKind.TEXT, "")


async def test_an_account_without_a_visible_name_goes_by_its_username_or_number(reader: Reader) -> None:
    nameless = {"id": 13, "is_bot": False, "first_name": " "}
    for user, name in ((nameless | {"username": "x"}, "x"), (nameless, "13")):
        event = await said(reader, text="a", **{"from": user})
        assert event.who is not None
        assert event.who.name == name


async def test_a_private_chat_is_one(reader: Reader) -> None:
    event = await said(reader, text="halo", chat={"id": 11, "type": "private", "first_name": "Sari"})
    assert event.group == Chat("telegram", "11", ChatKind.PRIVATE)


async def test_styles_are_counted_in_characters_however_wide_telegram_counts_them(reader: Reader) -> None:
    entities = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "text_link", "offset": 3, "length": 4, "url": "https://example.org"},
        {"type": "pre", "offset": 8, "length": 1, "language": "python"},
        {"type": "expandable_blockquote", "offset": 8, "length": 1},
        {"type": "hashtag", "offset": 0, "length": 1},
    ]
    event = await said(reader, text="👋 a👋b c", entities=entities)
    assert set(event.text.spans) == {
        Span(0, 1, Style.BOLD),
        Span(2, 3, Style.LINK, "https://example.org"),
        Span(6, 1, Style.PRE, "python"),
        Span(6, 1, Style.QUOTE),
    }


async def test_people_without_a_username_are_mentioned_too(reader: Reader) -> None:
    people = [{"id": 70 + n, "is_bot": False, "first_name": "Ani"} for n in range(2)]
    entities = [{"type": "text_mention", "offset": 4 * n, "length": 3, "user": each} for n, each in enumerate(people)]
    event = await said(reader, text="Ani Ani halo", entities=entities)
    assert event.text.spans == (Span(0, 3, Style.MENTION, "@70"), Span(4, 3, Style.MENTION, "@71"))


FILE = {"file_id": "F", "file_unique_id": "f"}
SIZED = FILE | {"width": 1, "height": 1}
TIMED = FILE | {"duration": 1}
CONTENTS: list[tuple[Json, MessageKind]] = [
    ({"photo": [SIZED], "caption": "x"}, MessageKind.PHOTO),
    ({"video": SIZED | {"duration": 1}}, MessageKind.VIDEO),
    ({"video_note": TIMED | {"length": 1}}, MessageKind.VIDEO),
    ({"voice": TIMED}, MessageKind.VOICE),
    ({"audio": TIMED}, MessageKind.VOICE),
    (
        {"sticker": SIZED | {"type": "regular", "is_animated": False, "is_video": False}},
        MessageKind.STICKER,
    ),
    ({"animation": SIZED | {"duration": 1}, "document": FILE}, MessageKind.GIF),
    ({"document": FILE}, MessageKind.DOCUMENT),
    ({"contact": {"phone_number": "1", "first_name": "A"}}, MessageKind.CONTACT),
    ({"location": {"longitude": 1.0, "latitude": 1.0}}, MessageKind.LOCATION),
    ({"dice": {"emoji": "🎲", "value": 3}}, MessageKind.OTHER),
]


@pytest.mark.parametrize(("content", "kind"), CONTENTS, ids=[str(next(iter(content))) for content, _ in CONTENTS])
async def test_what_a_message_carries_is_its_kind(reader: Reader, content: Json, kind: MessageKind) -> None:
    event = await said(reader, **content)
    assert (event.kind, event.text) == (kind, content.get("caption", ""))


async def test_a_caption_has_styles_and_an_album(reader: Reader) -> None:
    styles = [{"type": "italic", "offset": 0, "length": 1}]
    event = await said(reader, photo=[SIZED], caption="ab", caption_entities=styles, media_group_id="99")
    assert (event.text, event.text.spans, event.album) == ("ab", (Span(0, 1, Style.ITALIC),), "99")


async def test_a_document_can_be_fetched_later(reader: Reader) -> None:
    file = FILE | {"file_name": "kuis.csv", "file_size": 12, "mime_type": "text/csv"}
    assert (await said(reader, document=file)).document == Document("F", "kuis.csv", 12, "text/csv")


async def test_the_words_of_an_article_are_read(reader: Reader) -> None:
    link = {"type": "url", "text": "di sini", "url": "https://example.org"}
    blocks = [{"type": "paragraph", "text": ["klik ", link]}, {"type": "divider"}]
    event = await said(reader, rich_message={"blocks": blocks})
    assert (event.kind, event.text) == (MessageKind.TEXT, "klik  di sini https://example.org")


async def test_a_reply_names_message_and_author(reader: Reader) -> None:
    event = await said(reader, text="ya", reply_to_message=message(message_id=4, text="?", **{"from": BUDI}))
    assert (event.reply_to, event.reply_who) == ("4", Account("telegram", "12"))


async def test_a_topic_is_a_thread_and_its_first_message_is_no_reply(reader: Reader) -> None:
    root = message(message_id=3, forum_topic_created={"name": "Tugas", "icon_color": 1}, message_thread_id=3)
    event = await said(reader, text="a", message_thread_id=3, is_topic_message=True, reply_to_message=root)
    assert (event.thread, event.reply_to, event.reply_who) == ("3", "", None)


async def test_a_chain_of_replies_is_no_thread(reader: Reader) -> None:
    event = await said(reader, text="a", message_thread_id=3, reply_to_message=message(message_id=3, text="b"))
    assert (event.thread, event.reply_to) == ("", "3")


async def test_a_forwarded_message_says_so(reader: Reader) -> None:
    origin = {"type": "hidden_user", "date": WHEN, "sender_user_name": "Anon"}
    assert (await said(reader, text="a", forward_origin=origin)).forwarded


@pytest.mark.parametrize(("text", "mentioned"), [("@pamong_bot apa?", True), ("@pamong_botany", False), ("apa", False)])
async def test_the_bot_notices_its_name(reader: Reader, text: str, mentioned: bool) -> None:
    entities = [{"type": "mention", "offset": 0, "length": len(text.split()[0])}] if text.startswith("@") else None
    event = await said(reader, text=text, **({"entities": entities} if entities else {}))
    assert event.mentions_bot is mentioned


HIDDEN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
AS_CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
SPEAKERS: list[tuple[Json, AccountKind, str]] = [
    ({"from": HIDDEN, "sender_chat": CHAT}, AccountKind.ANONYMOUS_ADMIN, "-1001"),
    ({"from": AS_CHANNEL, "sender_chat": CHANNEL}, AccountKind.CHANNEL, "-1009"),
    ({"from": TELEGRAM, "sender_chat": CHANNEL, "is_automatic_forward": True}, AccountKind.LINKED_CHANNEL, "-1009"),
    ({"from": ME | {"id": 99}}, AccountKind.BOT, "99"),
]


@pytest.mark.parametrize(("sender", "kind", "address"), SPEAKERS, ids=[kind for _, kind, _ in SPEAKERS])
async def test_it_is_known_who_speaks(reader: Reader, sender: Json, kind: AccountKind, address: str) -> None:
    event = await said(reader, text="a", **sender)
    assert event.who is not None
    assert (event.who.kind, event.who.address) == (kind, address)


async def test_an_edit_is_dated_when_it_was_made(reader: Reader) -> None:
    event = await one(reader, "edited_message", message(text="b", edit_date=WHEN + 60))
    assert isinstance(event, Edited)
    assert (event.text, event.at.timestamp()) == ("b", WHEN + 60)


async def test_a_poll_comes_with_its_options_and_with_what_is_right_where_telegram_tells(reader: Reader) -> None:
    shown: Json = {
        "id": "7", "question": "KUR?", "total_voter_count": 0, "is_closed": True, "is_anonymous": True,
        "type": "quiz", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
        "options": [{"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate("ab")],
    }  # fmt: skip
    told = await said(reader, poll=shown | {"correct_option_ids": [1], "explanation": "Sebab."})
    assert (told.kind, told.poll) == (MessageKind.POLL, Poll("KUR?", ("a", "b"), (1,), "Sebab."))
    untold = await said(reader, poll=shown | {"is_closed": False})
    assert untold.poll == Poll("KUR?", ("a", "b"))
