"""Notes: short texts of a group under a name."""

import re

from sqlmodel import col, select

from bot import errors
from bot.chat.text import Text, plain
from bot.context import Context
from bot.models import Note

NAME = re.compile(r"#([^\W_][\w-]{0,31})")
RESERVED = frozenset({"tanya", "done", "selesai"})
"""Names that mean something else after a `#`."""
LONGEST = 3000
MOST = 500


def called(text: str) -> str:
    """The name of the note that a message calls; empty when it calls none."""
    found = NAME.match(text)
    return found[1].casefold() if found else ""


def find(name: str, ctx: Context) -> Note | None:
    """A note of this group."""
    where = (Note.group_id == ctx.group.chat.id, Note.name == name.removeprefix("#").casefold())
    return ctx.session.exec(select(Note).where(*where)).first()


def listed(ctx: Context) -> list[Note]:
    """Every note of this group by name."""
    query = select(Note).where(Note.group_id == ctx.group.chat.id).order_by(col(Note.name))
    return list(ctx.session.exec(query).all())


def write(name: str, text: Text, ctx: Context) -> Note:
    """Stores a note, or new words for it; raises `errors.Refused` for a name or text that cannot be one."""
    name = called(f"#{name.removeprefix('#')}")
    if not name or not text.strip():
        raise errors.Misused
    if name in RESERVED:
        raise errors.Refused("notes.reserved", name=name)
    if len(text) > LONGEST:
        raise errors.Refused("notes.too_long", most=LONGEST)
    row = find(name, ctx) or _new(name, ctx)
    row.text, row.spans = plain(text), text.to_json().get("s", [])
    row.by_identity = ctx.event.who.id or None if ctx.event.who else None
    ctx.session.add(row)
    ctx.session.flush()
    return row


def _new(name: str, ctx: Context) -> Note:
    if len(listed(ctx)) >= MOST:
        raise errors.Refused("notes.too_many", most=MOST)
    return Note(community_id=ctx.community, group_id=ctx.group.chat.id, name=name, text="")


def words(row: Note) -> Text:
    """A note as it was written."""
    return Text.from_json({"t": row.text, "s": row.spans})
