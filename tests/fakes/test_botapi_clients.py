"""The libraries that Pamong uses, and another process, find the fake to be Telegram."""

from collections.abc import AsyncIterator

import httpx
import pytest
from aiogram import Bot as AiogramBot
from aiogram import exceptions as aiogram_errors
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SendPoll
from aiogram.types import BufferedInputFile, ChatPermissions, InputPollOption
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram import error as ptb_errors
from telegram.ext import ExtBot

from tests.fakes.botapi import BotApi, ControlFailed, Outside
from tests.fakes.botapi.files import PIXEL

TOKEN = "424242:Another-Token"


@pytest.fixture
async def ptb(api: BotApi) -> AsyncIterator[ExtBot[None]]:
    bot: ExtBot[None] = ExtBot(api.token, base_url=f"{api.base}/bot", base_file_url=f"{api.base}/file/bot")
    async with bot:
        yield bot


@pytest.fixture
async def aiogram(api: BotApi) -> AsyncIterator[AiogramBot]:
    async with AiogramBot(api.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.base))) as bot:
        yield bot


async def test_ptb_sends_edits_and_deletes(api: BotApi, ptb: ExtBot[None]) -> None:
    group = api.supergroup("Belajar")
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="yes")]])
    sent = await ptb.send_message(group.id, "halo", reply_markup=buttons)
    assert (sent.text, api.said(group)[0].labels) == ("halo", ["Ya"])
    await ptb.edit_message_text("hai", group.id, sent.message_id)
    assert api.texts(group) == ["hai"]
    await sent.delete()
    assert api.visible(group) == []


async def test_ptb_raises_its_typed_errors(api: BotApi, ptb: ExtBot[None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    group, sari = api.supergroup("Belajar"), api.user("Sari")
    api.start(sari)
    api.block(sari)
    with pytest.raises(ptb_errors.Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(sari.id, "halo")
    with pytest.raises(ptb_errors.BadRequest, match="Message to delete not found"):
        await ptb.delete_message(group.id, 999)
    api.fail("sendMessage", 429, retry_after=7)
    with pytest.raises(ptb_errors.RetryAfter):
        await ptb.send_message(group.id, "halo")
    old = api.group("Lama")
    new = api.migrate(old)
    with pytest.raises(ptb_errors.ChatMigrated) as moved:
        await ptb.send_message(old.id, "halo")
    assert moved.value.new_chat_id == new.id
    api.drop_connection("sendMessage", after=True)
    with pytest.raises(ptb_errors.NetworkError):
        await ptb.send_message(group.id, "ganda?")
    assert api.texts(group) == ["ganda?"]


async def test_ptb_sends_polls_pictures_and_files(api: BotApi, ptb: ExtBot[None]) -> None:
    group = api.supergroup("Belajar")
    quiz = await ptb.send_poll(group.id, "2+2?", ["3", "4"], type="quiz", correct_option_ids=[1], is_anonymous=False)
    assert quiz.poll is not None
    assert quiz.poll.correct_option_ids == (1,)
    stopped = await ptb.stop_poll(group.id, quiz.message_id)
    assert stopped.is_closed
    photo = await ptb.send_photo(group.id, PIXEL, caption="gambar")
    assert (photo.photo[0].width, photo.caption) == (1, "gambar")
    document = await ptb.send_document(group.id, b"a,b", filename="kuis.csv")
    assert document.document is not None
    downloaded = await (await document.document.get_file()).download_as_bytearray()
    assert bytes(downloaded) == b"a,b"


async def test_ptb_reads_members_and_chats(api: BotApi, ptb: ExtBot[None]) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari])
    assert {admin.user.id for admin in await ptb.get_chat_administrators(group.id)} == {api.owner(group).id, ptb.id}
    assert (await ptb.get_chat(group.id)).title == "Belajar"
    assert (await ptb.get_chat_member(group.id, sari.id)).status == "member"
    assert (await ptb.create_chat_invite_link(group.id, name="Web")).name == "Web"


async def test_aiogram_reads_administrators_only_with_the_fields_of_a_newer_version(
    api: BotApi, aiogram: AiogramBot
) -> None:
    api.supergroup("Lama")
    with pytest.raises(aiogram_errors.ClientDecodeError, match="can_send_welcome_messages"):
        await aiogram.get_updates()
    async with BotApi.serve(newer=True) as newer:
        newer.supergroup("Baru")
        async with AiogramBot(newer.token, session=AiohttpSession(api=TelegramAPIServer.from_base(newer.base))) as bot:
            assert (await bot.get_updates())[0].my_chat_member is not None
        assert newer.violations == []


async def test_aiogram_receives_what_people_do(api: BotApi, aiogram: AiogramBot) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari], bot="member")
    api.album(group, sari, ["satu", None])
    api.forward(group, sari, api.say(group, sari, "asli"))
    api.say(group, sari, sticker="👍")
    update = (await aiogram.get_updates())[-1]
    assert update.message is not None
    assert update.message.sticker is not None
    albums = [update.message.media_group_id for update in (await aiogram.get_updates()) if update.message]
    assert len(set(albums)) == 2


async def test_aiogram_raises_its_typed_errors(api: BotApi, aiogram: AiogramBot) -> None:
    group = api.supergroup("Belajar", bot="member")
    with pytest.raises(aiogram_errors.TelegramBadRequest, match="not enough rights"):
        await aiogram.ban_chat_member(group.id, api.user("Sari").id)
    api.kick_bot(group)
    with pytest.raises(aiogram_errors.TelegramForbiddenError, match="bot was kicked"):
        await aiogram.send_message(group.id, "halo")


async def test_aiogram_sends_files_polls_and_permissions(api: BotApi, aiogram: AiogramBot) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari])
    sent = await aiogram.send_document(group.id, BufferedInputFile(b"isi", "a.txt"), caption="berkas")
    assert sent.document is not None
    assert sent.document.file_name == "a.txt"
    options: list[InputPollOption | str] = [InputPollOption(text="3"), InputPollOption(text="4")]
    quiz = SendPoll(chat_id=group.id, question="2+2?", options=options, type="quiz", correct_option_ids=[1])
    assert (await aiogram(quiz)).poll is not None
    assert await aiogram.restrict_chat_member(group.id, sari.id, ChatPermissions(can_send_messages=False))
    assert api.status(group, sari) == "restricted"


def test_a_process_of_its_own_is_driven_over_http() -> None:
    with Outside.launch("--token", TOKEN) as api:
        sari = api.user(name="Sari")["id"]
        group = api.supergroup(title="Belajar", members=[sari])["id"]
        said = api.say(chat=group, user=sari, text="halo")
        assert said["text"] == "halo"
        assert api.chatter(chat=group, users=[sari], count=50) == 50
        assert httpx.post(f"{api.url}/sendMessage", json={"chat_id": group, "text": "hai"}).is_success
        assert api.texts(chat=group) == ["hai"]
        assert api.calls(method="sendMessage", chat=group)[0]["code"] == 200
        assert api.edit(message={"chat": group, "id": said["message_id"]}, text="hm")["text"] == "hm"
        assert api.pending() == 54
        assert api.violations() == []
        with pytest.raises(ControlFailed, match="no control method"):
            api.explode()
        with pytest.raises(ControlFailed, match="is already in"):
            api.join(chat=group, user=sari)
        assert api.close() == 0
