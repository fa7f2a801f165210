"""Likely scams are shown to moderators, and never punished."""

import pytest

from bot.context import Context
from bot.models import Flag, OutboxRow
from moderation.finding import Remedy
from moderation.policy import History, Moderation, decide
from moderation.rules.scams import Scams, look
from moderation.teaching import teach
from tests.cast import BUDI, NOW, says
from tests.stage import Stage

LIKELY = [
    "Daftar MAXWIN88 sekarang, gacor parah, depo 10rb langsung jp",
    "main di ZEUSHOKI77 malam ini wd 5 juta, auto cuan terus guys",
    "𝐒𝐋𝐎𝐓 𝐆𝐀𝐂𝐎𝐑 hari ini di R A J A W I N 9 9, scatter turun terus",
    "Situs slot terpercaya KOINBET123 bonus new member 100% maxwin",
    "makasih SULTANPLAY88 kemarin depo 20rb jadi 3 juta, langsung cair",
    "gacor banget di HOKIJP77, modal receh bisa maxwin, link di bio",
    "Jackpot terus di DEWASPIN99 pola gacor malam ini dijamin wd",
    "Sl0t g4c0r m4xw1n hari ini RTP tinggi cuma di BINTANG88",
    "Alhamdulillah jp lagi di MEGAHOKI88, depo kecil wd besar",
    "ayo gabung LUCKYWIN77 bonus deposit harian, wd cepat tanpa potongan",
]
ORDINARY = [
    "Slot webinar malam ini masih ada, Kak?",
    "Transfer ke rekening mana untuk bayar kelas Canva?",
    "Modal awal jualan kue kering kira-kira berapa ya?",
    "Hati-hati ya, kemarin ada yang kena tipu modus transfer dulu.",
    "Ada yang sudah coba iklan Shopee budget 20 ribu sehari?",
    "Terima kasih banyak Bu Rina, materinya mudah dipahami.",
    "Investasi terbaik buat UMKM itu belajar foto produk dulu.",
    "Besok kopdar jam 10 di kafe dekat alun-alun, siapa ikut?",
    "What is a good margin for handmade soap?",
    "Promo ongkir gratisnya sampai tanggal berapa, Kak?",
]


@pytest.mark.parametrize("text", LIKELY)
def test_disguised_gambling_advertising_is_found_and_explained(ctx: Context, text: str) -> None:
    found = look(says(BUDI, text), ctx, Scams())
    assert found is not None
    assert found.score >= found.threshold
    assert ctx.say(found.why, **found.values)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_is_not(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, Scams()) is None


def test_a_likelihood_alone_never_punishes(ctx: Context) -> None:
    found = look(says(BUDI, LIKELY[0]), ctx, Scams())
    assert found is not None
    assert decide([found], History({"scams": NOW}, warnings=9), Moderation(), NOW).remedy is Remedy.FLAG


def test_what_moderators_call_ordinary_is_believed(ctx: Context) -> None:
    before = look(says(BUDI, LIKELY[4]), ctx, Scams())
    assert before is not None
    for _ in range(12):
        teach(LIKELY[4], ctx, spam=False)
    ctx.memory.clear()
    after = look(says(BUDI, LIKELY[4]), ctx, Scams(threshold=0.1))
    assert after is None or after.score < before.score


def test_the_message_stays_and_becomes_a_flag(rules_stage: Stage) -> None:
    rules_stage.happens(says(BUDI, LIKELY[0]))
    rules_stage.delivers()
    assert [flag.quote for flag in rules_stage.rows(Flag)] == [LIKELY[0]]
    assert not rules_stage.rows(OutboxRow, OutboxRow.kind == "Delete")
