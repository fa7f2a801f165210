"""Why the bot did something, told so that the page can say it in its reader's language."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot import texts
from bot.chat import actions as acts
from bot.chat import events as heard
from bot.chat.facts import Role
from bot.chat.text import Text, plain
from bot.engine.steps import Trace

LENGTH = 90  # characters of a quotation
PLUMBING = ("prompts.", "outbox.")  # steps of the engine itself

Sentence = tuple[str, dict[str, str]]
"""A text key below "playground.", and its values."""


def story(trace: Trace, number: int, at: datetime, label: str = "") -> dict[str, Any]:
    """One trace: what happened, who looked at it, what was found, what follows; `label` is the pressed button's."""
    return {
        "id": number,
        "at": at.isoformat(),
        "what": happened(trace.event, label),
        "who": trace.event.who.address if trace.event.who else "",
        "quiet": isinstance(trace.event, heard.Outcome | heard.Standing | heard.ServiceLine),
        "steps": [_step(name) for name in trace.steps if not name.startswith(PLUMBING)],
        "findings": [_finding(finding) for finding in trace.findings],
        "does": [follows(action) for action in _with_what_comes_then(trace.actions)],
    }


def happened(event: heard.Event, label: str = "") -> Sentence:
    """The event as a sentence."""
    values = {"name": event.who.name if event.who else ""}
    match event:
        case heard.Message() | heard.Chose():
            return _QUOTING.get(type(event), "why.said"), values | {"text": short(event.text)}
        case heard.Pressed() if label:
            return "why.pressed_label", values | {"text": short(label)}
        case heard.RoleChanged():
            return "why.raised" if event.role >= Role.MODERATOR else "why.lowered", values
        case heard.Standing(present=False):
            return "why.dismissed", values
        case heard.Due():
            return "why.due", {"kind": event.kind}
        case heard.Delivered():
            return "why.delivered", {"action": event.action}
        case heard.Refused():
            return "why.refused", {"action": event.action, "reason": event.reason}
    kind = type(event)
    return (_PLAIN_EVENTS[kind], values) if kind in _PLAIN_EVENTS else ("why.event", {"kind": kind.__name__})


_QUOTING: Mapping[type[heard.Event], str] = {heard.Edited: "why.edited", heard.Chose: "why.chose"}

_PLAIN_EVENTS: Mapping[type[heard.Event], str] = {
    heard.Joined: "why.joined",
    heard.Left: "why.left",
    heard.Pressed: "why.pressed",
    heard.Reacted: "why.reacted",
    heard.Voted: "why.voted",
    heard.Standing: "why.standing",
    heard.Reachable: "why.reachable",
    heard.ServiceLine: "why.line",
    heard.PollClosed: "why.poll_closed",
}


def _with_what_comes_then(actions: Sequence[acts.AnyAction]) -> list[acts.AnyAction]:
    """What is said once the platform agreed belongs to the story, too."""
    return [each for action in actions for each in (action, *getattr(action, "then", ()))]


def follows(action: acts.AnyAction) -> Sentence:
    """An action as a sentence."""
    match action:
        case acts.Tell():
            return "does.tell", {"name": action.who.name, "text": short(action.text)}
        case acts.Alert():
            return "does.alert", {"text": short(action.text)}
        case acts.Send():
            return "does.send", {"text": short(action.text)}
        case acts.Edit():
            return "does.edit", {"text": short(action.text)}
        case acts.AskPoll():
            return "does.ask", {"text": short(action.question)}
        case acts.Answer() if not action.text:
            return "does.acknowledge", {}
        case acts.Answer():
            return "does.answer", {"text": short(action.text)}
        case acts.Delete() if action.key:
            return "does.delete_own", {"key": action.key}
        case acts.Mute() | acts.Unmute() | acts.Ban() | acts.Unban() | acts.Remove() | acts.Admit():
            return f"does.{type(action).__name__.lower()}", {"name": action.who.name}
    name = type(action).__name__.lower()
    return (f"does.{name}", {}) if name in _PLAIN_ACTIONS else ("does.action", {"kind": type(action).__name__})


_PLAIN_ACTIONS = frozenset(
    {"delete", "deletemany", "closepoll", "react", "pin", "unpin", "close", "reopen", "leave", "work", "lookup"}
)


def short(text: Text | str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(plain(text).split())
    return line if len(line) <= LENGTH else line[: LENGTH - 1].rstrip() + "…"


def _step(name: str) -> str:
    """Where the answer came from: "handlers.welcome.greet" is "welcome.greet"."""
    return name.removeprefix("handlers.").removeprefix("moderation.rules.").removeprefix("scheduler.")


def _finding(finding: Any) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "score": round(finding.score, 2),
        "threshold": round(finding.threshold, 2),
        "why": {language: _said(language, finding.why, finding.values) for language in texts.LANGUAGES},
    }


def _said(language: str, key: str, values: Mapping[str, object]) -> str:
    """A rule's reason; a reason that has no words yet is shown as it is."""
    try:
        return plain(texts.say(language, key, values))
    except KeyError:
        return key
