"""What every method checks first: the chat, the message, the bot's rights."""

from tests.fakes.botapi.chats import Chat, Message
from tests.fakes.botapi.errors import bad, forbidden, migrated
from tests.fakes.botapi.params import Params
from tests.fakes.botapi.people import Member, User
from tests.fakes.botapi.state import World

TWO_DAYS = 48 * 3600


def chat_for(world: World, params: Params, name: str = "chat_id", write: bool = True) -> Chat:
    """The chat a request names, if the bot may read (or write) there."""
    wanted = params.text(name)
    if not wanted:
        raise bad(f"{name} is empty")
    chat = _find(world, wanted)
    if chat.is_private:
        _check_private(world, chat, write)
    else:
        _check_group(world, chat, write)
    return chat


def _find(world: World, wanted: str) -> Chat:
    if wanted.startswith("@"):
        named = [chat for chat in world.chats.values() if chat.username and chat.username == wanted[1:]]
        if not named or named[0].is_private:
            raise bad("chat not found")
        return named[0]
    try:
        number = int(wanted)
    except ValueError:
        raise bad("chat not found") from None
    chat, user = world.chats.get(number), world.users.get(number)
    if chat is not None and (chat.username or chat.seen_by_bot):
        return chat
    if user is None or not _knows(world, user):
        raise bad("chat not found")
    return world.private(user)


def _knows(world: World, user: User) -> bool:
    """The bot knows who ever was with it in a chat."""
    return user.started or any(user.id in chat.members and chat.seen_by_bot for chat in world.chats.values())


def _check_private(world: World, chat: Chat, write: bool) -> None:
    user = chat.user
    if user is None or not write:
        return
    if user.is_bot:
        raise forbidden("bots can't send messages to bots")
    if user.deactivated:
        raise forbidden("user is deactivated")
    if user.blocked:
        raise forbidden("bot was blocked by the user")
    if not user.started and user.reachable_until < world.now():
        raise forbidden("bot can't initiate conversation with a user")


def _check_group(world: World, chat: Chat, write: bool) -> None:
    if chat.migrated_to:
        if write:
            raise migrated(chat.migrated_to.id)
        return
    bot = chat.member(world.bot, world.now())
    if bot.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not bot.present and (write or not chat.username):
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def bot_in(world: World, chat: Chat) -> Member:
    return chat.member(world.bot, world.now())


def need(world: World, chat: Chat, right: str, refusal: str) -> None:
    """Refuses unless the bot is an administrator with that right."""
    if not bot_in(world, chat).may(right):
        raise bad(refusal)


def message_for(world: World, params: Params, what: str, name: str = "message_id") -> Message:
    """The message a request names; `what` is Telegram's word for it ("message to edit")."""
    chat = chat_for(world, params)
    return message_in(chat, params.integer(name), what)


def message_in(chat: Chat, message_id: int | None, what: str) -> Message:
    message = chat.messages.get(message_id or 0)
    if message is None or message.deleted:
        raise bad(f"{what} not found")
    return message


def target(world: World, params: Params) -> User:
    """The user a request names."""
    user_id = params.integer("user_id")
    if not user_id or user_id < 0:
        raise bad("invalid user_id specified")
    user = world.users.get(user_id)
    if user is None:
        raise bad("PARTICIPANT_ID_INVALID")
    return user


def may_send(world: World, chat: Chat, permission: str, what: str) -> None:
    """Members that do not lead need the chat's permission, bots too."""
    member = bot_in(world, chat)
    if chat.is_private or member.may("can_manage_chat") or member.leads:
        if chat.type == "channel" and not member.may("can_post_messages"):
            raise bad("need administrator rights in the channel chat")
        return
    if chat.type == "channel":
        raise bad("need administrator rights in the channel chat")
    granted = member.permissions if member.status == "restricted" else chat.permissions
    if not granted.get(permission, False) or not chat.permissions.get(permission, False):
        raise bad(f"not enough rights to send {what} to the chat")
