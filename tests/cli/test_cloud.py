"""`pamong run` with a number at Meta: the webhook answers, signed or not at all."""

import httpx

from tests.cli.conftest import Desk, eventually, free_port, get

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
