"""Letters that stand for Latin ones: look-alikes of other scripts, styled letters, letters made of flags."""

import unicodedata
from functools import cache
from importlib.resources import files

import regex
from anyascii import anyascii

MIXED = regex.compile(r"(?=\p{N}*[a-zA-Z]|[^a-zA-Z\W_]+[a-zA-Z])[^\W_]*[^\W_\x00-\x7f][^\W_]*")
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
COUNTRIES = frozenset(
    (
        "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW "
        "BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CR CU CV CW CX CY CZ DE DG DJ DK DM DO DZ EA EC EE EG EH ER ES "
        "ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC ID IE "
        "IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC "
        "MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE "
        "PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV "
        "SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU WF WS "
        "XK YE YT ZA ZM ZW"
    ).split()
)


@cache
def lookalikes() -> dict[int, str]:
    """Code points that look like a Latin letter, and which."""
    rows = files(__package__).joinpath("lookalikes.txt").read_text(encoding="utf-8").splitlines()
    return {ord(sign): row[0] for row in rows for sign in row[2:]}


def unmasked(text: str) -> tuple[str, int]:
    """Words that mix Latin with other scripts, in Latin as they look; and how many letters that changed."""
    changed = 0
    table = lookalikes()

    def in_latin(word: regex.Match[str]) -> str:
        nonlocal changed
        read = "".join(table.get(ord(sign)) or digit(sign) for sign in word[0])
        changed += sum(a != b for a, b in zip(read, word[0], strict=True))
        return read

    return MIXED.sub(in_latin, text), changed


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
