"""The Graph API as one phone number calls it, and its refusals as exceptions."""

from typing import Any
from urllib.parse import quote, urlsplit

import httpx

PRODUCT = "whatsapp"
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
TIMEOUT = httpx.Timeout(30.0, connect=10.0, pool=5.0)
LIMITS = httpx.Limits(max_connections=16, keepalive_expiry=30.0)

Json = dict[str, Any]


class Denied(Exception):
    """Meta said no: its own error code (0 for an answer without one) and the HTTP status."""

    def __init__(self, code: int, status: int = 400) -> None:
        super().__init__(f"error {code} ({status})")
        self.code = code
        self.status = status


class Lost(Exception):
    """No answer came; `sent` says whether the question may have arrived."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__("no answer")
        self.sent = sent


class TooBig(Exception):
    """A file larger than wanted."""


class Graph:
    """Calls under `base`, by default about the phone number `number`."""

    def __init__(self, base: str, number: str, token: str) -> None:
        self.base = base.rstrip("/")
        self.number = number
        headers = {"Authorization": f"Bearer {token}"}
        self.client = httpx.AsyncClient(headers=headers, timeout=TIMEOUT, limits=LIMITS)

    async def message(self, body: Json) -> str:
        """Sends a message; its id."""
        answer = await self.ask("POST", self.number, "messages", json={"messaging_product": PRODUCT, **body})
        try:
            return str(answer["messages"][0]["id"])
        except (KeyError, IndexError, TypeError):
            raise Denied(0, 200) from None

    async def upload(self, name: str, mime: str, content: bytes) -> str:
        """Gives Meta a file; its id there."""
        form = {"messaging_product": PRODUCT, "type": mime}
        answer = await self.ask("POST", self.number, "media", data=form, files={"file": (name, content, mime)})
        return str(answer.get("id", ""))

    async def download(self, file: str, most: int) -> bytes:
        """A file that somebody sent; only whoever has the token may fetch it.

        Raises `TooBig` beyond `most` bytes.
        """
        known = await self.ask("GET", file)
        if int(known.get("file_size") or 0) > most:
            raise TooBig
        url = str(known.get("url", ""))
        if not self._is_trusted(url):
            raise Denied(0, 200)
        return await self._fetch(url, most)

    def _is_trusted(self, url: str) -> bool:
        """The token goes out encrypted only, or where the API itself is."""
        return url.startswith("https://") or urlsplit(url).netloc == urlsplit(self.base).netloc

    async def _fetch(self, url: str, most: int) -> bytes:
        content = bytearray()
        try:
            async with self.client.stream("GET", url) as answer:
                if not answer.is_success:
                    raise Denied(0, answer.status_code)
                async for part in answer.aiter_bytes():
                    content += part
                    if len(content) > most:
                        raise TooBig
        except httpx.HTTPError as failure:
            raise Lost(sent=not isinstance(failure, UNSENT)) from None
        return bytes(content)

    async def ask(self, method: str, *path: str, **parts: Any) -> Json:
        """One call. Raises `Denied` or `Lost`."""
        url = "/".join([self.base, *(quote(part, safe="") for part in path)])
        try:
            answer = await self.client.request(method, url, **parts)
        except httpx.HTTPError as failure:
            raise Lost(sent=not isinstance(failure, UNSENT)) from None
        body = _object(answer)
        if not answer.is_success:
            error = body.get("error")
            code = error.get("code") if isinstance(error, dict) else None
            raise Denied(code if isinstance(code, int) else 0, answer.status_code)
        return body

    async def close(self) -> None:
        """Gives connections back."""
        await self.client.aclose()


def _object(answer: httpx.Response) -> Json:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
