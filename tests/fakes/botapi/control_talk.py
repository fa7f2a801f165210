"""What people say, forward and edit, for themselves or on behalf of a chat."""

from collections.abc import Iterable, Sequence
from typing import Any

from tests.fakes.botapi.chats import Chat, Message, Topic
from tests.fakes.botapi.emit import add_message, emit, message_arrived, service
from tests.fakes.botapi.entities import found_entities, units, with_given
from tests.fakes.botapi.errors import NotAllowed
from tests.fakes.botapi.files import PIXEL, document_json, photo_json
from tests.fakes.botapi.locked import Control, locked
from tests.fakes.botapi.methods_messages import CONTENT, origin_of
from tests.fakes.botapi.people import ANONYMOUS_ADMIN, CHANNEL_SENDER, TELEGRAM, Member, User
from tests.fakes.botapi.sending import thread_of

Json = dict[str, Any]
NEEDED = {
    "photo": "can_send_photos", "document": "can_send_documents", "sticker": "can_send_other_messages",
    "animation": "can_send_other_messages", "video": "can_send_videos", "voice": "can_send_voice_notes",
    "audio": "can_send_audios", "video_note": "can_send_video_notes", "poll": "can_send_polls",
}  # fmt: skip


class TalkControl(Control):
    """Messages; what Telegram's apps do not let a person do raises `NotAllowed`."""

    # -- private chats

    @locked
    def start(self, user: User, payload: str = "") -> Message:
        """Opens the private chat, unblocking the bot if need be, and sends /start."""
        if user.blocked:
            self._private_status(user, "kicked", "member")
        user.started, user.blocked = True, False
        return self.say(user, user, f"/start {payload}".strip())

    @locked
    def block(self, user: User) -> None:
        user.blocked = True
        self._private_status(user, "member", "kicked")

    def _private_status(self, user: User, old: str, new: str) -> None:
        def shown(status: str) -> Json:
            return Member(self.world.bot, status).json(self.world.bot.id, "private")

        content = {"chat": self.world.private(user).json(), "from": user.json(), "date": int(self.world.now())}
        content |= {"old_chat_member": shown(old), "new_chat_member": shown(new)}
        emit(self.world, "my_chat_member", content, user.id)

    # -- messages

    @locked
    def say(
        self,
        chat: Chat | User,
        user: User,
        text: str | None = None,
        *,
        reply_to: Message | None = None,
        thread: Topic | int | None = None,
        caption: str | None = None,
        photo: bytes | bool | None = None,
        document: Sequence[Any] | None = None,
        sticker: str | None = None,
        entities: list[Json] | None = None,
        content: Json | None = None,
    ) -> Message:
        """A user's message; `document` is (name, bytes or text[, declared size]), `content` any other fields."""
        place = self.world.private(chat) if isinstance(chat, User) else chat
        body = self._body(text, caption, photo, document, sticker) | (content or {})
        self._check_may_say(place, user, body)
        for name in ("text", "caption"):
            if entities and body.get(name):
                key = "entities" if name == "text" else "caption_entities"
                body[key] = with_given(body[name], entities)
        data = {"from": user.json()} | self._place(place, reply_to, thread) | body
        message = add_message(self.world, place, data, user.id)
        message_arrived(self.world, message)
        return message

    def write(self, user: User, text: str, reply_to: Message | None = None) -> Message:
        """A private message to the bot."""
        return self.say(user, user, text, reply_to=reply_to)

    @locked
    def chatter(self, chat: Chat, users: list[User], count: int, text: str = "message {n}") -> int:
        """Many ordinary messages at once, from all users in turn."""
        for n in range(count):
            self.say(chat, users[n % len(users)], text.replace("{n}", str(n)))
        return count

    @locked
    def album(self, chat: Chat, user: User, captions: Iterable[str | None]) -> list[Message]:
        """Photos sent together: one message each, tied by `media_group_id`."""
        group = {"media_group_id": str(self.world.big_number())}
        return [self.say(chat, user, caption=caption, photo=True, content=group) for caption in captions]

    @locked
    def forward(self, chat: Chat | User, user: User, message: Message, hidden: bool = False) -> Message:
        """Forwards a message, or hides its author as privacy settings may."""
        origin = origin_of(message)
        if hidden:
            origin = {"type": "hidden_user", "date": message.date, "sender_user_name": message.author}
        copied = {name: message.data[name] for name in CONTENT if name in message.data}
        return self.say(chat, user, content=copied | {"forward_origin": origin})

    @locked
    def edit(self, message: Message, text: str) -> Message:
        """The author changes text or caption."""
        name, entities = ("text", "entities") if "text" in message.data else ("caption", "caption_entities")
        kept = {key: value for key, value in message.data.items() if key not in (name, entities)}
        found = found_entities(text)
        message.data = kept | {name: text, "edit_date": int(self.world.now())} | ({entities: found} if found else {})
        message_arrived(self.world, message, edited=True)
        return message

    @locked
    def delete(self, message: Message) -> None:
        """A person deletes a message: no bot ever hears of it."""
        message.deleted = True

    @locked
    def pin(self, message: Message, by: User) -> Message:
        message.chat.pins.append(message.id)
        return service(self.world, message.chat, by, {"pinned_message": message.nested()})

    # -- messages on behalf of chats

    @locked
    def anonymous(self, chat: Chat, text: str, reply_to: Message | None = None) -> Message:
        """An anonymous administrator speaks as the group."""
        return self._as_chat(chat, ANONYMOUS_ADMIN, chat, {"text": text} | self._place(chat, reply_to, None))

    @locked
    def as_channel(self, chat: Chat, channel: Chat, text: str, reply_to: Message | None = None) -> Message:
        """A person speaks in the group as their channel."""
        if channel.id in chat.banned_senders:
            raise NotAllowed(f"{channel.title} is banned from {chat.title}")
        return self._as_chat(chat, CHANNEL_SENDER, channel, {"text": text} | self._place(chat, reply_to, None))

    @locked
    def channel_post(self, chat: Chat, text: str) -> Message:
        """A post in the channel, or in the channel linked to the group: it appears in both; the group's is given."""
        channel = chat if chat.type == "channel" else chat.linked
        if channel is None:
            raise NotAllowed(f"{chat.title} has no linked channel")
        data = {"sender_chat": channel.json(), "text": text}
        post = add_message(self.world, channel, data, channel.id)
        message_arrived(self.world, post)
        if channel.linked is None:
            return post
        content = {"text": text, "forward_origin": origin_of(post), "is_automatic_forward": True}
        return self._as_chat(channel.linked, TELEGRAM, channel, content)

    def _as_chat(self, chat: Chat, sender: User, behalf: Chat, content: Json) -> Message:
        data = {"from": sender.json(), "sender_chat": behalf.json()} | content
        message = add_message(self.world, chat, data, behalf.id)
        message_arrived(self.world, message)
        return message

    # -- parts

    def _body(
        self, text: str | None, caption: str | None, photo: bytes | bool | None, document: Sequence[Any] | None,
        sticker: str | None,
    ) -> Json:  # fmt: skip
        body: Json = {name: value for name, value in (("text", text), ("caption", caption)) if value is not None}
        if photo:
            body["photo"] = photo_json(self.world.files.store("photo", PIXEL if photo is True else photo, "photo.png"))
        if document:
            body["document"] = self._document(*document)
        if sticker:
            stored = self.world.files.store("sticker", b"RIFF", "sticker.webp")
            shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
            body["sticker"] = stored.base() | shape | {"emoji": sticker}
        return body

    def _document(self, name: str, content: bytes | str, size: int | None = None) -> Json:
        raw = content.encode() if isinstance(content, str) else content
        return document_json(self.world.files.store("document", raw, name, "application/octet-stream", size))

    def _check_may_say(self, chat: Chat, user: User, body: Json) -> None:
        if units(body.get("text", "")) > 4096 or units(body.get("caption", "")) > 1024:
            raise NotAllowed("the message is too long")
        if chat.is_private:
            if user.blocked:
                raise NotAllowed(f"{user.name} has blocked the bot")
            user.started = True
            return
        member = chat.member(user, self.world.now())
        if chat.migrated_to:
            raise NotAllowed(f"{chat.title} has become a supergroup")
        if not member.present:
            raise NotAllowed(f"{user.name} is not in {chat.title} ({member.status})")
        needed = next((NEEDED[kind] for kind in body if kind in NEEDED), "can_send_messages")
        own = member.permissions if member.status == "restricted" else chat.permissions
        if not member.leads and not (own.get(needed) and chat.permissions.get(needed)):
            raise NotAllowed(f"{user.name} may not do this in {chat.title}: {needed}")

    def _place(self, chat: Chat, reply_to: Message | None, thread: Topic | int | None) -> Json:
        number = thread.id if isinstance(thread, Topic) else thread
        place: Json = {}
        if reply_to is not None:
            place["reply_to_message"] = reply_to.nested()
            number = number or thread_of(reply_to)
        elif number and chat.forum:
            place["reply_to_message"] = chat.messages[number].nested()
        if number and chat.type == "supergroup":
            place |= {"message_thread_id": number} | ({"is_topic_message": True} if chat.forum else {})
        return place
