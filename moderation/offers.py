"""Offers: whether a message sells something, by counting what offers hold and questions do not."""

from dataclasses import dataclass

import regex

from bot.chat.text import plain
from moderation.reading import reading

ENOUGH = 4
MOST = 8

PRICE = regex.compile(
    r"\brp\.?\s?\d|\bidr\s?\d|\b\d+(?:[.,]\d+)?\s?(?:rb|ribu|rban|jt|juta|k)(?:an)?\b|\$\s?\d|\b\d+\s?(?:usd|dollars?)\b"
)
STRONG = regex.compile(
    r"\b(?:wt[sb]|dijual|for sale|selling|jual (?:rugi|cepat|murah|santai)|ready(?: stock| stok)?(?= \w)"
    r"|open (?:po|order)|(?:open )?pre-?order|(?:yang )?minat (?:silakan|langsung|hubungi|hub|wa|dm|japri|chat|pm)"
    r"|yuk order|(?:silakan|langsung|bisa|buruan) (?:di)?order|(?:order|pesan|beli|checkout|buy) (?:sekarang|now|here)"
    r"|terima pesanan|menerima (?:pesanan|orderan|jasa)|jasa \w+(?: \w+){0,3} mulai|harga (?:promo|spesial|mulai|cuma)"
    r"|(?:gratis|free) (?:ongkir|shipping)|bisa cod|dm (?:for price|to order|me to buy))\b"
)
WEAK = regex.compile(
    r"\b(?P<word>jual|harga|kirim|antar|anter|promo|diskon|disc|discount|original|ori|garansi|murah|order|stok|stock"
    r"|limited|terbatas|dm|japri|inbox|pm|cod|grosir|reseller|per ?(?:pcs|pack|botol|kg|porsi)|pcs|size|ukuran|only"
    r"|price|ship(?:ping|ped)?|klik|keranjang|katalog|catalog|testi|portofolio|wa)\b"
)
CONTACT = regex.compile(r"wa\.me/|\b(?:\+?62|0)8\d{2}[\d .-]{5,}|shopee\.|tokopedia\.|tiktok\.com|lynk\.id")
ASKING = regex.compile(
    r"\b(?:tanya|gimana|gmn|bagaimana|berapa|brp|kenapa|mengapa|apakah|apa|gak|ga|menurut|lebih baik|how|what|why"
    r"|should|which|modal|omzet|untung|laba|margin|kemarin|katanya|target|belajar|biar)\b"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What speaks for an offer (price, words of selling, ways to order) and against it (questions, stories)."""

    price: bool
    strong: int
    weak: int
    contact: bool
    asking: int

    @property
    def points(self) -> int:
        """2 for a phrase of selling; 1 for a price, a way to order, two other words each; questions take away."""
        points = 2 * min(self.strong, 2) + self.price + self.contact + min(self.weak, 2) - self.asking
        return max(min(points, MOST), 0)

    @property
    def score(self) -> float:
        """The points as a number from 0 to 1."""
        return self.points / MOST


THRESHOLD = ENOUGH / MOST


def offer(text: str) -> Offer:
    """What a message holds of an offer."""
    folded = reading(plain(text)).text
    return Offer(
        price=PRICE.search(folded) is not None,
        strong=len(STRONG.findall(folded)),
        weak=len(set(WEAK.findall(folded))),
        contact=CONTACT.search(folded) is not None,
        asking=min(len(set(ASKING.findall(folded))), 2) + folded.rstrip(" )🙏").endswith("?"),
    )
