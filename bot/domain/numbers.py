"""Numbers as people write them: "1.500", "Rp 1.500,50", "1,5 juta"."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

LONGEST = 30  # digits of a number that anybody means

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_CURRENCY = re.compile(r"^(?:rp|idr|usd|\$|€)\.?\s*|\s*(?:rupiah|%|persen|percent)$", re.IGNORECASE)
_FACTORS = {"rb": 3, "ribu": 3, "k": 3, "jt": 6, "juta": 6, "m": 9, "miliar": 9, "milyar": 9}
_FACTOR = re.compile(rf"\s*({'|'.join(sorted(_FACTORS, key=len, reverse=True))})$", re.IGNORECASE)


def number_in(text: str) -> Decimal | None:
    """The number that somebody typed: "1.500", "1500", "Rp 1.500,50", "1,5 juta", "25%"; None for anything else."""
    said = _CURRENCY.sub("", text.strip())
    factor = _FACTOR.search(said)
    if factor is not None:
        said = said[: factor.start()]
    number = _decimal(_pointed(said.strip().replace(" ", "")))
    return number.scaleb(_FACTORS[factor[1].lower()]) if factor and number is not None else number


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= LONGEST else None


def _pointed(said: str) -> str:
    """Points and commas read as Indonesians and as English speakers write them.

    The last of two different marks is the decimal one; a single point before three digits parts thousands.
    """
    if "," in said and "." in said:
        decimal = max(",", ".", key=said.rfind)
        return said.replace("." if decimal == "," else ",", "").replace(",", ".")
    if said.count(",") > 1:
        return said.replace(",", "")
    if _THOUSANDS.fullmatch(said.lstrip("+-")):
        return said.replace(".", "")
    return said.replace(",", ".")


def readings(text: str) -> tuple[Decimal, ...]:
    """Everything that a typed number can mean: "1.500" and "1,500" are 1500, and 1.5 as well."""
    bare = _CURRENCY.sub("", text.strip())
    found = [number_in(text)]
    if _EITHER.fullmatch(bare):
        found += [_decimal(bare.replace(",", ".")), _decimal(bare.replace(",", "").replace(".", ""))]
    return tuple(dict.fromkeys(number for number in found if number is not None))


def is_number(wording: str) -> bool:
    """Whether a wording is a number, perhaps with a tolerance, or a range, and no name such as "3M"."""
    parts = _parts(wording)
    return len(parts) <= 2 and all(number_in(part) is not None and not _FACTOR.search(part) for part in parts)


def canonical(wording: str) -> str:
    """What people write as a number, a tolerance ("1,5:0,1") or a range, as questions hold it: "1.5:0.1"."""
    return _each(wording, _plain)


def written(wording: str) -> str:
    """The reverse of `canonical`: a decimal point that people would take for one of thousands becomes a comma."""
    return _each(wording, lambda part: part if _plain(part) == part else part.replace(".", ","))


def _each(wording: str, change: Callable[[str], str]) -> str:
    return _mark(wording).join(change(part) for part in _parts(wording))


def _parts(wording: str) -> list[str]:
    return wording.split(_mark(wording))


def _mark(wording: str) -> str:
    return ".." if ".." in wording else ":"


def _plain(part: str) -> str:
    number = number_in(part)
    if number is None or _decimal(part.strip()) == number:
        return part
    return format(number, "f")
