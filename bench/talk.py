"""The talk that is measured: five groups, two hundred members, ordinary sentences, a third of them replies."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.chat.events import Account, Chat, Message
from bot.chat.text import Text

Update = dict[str, Any]

GROUPS = 5
MEMBERS = 200
TOKEN = "7000001:AAbench_Token-of-nobody_0123456789abcd"
BEGINNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EVERY = 7  # seconds between two messages

TITLES = ("Belajar Jualan Online", "UMKM Naik Kelas", "Kelas Iklan Pemula", "Reseller Bandung", "Kopdar Surabaya")
FIRST = ("Sari", "Budi", "Dewi", "Agus", "Rina", "Joko", "Wulan", "Fajar", "Intan", "Yusuf", "Ayu", "Hendra", "Lestari")
LAST = ("Wijaya", "Pratama", "Kusuma", "Hidayat", "Siregar", "Nugroho", "Rahmawati", "", "", "")
OPENINGS = (
    "Selamat pagi semua,",
    "Setuju banget,",
    "Kemarin saya coba,",
    "Maaf baru balas,",
    "Menurut pengalaman saya,",
    "Alhamdulillah,",
    "Waduh,",
    "",
)
MIDDLES = (
    "iklan 50 ribu sehari sudah dapat 12 chat, tapi yang jadi beli baru 2.",
    "stok habis sebelum jam 10, padahal baru diposting di status.",
    "kalau judulnya diganti jadi lebih spesifik biasanya pencariannya naik.",
    "catatan keuangannya dipisah dulu antara uang dapur dan uang usaha, nanti kelihatan untung atau tidaknya.",
    "siap 👍",
    "besok saya libur jualan dulu, ada acara keluarga.",
)
ASKING = ("Kak, mau tanya dong,", "")
QUESTIONS = (
    "cara pasang foto produk yang bagus itu gimana ya?",
    "ongkir ke Makassar mahal sekali, ada yang punya langganan ekspedisi lain?",
    "nanti malam jadi webinar jam 19.30 kan?",
    "supplier yang di grosir itu minimal order berapa?",
    "makasih ilmunya 🙏",
)
CLOSINGS = (
    "",
    "",
    "Mohon pencerahannya ya kakak-kakak senior di sini, saya masih pemula sekali.",
    "Semangat terus buat kita semua!",
    (
        "Foto dan caption sudah saya perbaiki tiga kali, testimoni juga sudah dipasang di atas, tapi yang lihat masih "
        "sedikit. Mungkin jam postingnya yang kurang pas, atau pasarnya memang lagi sepi habis tanggal tua."
    ),
)


@dataclass
class Talk:
    """An endless conversation in which nobody asks the bot for anything; the same for the same seed.

    `asking`: the share of messages that ask the group something, or thank for an answer.
    """

    seed: int = 1
    asking: float = 0.4
    number: int = 0
    _last: dict[int, Update] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.people = [self._person(number) for number in range(MEMBERS)]
        self.groups: list[Update] = [
            {"id": -1_002_000_000_000 - number, "type": "supergroup", "title": title}
            for number, title in enumerate(TITLES[:GROUPS])
        ]

    def updates(self, count: int) -> list[Update]:
        """The next raw updates, as Telegram sends them."""
        return [self._update() for _ in range(count)]

    def events(self, count: int) -> list[Message]:
        """The next messages, already understood."""
        return [_event(update) for update in self.updates(count)]

    def introduction(self) -> Iterator[Update]:
        """One message of every member in their group, so that everybody is known."""
        for person in range(MEMBERS):
            yield self._update(person)

    def _person(self, number: int) -> Update:
        first, last = self.dice.choice(FIRST), self.dice.choice(LAST)
        person = {"id": 5_000_000_000 + number, "is_bot": False, "first_name": first, "language_code": "id"}
        if last:
            person["last_name"] = last
        if self.dice.random() < 0.6:
            person["username"] = f"{first}{number}".lower()
        return person

    def _update(self, person: int | None = None) -> Update:
        self.number += 1
        chosen = self.dice.randrange(MEMBERS) if person is None else person
        group = self.groups[chosen % GROUPS]
        message: Update = {
            "message_id": 100 + self.number,
            "from": self.people[chosen],
            "chat": group,
            "date": int(BEGINNING.timestamp()) + self.number * EVERY,
            "text": self._sentence(),
        }
        said = dict(message)
        if self.number % 3 == 0 and group["id"] in self._last:
            message["reply_to_message"] = self._last[group["id"]]
        self._last[group["id"]] = said
        return {"update_id": 900_000_000 + self.number, "message": message}

    def _sentence(self) -> str:
        begin, middle = (ASKING, QUESTIONS) if self.dice.random() < self.asking else (OPENINGS, MIDDLES)
        words = (self.dice.choice(part) for part in (begin, middle, CLOSINGS))
        return " ".join(part for part in words if part)


def _event(update: Update) -> Message:
    """What an adapter would make of an update."""
    message = update["message"]
    reply = message.get("reply_to_message")
    return Message(
        f"bench:{update['update_id']}",
        datetime.fromtimestamp(message["date"], UTC),
        Chat("telegram", str(message["chat"]["id"]), title=message["chat"]["title"]),
        _account(message["from"]),
        message=str(message["message_id"]),
        text=Text(message["text"]),
        reply_to=str(reply["message_id"]) if reply else "",
        reply_who=_account(reply["from"]) if reply else None,
    )


def _account(person: Update) -> Account:
    name = f"{person['first_name']} {person.get('last_name', '')}".strip()
    return Account("telegram", str(person["id"]), name, person.get("username", ""), person["language_code"])
