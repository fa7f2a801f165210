"""Buttons, polls and files of the fake Bot API behave as Telegram's."""

from typing import Any

import httpx
import pytest

from tests.fakes.botapi import BotApi, NotAllowed
from tests.fakes.conftest import KEYBOARD, Ask

QUIZ = {"question": "2+2?", "options": [{"text": "3"}, {"text": "4"}], "type": "quiz", "correct_option_ids": [1]}


async def test_a_press_is_answered_once_and_within_fifteen_seconds(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari])
    await ask("sendMessage", chat_id=group.id, text="Setuju?", reply_markup=KEYBOARD)
    press = api.press(sari, api.said(group)[0], "Ya")
    query = (await ask("getUpdates"))[-1]["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("yes", sari.id)
    assert await ask("answerCallbackQuery", callback_query_id=press.id, text="Baik", show_alert=True) is True
    assert (press.text, press.alert) == ("Baik", True)
    stale = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await ask("answerCallbackQuery", callback_query_id=press.id) == stale
    late = api.press(sari, api.said(group)[0], "no")
    api.advance(16)
    assert await ask("answerCallbackQuery", callback_query_id=late.id) == stale
    with pytest.raises(NotAllowed):
        api.press(sari, api.said(group)[0], "Mungkin")


async def test_a_quiz_tells_its_votes_and_closes_in_time(api: BotApi, ask: Ask) -> None:
    sari = api.user("Sari")
    group = api.supergroup("Belajar", [sari])
    sent = await ask("sendPoll", chat_id=group.id, is_anonymous=False, open_period=20, explanation="Empat", **QUIZ)
    assert sent["poll"]["correct_option_ids"] == [1]
    message = api.message(group, sent["message_id"])
    api.vote(sari, message, [1])
    with pytest.raises(NotAllowed):
        api.vote(sari, message, [0])
    poll, answer = (await ask("getUpdates"))[-2:]
    assert poll["poll"]["options"][1]["voter_count"] == 1
    assert answer["poll_answer"]["option_ids"] == [1]
    assert answer["poll_answer"]["option_persistent_ids"] == [sent["poll"]["options"][1]["persistent_id"]]
    api.advance(21)
    assert (await ask("getUpdates"))[-1]["poll"]["is_closed"] is True
    closed = await ask("stopPoll", chat_id=group.id, message_id=message.id)
    assert closed == "Bad Request: poll has already been closed"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"question": "a" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least one answer option"),
        ({"options": [{"text": str(n)} for n in range(13)]}, "poll can't have more than 12 options"),
        ({"options": [{"text": "a" * 101}]}, "poll options length must not exceed 100"),
        ({"correct_option_ids": [2]}, "wrong correct option ID specified"),
        ({"explanation": "a\nb\nc\nd"}, "explanation can't have more than 2 line feeds"),
        ({"open_period": 4}, "POLL_OPEN_PERIOD_INVALID"),
    ],
)
async def test_a_poll_that_breaks_a_rule_is_refused(
    api: BotApi, ask: Ask, changed: dict[str, Any], refusal: str
) -> None:
    group = api.supergroup("Belajar")
    assert await ask("sendPoll", chat_id=group.id, **(QUIZ | changed)) == f"Bad Request: {refusal}"


async def test_files_are_stored_found_and_downloaded_up_to_their_limit(
    api: BotApi, ask: Ask, http: httpx.AsyncClient
) -> None:
    sari = api.user("Sari")
    api.start(sari)
    document = api.say(sari, sari, document=("kuis.csv", "soal,a,b"), caption="/quizimport").data["document"]
    assert document["file_name"] == "kuis.csv"
    found = await ask("getFile", file_id=document["file_id"])
    downloaded = await http.get(f"{api.base}/file/bot{api.token}/{found['file_path']}")
    assert downloaded.content == b"soal,a,b"
    huge = api.say(sari, sari, document=("besar.zip", b"x", 21 * 1024 * 1024)).data["document"]
    assert await ask("getFile", file_id=huge["file_id"]) == "Bad Request: file is too big"
    assert await ask("getFile", file_id="made up") == "Bad Request: invalid file_id"


async def test_an_uploaded_photo_is_a_picture(api: BotApi, http: httpx.AsyncClient) -> None:
    group = api.supergroup("Belajar")
    sent = await http.post(
        f"{api.url}/sendPhoto", data={"chat_id": group.id}, files={"photo": ("a.png", b"no picture")}
    )
    assert sent.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    sent = await http.post(f"{api.url}/sendDocument", data={"chat_id": group.id}, files={"document": ("a.txt", b"isi")})
    assert sent.json()["result"]["document"]["file_size"] == 3
    assert api.calls("sendDocument")[-1].files == {"document": b"isi"}
