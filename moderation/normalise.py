"""Folds a message to what a reader sees in it, whatever letters it is disguised with."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from moderation.lookalikes import PARENTHESISED, STYLED, plain_letters, spelled_flags, unmasked

EMOJI = (
    r"\u2190-\u2211\u2213-\u221d\u2300-\u23ff\u2460\u25a0-\u2775\u2794-\u27bf\u2b00-\u2bff"
    r"\U0001f300-\U0001f64f\U0001f680-\U0001faff"
)
PUNCTUATION = (
    r"\u00a1\u00a3\u00a5\u00a9\u00ab\u00ae\u00b0\u00b1\u00b7\u00bb\u00bf\u00d7\u2010\u2012-\u2015\u2018-\u2023"
)
UNUSUAL = re.compile(rf"[^\t\n\r -~{PUNCTUATION}{EMOJI}\ufe0f]|(?<=[0-9A-Za-z])\ufe0f")

LETTER = r"[^\W_]"
BETWEEN = r"(?:(?:_|[^\w\s,]){0,2}\s(?:_|[^\w\s,])?|(?:_|[^\w\s,]){1,3})"
SPACED = re.compile(rf"(?<!{LETTER}){LETTER}(?:{BETWEEN}{LETTER}(?!{LETTER})){{2,}}")
STRETCHED = re.compile(r"([^\W\d_w])\1{2,}")  # not w: www begins addresses
TRIPLES = tuple(letter * 3 for letter in "abcdefghijklmnopqrstuvxyz")
WORD = re.compile(r"[a-z0-9]+")
ANY_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")

INVISIBLE = regex.compile(r"[[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{Cc}]--\s]+", regex.V1)
HIDDEN = regex.compile(rf"(?<=[0-9A-Za-z])(?:{INVISIBLE.pattern})(?=[0-9A-Za-z])", regex.V1)
MARKS = regex.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
KEYCAP = regex.compile(r"(?<=[0-9#*])\ufe0f?\u20e3")
VOWEL_SIGN = regex.compile(r"\p{M}")
EXCESS = regex.compile(r"(?<=[0-9A-Za-z])\p{M}+|(?<=\p{M}{4})\p{M}+")

LEET = str.maketrans("0123456789@$!", "oizeasgtbgasi")
LEET_LIKELY = re.compile(r"[a-z][0-9@$!]{1,2}[a-z]|(?<![\w.])[0-9$][a-z]{3}")
LEET_WORD = re.compile(
    r"(?<![\w.@])(?![\w.+-]*@[\w-]+\.[a-z])"  # neither within an address nor one
    r"(?:[0-9$](?=[a-z]{3}))?[a-z]+(?:[0-9@$!]{1,2}[a-z]+)*[0-9]*(?![\w@])"
)
LEET_PARTS = re.compile(r"(.*[a-z])([0-9]*)")


@dataclass(frozen=True, slots=True)
class Tricks:
    """How often each disguise occurs. Ordinary messages hold some of them too: fancy fonts, keycaps, spaced letters."""

    invisible: int = 0
    lookalikes: int = 0
    combining: int = 0
    styled: int = 0
    spaced: int = 0


NO_TRICKS = Tricks()


@dataclass(frozen=True, slots=True)
class Folded:
    """A message as it is read: lower case, undisguised; its words; and those words that also read as leetspeak."""

    text: str
    words: tuple[str, ...]
    leet: tuple[str, ...] = ()
    tricks: Tricks = NO_TRICKS

    @property
    def second(self) -> str:
        """The second reading, in which figures are letters: "sl0t" is "slot"."""
        return LEET_WORD.sub(_read_as_letters, self.text) if self.leet else self.text


def fold(text: str) -> Folded:
    """What a message says, undisguised. Of any text, also of broken Unicode; folding twice changes nothing."""
    if (text.isascii() and text.isprintable()) or UNUSUAL.search(text) is None:
        return _fold_plain(text.replace("\ufe0f", "").lower())
    read, tricks = _undisguised(text)
    while UNUSUAL.search(read) and (again := _undisguised(read)[0]) != read:
        read = again
    words = tuple(ANY_WORD.findall(read))
    return Folded(read, words, _leet(read, words), tricks)


def _fold_plain(text: str) -> Folded:
    """Most messages: plain letters and emoji; what costs time is done only where it can matter."""
    words = WORD.findall(text)
    tricks = NO_TRICKS
    if any(triple in text for triple in TRIPLES) or sum(len(word) == 1 for word in words) >= 3:
        text, spaced = _joined(text)
        words = WORD.findall(text)
        tricks = Tricks(spaced=spaced) if spaced else NO_TRICKS
    text = " ".join(text.split())
    return Folded(text, tuple(words), _leet(text, words), tricks)


def _undisguised(text: str) -> tuple[str, Tricks]:
    styled = len(STYLED.findall(text))
    text, flags = spelled_flags(unicodedata.normalize("NFKC", text.translate(PARENTHESISED)))
    hidden = len(HIDDEN.findall(text))
    text, combining = _without_marks(INVISIBLE.sub("", text))
    text, spaced = _together(plain_letters(text))
    text, lookalikes = unmasked(text)
    text, more = _joined(unicodedata.normalize("NFKC", text.casefold()))
    return text, Tricks(hidden, lookalikes, combining, styled + flags, spaced + more)


def _without_marks(text: str) -> tuple[str, int]:
    """Without strokes, rings and dots piled upon letters; vowel signs and the like of a script stay."""
    text = KEYCAP.sub("", text)
    bare = EXCESS.sub("", MARKS.sub("", text))
    return bare, len(text) - len(bare)


def _joined(text: str) -> tuple[str, int]:
    """Letters set apart joined, stretched ones ("gacooor") and blanks shortened; and how often letters were apart."""
    text, found = _together(STRETCHED.sub(r"\1", text))
    # Once more with blanks shortened: two of them end a word only where there are words to end.
    text, more = _together(" ".join(STRETCHED.sub(r"\1", text).split()))
    return STRETCHED.sub(r"\1", text), found + more


def _together(text: str) -> tuple[str, int]:
    """Letters set apart ("s l o t", "s.l.o.t") as words, and how many words that are."""
    found = 0

    def joined(run: re.Match[str]) -> str:
        nonlocal found
        letters = [sign for sign in run[0] if sign.isalnum()]
        latin = any("A" <= sign <= "z" for sign in letters)
        if not latin or sum(sign.isalpha() for sign in letters) < 2 or VOWEL_SIGN.search(run[0]):
            return run[0]
        found += 1
        return "".join(letters)

    return SPACED.sub(joined, text), found


def _leet(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """Words of a folded text that hold figures in place of letters, read as letters."""
    possible = any(sign in text for sign in "@$!") or not all(word.isalpha() or word.isdigit() for word in words)
    if not possible or LEET_LIKELY.search(text) is None:
        return ()
    return tuple(read for word in LEET_WORD.finditer(text) if (read := _read_as_letters(word)) != word[0])


def _read_as_letters(word: re.Match[str]) -> str:
    parts = LEET_PARTS.fullmatch(word[0])
    if parts is None or parts[1].isalpha():
        return word[0]
    ending = parts[2].translate(LEET) if len(parts[2]) == 1 else parts[2]
    return parts[1].translate(LEET) + ending
