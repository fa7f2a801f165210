"""A conversation drifts when several people write many messages without one of the group's words."""

from datetime import timedelta

import pytest

from bot.chat.events import Message
from bot.context import Context
from moderation.finding import Finding
from moderation.reading import reading
from moderation.rules.topics import Topics, look, touches
from tests.cast import BUDI, CITRA, NOW, SARI, says

WORDS = ("jualan", "iklan", "shopee", "modal", "kemasan", "ongkir")
GROUP_TALK = Topics(topics=list(WORDS), messages=6)

TOUCHING = [
    "Kak, gimana cara pasang iklan yang murah?",
    "aku mulai berjualan dari rumah bulan lalu",
    "jualannya laris banget hari ini alhamdulillah",
    "toko Shopee-ku baru dapat bintang lima",
    "modalnya berapa ya untuk mulai usaha kue?",
    "yang penting kemasannya rapi dulu kak",
    "ongkirnya ditanggung pembeli atau kita?",
    "beriklan di Instagram masih worth it gak?",
    "S H O P E E lagi ada promo besar",
    "tambah modal lewat koperasi lebih aman",
]
ELSEWHERE = [
    "tadi malam nonton bola sampai jam dua pagi",
    "hujan deras banget di tempatku dari subuh",
    "resep rendang ibuku pakai kelapa sangrai lho",
    "anakku baru masuk sekolah dasar minggu ini",
    "ada yang sudah nonton film itu belum sih",
    "macetnya minta ampun sore tadi di tol",
    "kucingku melahirkan empat ekor lucu sekali",
    "besok ada konser gratis di alun-alun kota",
    "the weather is lovely here this morning",
    "who is watching the match with me tonight",
]
PEOPLE = (BUDI, SARI, CITRA)


@pytest.mark.parametrize("text", TOUCHING)
def test_a_form_of_a_topic_word_is_on_topic(text: str) -> None:
    assert touches(reading(text).words, WORDS)


@pytest.mark.parametrize("text", ELSEWHERE)
def test_other_talk_is_not(text: str) -> None:
    assert not touches(reading(text).words, WORDS)


def chat(texts: list[str], *, apart: timedelta = timedelta(minutes=1), people: int = 3) -> list[Message]:
    return [
        says(PEOPLE[index % people], text, at=NOW + index * apart, message=f"m{index}")
        for index, text in enumerate(texts)
    ]


def found(messages: list[Message], ctx: Context, settings: Topics = GROUP_TALK) -> list[Finding]:
    return [finding for message in messages if (finding := look(message, ctx, settings)) is not None]


def test_the_message_that_makes_it_a_drift_is_found_once_and_is_nobodys_fault(ctx: Context) -> None:
    findings = found(chat(ELSEWHERE), ctx)
    assert len(findings) == 1
    assert findings[0].soft
    assert findings[0].about == "talk"


def test_one_word_of_the_topic_keeps_a_conversation_going(ctx: Context) -> None:
    mixed = [*ELSEWHERE[:5], TOUCHING[0], *ELSEWHERE[5:]]
    assert found(chat(mixed), ctx) == []


def test_short_replies_are_about_nothing(ctx: Context) -> None:
    assert found(chat(["siap kak", "makasih ya", "wkwkwk", "oke sip", "mantap"] * 5), ctx) == []


def test_one_person_alone_is_no_conversation(ctx: Context) -> None:
    assert found(chat(ELSEWHERE, people=1), ctx) == []


def test_a_chat_spread_over_a_day_is_no_conversation(ctx: Context) -> None:
    assert found(chat(ELSEWHERE, apart=timedelta(minutes=30)), ctx) == []


def test_moderators_are_not_asked_again_for_hours(ctx: Context) -> None:
    assert len(found(chat(ELSEWHERE * 3), ctx, GROUP_TALK)) == 1
    later = [says(PEOPLE[n % 3], text, at=NOW + timedelta(hours=4, minutes=n)) for n, text in enumerate(ELSEWHERE)]
    assert len(found(later, ctx)) == 1


def test_a_replay_finds_the_same(ctx: Context) -> None:
    messages = chat(ELSEWHERE[:6])
    assert len(found(messages, ctx)) == 1
    assert len(found(messages[-1:], ctx)) == 1


def test_without_topics_nothing_is_off_topic(ctx: Context) -> None:
    assert found(chat(ELSEWHERE), ctx, Topics()) == []
