"""The stem of a word, however informally it is written: "ngirimnya", "dikirimin", "pengiriman" are all "kirim"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from bot.domain.vocabulary import FILLING, KEPT, KNOWN, MEANT

SHORT = 4  # letters up to which a word is left as it is
LONG = 5  # letters from which a word with a slip can still be told from others
DOUBLED = re.compile(r"(.)\1")
VOWELS = str.maketrans("", "", "aeiou")
ENDINGS = tuple(
    ending + clitic for clitic in ("", "nya", "ku", "mu", "kah", "lah") for ending in ("", "in", "an", "kan")
)
SPOKEN = ("innya", "nya", "in")  # what the stemmer, which knows written endings only, leaves on a word nobody knows
SWALLOWED = {
    "meng": ("", "k"),
    "meny": ("s",),
    "mem": ("", "p"),
    "men": ("", "t"),
    "peng": ("", "k"),
    "pem": ("", "p"),
    "pen": ("", "t"),
    "nge": ("",),
    "ng": ("", "k", "g"),
    "ny": ("s", "c"),
    "n": ("t",),
    "m": ("p",),
    "di": ("",),
    "ke": ("",),
}
"""What begins a verb, written or spoken, and the letters it may stand for: "mengirim" is "kirim", "nyari" is "cari"."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its endings and prefixes, Indonesian or English; the same for all forms of it, mostly."""
    if word not in KNOWN and len(word) > 2 and word == word.translate(VOWELS):
        word = _without_vowels().get(word, word)
    if len(word) <= SHORT or word in KEPT or word in FILLING or not word.isalpha():
        return word
    plainer = [form for form in _plainer(word) if len(form) >= SHORT and form not in FILLING and form != word]
    known = next((form for form in plainer if form in KNOWN), None)
    if known is not None:
        return stem(known)
    if _root(word) in _roots():
        return _root(word)
    return _root(next((form for form in plainer if form in _roots()), None) or _slipped(word) or _unspoken(word))


def _root(word: str) -> str:
    if len(word) <= SHORT or word in KEPT:
        return word
    indonesian, english = _stemmers()
    short = indonesian.stemWord(word)
    return str(MEANT.get(short) or english.stemWord(short))


def _plainer(word: str) -> Iterator[str]:
    """The word without what stands at its ends, the least taken off first; little is taken off a known one."""
    is_known = word in KNOWN
    for ending in ("", "in", "an") if is_known else ENDINGS:
        body = word.removesuffix(ending)
        if word.endswith(ending) and len(body) >= SHORT + is_known:
            yield from _begun(body)
            yield body


def _begun(body: str) -> Iterator[str]:
    for begin, letters in SWALLOWED.items():
        if body.startswith(begin):
            yield from (letter + body.removeprefix(begin) for letter in letters)


def _unspoken(word: str) -> str:
    return next((word.removesuffix(end) for end in SPOKEN if word.endswith(end) and len(word) > SHORT + len(end)), word)


def _slipped(word: str) -> str | None:
    """The only known word that this becomes when a letter is missing, doubled or out of place.

    A wrong letter makes another word too often, and the first one is hardly ever wrong.
    """
    if len(word) < LONG:
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    near = extract(word, _by_letter().get(word[0], ()), scorer=OSA.distance, score_cutoff=1, limit=5)
    meant = [known for known, *_ in near if _is_slip(word, known)]
    return meant[0] if len(meant) == 1 else None


def _is_slip(word: str, known: str) -> bool:
    """Of two words that differ in one place."""
    turned = sorted(known) == sorted(word)
    return turned or len(known) > len(word) or DOUBLED.sub(r"\1", known) == DOUBLED.sub(r"\1", word)


@cache
def _by_letter() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = {}
    for word in sorted(KNOWN):
        if len(word) >= LONG - 1:
            listed.setdefault(word[0], []).append(word)
    return listed


@cache
def _roots() -> frozenset[str]:
    return frozenset(_root(word) for word in KNOWN if word.isalpha())


@cache
def _without_vowels() -> dict[str, str]:
    """Known words by their consonants, where these tell one from all others: "jdwl" is "jadwal"."""
    found: dict[str, set[str]] = {}
    for word in KNOWN:
        if len(word) > SHORT:
            found.setdefault(word.translate(VOWELS), set()).add(word)
    return {short: next(iter(fulls)) for short, fulls in found.items() if len(fulls) == 1}


@cache
def _stemmers() -> tuple[Any, Any]:
    import Stemmer

    return Stemmer.Stemmer("indonesian"), Stemmer.Stemmer("english")
