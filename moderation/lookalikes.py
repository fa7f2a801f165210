"""Letters that stand for Latin ones: look-alikes of other scripts, styled letters, letters made of flags."""

import unicodedata
from collections.abc import Collection
from functools import cache
from importlib.resources import files

import regex
from anyascii import anyascii

ANY_LATIN = regex.compile(r"[a-zA-Z]")
MIXED = regex.compile(r"(?=[^\W_a-zA-Z]*[a-zA-Z])[^\W_]*[^\W_\x00-\x7f][^\W_]*")
FOREIGN = r"\p{Cyrillic}\p{Greek}\p{Armenian}"
INTERLEAVED = regex.compile(
    rf"[a-zA-Z]\p{{Nd}}*[{FOREIGN}]+\p{{Nd}}*[a-zA-Z]|[{FOREIGN}]\p{{Nd}}*[a-zA-Z]+\p{{Nd}}*[{FOREIGN}]"
)
ALPHABETIC = regex.compile(rf"(?<![^\W_])\p{{Nd}}*[{FOREIGN}][{FOREIGN}\p{{Nd}}]*(?![^\W_])")
UNLIVED = regex.compile(  # scripts met only as ornament; a word of theirs that looks Latin throughout is meant so
    r"(?<![^\W_])[\p{Canadian_Aboriginal}\p{Cherokee}\p{Lisu}\p{Lycian}\p{Carian}\p{Old_Italic}\p{Deseret}\p{Coptic}"
    r"\p{N}]{2,}(?![^\W_])"
)
LATIN = regex.compile(r"[\p{Latin}--[a-zA-Z]]", regex.V1)
SMALL_CAPITALS = r"\u0250-\u02af\u1d00-\u1dbf\ua720-\ua7ff"
ENCLOSED = r"\u24ea-\u24ff\u2776-\u2793\U0001f150-\U0001f189\U0001f18e-\U0001f19a"
STYLED = regex.compile(
    rf"[{SMALL_CAPITALS}{ENCLOSED}\u249c-\u24e9\uff10-\uff5a\U0001f110-\U0001f14f\U0001d400-\U0001d7ff]"
)
BOXED = regex.compile(rf"[{ENCLOSED}]")
PARENTHESISED = {
    **{0x249C + place: chr(ord("a") + place) for place in range(26)},
    **{0x1F110 + place: chr(ord("A") + place) for place in range(26)},
}

FLAG_LETTERS = regex.compile(r"[\U0001f1e6-\U0001f1ff]+")
CODES = (
    "ACADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCPCRCUCVCW"
    "CXCYCZDEDGDJDKDMDODZEAECEEEGEHERESETEUFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUICIDIEILIM"
    "INIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZ"
    "NANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTA"
    "TCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUNUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW"
)
COUNTRIES = frozenset(CODES[at : at + 2] for at in range(0, len(CODES), 2))


@cache
def lookalikes() -> dict[int, str]:
    """Code points that look like a Latin letter, and which."""
    return {ord(sign): row[0] for row in _rows() for sign in "".join(row[1:])}


@cache
def twins() -> frozenset[int]:
    """Those of them that cannot be told from it, as Unicode lists them; the others are merely similar."""
    return frozenset(ord(sign) for row in _rows() for sign in row[1])


def _rows() -> list[list[str]]:
    """A row a Latin letter: the letter, its twins, what is similar to it."""
    lines = files(__package__).joinpath("lookalikes.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" ") for line in lines]


def unmasked(text: str) -> tuple[str, int]:
    """Words that mix Latin with other scripts, in Latin as they look; and how many letters that changed.

    Beside Latin words, those made of look-alikes throughout are Latin as well: of twins, unless honest words of their
    script are there too; of merely similar letters, where a word that changes script to and fro shows the intent.
    """
    if text.isascii():
        return text, 0
    plain = UNLIVED.sub(_wholly_latin, text)
    if ANY_LATIN.search(plain):
        known = lookalikes() if INTERLEAVED.search(plain) else twins()
        all_known = known is not twins() or all(_made_of(known, word) for word in ALPHABETIC.findall(plain))
        plain = MIXED.sub(_in_latin, plain)
        if all_known:
            plain = ALPHABETIC.sub(lambda word: _in_latin(word) if _made_of(known, word[0]) else word[0], plain)
    return plain, sum(before != after for before, after in zip(text, plain, strict=True))


def _made_of(known: Collection[int], word: str) -> bool:
    return all(ord(sign) in known or sign.isdigit() for sign in word)


def _in_latin(word: regex.Match[str]) -> str:
    table = lookalikes()
    return "".join(table.get(ord(sign)) or digit(sign) for sign in word[0])


def _wholly_latin(word: regex.Match[str]) -> str:
    read = _in_latin(word)
    return read if read.isascii() else word[0]


def digit(sign: str) -> str:
    """The digit of any script as 0 to 9; anything else unchanged."""
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def plain_letters(text: str) -> str:
    """Latin letters with strokes, hooks or accents, small capitals, boxed and circled ones as plain letters."""
    table = lookalikes()
    text = LATIN.sub(lambda letter: table.get(ord(letter[0])) or anyascii(letter[0]) or letter[0], text)
    return BOXED.sub(lambda letter: anyascii(letter[0]), text)


def spelled_flags(text: str) -> tuple[str, int]:
    """Words written with flag letters as plain letters, and how many letters those are; real flags stay."""
    changed = 0

    def spelled(run: regex.Match[str]) -> str:
        nonlocal changed
        letters = anyascii(run[0])
        if len(letters) % 2 == 0 and all(letters[at : at + 2] in COUNTRIES for at in range(0, len(letters), 2)):
            return run[0]
        changed += len(letters)
        return letters

    return FLAG_LETTERS.sub(spelled, text), changed
