"""Tells from the outside whether a message asks something, or says thanks: cheaply, because every message is asked."""

import re
from collections.abc import Sequence

from bot.domain.vocabulary import INFORMAL

LONGEST = 400  # characters; what is longer tells a story
MOST_WORDS = 25
SIGNS: dict[str, frozenset[str]] = {name: frozenset(words.split()) for name, words in INFORMAL["asking"].items()}
"""What questions without their mark begin with, end with and hold, and the words around them that call somebody."""
ANYWHERE, FIRST, LAST, CALLING = (SIGNS[name] for name in ("anywhere", "first", "last", "calling"))
THANKS = re.compile(
    r"\b(?:terima ?kasih|trima ?kasih|trimakasih|makasih|makasi|mksh|trims|nuhun|suwun|tengkyu|"
    r"thanks?|thank ?you|thx|tq|tysm)\b",
    re.IGNORECASE,
)
NEVER_ASKS = "/.!#"
"""What begins so is a command or a note."""


def is_question(text: str) -> bool:
    """Whether somebody asks something: a question mark, or words that stand in questions."""
    if len(text) > LONGEST or text[:1] in NEVER_ASKS:
        return False
    said = text.lower().replace(",", " ").replace(".", " ").replace("!", " ").split()
    if "?" in text:
        return len(said) > 2 or (len(said) == 2 and len(text) >= 12)
    if not 2 < len(said) <= MOST_WORDS:
        return False
    return not ANYWHERE.isdisjoint(said) or _is_framed(said)


def _is_framed(said: Sequence[str]) -> bool:
    """Whether the first or the last word, but for those that call somebody, belongs to a question."""
    first = next((word for word in said if word not in CALLING), "")
    last = next((word for word in reversed(said) if word not in CALLING), "")
    return first in FIRST or last in LAST or said[:2] == ["ada", "yang"]


def is_thanks(text: str) -> bool:
    """Whether a short message thanks somebody."""
    return len(text) <= LONGEST and THANKS.search(text) is not None
