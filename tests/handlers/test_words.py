"""Admins list words; whoever writes one is told kindly, and again with a warning."""

import pytest

from bot.chat.actions import Delete
from bot.models import Decision, Phrase
from tests.cast import BUDI, CITRA, DEWI, private, says
from tests.stage import Stage


@pytest.fixture
def listed(stage: Stage) -> Stage:
    stage.happens(says(CITRA, '/block slot "judi online" re:bonus\\d+'))
    stage.delivers()
    return stage


def test_words_are_listed_and_whoever_writes_one_loses_the_message(listed: Stage) -> None:
    assert "3 kata baru" in listed.screen()[-1]
    listed.happens(says(BUDI, "main s.l.o.t yuk"))
    assert listed.delivers(only=Delete)
    listed.delivers()
    assert "s•••" in listed.screen()[-1]
    assert "slot" not in listed.screen()[-1]


def test_again_on_the_same_day_it_is_a_warning(listed: Stage) -> None:
    for _ in range(2):
        listed.happens(says(BUDI, "bonus500 kak"))
        listed.delivers()
    assert [row.action for row in listed.rows(Decision)] == ["delete", "warn"]


def test_a_word_is_taken_off_again(listed: Stage) -> None:
    listed.happens(says(BUDI, "halo"), says(CITRA, '/unblock "judi online" slot'))
    listed.delivers()
    assert "tersisa 1" in listed.screen()[-1]
    listed.happens(says(BUDI, "slot jadwal masih kosong"))
    assert not listed.delivers(only=Delete)


def test_a_word_listed_in_private_counts_in_the_group_at_once(listed: Stage) -> None:
    listed.happens(says(BUDI, "pinjol"))
    assert not listed.delivers(only=Delete)
    listed.happens(says(CITRA, "/block pinjol", private(CITRA)))
    listed.delivers()
    listed.happens(says(BUDI, "pinjol"))
    assert listed.delivers(only=Delete)


def test_the_list_is_shown_in_private_only(listed: Stage) -> None:
    listed.happens(says(CITRA, "/blocklist"))
    listed.delivers()
    assert "judi" not in str(listed.screen())
    listed.happens(says(CITRA, "/start", private(CITRA)), says(CITRA, "/blocklist"))
    listed.delivers()
    assert '"judi online"\nre:bonus\\d+\nslot' in listed.screen(private(CITRA))[-1]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/block", "Kata di daftar tolak: 3"),
        ("/block slot", "0 kata baru"),
        ("/block re:(a", "tidak bisa dibaca: missing ): (a"),
        ("/block re:(x{1,100}){9}", "terlalu berat"),
        ("/block " + "x" * 120, "paling banyak 100"),
        ("/unblock arisan", "memang tidak ada"),
        ("/unblock", "/unblock kata"),
    ],
)
def test_every_answer_says_what_is_or_what_to_do(listed: Stage, command: str, said: str) -> None:
    listed.happens(says(CITRA, command))
    listed.delivers()
    assert said in listed.screen()[-1]
    assert len(listed.rows(Phrase)) == 3


def test_moderators_may_write_listed_words_but_not_list_them(listed: Stage) -> None:
    listed.happens(says(DEWI, "jangan main slot ya"))
    assert not listed.delivers(only=Delete)
    listed.happens(says(DEWI, "/block kata"))
    listed.delivers()
    assert "bagian admin" in listed.screen()[-1]
