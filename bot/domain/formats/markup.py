"""HTML as a chat can say it: text with line breaks, and the address of its first picture."""

import re
from html.parser import HTMLParser

MARKED = re.compile(r"<[a-zA-Z/!]|&(?:#\w+|\w+);")

_BREAK = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "blockquote", "table"}
_UNSEEN = {"script", "style", "head", "title"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag in _BREAK:
            self.parts.append("\n")
        elif tag == "img":
            self.pictures.append(dict(attrs).get("src") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in _BREAK - {"br"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def plain(html: str) -> tuple[str, str]:
    """(text, address of the first picture or "") of HTML; a text without any markup is as it is."""
    if not MARKED.search(html):
        return html.strip(), ""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line), next(iter(reader.pictures), "")
