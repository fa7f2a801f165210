"""What the bot says reaches the people on the other side."""

from bot.adapters.telegram.doing import DOING
from bot.chat.actions import (
    Action,
    Alert,
    Answer,
    AskPoll,
    ClosePoll,
    Delete,
    DeleteMany,
    Edit,
    Pin,
    React,
    Send,
    Unpin,
)
from bot.chat.events import Chat, Delivered, Outcome, Refused
from bot.chat.text import Mention, Span, Style, Text, marked
from bot.engine.orders import Button
from tests.adapters.telegram.conftest import Do, place
from tests.fakes import botapi
from tests.fakes.botapi import BotApi, User


def sent(outcome: Outcome) -> str:
    assert isinstance(outcome, Delivered), outcome
    return outcome.sent[0]


async def test_a_text_arrives_with_its_styles(api: BotApi, do: Do, group: botapi.Chat, sari: User) -> None:
    template = "👋 **Halo** {who}, `kode` dan [tautan](https://example.org)"
    text = marked(template, {"who": Mention("Sari", 3)})
    outcome = await do(Send(place(group), text), mentions={"3": str(sari.id)})
    (message,) = api.said(group)
    assert sent(outcome) == str(message.id)
    assert message.text == "👋 Halo Sari, kode dan tautan"
    found = [(each["type"], each["offset"], each["length"]) for each in message.data["entities"]]
    assert found == [("bold", 3, 4), ("text_mention", 8, 4), ("code", 14, 4), ("text_link", 23, 6)]
    assert message.data["entities"][1]["user"]["id"] == sari.id
    assert message.data["link_preview_options"] == {"is_disabled": True}


async def test_every_style_is_one_of_telegrams(api: BotApi, do: Do, group: botapi.Chat) -> None:
    styles = [style for style in Style if style not in (Style.MENTION, Style.LINK)]
    text = Text("x" * len(styles), [Span(at, 1, style) for at, style in enumerate(styles)])
    await do(Send(place(group), text))
    assert len(api.said(group)[0].data["entities"]) == len(styles)


async def test_somebody_without_an_address_is_only_named(api: BotApi, do: Do, group: botapi.Chat) -> None:
    await do(Send(place(group), marked("Halo {who}", {"who": Mention("Sari", 3)})))
    assert "entities" not in api.said(group)[0].data


async def test_buttons_of_a_row_stand_in_one_line(api: BotApi, do: Do, group: botapi.Chat) -> None:
    buttons = (Button("Ya", "a", 0), Button("Tidak", "b", 0), Button("Nanti", "c", 1))
    await do(Send(place(group), "?"), buttons=buttons)
    lines = api.said(group)[0].data["reply_markup"]["inline_keyboard"]
    assert [[button["text"] for button in line] for line in lines] == [["Ya", "Tidak"], ["Nanti"]]
    assert lines[0][0]["callback_data"] == "a"


async def test_a_line_of_buttons_has_an_end(api: BotApi, do: Do, group: botapi.Chat) -> None:
    await do(Send(place(group), "?"), buttons=tuple(Button(str(n), str(n)) for n in range(10)))
    lines = api.said(group)[0].data["reply_markup"]["inline_keyboard"]
    assert [len(line) for line in lines] == [8, 2]


async def test_a_reply_in_a_topic(api: BotApi, do: Do, sari: User) -> None:
    forum = api.supergroup("Kelas", [sari], forum=True)
    topic = api.topic(forum, "Tugas")
    asked = api.say(forum, sari, "?", thread=topic)
    await do(Send(place(forum), "!", reply_to=str(asked.id), thread=str(topic.id)))
    (message,) = api.said(forum)
    assert message.data["message_thread_id"] == topic.id
    assert message.data["reply_to_message"]["message_id"] == asked.id


async def test_an_answer_to_a_deleted_message_is_still_said(
    api: BotApi, do: Do, group: botapi.Chat, sari: User
) -> None:
    asked = api.say(group, sari, "?")
    api.delete(asked)
    await do(Alert(place(group), "!", reply_to=str(asked.id)))
    assert api.texts(group) == ["!"]


async def test_a_document_has_its_text_below_it(api: BotApi, do: Do, group: botapi.Chat) -> None:
    outcome = await do(Send(place(group), marked("**Hasil**", {}), document=5), document=b"a,b", filename="hasil.csv")
    (message,) = api.said(group)
    assert sent(outcome) == str(message.id)
    assert (message.data["caption"], message.data["document"]["file_name"]) == ("Hasil", "hasil.csv")
    assert message.data["caption_entities"][0]["type"] == "bold"


async def test_a_text_too_long_for_a_caption_goes_before_the_document(api: BotApi, do: Do, group: botapi.Chat) -> None:
    outcome = await do(
        Send(place(group), "x" * 1025, document=5), document=b"a,b", filename="a.csv", buttons=(Button("Ya", "a"),)
    )
    text, document = api.said(group)
    assert isinstance(outcome, Delivered)
    assert outcome.sent == (str(text.id), str(document.id))
    assert (text.labels, document.labels, "document" in document.data) == (["Ya"], [], True)


async def test_an_edit_changes_words_and_buttons(api: BotApi, do: Do, group: botapi.Chat) -> None:
    message = sent(await do(Send(place(group), "lama"), buttons=(Button("Ya", "a"),)))
    edit = Edit(place(group), "baru", key="k")
    assert isinstance(await do(edit, message=message), Delivered)
    assert (api.texts(group), api.said(group)[0].labels) == (["baru"], [])
    assert isinstance(await do(edit, message=message), Delivered), "what says so already is done"


async def test_an_edit_of_a_document_changes_its_caption(api: BotApi, do: Do, group: botapi.Chat) -> None:
    message = sent(await do(Send(place(group), "lama", document=5), document=b"a", filename="a.csv"))
    assert isinstance(await do(Edit(place(group), "baru", key="k"), message=message), Delivered)
    assert api.said(group)[0].data["caption"] == "baru"


async def test_messages_vanish_and_what_vanished_stays_so(api: BotApi, do: Do, group: botapi.Chat, sari: User) -> None:
    spam = api.say(group, sari, "spam")
    more = [api.say(group, sari, str(number)) for number in range(101)]
    delete = Delete(place(group), message=str(spam.id))
    assert isinstance(await do(delete, message=str(spam.id)), Delivered)
    assert isinstance(await do(delete, message=str(spam.id)), Delivered)
    many = DeleteMany(place(group), tuple(str(message.id) for message in more))
    assert isinstance(await do(many), Delivered)
    assert api.visible(group) == []
    assert len(api.calls("deleteMessages")) == 2


async def test_a_quiz_tells_its_poll_and_its_options(api: BotApi, do: Do, group: botapi.Chat, sari: User) -> None:
    ask = AskPoll(place(group), "2+2?", ("3", "4"), (1,), "Karena\n\n\nbegitu\nlah\nya " + "kata " * 80, seconds=30)
    outcome = await do(ask)
    assert isinstance(outcome, Delivered)
    poll = api.said(group)[0].poll
    assert poll is not None
    assert (outcome.poll, poll.quiz, poll.anonymous, poll.correct, poll.open_period) == (poll.id, True, False, [1], 30)
    assert poll.explanation is not None
    assert (poll.explanation[:20], poll.explanation[-6:]) == ("Karena\nbegitu\nlah ya", " kata…")
    assert 190 < len(poll.explanation) <= 200
    assert outcome.value == tuple(option["persistent_id"] for option in poll.options)


async def test_a_plain_poll_may_have_several_answers(api: BotApi, do: Do, group: botapi.Chat) -> None:
    await do(AskPoll(place(group), "x" * 301, ("Senin", "y" * 101), several=True))
    poll = api.said(group)[0].poll
    assert poll is not None
    assert (poll.quiz, poll.multiple, poll.explanation) == (False, True, None)
    assert (len(poll.question), len(poll.options[1]["text"])) == (300, 100)


async def test_a_poll_ends_and_stays_ended(api: BotApi, do: Do, group: botapi.Chat) -> None:
    message = sent(await do(AskPoll(place(group), "?", ("a", "b"))))
    for _ in range(2):
        assert isinstance(await do(ClosePoll(place(group), key="k"), message=message), Delivered)
    poll = api.said(group)[0].poll
    assert poll is not None
    assert poll.closed


async def test_a_press_is_answered(api: BotApi, do: Do, group: botapi.Chat, sari: User) -> None:
    await do(Send(place(group), "?"), buttons=(Button("Ya", "a"),))
    press = api.press(sari, api.said(group)[0], "Ya")
    await do(Answer(place(group), press.id, "x" * 300, loud=True))
    assert press.answered
    assert press.text is not None
    assert (len(press.text), press.alert) == (200, True)
    quiet = api.press(sari, api.said(group)[0], "Ya")
    await do(Answer(place(group), quiet.id))
    assert (quiet.answered, quiet.text) == (True, "")


async def test_a_reaction_appears_and_goes(api: BotApi, do: Do, group: botapi.Chat, sari: User) -> None:
    message = api.say(group, sari, "bagus")
    for emoji in ("👍", ""):
        assert isinstance(await do(React(place(group), str(message.id), emoji)), Delivered)
        shown = [each["emoji"] for each in message.reactions[int(api.token.split(":")[0])]]
        assert shown == ([emoji] if emoji else [])


async def test_a_message_is_pinned_and_taken_down(api: BotApi, do: Do, group: botapi.Chat, sari: User) -> None:
    message = api.say(group, sari, "penting")
    await do(Pin(place(group), message=str(message.id)), message=str(message.id))
    assert group.pins == [message.id]
    await do(Unpin(place(group)))
    assert group.pins == []
    await do(Pin(place(group), message=str(message.id)), message=str(message.id))
    await do(Unpin(place(group), message=str(message.id)), message=str(message.id))
    assert group.pins == []


async def test_what_is_no_id_of_telegram_is_refused_without_asking(api: BotApi, do: Do) -> None:
    outcome = await do(Delete(Chat("telegram", "nowhere"), message="x"), message="x")
    assert (type(outcome), api.calls("deleteMessage")) == (Refused, [])


def test_every_action_can_be_carried_out() -> None:
    def names(kind: type[Action]) -> set[str]:
        return {kind.__name__}.union(*(names(each) for each in kind.__subclasses__()))

    assert names(Action) - {"Action", "Enforce", "Relink"} == {kind.__name__ for kind in DOING}
