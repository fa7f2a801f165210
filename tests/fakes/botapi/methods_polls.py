"""Polls as Bot API 10.1 has them, and answers to pressed buttons."""

from typing import Any

from tests.fakes.botapi.access import chat_for, message_for
from tests.fakes.botapi.emit import close_poll
from tests.fakes.botapi.entities import units
from tests.fakes.botapi.errors import STALE_QUERY, bad
from tests.fakes.botapi.params import Params
from tests.fakes.botapi.polls import Poll
from tests.fakes.botapi.sending import keyboard, post, refuse_markup
from tests.fakes.botapi.state import World

Json = dict[str, Any]
SHORTEST, LONGEST = 5, 2_628_000
QUESTION, OPTION, EXPLANATION, DESCRIPTION, MOST_OPTIONS = 300, 100, 200, 1024, 12
ANSWER_SECONDS, ANSWER_UNITS = 15, 200


def send_poll(world: World, params: Params) -> Json:
    chat = chat_for(world, params)
    for name in ("question_parse_mode", "explanation_parse_mode", "description_parse_mode"):
        refuse_markup(params, name)
    poll = _poll(world, params)
    if chat.type == "channel" and not poll.anonymous:
        raise bad("non-anonymous polls can't be sent to channel chats")
    message = post(world, params, "can_send_polls", "polls", {}, chat, poll=poll)
    world.polls[poll.id], world.poll_messages[poll.id] = poll, message
    if poll.close_date:
        world.later(poll.close_date, lambda: close_poll(world, poll))
    return message.json()


def _poll(world: World, params: Params) -> Poll:
    quiz = _kind(params) == "quiz"
    options = _options(world, params)
    poll = Poll(str(world.big_number()), _question(params), options, quiz)
    poll.anonymous = params.flag("is_anonymous") if "is_anonymous" in params else True
    poll.multiple = params.flag("allows_multiple_answers")
    poll.revoting = params.flag("allows_revoting") if "allows_revoting" in params else not quiz
    poll.description = _limited(params, "description", DESCRIPTION)
    poll.closed = params.flag("is_closed")
    if params.flag("allow_adding_options") and (quiz or poll.anonymous):
        raise bad("options can't be added to anonymous polls and quizzes")
    if quiz:
        poll.correct, poll.explanation = _correct(params, poll), _explanation(params)
    _set_times(world, params, poll)
    return poll


def _kind(params: Params) -> str:
    kind = params.text("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad("unsupported poll type specified")
    return kind


def _question(params: Params) -> str:
    question = (params.text("question") or "").strip()
    if not question:
        raise bad("text must be non-empty")
    if units(question) > QUESTION:
        raise bad(f"poll question length must not exceed {QUESTION}")
    return question


def _options(world: World, params: Params) -> list[Json]:
    given = params.json("options")
    if not isinstance(given, list):
        raise bad("expected an Array of InputPollOption as options")
    if not given:
        raise bad("poll must have at least one answer option")
    if len(given) > MOST_OPTIONS:
        raise bad(f"poll can't have more than {MOST_OPTIONS} options")
    texts = [str(one["text"] if isinstance(one, dict) else one).strip() for one in given]
    if not all(texts):
        raise bad("text must be non-empty")
    if any(units(text) > OPTION for text in texts):
        raise bad(f"poll options length must not exceed {OPTION}")
    return [{"persistent_id": f"{world.big_number():x}", "text": text} for text in texts]


def _correct(params: Params, poll: Poll) -> list[int]:
    """`correct_option_id` of older versions still works; the spec check counts it as unknown."""
    correct = params.json("correct_option_ids")
    if correct is None and (older := params.integer("correct_option_id")) is not None:
        correct = [older]
    if not correct:
        raise bad("correct option identifiers must be non-empty")
    if sorted(set(correct)) != correct or not all(0 <= index < len(poll.options) for index in correct):
        raise bad("wrong correct option ID specified")
    if len(correct) > 1 and not poll.multiple:
        raise bad("wrong number of correct options specified")
    return list(correct)


def _explanation(params: Params) -> str | None:
    explanation = _limited(params, "explanation", EXPLANATION)
    if explanation and explanation.count("\n") > 2:
        raise bad("explanation can't have more than 2 line feeds")
    return explanation


def _limited(params: Params, name: str, most: int) -> str | None:
    text = (params.text(name) or "").strip()
    if units(text) > most:
        raise bad(f"poll {name} length must not exceed {most}")
    return text or None


def _set_times(world: World, params: Params, poll: Poll) -> None:
    period, date = params.integer("open_period") or 0, params.integer("close_date") or 0
    if period and date:
        raise bad("can't use open period and close date at the same time")
    ahead = period or (date - int(world.now()) if date else 0)
    if ahead and not SHORTEST <= ahead <= LONGEST:
        raise bad("POLL_OPEN_PERIOD_INVALID" if period else "POLL_CLOSE_DATE_INVALID")
    poll.open_period = period
    poll.close_date = date or (int(world.now()) + period if period else 0)


def stop_poll(world: World, params: Params) -> Json:
    message = message_for(world, params, "message with poll to stop")
    poll = message.poll
    if poll is None:
        raise bad("message is not a poll")
    if not message.by_bot or not poll.own:
        raise bad("poll can't be stopped")
    if poll.closed:
        raise bad("poll has already been closed")
    markup = keyboard(params)
    kept = {name: value for name, value in message.data.items() if name != "reply_markup"}
    message.data = kept | ({"reply_markup": markup} if markup else {})
    close_poll(world, poll)
    return poll.json(in_message=False)


def answer_callback_query(world: World, params: Params) -> bool:
    press = world.presses.get(params.text("callback_query_id") or "")
    if press is None or press.answered or world.now() - press.at > ANSWER_SECONDS:
        raise bad(STALE_QUERY)
    text = params.text("text") or ""
    if units(text) > ANSWER_UNITS:
        raise bad("MESSAGE_TOO_LONG")
    if params.text("url"):
        raise bad("URL_INVALID")
    press.answered, press.text, press.alert = True, text, params.flag("show_alert")
    return True
