"""WhatsApp's people: the same one may come by phone or by an opaque id, and is met under one of them."""

from collections.abc import Mapping
from typing import Any

from bot.adapters.waha.names import OPAQUE, PHONE, PLATFORM, jid, local
from bot.chat.events import Account, AccountKind

MOST = 50_000  # pairs that are remembered


class People:
    """Which phone goes with which opaque id, and who we are ourselves."""

    def __init__(self) -> None:
        self.opaque: dict[str, str] = {}
        self.phones: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.spoke: dict[str, float] = {}
        self.me: frozenset[str] = frozenset()

    def wrote(self, address: str, now: float) -> None:
        """Somebody wrote: what comes within minutes answers them."""
        if len(self.spoke) >= MOST:
            self.spoke.clear()
        self.spoke[address] = now

    def pair(self, one: str, other: str) -> None:
        """Learns that two addresses are one person's."""
        phone, opaque = (one, other) if one.endswith(PHONE) else (other, one)
        if not phone.endswith(PHONE) or not opaque.endswith(OPAQUE):
            return
        if len(self.opaque) >= MOST:
            self.opaque.clear()
            self.phones.clear()
        self.opaque[phone], self.phones[opaque] = opaque, phone

    def account(self, address: str, other: str = "", name: str = "") -> Account:
        """Somebody, under the opaque id where it is known, with the phone beside it."""
        self.pair(address, other)
        main = self.opaque.get(address, address)
        phone = self.phones.get(main, "")
        if name:
            self.names[main] = name
        aliases = (("id", phone),) if phone else ()
        return Account(PLATFORM, main, name or self.names.get(main, ""), aliases=aliases)

    def listed(self, participant: Mapping[str, Any]) -> Account:
        """Somebody as a group's list has them. Raises ValueError for nobody."""
        address = jid(participant.get("id"))
        if not address:
            raise ValueError("a participant without id")
        return self.account(address, jid(participant.get("pn")))

    def is_me(self, told: Mapping[str, Any]) -> None:
        """Learns our own addresses."""
        found = frozenset(filter(None, (jid(told.get("id")), jid(told.get("lid")))))
        if not found <= self.me:
            self.me |= found

    def are_me(self, participant: Mapping[str, Any]) -> bool:
        """Whether a participant is ourselves."""
        return bool({jid(participant.get("id")), jid(participant.get("pn"))} & self.me)

    @property
    def my_numbers(self) -> set[str]:
        """How we are mentioned."""
        return {local(address) for address in self.me}

    def bot(self) -> Account:
        """Ourselves, as the author of what is answered."""
        return Account(PLATFORM, min(self.me, default="bot"), "Pamong", kind=AccountKind.BOT)
