"""The picture is drawn whatever the numbers and names are."""

import struct
import warnings

import pytest

from bot.services.charts import DOTS, SIZE, Series, Words, draw

WORDS = Words("Kelas 🌱 $Python$", "pesan", "orang aktif", "pesan sebelumnya", "pesan menurut jam")


def series(days: int, most: int = 40) -> Series:
    values = [number * most // max(days, 1) for number in range(days)]
    return Series([f"d{number}" for number in range(days)], values, values[::-1], values, [0] * 23 + [most])


@pytest.mark.parametrize("days", [1, 7, 28])
@pytest.mark.parametrize("most", [0, 40])
def test_a_png_of_the_right_size_comes_without_a_complaint(days: int, most: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = draw(series(days, most), WORDS)
    assert picture.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", picture[16:24]) == tuple(int(side * DOTS) for side in SIZE)


def test_other_numbers_make_another_picture() -> None:
    assert draw(series(7), WORDS) != draw(series(7, 80), WORDS)
