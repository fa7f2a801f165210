"""A strict fake of Telegram's Bot API server, for tests, the torture run and benchmarks."""

from tests.fakes.botapi.chats import Chat, Link, Message, Topic
from tests.fakes.botapi.control import BotApi
from tests.fakes.botapi.errors import ApiError, NotAllowed
from tests.fakes.botapi.journal import Call
from tests.fakes.botapi.outside import ControlFailed, Outside
from tests.fakes.botapi.people import User
from tests.fakes.botapi.spec import Spec, spec_file
from tests.fakes.botapi.state import Press

__all__ = [
    "ApiError",
    "BotApi",
    "Call",
    "Chat",
    "ControlFailed",
    "Link",
    "Message",
    "NotAllowed",
    "Outside",
    "Press",
    "Spec",
    "Topic",
    "User",
    "spec_file",
]
