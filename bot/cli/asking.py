"""`pamong try ask`: which answers a question finds in a group, and how sure that is."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from bot.chat.abilities import Abilities
from bot.chat.events import Event
from bot.cli.trying import judge
from bot.config import Config
from bot.context import Context, Installation
from bot.routing import Routes
from bot.services import faq
from bot.settings import GroupInfo

SHOWN = 5


def ask(config: Config, text: str | None, group: str, *, as_json: bool) -> None:
    """Says what a question finds; without a text one question a line from stdin, without a group nothing is known."""
    if not group:
        print('Say in which group: pamong try ask "Kapan kelas?" --group "Kelas Bisnis"', file=sys.stderr)
    with judge(config, group) as (session, place):
        ctx = _context(session, place)
        for line in [text] if text is not None else (line.rstrip("\n") for line in sys.stdin):
            found = asked(line, ctx)
            if as_json or text is None:
                print(json.dumps(found, ensure_ascii=False), flush=True)
            else:
                _say(found)


def asked(question: str, ctx: Context) -> dict[str, Any]:
    """{"decision": "answer|suggest|none", "candidates": [{"id", "question", "score"}]}, the best first."""
    result = faq.search(question, ctx, most=SHOWN)
    names = {row.id: row.question for row in faq.questions(result.found, ctx)}
    candidates = [
        {"id": each.owner, "question": names[each.owner], "score": round(each.score, 4)} for each in result.found
    ]
    return {"decision": result.decision, "candidates": candidates}


def _context(session: Session, place: GroupInfo) -> Context:
    now = datetime.now(UTC)
    return Context(
        session=session,
        event=Event("try", now, place.chat),
        now=now,
        place=place,
        group=place,
        installation=Installation(),
        routes=Routes([]),
        abilities=Abilities(),
    )


def _say(found: dict[str, Any]) -> None:
    for candidate in found["candidates"]:
        print(f"{candidate['score']:.2f} {candidate['question']}")
    said = {"answer": "answers with the first", "suggest": "asks back", "none": "knows no answer"}
    print(f"what would be done: Pamong {said[found['decision']]}")
