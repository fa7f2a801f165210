"""`pamong run` with a number at Meta: the webhook answers, signed or not at all."""

import asyncio
from pathlib import Path

import httpx
import pytest

from bot import config as configuration
from bot.cli.checking import whatsapp
from tests.cli.conftest import Desk, eventually, free_port, get
from tests.fakes.graph import Graph

CONFIG = """
language = "en"
[whatsapp.cloud]
graph_base = "http://127.0.0.1:{graph}"
phone_number_id = "106540352242922"
access_token = "the-token-of-a-system-user"
app_secret = "the-secret-of-the-app"
verify_token = "a-word"
[web]
listen = "127.0.0.1:{web}"
"""


def test_meta_finds_the_webhook_and_strangers_are_turned_away(desk: Desk) -> None:
    web = free_port()
    desk.config.write_text(CONFIG.format(graph=free_port(), web=web))
    desk.config.chmod(0o600)
    desk.starts("run")
    eventually(lambda: get(desk, "/livez").status_code == 200)
    assert get(desk, "/readyz").text == "cloud: not connected yet\n"
    asked = "hub.mode=subscribe&hub.challenge=77&hub.verify_token"
    assert get(desk, f"/whatsapp/cloud?{asked}=a-word").text == "77"
    assert get(desk, f"/whatsapp/cloud?{asked}=another").status_code == 403
    unsigned = httpx.post(f"http://127.0.0.1:{web}/whatsapp/cloud", content=b"{}", trust_env=False)
    assert unsigned.status_code == 401
    for secret in ("the-token-of-a-system-user", "the-secret-of-the-app"):
        assert secret not in desk.log


async def findings(graph: Graph, folder: Path, more: str = "") -> set[str]:
    """What `pamong check` says of the number."""
    file = folder / "config.toml"
    port = int(graph.base.split(":")[2].split("/")[0])
    text = CONFIG.format(graph=port, web=free_port()).replace(f":{port}", f":{port}/v23.0")
    file.write_text(text + more)
    file.chmod(0o600)
    config = configuration.read(file)
    return {found.key for found in await asyncio.to_thread(lambda: list(whatsapp.check(config)))}


async def test_a_number_that_meta_knows_is_fine_and_what_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with Graph.serve() as graph:
        assert await findings(graph, tmp_path) == {"check.cloud", "check.cloud_address", "check.cloud_templates"}
        whole = 'public_url = "https://bot.example.org"\n[whatsapp.cloud.templates]\nnotice = "note"\n'
        assert await findings(graph, tmp_path, whole) == {"check.cloud"}
        graph.world.token = "another"
        assert "check.cloud_refused" in await findings(graph, tmp_path)
