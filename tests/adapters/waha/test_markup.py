"""Rich text as WhatsApp writes it."""

import pytest

from bot.adapters.waha.markup import written
from bot.chat.text import Mention, marked

PEOPLE = {"7": "700000000000001@lid"}


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("**Halo** semua", "*Halo* semua"),
        ("__pelan__ ya", "_pelan_ ya"),
        ("**tebal dan __miring__**", "*tebal dan _miring_*"),
        ("kirim `/rules`", "kirim `/rules`"),
        ("[aturan](https://x.example/a_b_c)", "aturan (https://x.example/a_b_c)"),
        ("[https://x.example](https://x.example)", "https://x.example"),
        ("**dua\nbaris **", "*dua*\n*baris* "),
        ("** **", " "),
    ],
)
def test_styles_become_marks_that_hug_the_words(template: str, shown: str) -> None:
    assert written(marked(template, {}), {})[0] == shown


def test_somebody_is_mentioned_by_number_and_named_beside() -> None:
    text = marked("Halo **{name}**, selamat datang", {"name": Mention("Sari", 7)})
    assert written(text, PEOPLE) == ("Halo *@700000000000001*, selamat datang", ["700000000000001@lid"])


def test_somebody_who_is_not_there_keeps_their_name() -> None:
    assert written(marked("Halo {name}", {"name": Mention("Sari", 8)}), PEOPLE) == ("Halo Sari", [])


@pytest.mark.parametrize("said", ["*murah*", "_cepat_ sekali", "~batal~", "`kode`", "*satu* dan *dua*", "**dobel**"])
def test_what_people_wrote_is_never_markup(said: str) -> None:
    shown = written(marked("Kutipan: {said}", {"said": said}), {})[0]
    assert not set("*_~`") & set(shown)


@pytest.mark.parametrize("said", ["2*3=6", "nama_file_baru", "harga ~ 10", "a * b * c", "https://x.example/_a_/*b*"])
def test_marks_that_mean_nothing_stay(said: str) -> None:
    assert written(said, {})[0] == said
