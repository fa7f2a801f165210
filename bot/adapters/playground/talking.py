"""What people say: messages, files, presses, votes, reactions."""

import base64
import binascii

from bot.adapters.playground.scene import MOST_BYTES, Scene
from bot.adapters.playground.world import BOT_NAME, Said
from bot.chat.events import ChatKind, Document, Edited, Event, Message, MessageKind, Pressed, Reacted, Voted
from bot.chat.text import Text, plain
from bot.errors import Refused


def say(scene: Scene) -> list[Event]:
    """Somebody writes, perhaps in answer to a message; in private this opens the chat."""
    scene.may_speak()
    words = scene.wish.text.strip()
    return [_heard(scene, _shown(scene, words))] if words else []


def send(scene: Scene) -> list[Event]:
    """Somebody sends a small file."""
    scene.may_speak()
    document = "file" + scene.world.number()
    scene.world.files[document] = (scene.wish.name, _content(scene))
    return [_heard(scene, _shown(scene, scene.wish.text.strip(), document))]


def _content(scene: Scene) -> bytes:
    try:
        content = base64.b64decode(scene.wish.content, validate=True)
    except binascii.Error as broken:
        raise Refused("playground.hint.file") from broken
    if not scene.wish.name or not content or len(content) > MOST_BYTES:
        raise Refused("playground.hint.file")
    return content


def _shown(scene: Scene, words: str, document: str = "") -> Said:
    if scene.room.kind is ChatKind.PRIVATE:
        scene.who.opened = True
    quoted = scene.room.find(scene.wish.reply_to)
    said = Said(scene.world.number(), scene.who.id, Text(words), scene.now, document=document)
    said.reply_to = quoted.id if quoted is not None else ""
    return scene.room.add(said)


def _heard(scene: Scene, said: Said) -> Message:
    quoted = scene.room.find(said.reply_to)
    document = said.document or (quoted.document if quoted is not None else "")
    name, content = scene.world.files.get(document, ("", b""))
    return Message(
        scene.key,
        scene.now,
        scene.room.chat,
        scene.who.account,
        message=said.id,
        text=said.text,
        kind=MessageKind.DOCUMENT if said.document else MessageKind.TEXT,
        reply_to=said.reply_to,
        reply_who=scene.world.account(quoted.author) if quoted is not None else None,
        document=Document(document, name, len(content)) if document else None,
        mentions_bot=f"@{BOT_NAME}" in plain(said.text).lower(),
        reply_text=quoted.text if quoted is not None else Text(""),
    )


def edit(scene: Scene) -> list[Event]:
    """Somebody changes what they wrote."""
    scene.may_speak()
    words = scene.wish.text.strip()
    if scene.said.author != scene.who.id or not words:
        raise Refused("playground.hint.not_yours")
    scene.said.text, scene.said.edited = Text(words), True
    heard = _heard(scene, scene.said)
    return [Edited(**{name: getattr(heard, name) for name in Message.__dataclass_fields__})]


def delete(scene: Scene) -> list[Event]:
    """Somebody removes a message; platforms do not tell bots about that."""
    scene.be_inside()
    if scene.said.author != scene.who.id and not scene.moderates():
        raise Refused("playground.hint.not_yours")
    scene.room.remove(scene.said.id)
    return []


def press(scene: Scene) -> list[Event]:
    """Somebody presses a button below a message."""
    scene.be_inside()
    if scene.wish.data not in {button.data for button in scene.said.buttons}:
        raise Refused("playground.hint.gone")
    press_id = "press" + scene.world.number()
    scene.world.presses[press_id] = scene.who.id
    where = (scene.key, scene.now, scene.room.chat, scene.who.account)
    return [Pressed(*where, data=scene.wish.data, press=press_id, message=scene.said.id)]


def vote(scene: Scene) -> list[Event]:
    """Somebody votes in a poll, or takes the vote back; a quiz is answered once."""
    scene.be_inside()
    poll = scene.said.poll
    if poll is None or poll.closed or (poll.correct and scene.who.id in poll.votes):
        raise Refused("playground.hint.poll_closed")
    options = tuple(sorted({option for option in scene.wish.options if 0 <= option < len(poll.options)}))
    if len(options) > 1 and not poll.several:
        raise Refused("playground.hint.one_vote")
    poll.votes.pop(scene.who.id, None)
    if options:
        poll.votes[scene.who.id] = options
    chosen = tuple(str(option) for option in options)
    return [Voted(scene.key, scene.now, scene.room.chat, scene.who.account, poll=poll.id, options=chosen)]


def react(scene: Scene) -> list[Event]:
    """Somebody reacts to a message; the same reaction again takes it back."""
    scene.be_inside()
    before = scene.said.reactions.pop(scene.who.id, ())
    after = (scene.wish.emoji,) if scene.wish.emoji and scene.wish.emoji not in before else ()
    if after:
        scene.said.reactions[scene.who.id] = after
    where = (scene.key, scene.now, scene.room.chat, scene.who.account)
    return [Reacted(*where, message=scene.said.id, emoji=after)]
