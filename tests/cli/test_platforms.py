"""The configured platforms become adapters, each with what its table says."""

from pydantic import SecretStr

from bot.adapters.waha.adapter import Waha
from bot.cli import platforms
from bot.config import Config
from bot.config.tables import WahaTable, WhatsappTable
from bot.engine.clock import Clock


def test_the_gateways_table_becomes_its_adapter() -> None:
    table = WahaTable(
        url="http://127.0.0.1:3999/",
        api_key=SecretStr("k"),
        session="kelas",
        hmac_key=SecretStr("a-long-random-word"),
        i_accept_unofficial_risk=True,
        per_minute=7,
    )
    [made] = platforms.made(Config(whatsapp=WhatsappTable(waha=table)), Clock())
    assert isinstance(made, Waha)
    assert (made.platform, made.line.gateway.url, made.line.session) == ("whatsapp", "http://127.0.0.1:3999", "kelas")
    assert (made.webhook.key, made.pace.said.maxlen, len(made.routes)) == (b"a-long-random-word", 7, 1)


def test_without_consent_the_adapter_is_made_but_hears_nobody() -> None:
    table = WahaTable(hmac_key=SecretStr("a-long-random-word"))
    [made] = platforms.made(Config(whatsapp=WhatsappTable(waha=table)), Clock())
    assert list(made.routes) == []
