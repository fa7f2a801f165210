"""The words of an informal question, as one would look them up: "brp sih biayanya kak" is "berapa biaya"."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

WORD = re.compile(r"[^\W_]+")
STRETCHED = re.compile(r"(.)\1{2,}")
TWICE = re.compile(r"\b(\w{2,})2(\w{0,3})\b")  # "kata2nya", written for "kata-katanya"
LONGEST = 40  # words of a question that count
SHORT = 4  # letters up to which a word is left as it is
COLLOQUIAL = re.compile(r"(?<=\w{4})(?:nya|in)$")  # "kumpulin", "matiinnya": the stemmer knows written endings only

INFORMAL = tomllib.loads(files("bot.domain").joinpath("wording.toml").read_text("utf-8"))
MEANT: dict[str, str] = {short: full for full, shorts in INFORMAL["meant"].items() for short in shorts.split()}
KEPT = frozenset(MEANT.values())
KINDS: dict[str, str] = {word: kind for kind, listed in INFORMAL["kinds"].items() for word in listed.split()}
FILLING = frozenset(INFORMAL["filling"].split())


def words(text: str) -> tuple[str, ...]:
    """What is asked, word by word in lower case, in the spelling of `wording.toml`; at most `LONGEST` words."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = TWICE.sub(r"\1\2", STRETCHED.sub(r"\1\1", plain))
    return tuple(MEANT.get(word, word) for word in WORD.findall(plain)[:LONGEST])


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its endings and prefixes, Indonesian or English; the same for all forms of it, mostly."""
    if len(word) <= SHORT or word in KEPT or not word.isalpha():
        return word
    indonesian, english = _stemmers()
    short = indonesian.stemWord(COLLOQUIAL.sub("", word))
    return str(MEANT.get(short) or english.stemWord(short))


@cache
def _stemmers() -> tuple[Any, Any]:
    import Stemmer

    return Stemmer.Stemmer("indonesian"), Stemmer.Stemmer("english")


def kinds(said: Iterable[str]) -> frozenset[str]:
    """What is asked for: a time, a number, a place; empty where no word says so."""
    return frozenset(KINDS[word] for word in said if word in KINDS)


def grams(word: str, sizes: tuple[int, ...] = (2, 3, 4)) -> tuple[str, ...]:
    """Its letters in rows, with its edges: what a slip of the finger leaves mostly whole."""
    edged = f"<{word}>"
    return tuple(edged[at : at + size] for size in sizes for at in range(len(edged) - size + 1))
