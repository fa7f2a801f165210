"""Which brand a comment advertises, so that a judge can be measured on brands that it never saw.

Brands are found in the folded text of advertising: words that end in a number ("alexis17", "ton4d"), in either reading,
and names without a number, listed below. All spellings of a name are one family: figures are left off, so "pulau777",
"pu lau 77-7" and "pulauwin" stay on the same side of a split.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from moderation.normalise import fold

NUMBERED = re.compile(r"(([a-z]{3,})(?:\d{2,4}|\dd))(?:jp)?")
SEEN = 2  # a number behind a word is a brand from the second comment on
NO_SIGN = re.compile(r"[^a-z0-9]")
NO_LETTER = re.compile(r"[^a-z ]")
NUMBER = re.compile(r"\d+d?$")
SHORT = 6  # a stem of so few letters counts only with its number: it may be an ordinary word
NAMES = (
    *("4uw1n", "5unsur", "alexis", "ambyargacor", "asiagenting", "axl7", "dewador", "garudaho", "gel77", "instantslot"),
    *("inulpoker", "isototo", "istanacash", "jptogei", "koislot", "m0na4d", "macantoto", "mamibet", "manjurbet"),
    *("mawarslot", "nagaikan", "pemujajp", "pokerbola", "pokerpelangi", "posototo", "probet", "pulau", "puiau"),
    *("tupaiwin", "ulau7", "vikingtoto"),
)
SAME = {"4uw1n": "pulau", "puiau": "pulau", "ulau7": "pulau", "gel77": "jptogel", "jptogei": "jptogel"}
ORDINARY = frozenset({"sampai", "sekitar", "sebesar", "tahun"})


def families(advertising: Iterable[str]) -> tuple[str, ...]:
    """The brands named in advertising, longest first: stems of letters, short ones with their number."""
    seen = Counter(stem for text in advertising for stem in _stems(text))
    found = {stem for stem, times in seen.items() if times >= SEEN and not any(name in stem for name in NAMES)}
    return tuple(sorted(found | set(NAMES), key=lambda stem: (-len(stem), stem)))


def brand(text: str, known: Sequence[str]) -> str:
    """The family of the first known name in a text, however it is spaced; nothing if it names none."""
    letters, signs = squeezed(text)
    found = next((stem for stem in known if stem in (letters if stem.isalpha() else signs)), "")
    return SAME.get(found, NUMBER.sub("", found))


def squeezed(text: str) -> tuple[str, str]:
    """A text with nothing between its letters, in both readings: without figures, and with them."""
    folded = fold(text)
    signs = NO_SIGN.sub("", folded.text) + " " + NO_SIGN.sub("", folded.second)
    return NO_LETTER.sub("", signs), signs


def chosen(brands: Iterable[str], share: float, seed: int) -> frozenset[str]:
    """A random share of the brands, the same for the same seed."""
    ordered = sorted(set(brands) - {""})
    random.Random(seed).shuffle(ordered)
    return frozenset(ordered[: round(len(ordered) * share)])


def _stems(text: str) -> set[str]:
    folded = fold(text)
    named = (match for word in {*folded.words, *folded.leet} if (match := NUMBERED.fullmatch(word)))
    return {match[2] if len(match[2]) > SHORT else match[1] for match in named if match[2] not in ORDINARY}
