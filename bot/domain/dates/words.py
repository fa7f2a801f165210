"""The words of dates: numbers, days, months, parts of the day, zones."""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_NUMBERS = {
    1: "satu,one",
    2: "dua,two",
    3: "tiga,three",
    4: "empat,four",
    5: "lima,five",
    6: "enam,six",
    7: "tujuh,seven",
    8: "delapan,eight",
    9: "sembilan,nine",
    10: "sepuluh,ten",
    11: "sebelas,eleven",
    12: "dua belas,twelve",
    15: "lima belas,fifteen,seperempat",
    20: "dua puluh,twenty",
    30: "tiga puluh,thirty",
}
NUMBERS = {word: number for number, words in _NUMBERS.items() for word in words.split(",")}

# "min" is missing on purpose: minutes to the English, Sunday to Indonesians.
_WEEKDAYS = {
    0: "mon monday senin sen",
    1: "tue tues tuesday selasa sel",
    2: "wed wednesday rabu rab",
    3: "thu thur thurs thursday kamis kam",
    4: "fri friday jumat jum'at jum",
    5: "sat saturday sabtu sab",
    6: "sun sunday minggu ahad",
}
WEEKDAYS = {word: day for day, words in _WEEKDAYS.items() for word in words.split()}
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_MONTHS = {
    1: "januari january jan",
    2: "februari pebruari february feb peb",
    3: "maret march mar mrt",
    4: "april apr",
    5: "mei may",
    6: "juni june jun",
    7: "juli july jul",
    8: "agustus august agu agt ags aug",
    9: "september sept sep",
    10: "oktober october okt oct",
    11: "november nopember nov nop",
    12: "desember december des dec",
}
MONTHS = {word: month for month, words in _MONTHS.items() for word in words.split()}

DAYPARTS = {
    "dini hari": (0, 4),
    "subuh": (3, 6),
    "pagi": (1, 11),
    "siang": (10, 15),
    "sore": (14, 18),
    "petang": (17, 19),
    "malam": (18, 23),
    "malem": (18, 23),
    "morning": (0, 11),
    "afternoon": (12, 17),
    "evening": (16, 22),
    "night": (18, 23),
}
"""The hours that may be meant, first and last."""
NIGHTS = ("malam", "malem", "night")

RANKS = {
    "pertama": 1,
    "first": 1,
    "1st": 1,
    "kedua": 2,
    "second": 2,
    "2nd": 2,
    "ketiga": 3,
    "third": 3,
    "3rd": 3,
    "keempat": 4,
    "fourth": 4,
    "4th": 4,
    "terakhir": -1,
    "last": -1,
}

_ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}
_FROM_UTC = re.compile(r"(?:utc|gmt)(?:(?P<sign>[+\-−])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?)?")


def zone_of(word: str) -> tzinfo | None:
    """WIB, WITA, WIT, UTC, GMT+7; None for a distance that no place on earth has."""
    if word in _ZONES:
        return ZoneInfo(_ZONES[word])
    found = _FROM_UTC.fullmatch(word)
    if found is None:
        return None
    away = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    if away > timedelta(hours=14):
        return None
    return timezone(-away if found["sign"] in ("-", "−") else away) if away else UTC


def any_of(words: dict[str, int] | dict[str, tuple[int, int]]) -> str:
    """A regular expression of any of the words, longer ones first."""
    return "|".join(re.escape(word).replace(r"\ ", " +") for word in sorted(words, key=len, reverse=True))


def number_of(word: str) -> int:
    """A number in digits or words."""
    return int(word) if word.isdecimal() else NUMBERS[" ".join(word.split())]


DAY = any_of(WEEKDAYS)
MONTH = any_of(MONTHS)
NUMBER = rf"(?:\d{{1,2}}|{any_of(NUMBERS)})"
NTH = r"(?:st|nd|rd|th)?"
"""Parts of regular expressions."""
