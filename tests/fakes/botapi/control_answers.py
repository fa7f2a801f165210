"""What people press, vote and react."""

from collections.abc import Sequence
from typing import Any

from tests.fakes.botapi.chats import Message
from tests.fakes.botapi.emit import emit, poll_changed
from tests.fakes.botapi.errors import NotAllowed
from tests.fakes.botapi.locked import Control, locked
from tests.fakes.botapi.people import User
from tests.fakes.botapi.polls import Poll
from tests.fakes.botapi.state import Press

Json = dict[str, Any]


class AnswerControl(Control):
    @locked
    def press(self, user: User, message: Message, label_or_data: str) -> Press:
        """Presses a button that is on the screen; the answer shows in what is returned."""
        button = None if message.deleted else message.button(label_or_data)
        if button is None or "callback_data" not in button:
            raise NotAllowed(f"no button {label_or_data!r} on {message.labels} of message {message.id}")
        return self.press_data(user, message, button["callback_data"])

    @locked
    def press_data(self, user: User, message: Message, data: str) -> Press:
        """Sends callback data that may be stale or forged, even of a message that is gone."""
        world = self.world
        press = Press(str(world.big_number()), user, message, data, world.now())
        world.presses[press.id] = press
        shown = message.inaccessible() if message.deleted else message.json()
        content = {"id": press.id, "from": user.json(), "message": shown, "data": data}
        emit(world, "callback_query", content | {"chat_instance": str(message.chat.id * 7919)}, message.chat.id)
        return press

    @locked
    def vote(self, user: User, message: Message, options: Sequence[int]) -> None:
        poll = self._open_poll(message)
        if user.id in poll.votes and not poll.revoting:
            raise NotAllowed("this poll does not let people change their vote")
        if not options or (len(options) > 1 and not poll.multiple):
            raise NotAllowed("a vote chooses one option, or several where the poll allows it")
        if not all(0 <= option < len(poll.options) for option in options):
            raise NotAllowed(f"the poll has no option {list(options)}")
        poll.votes[user.id] = sorted(options)
        self._voted(poll, user)

    @locked
    def retract_vote(self, user: User, message: Message) -> None:
        poll = self._open_poll(message)
        if not poll.revoting or user.id not in poll.votes:
            raise NotAllowed("there is no vote that could be taken back")
        del poll.votes[user.id]
        self._voted(poll, user)

    def _open_poll(self, message: Message) -> Poll:
        if message.poll is None or message.poll.closed or message.deleted:
            raise NotAllowed(f"message {message.id} is no open poll")
        return message.poll

    def _voted(self, poll: Poll, user: User) -> None:
        poll_changed(self.world, poll)
        if not poll.anonymous and poll.own:
            emit(self.world, "poll_answer", poll.answer(user), self.world.poll_messages[poll.id].chat.id)

    @locked
    def react(self, user: User, message: Message, emoji: str | None) -> None:
        """Sets the user's only reaction, or takes it back."""
        old = message.reactions.get(user.id, [])
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        message.reactions[user.id] = new
        chat = message.chat
        if not chat.is_private and not chat.member(self.world.bot, self.world.now()).leads:
            return
        content: Json = {"chat": chat.json(), "message_id": message.id, "user": user.json()}
        content |= {"date": int(self.world.now()), "old_reaction": old, "new_reaction": new}
        emit(self.world, "message_reaction", content, chat.id)
