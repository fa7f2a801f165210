"""The market: offers are known from talk about selling, and have their days, hours and number."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.context import Context
from moderation.offers import THRESHOLD, offer
from moderation.rules.market import Market, look
from tests.cast import BUDI, NOW, SARI, edits, says

OFFERS = [
    "READY brownies kukus 35rb, bisa anter area Depok",
    "open PO sambal cumi botol 200ml harga 28rb, kirim Jumat",
    "jasa desain logo UMKM mulai 75rb revisi 2x, portofolio ada di IG",
    "Dijual HP bekas mulus Rp 1.200.000 bisa COD",
    "WTS gamis syari size M-XL 150k, minat DM",
    "Ready stock hijab segi empat, minat langsung wa 0812 3456 7890",
    "PROMO! beli sekarang gratis ongkir, cuma 99rb",
    "Terima pesanan kue ulang tahun, harga mulai 120 ribu",
    "For sale: used camera, price $250, free shipping",
    "Selling handmade bags, 200k only, DM me to buy",
    "Open pre-order hoodie komunitas 185rb, stok terbatas",
    "Yuk order keripik singkong, harga promo 10rb per pcs",
]

TALK = [
    "Kak, gimana cara menentukan harga jual brownies 35rb?",
    "saya jual risol 3rb sebiji, modalnya 1.700",
    "harga grosir minimal berapa ya kak?",
    "kemarin closing 5 order, omzet 750rb alhamdulillah",
    "iklan 25rb sehari udah seminggu belum ada yang beli",
    "barang retur bisa dijual lagi kalau masih bagus",
    "menurut kalian lebih baik promo atau gratis ongkir?",
    "kelas lanjutan 150rb untuk 4 pertemuan",
    "repeat order naik gara-gara bonus permen",
    "how much should I charge for shipping?",
    "Happy selling everyone!",
    "belajar copywriting: contoh kalimat 'klik keranjang sekarang'",
    "Aku jual hijab tapi saingannya banyak, harga pada banting",
]

MARKET = Market(days=[0, 3], hours="09:00-17:00")  # NOW is a Monday noon
CLOSED = NOW + timedelta(days=1)


@pytest.mark.parametrize("text", OFFERS)
def test_an_offer_on_another_day_is_told_when_the_market_opens(ctx: Context, text: str) -> None:
    ctx.now = CLOSED
    found = look(says(BUDI, text, at=CLOSED), ctx, MARKET)
    assert found is not None
    assert found.why == "market.why_later"
    assert found.values["moment"] == "Kamis, 5 Maret 2026 pukul 09.00 WIB"


@pytest.mark.parametrize("text", TALK)
def test_talk_about_selling_is_welcome_on_every_day(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text, at=CLOSED), ctx, MARKET) is None


@pytest.mark.parametrize("text", OFFERS)
def test_an_offer_on_a_market_day_may_stay_and_anywhere_without_a_market(ctx: Context, text: str) -> None:
    assert look(says(BUDI, text), ctx, MARKET) is None
    assert look(says(BUDI, text, at=CLOSED), ctx, Market()) is None


def test_a_second_offer_on_the_same_day_is_told_the_next_one(ctx: Context) -> None:
    first = says(BUDI, OFFERS[0])
    assert [look(first, ctx, MARKET), look(edits(first, OFFERS[1]), ctx, MARKET)] == [None, None]
    again = look(says(BUDI, OFFERS[2]), ctx, MARKET)
    assert again is not None
    assert again.why == "market.why_daily"
    assert "5 Maret" in str(again.values["moment"])
    assert look(says(SARI, OFFERS[3]), ctx, MARKET) is None
    assert look(says(BUDI, OFFERS[4], at=NOW + timedelta(days=3)), ctx, MARKET) is None


@pytest.mark.parametrize(("clock", "open_"), [("01:59", False), ("02:00", True), ("09:59", True), ("10:00", False)])
def test_the_hours_are_those_of_the_groups_clocks(ctx: Context, clock: str, open_: bool) -> None:
    at = datetime.fromisoformat(f"2026-03-02T{clock}:00").replace(tzinfo=UTC)
    assert (look(says(BUDI, OFFERS[0], at=at), ctx, MARKET) is None) is open_


def test_of_ordinary_messages_only_the_offers_of_a_market_day_are_offers() -> None:
    ordinary = (Path(__file__).parent / "samples" / "ordinary.txt").read_text("utf-8").splitlines()
    found = [text for text in ordinary if offer(text).score >= THRESHOLD]
    assert [text[:10] for text in found] == ["READY brow", "open PO sa", "jasa desai"]
