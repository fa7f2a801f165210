"""Web addresses as people write them: whole, bare, masked; and what only looks like one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.chat.text import Style, Text, plain
from moderation.normalise import NO_TRICKS
from moderation.reading import reading

WHOLE = re.compile(r"\b(?:https?|ftp)://([^\s/?#<>\"'()]+)([^\s<>\"']*)")
JOIN = re.compile(r"\btg://(?:join\?invite=|resolve\?domain=)[\w+-]+")
BARE = re.compile(
    r"(?<![\w@./\\-])((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})(?![\w@-]|\.[a-z])"
    r"(?::\d{2,5})?([/?][^\s<>\"']*)?"
)
MASKED = re.compile(
    r"\b([a-z0-9-]{2,63})\s?(?:\[(?:\.|dot|titik)\]|\((?:\.|dot|titik)\))\s?(com|net|org|id|xyz|me|co|io|top|vip|site|online)\b"
    r"|\b([a-z0-9-]{2,63}) ?\. ?(com|net|org|xyz|co\.id)\b"
    r"|\b(t|wa) ?\. ?me ?(?=/)"
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Endings that nobody writes by forgetting the blank behind a full stop.
SURE = _set("com net org edu gov mil id io xyz biz")
# Endings that are words, files or code as well: an address only with a path, or a figure or hyphen in its name.
LIKELY = _set(
    "me to ly gg at cc tv us co ai gl gle ee be app dev link click shop store online site website live club fun win bet"
    " top vip pro info ws my sg ru cn uk page blog news asia work space tech world today icu buzz cyou sbs cfd rest lol"
    " quest monster life group chat team center digital agency email money cash loan loans finance game games poker"
    " casino cam art ltd company plus red pw tk ml ga cf gq"
)
# Names of products that happen to be addresses, and what programmers write.
NAMES = _set("gmail.com yahoo.com hotmail.com outlook.com asp.net vb.net ado.net ml.net socket.io draw.io")
FIELDS = _set("user chat message msg self obj item row event update group product order data this model")
HERE = re.compile(r"localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|192\.168\.\d+\.\d+|10\.\d+\.\d+\.\d+|.*\.local")

INVITES = re.compile(
    r"(?:t\.me|telegram\.me|telegram\.dog)/(?:\+(?!\d{8,15}\b)|joinchat/)[\w-]"
    r"|tg/join|chat\.whatsapp\.com/\w|(?:www\.)?whatsapp\.com/channel/\w|discord\.gg/\w|discord(?:app)?\.com/invite/\w"
    r"|line\.me/(?:r/)?ti/g|signal\.group/|m\.me/j/"
)
SHORTENERS = _set(
    "bit.ly s.id tinyurl.com cutt.ly goo.gl t.ly is.gd v.gd rb.gy shorturl.at ow.ly rebrand.ly adf.ly shorte.st ouo.io"
    " t.co tiny.cc bl.ink short.io linkvertise.com gg.gg soo.gd clck.ru shorturl.asia n9.cl acortar.link u.to"
)


@dataclass(frozen=True, slots=True)
class Address:
    """A place on the web, in lower case: the host without "www." and the path with what follows."""

    host: str
    path: str = ""

    @property
    def invites(self) -> bool:
        """Whether it lets people into another group or channel."""
        return INVITES.match(self.host + self.path) is not None

    @property
    def shortened(self) -> bool:
        """Whether it hides where it leads."""
        return self.host in SHORTENERS

    def within(self, allowed: str) -> bool:
        """Whether it belongs to a domain, or to a part of one ("example.com/kelas")."""
        host, _, path = allowed.lower().partition("/")
        return (self.host == host or self.host.endswith(f".{host}")) and self.path.lstrip("/").startswith(path)


def addresses(text: Text) -> list[Address]:
    """Every address in a message: those one sees, and those behind other words."""
    found = [address for span in text.spans if span.style is Style.LINK for address in _behind(span.target)]
    characters = plain(text).lower()
    if "." in characters or "://" in characters or "titik" in characters or "dot" in characters:
        found += _written(characters)
    if not characters.isascii():
        folded = reading(plain(text))
        if folded.tricks != NO_TRICKS or "。" in characters or "．" in characters:
            found += _written(folded.text.replace("。", "."))
    return list(dict.fromkeys(found))


def parsed(word: str) -> Address | None:
    """The domain that an admin writes, whole or bare; None when it is none."""
    characters = word.strip().lower()
    host, _, path = re.sub(r"^\w+://", "", characters).removeprefix("www.").partition("/")
    if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}", host):
        return None
    return Address(host, f"/{path}" if path.strip("/") else "")


def _behind(target: str) -> Iterator[Address]:
    parts = urlsplit(target.lower())
    if parts.scheme == "tg":
        yield from _join(target.lower())
    elif parts.scheme in ("http", "https", "ftp", "") and (parts.netloc or parts.path):
        whole = target.lower() if parts.scheme else f"http://{target.lower()}"
        yield from _whole(whole)


def _written(characters: str) -> list[Address]:
    found = [*_whole(characters), *_join(characters)]
    found += [address for match in BARE.finditer(characters) if (address := _bare(match)) is not None]
    for match in MASKED.finditer(characters):
        if not re.search(r"[\s\[(]", match[0]):
            continue  # written plainly: found above
        name, ending = (match[1] or match[3] or match[5]), (match[2] or match[4] or "me")
        found.append(Address(f"{name}.{ending}"))
    return found


def _whole(characters: str) -> Iterator[Address]:
    for match in WHOLE.finditer(characters):
        host = match[1].rpartition("@")[2].partition(":")[0].removeprefix("www.").rstrip(".,;:!")
        if host and not HERE.fullmatch(host):
            yield Address(host, _trimmed(match[2]))


def _join(characters: str) -> Iterator[Address]:
    for match in JOIN.finditer(characters):
        yield Address("tg", "/join" if "join" in match[0] else "/resolve")


def _bare(match: re.Match[str]) -> Address | None:
    host, path = match[1].removeprefix("www."), _trimmed(match[2] or "")
    name, _, ending = host.rpartition(".")
    deep = len(path) > 1
    if (host in NAMES and not deep) or (ending == "id" and name in FIELDS) or not re.search("[a-z]", name):
        return None
    telling = re.search(r"[a-z]\d|\d[a-z]|-", name) is not None or match[1].startswith("www.")
    if ending in SURE or (ending in LIKELY and (deep or telling)):
        return Address(host, path)
    return None


def _trimmed(path: str) -> str:
    return path.rstrip(".,;:!?)]}*_~\"'…")
