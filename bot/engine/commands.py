"""From a message to a command: found, allowed, about a group, and not too old."""

import re
from datetime import timedelta

from bot import errors
from bot.chat.actions import Actions, Choice
from bot.chat.events import AccountKind, Chose, Command, Document, Message
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text
from bot.context import Context
from bot.routing import CommandSpec, Routes, command_of
from bot.services import people

OBEYED_FOR = timedelta(minutes=10)
CALL = re.compile(r"(?P<name>\w{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<args>.*))?", re.DOTALL)

CHOOSE_GROUP = "commands.about"
CONFIRM = "commands.confirm"


def called(message: Message, prefixes: str, own_name: str, routes: Routes) -> Command | None:
    """The command that a message calls, None when it calls none of ours."""
    if not message.text or message.text[0] not in prefixes:
        return None
    call = CALL.fullmatch(str(message.text)[1:])
    if call is None or (call["bot"] and own_name and call["bot"].lower() != own_name.lower()):
        return None
    found = routes.called(call["name"])
    if found is None:
        return None
    spec, form = found
    args = f"{spec.saying.get(call['name'].lower(), '')} {call['args'] or ''}".strip()
    return command_of(spec, message, args, form)


def is_late(command: Command, ctx: Context) -> bool:
    """Commands older than 10 minutes are logged, not obeyed."""
    return ctx.now - command.at > OBEYED_FOR


def before(spec: CommandSpec, command: Command, ctx: Context) -> Actions | None:
    """What must happen instead of obeying at once: choose a group, show who one is. None: go on.

    Raises `errors.Refused` when the person's role does not allow the command, `Need` when it must be asked.
    """
    if spec.about_group and ctx.group.is_private:
        return _choose_group(command, ctx)
    assert command.who is not None
    if spec.role is Role.STRANGER:
        return None
    if command.who.kind is AccountKind.ANONYMOUS_ADMIN and (spec.destructive or spec.role > Role.MODERATOR):
        return [ctx.reply(ctx.say("commands.who_are_you"), choices=(_again(command, ctx),))]
    role = ctx.know(RoleOf(ctx.group.chat, command.who), max_age=0 if spec.destructive else 60)
    if role < spec.role:
        raise errors.Refused(f"roles.only_{spec.role.name.lower()}")
    return None


def _choose_group(command: Command, ctx: Context) -> Actions:
    """In private a command about a group asks which one, unless there is only one (see `focus`)."""
    assert command.who is not None
    groups = [group for group, _ in people.groups_of(ctx.session, command.who)]
    if not groups:
        raise errors.Refused("commands.no_group")
    choices = tuple(
        Choice(
            group.title or str(group.id),
            CHOOSE_GROUP,
            (group.id, *_carried(command)),
            who=command.who,
            hours=1,
            row=index,
        )
        for index, group in enumerate(groups[:20])
    )
    return [ctx.reply(ctx.say("commands.which_group"), choices=choices)]


def _again(command: Command, ctx: Context) -> Choice:
    """A button that calls the command once more, as whoever presses it: about the same message, with the same file."""
    return Choice(str(ctx.say("commands.confirm")), CONFIRM, _carried(command), hours=0.2)


def _carried(command: Command) -> tuple[str | int, ...]:
    """What a choice remembers of a command, so that `repeated` can call it again."""
    line = f"/{command.form}{command.name} {command.args}".strip()
    quoted = command.reply_who.id if command.reply_who else 0
    file = command.document
    sent = (file.id, file.name, file.size) if file else ()
    return (line, command.message, command.reply_to, quoted, *sent)


def repeated(chose: Chose, ctx: Context) -> Message:
    """The message that such a button, or the choice of a group, calls once more."""
    line, message, reply_to, quoted, *sent = chose.args[1:] if chose.route == CHOOSE_GROUP else chose.args
    return Message(
        chose.key,
        ctx.now,
        chose.group,
        chose.who,
        message=str(message),
        text=Text(str(line)),
        thread=chose.thread,
        reply_to=str(reply_to),
        reply_who=people.account(ctx.session, int(quoted)) if quoted else None,
        document=Document(str(sent[0]), str(sent[1]), int(sent[2])) if sent else None,
    )
