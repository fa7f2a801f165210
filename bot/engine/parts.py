"""A text in as many messages as the platform needs."""

from dataclasses import replace

from bot.chat.actions import Edit, Send
from bot.chat.text import Text
from bot.domain.splitting import split


def parts(send: Send, limit: int) -> list[Send]:
    """The pieces of a message; the first one answers, the last one carries choices, file, and what follows."""
    text = send.text if isinstance(send.text, Text) else Text(send.text)
    pieces = split(text, limit) or [Text("")]
    last = len(pieces) - 1
    return [
        replace(
            send,
            text=piece,
            reply_to=send.reply_to if index == 0 else "",
            choices=send.choices if index == last else (),
            document=send.document if index == last else 0,
            then=send.then if index == last else (),
            otherwise=send.otherwise if index == last else (),
        )
        for index, piece in enumerate(pieces)
    ]


def as_edit(part: Send) -> Edit:
    """A piece as the change of a message that is there already."""
    return Edit(part.to, part.text, key=part.key, choices=part.choices, then=part.then, otherwise=part.otherwise)
