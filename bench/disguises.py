"""The ways in which advertising hides its letters, each a function from plain words to disguised ones."""

from collections.abc import Callable
from itertools import cycle

HOMOGLYPHS = str.maketrans("aceiopxyABCEHIKMOPTX", "асеіорхуАВСЕНІКМОРТХ")
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
MARKS = "\u0336\u0332\u0301\u034e\u0489\u0305"
SQUARED = {
    **{ord("a") + place: chr(0x1F170 + place) for place in range(26)},
    **{ord("A") + place: chr(0x1F170 + place) for place in range(26)},
}
MATH = {
    **{ord("a") + place: chr(0x1D41A + place) for place in range(26)},
    **{ord("A") + place: chr(0x1D5D4 + place) for place in range(26)},
    **{ord("0") + place: chr(0x1D7CE + place) for place in range(10)},
}


def zero_width(text: str) -> str:
    """An invisible sign after every letter."""
    return _followed(text, ZERO_WIDTH)


def homoglyph(text: str) -> str:
    """Cyrillic letters in place of Latin ones, but at least one Latin letter stays in each word."""
    return " ".join(_half_cyrillic(word) for word in text.split(" "))


def math_font(text: str) -> str:
    """Mathematical bold letters and figures."""
    return text.translate(MATH)


def combining(text: str) -> str:
    """Strokes and rings upon every letter."""
    return _followed(text, MARKS)


def squared(text: str) -> str:
    """White letters in dark squares, as emoji keyboards offer."""
    return text.translate(SQUARED)


DISGUISES: dict[str, Callable[[str], str]] = {
    "zero-width": zero_width,
    "homoglyph": homoglyph,
    "math-font": math_font,
    "combining": combining,
    "squared-letter": squared,
}


def _followed(text: str, signs: str) -> str:
    following = cycle(signs)
    return "".join(sign + next(following) if sign.isalnum() else sign for sign in text)


def _half_cyrillic(word: str) -> str:
    changed = word.translate(HOMOGLYPHS)
    latin = any(sign.isascii() and sign.isalpha() for sign in changed)
    at = next((at for at, sign in enumerate(word) if sign.isascii() and sign.isalpha()), None)
    return changed if latin or at is None else changed[:at] + word[at] + changed[at + 1 :]
