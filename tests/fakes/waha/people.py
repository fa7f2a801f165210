"""What people do on the pretend WhatsApp."""

from typing import Any

from tests.fakes.waha import payloads
from tests.fakes.waha.calls import LEADS, moved
from tests.fakes.waha.world import BOT_LID, BOT_PHONE, Chat, Person, Said, World


class Playing:
    """Tests play everybody; each thing that people do changes the world, then becomes news."""

    world: World

    async def emit(self, event: str, payload: dict[str, Any]) -> int:
        """Brings news to the webhook."""
        raise NotImplementedError

    def person(self, name: str) -> Person:
        """Somebody new."""
        return self.world.person(name)

    async def group(self, subject: str, *members: Person, creator: Person, bot: str = "admin") -> Chat:
        """A new group with the bot in it."""
        chat = self.world.group(subject)
        chat.roles = {creator.lid: "superadmin"} | {member.lid: "participant" for member in members} | {BOT_LID: bot}
        now = int(self.world.now().timestamp() * 1000)
        await self.emit("group.v2.join", {"timestamp": now, "group": payloads.group(chat, self.world), "_data": {}})
        return chat

    async def say(self, chat: Chat, who: Person, text: str, reply_to: Said | None = None, **more: Any) -> Said:
        """Somebody writes; where only admins may, nobody hears the others."""
        said = Said(self.world.new_id(), chat.id, who.lid, text, self.world.now(), **more)
        said.reply_to = reply_to.id if reply_to else ""
        if chat.is_group and (who.lid not in chat.roles or (chat.closed and chat.roles[who.lid] not in LEADS)):
            return said
        self.world.add(said)
        await self.emit("message", payloads.message(said, self.world))
        return said

    async def write(self, who: Person, text: str) -> Said:
        """Somebody writes to the bot in private."""
        return await self.say(self.world.chat(who.lid), who, text)

    async def edit(self, said: Said, text: str) -> None:
        """Somebody changes what they wrote."""
        said.text = text
        payload = payloads.message(said, self.world) | {"editedMessageId": said.id}
        payload["id"] = payload["id"].replace(said.id, self.world.new_id())
        await self.emit("message.edited", payload)

    async def react(self, who: Person, said: Said, emoji: str) -> None:
        """Somebody reacts to a message, told as GOWS does: in their eyes, where their own message is mine."""
        self.world.chat(said.chat).felt.append(self.world.now())
        own = Said(self.world.new_id(), said.chat, who.lid, "", self.world.now())
        payload = payloads.message(own, self.world)
        kept = ("id", "timestamp", "from", "fromMe", "source", "to", "participant")
        mine, chat = said.author == who.lid, said.chat if said.chat.endswith("@g.us") else BOT_LID
        author = f"_{BOT_PHONE if mine else said.author or BOT_LID}" if chat == said.chat else ""
        reaction = {"text": emoji, "messageId": f"{str(mine).lower()}_{chat}_{said.id}{author}"}
        await self.emit("message.reaction", {name: payload[name] for name in kept} | {"reaction": reaction})

    async def vote(self, who: Person, said: Said, *options: str) -> int:
        """Somebody's whole choice in a poll."""
        said.votes[who.lid] = options
        self.world.chat(said.chat).felt.append(self.world.now())
        poll = {"id": said.serialized, "to": said.chat, "from": BOT_LID, "fromMe": True, "participant": BOT_LID}
        vote = {
            "id": f"false_{said.chat}_{self.world.new_id()}_{who.lid}",
            "selectedOptions": list(options),
            "timestamp": int(self.world.now().timestamp() * 1000),
            "to": BOT_LID,
            "from": said.chat,
            "fromMe": False,
            "participant": who.lid,
        }
        return await self.emit("poll.vote", {"vote": vote, "poll": poll, "_data": {}})

    async def join(self, chat: Chat, *people: Person) -> None:
        """People come into a group by its link."""
        await self._move("join", chat, *people)

    async def leave(self, chat: Chat, *people: Person) -> None:
        """People go."""
        await self._move("leave", chat, *people)

    async def promote(self, chat: Chat, *people: Person) -> None:
        """People become admins."""
        await self._move("promote", chat, *people)

    async def _move(self, kind: str, chat: Chat, *people: Person) -> None:
        for who in people:
            if kind == "leave":
                chat.roles.pop(who.lid, None)
            else:
                chat.roles[who.lid] = "admin" if kind == "promote" else "participant"
        await self.emit("group.v2.participants", moved(kind, chat, [who.lid for who in people], self.world))

    async def knock(self, chat: Chat, who: Person) -> None:
        """Somebody asks to be let in."""
        chat.asking.append(who.lid)
        payload = {
            "action": "created",
            "requesterId": who.lid,
            "requesterPn": who.phone,
            "requestMethod": "invite_link",
            "timestamp": int(self.world.now().timestamp() * 1000),
            "group": {"id": chat.id},
            "_data": {},
        }
        await self.emit("group.v2.participants.join-request", payload)

    def texts(self, chat: Chat | Person) -> list[str]:
        """What the bot has on the screen of a chat."""
        return [said.text for said in self.shown(chat) if not said.author]

    def shown(self, chat: Chat | Person) -> list[Said]:
        """Everything on the screen of a chat."""
        found = chat if isinstance(chat, Chat) else self.world.chat(chat.lid)
        return found.messages
