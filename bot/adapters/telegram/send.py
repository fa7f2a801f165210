"""What is said through python-telegram-bot: messages, polls, answers, reactions, pins."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputPollOption,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.adapters.telegram.entities import entities_of
from bot.adapters.telegram.pace import Slot
from bot.adapters.telegram.refusals import Impossible
from bot.chat.actions import Action, Answer, AskPoll, ClosePoll, Delete, DeleteMany, Edit, Pin, React, Send, Unpin
from bot.chat.text import plain, utf16_length
from bot.engine.orders import Button, Order

Bot = ExtBot[Slot]

CAPTION, QUESTION, OPTION, EXPLANATION, NOTICE = 1024, 300, 100, 200, 200
PICTURES = (".png", ".jpg", ".jpeg")
SHORTEST, LONGEST = 5, 2_628_000  # seconds that a poll closes by itself after
IN_A_LINE = 8  # buttons
LONG_WORD = 25  # characters: longer ones are cut
AT_ONCE = 100  # messages deleted by one call
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Done:
    """What a call brought: ids of what was sent, a poll's id, or the value that was asked for."""

    sent: tuple[str, ...] = ()
    poll: str = ""
    value: Any = None


def slot(order: Order) -> Slot:
    """Where the order's calls count."""
    return Slot(order.action.to.address, order.action.lane)


def chat(action: Action) -> int:
    """The chat's number."""
    return number(action.to.address)


def number(platform_id: str) -> int:
    """Telegram's ids are numbers; anything else was never one of Telegram's."""
    try:
        return int(platform_id)
    except ValueError:
        raise Impossible from None


async def send(bot: Bot, order: Order, action: Send) -> Done:
    """A text; with a document its caption, or a message before it where it is too long for that."""
    if not order.document:
        return Done((str((await _text(bot, order, action)).message_id),))
    if utf16_length(action.text) <= CAPTION:
        return Done((str((await _document(bot, order, action, with_text=True)).message_id),))
    text = await _text(bot, order, action)
    document = await _document(bot, order, action, with_text=False)
    return Done((str(text.message_id), str(document.message_id)))


async def _text(bot: Bot, order: Order, action: Send) -> Message:
    return await bot.send_message(
        chat(action),
        plain(action.text),
        entities=entities_of(action.text, order.mentions),
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard(order.buttons),
        reply_parameters=reply(action.reply_to),
        message_thread_id=number(action.thread) if action.thread else None,
        rate_limit_args=slot(order),
    )


async def _document(bot: Bot, order: Order, action: Send, *, with_text: bool) -> Message:
    """A picture is shown as one, anything else is a file."""
    name = order.filename or action.filename or "file"
    call = bot.send_photo if name.lower().endswith(PICTURES) else bot.send_document
    return await call(
        chat(action),
        order.document,
        filename=name,
        caption=plain(action.text) if with_text else None,
        caption_entities=entities_of(action.text, order.mentions) if with_text else None,
        reply_markup=keyboard(order.buttons) if with_text else None,
        reply_parameters=reply(action.reply_to),
        message_thread_id=number(action.thread) if action.thread else None,
        rate_limit_args=slot(order),
    )


def reply(message: str) -> ReplyParameters | None:
    """What is answered, if it is still there."""
    return ReplyParameters(number(message), allow_sending_without_reply=True) if message else None


def keyboard(buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    """Buttons of one row stand in one line, as far as there is room."""
    lines: list[list[InlineKeyboardButton]] = []
    for _, row in groupby(buttons, key=lambda button: button.row):
        line = [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
        lines += [line[at : at + IN_A_LINE] for at in range(0, len(line), IN_A_LINE)]
    return InlineKeyboardMarkup(lines) if lines else None


async def edit(bot: Bot, order: Order, action: Edit) -> Done:
    """New words; a message that is a document has them below it."""
    message, markup = number(order.message), keyboard(order.buttons)
    words, styles = plain(action.text), entities_of(action.text, order.mentions)
    try:
        await bot.edit_message_text(
            words,
            chat(action),
            message,
            entities=styles,
            link_preview_options=NO_PREVIEW,
            reply_markup=markup,
            rate_limit_args=slot(order),
        )
    except BadRequest as failure:
        if "no text in the message" not in str(failure).lower():
            raise
        await bot.edit_message_caption(
            chat(action),
            message,
            caption=words,
            caption_entities=styles,
            reply_markup=markup,
            rate_limit_args=slot(order),
        )
    return Done()


async def delete(bot: Bot, order: Order, action: Delete) -> Done:
    await bot.delete_message(chat(action), number(order.message or action.message), rate_limit_args=slot(order))
    return Done()


async def delete_many(bot: Bot, order: Order, action: DeleteMany) -> Done:
    messages = [number(message) for message in action.messages]
    for at in range(0, len(messages), AT_ONCE):
        await bot.delete_messages(chat(action), messages[at : at + AT_ONCE], rate_limit_args=slot(order))
    return Done()


async def ask_poll(bot: Bot, order: Order, action: AskPoll) -> Done:
    """The value is the lasting ids of the options, in their order: votes name them."""
    explanation = _cut(_in_three_lines(action.explanation), EXPLANATION)
    correct: Any = sorted(action.correct)  # the library's type names twelve numbers
    message = await bot.send_poll(
        chat(action),
        _cut(action.question, QUESTION),
        [InputPollOption(_cut(option, OPTION)) for option in action.options],
        is_anonymous=False,
        type="quiz" if action.correct else "regular",
        correct_option_ids=correct or None,
        explanation=explanation if action.correct and explanation else None,
        allows_multiple_answers=action.several or len(action.correct) > 1,
        open_period=min(max(action.seconds, SHORTEST), LONGEST) if action.seconds else None,
        message_thread_id=number(action.thread) if action.thread else None,
        rate_limit_args=slot(order),
    )
    poll = message.poll
    options = tuple(option.persistent_id for option in poll.options) if poll else ()
    return Done((str(message.message_id),), poll.id if poll else "", options)


def _in_three_lines(text: str) -> str:
    """The text without blank lines, and with no more line feeds than an explanation may have."""
    lines = [line for line in plain(text).split("\n") if line.strip()]
    return "\n".join([*lines[:2], " ".join(lines[2:])]).strip()


def _cut(text: str, limit: int) -> str:
    """The text, ended by an ellipsis behind a word where it is longer than Telegram takes."""
    if utf16_length(text) <= limit:
        return plain(text)
    window = plain(text).encode("utf-16-le")[: 2 * limit - 2].decode("utf-16-le", "ignore")
    words, _, rest = window.rpartition(" ")
    return (words if words and len(rest) < LONG_WORD else window).rstrip() + "…"


async def close_poll(bot: Bot, order: Order, action: ClosePoll) -> Done:
    await bot.stop_poll(chat(action), number(order.message), rate_limit_args=slot(order))
    return Done()


async def answer(bot: Bot, order: Order, action: Answer) -> Done:
    await bot.answer_callback_query(
        action.press,
        text=_cut(action.text, NOTICE) or None,
        show_alert=action.loud,
        rate_limit_args=slot(order),
    )
    return Done()


async def react(bot: Bot, order: Order, action: React) -> Done:
    emoji = [action.emoji] if action.emoji else []
    await bot.set_message_reaction(
        chat(action), number(order.message or action.message), emoji, rate_limit_args=slot(order)
    )
    return Done()


async def pin(bot: Bot, order: Order, action: Pin) -> Done:
    await bot.pin_chat_message(
        chat(action),
        number(order.message or action.message),
        disable_notification=True,
        rate_limit_args=slot(order),
    )
    return Done()


async def unpin(bot: Bot, order: Order, action: Unpin) -> Done:
    named = order.message or action.message
    await bot.unpin_chat_message(chat(action), number(named) if named else None, rate_limit_args=slot(order))
    return Done()
