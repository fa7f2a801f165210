"""The gateway's HTTP interface: one call in, one answer or one trouble out."""

import re
from typing import Any
from urllib.parse import quote

import httpx
import structlog

log = structlog.get_logger()

SLOW = 30.0  # seconds for one call
UNSENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
WARNED = re.compile(r"reach.?out|time.?lock|rate.?overlimit|too many|spam|restricted|banned", re.I)
RIGHTS = re.compile(r"not.?authorized|forbidden|not.{0,8}admin", re.I)
GONE = re.compile(r"not.{0,10}participant|not in (the )?group|item.?not.?found|group.{0,12}not (found|exist)", re.I)
ASLEEP = re.compile(r"session", re.I)


class Trouble(Exception):
    """The root of what may become of a call."""


class Silent(Trouble):
    """The gateway was not reached, or its session does not work: later."""


class Lost(Trouble):
    """Nobody can say whether it was done."""


class Failed(Trouble):
    """The gateway tried and failed: worth another try or two."""


class Denied(Trouble):
    """WhatsApp will not; `reason` as in `Refused`."""

    def __init__(self, reason: str = "refused") -> None:
        super().__init__(reason)
        self.reason = reason


class Warned(Trouble):
    """WhatsApp complains about this number: stop."""


class Locked(Trouble):
    """The gateway does not accept the key."""


def path(*parts: str) -> str:
    """A path whose parts may hold any character."""
    return "/api/" + "/".join(quote(part, safe="@") for part in parts)


class Gateway:
    """Calls of one session. Raises `Trouble` for everything that is not an answer."""

    def __init__(self, url: str, api_key: str, session: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.url = url.rstrip("/")
        self.session = session
        headers = {"X-Api-Key": api_key} if api_key else {}
        self.client = httpx.AsyncClient(base_url=self.url, headers=headers, timeout=SLOW, transport=transport)

    async def close(self) -> None:
        """Gives connections back."""
        await self.client.aclose()

    async def get(self, *parts: str, **params: Any) -> Any:
        """A question; it may be asked again."""
        return await self._call("GET", parts, params=params)

    async def post(self, *parts: str, **body: Any) -> Any:
        """Something new."""
        return await self._call("POST", parts, json=body)

    async def put(self, *parts: str, **body: Any) -> Any:
        """Something changed."""
        return await self._call("PUT", parts, json=body)

    async def delete(self, *parts: str) -> Any:
        """Something gone."""
        return await self._call("DELETE", parts)

    async def file(self, url: str, most: int) -> bytes:
        """What lies behind an address of the gateway, whatever host it names itself by; at most `most` bytes."""
        content = b""
        try:
            async with self.client.stream("GET", httpx.URL(url).raw_path.decode()) as answer:
                _judge(answer.status_code, "")
                async for piece in answer.aiter_bytes():
                    content += piece
                    if len(content) > most:
                        raise Denied("too_big")
        except httpx.HTTPError as failure:
            raise Lost(type(failure).__name__) from failure
        return content

    async def _call(self, method: str, parts: tuple[str, ...], **request: Any) -> Any:
        try:
            answer = await self.client.request(method, path(*parts), **request)
        except UNSENT as failure:
            raise Silent(type(failure).__name__) from failure
        except httpx.HTTPError as failure:
            raise Lost(type(failure).__name__) from failure
        _judge(answer.status_code, answer.text[:2000])
        return _value(answer)


def _value(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return answer.text


def _judge(code: int, told: str) -> None:
    """What an answer means; its words may hold numbers of people and are not passed on."""
    if code < httpx.codes.BAD_REQUEST:
        return
    if code in (401, 403):
        raise Locked(str(code))
    if code == httpx.codes.TOO_MANY_REQUESTS or WARNED.search(told):
        raise Warned(str(code))
    if RIGHTS.search(told):
        raise Denied("rights")
    if GONE.search(told):
        raise Denied("gone")
    if code in (404, 422) and ASLEEP.search(told):
        raise Silent(str(code))
    if code == httpx.codes.NOT_FOUND:
        raise Denied("not_found")
    if code < httpx.codes.INTERNAL_SERVER_ERROR or code == httpx.codes.NOT_IMPLEMENTED:
        raise Denied
    raise Failed(str(code))
