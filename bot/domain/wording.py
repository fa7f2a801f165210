"""The words of an informal question, as one would look them up: "brp sih biayanya kak" is "berapa biaya"."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from bot.domain.vocabulary import KINDS, MEANT

WORD = re.compile(r"[^\W_]+")
STRETCHED = re.compile(r"(.)\1{2,}")
TWICE = re.compile(r"\b(\w{2,})2(\w{0,3})\b")  # "kata2nya", written for "kata-katanya"
LONGEST = 40  # words of a question that count


def words(text: str) -> tuple[str, ...]:
    """What is asked, word by word in lower case, in the spelling of `wording.toml`; at most `LONGEST` words."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = TWICE.sub(r"\1\2", STRETCHED.sub(r"\1\1", plain))
    return tuple(MEANT.get(word, word) for word in WORD.findall(plain)[:LONGEST])


def kinds(said: Iterable[str]) -> frozenset[str]:
    """What is asked for: a time, a number, a place; empty where no word says so."""
    return _once(frozenset(KINDS[word] for word in said if word in KINDS))


@cache
def _once(found: frozenset[str]) -> frozenset[str]:
    """The same object for the same kinds: there are few, and every wording holds some."""
    return found


def grams(word: str, sizes: tuple[int, ...] = (2, 3, 4)) -> tuple[str, ...]:
    """Its letters in rows, with its edges: what a slip of the finger leaves mostly whole."""
    edged = f"<{word}>"
    return tuple(edged[at : at + size] for size in sizes for at in range(len(edged) - size + 1))
