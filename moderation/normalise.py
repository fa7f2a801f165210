"""Folds a message to what a reader sees in it, whatever letters it is disguised with."""

import re
import unicodedata
from dataclasses import dataclass
from functools import partial

import regex

from moderation.lookalikes import PARENTHESISED, STYLED, plain_letters, spelled_flags, unmasked

EMOJI = (
    r"\u2190-\u2211\u2213-\u221d\u2300-\u23ff\u2460\u25a0-\u2775\u2794-\u27bf\u2b00-\u2bff"
    r"\U0001f300-\U0001f64f\U0001f680-\U0001faff"
)
PUNCTUATION = r"\u00a1\u00a3\u00a5\u00a9\u00ab\u00ae\u00b0\u00b1\u00b7\u00bb\u00bf\u00d7\u2010\u2012-\u2015\u2018-\u2023"
UNUSUAL = re.compile(rf"[^\t\n\r -~{PUNCTUATION}{EMOJI}\ufe0f]|(?<=[0-9A-Za-z])\ufe0f")

LETTER = r"[^\W_]"
BETWEEN = r"(?:(?:_|[^\w\s,]){0,2}\s(?:_|[^\w\s,])?|(?:_|[^\w\s,]){1,3})"
SPACED = re.compile(rf"(?<!{LETTER}){LETTER}(?:{BETWEEN}{LETTER}(?!{LETTER})){{2,}}")
STRETCHED = re.compile(r"([^\W\d_w])\1{2,}")  # not w: www begins addresses
BLANK = re.compile(r"\s+")
WORD = re.compile(r"[a-z0-9]+")
ANY_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")

INVISIBLE = regex.compile(r"[[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{Cc}]--\s]+", regex.V1)
HIDDEN = regex.compile(rf"(?<=[0-9A-Za-z])(?:{INVISIBLE.pattern})(?=[0-9A-Za-z])", regex.V1)
MARKS = regex.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
KEYCAP = regex.compile(r"(?<=[0-9#*])\ufe0f?\u20e3")
EXCESS = regex.compile(r"(?<=[0-9A-Za-z])\p{M}+|(?<=\p{M}{4})\p{M}+")

LEET = str.maketrans("0123456789@$!", "oizeasgtbgasi")
LEET_LIKELY = re.compile(r"[a-z][0-9@$!]{1,2}[a-z]|(?<![\w.])[0-9$][a-z]{3}")
LEET_WORD = re.compile(r"(?<![\w.@])(?:[a-z]+|[0-9$](?=[a-z]{2}))(?:[0-9@$!]{1,2}[a-z]+)*[0-9]*(?![\w@])")
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
    if UNUSUAL.search(text) is None:
        read, spaced = _joined(text.replace("\ufe0f", "").lower())
        return Folded(read, tuple(WORD.findall(read)), _leet(read), Tricks(spaced=spaced) if spaced else NO_TRICKS)
    read, tricks = _undisguised(text)
    while (again := _undisguised(read)[0]) != read:
        read = again
    return Folded(read, tuple(ANY_WORD.findall(read)), _leet(read), tricks)


def _undisguised(text: str) -> tuple[str, Tricks]:
    styled = len(STYLED.findall(text))
    text, flags = spelled_flags(unicodedata.normalize("NFKC", text.translate(PARENTHESISED)))
    hidden = len(HIDDEN.findall(text))
    text, combining = _without_marks(INVISIBLE.sub("", text))
    text, spaced = _joined(plain_letters(text))
    text, lookalikes = unmasked(text)
    text, _ = _joined(unicodedata.normalize("NFKC", text.casefold()))
    return text, Tricks(hidden, lookalikes, combining, styled + flags, spaced)


def _without_marks(text: str) -> tuple[str, int]:
    """Without strokes, rings and dots piled upon letters; vowel signs and the like of a script stay."""
    text = KEYCAP.sub("", text)
    bare = EXCESS.sub("", MARKS.sub("", text))
    return bare, len(text) - len(bare)


def _joined(text: str) -> tuple[str, int]:
    """Letters set apart ("s l o t", "s.l.o.t") joined, stretched ones ("gacooor") and blanks shortened."""
    text = STRETCHED.sub(r"\1", text)
    found: list[str] = []
    join = partial(_together, found=found)
    text = STRETCHED.sub(r"\1", SPACED.sub(join, text))
    text = BLANK.sub(" ", text).strip()
    if len(found) or "  " in text:
        text = STRETCHED.sub(r"\1", SPACED.sub(join, text))
    return text, len(found)


def _together(run: re.Match[str], found: list[str]) -> str:
    letters = [sign for sign in run[0] if sign.isalnum()]
    if sum(sign.isalpha() for sign in letters) < 2 or not any("A" <= sign <= "z" for sign in letters):
        return run[0]
    found.append(run[0])
    return "".join(letters)


def _leet(text: str) -> tuple[str, ...]:
    """Words of a folded text that hold figures in place of letters, read as letters."""
    if LEET_LIKELY.search(text) is None:
        return ()
    words = (match for match in LEET_WORD.finditer(text))
    return tuple(read for word in words if (read := _read_as_letters(word)) != word[0])


def _read_as_letters(word: re.Match[str]) -> str:
    parts = LEET_PARTS.fullmatch(word[0])
    if parts is None or parts[1].isalpha():
        return word[0]
    ending = parts[2].translate(LEET) if len(parts[2]) == 1 else parts[2]
    return parts[1].translate(LEET) + ending
