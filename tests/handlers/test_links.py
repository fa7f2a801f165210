"""Admins allow and forbid links; a newcomer's link goes and they learn why."""

import pytest

from bot.chat.actions import Delete
from tests.cast import BUDI, CITRA, DEWI, SARI, private, says
from tests.stage import Stage


def test_a_newcomers_link_goes_and_they_learn_why_in_private(stage: Stage) -> None:
    stage.happens(says(SARI, "/start", private(SARI)))
    stage.delivers()
    link = says(SARI, "Promo di tokoku.com")
    stage.happens(link)
    did = stage.delivers()
    assert Delete(link.group, message=link.message) in did  # type: ignore[arg-type]
    assert "24 jam" in stage.screen(private(SARI))[-1]


def test_an_admin_allows_domains_and_takes_one_back(stage: Stage) -> None:
    stage.happens(says(CITRA, "/allowlink https://www.YouTube.com, github.com"))
    stage.delivers()
    assert "youtube.com" in stage.screen()[-1]
    stage.happens(says(SARI, "lihat youtube.com"))
    assert not stage.delivers(only=Delete)
    stage.happens(says(CITRA, "/allowlink -youtube.com"))
    stage.delivers()
    assert "github.com\n" in stage.screen()[-1]
    stage.happens(says(SARI, "lihat youtube.com"))
    assert stage.delivers(only=Delete)


@pytest.mark.parametrize(("words", "said"), [("bukan domain", "bukan"), ("-github.com", "tidak ada di daftar")])
def test_what_cannot_be_listed_is_refused(stage: Stage, words: str, said: str) -> None:
    stage.happens(says(CITRA, f"/allowlink {words}"))
    stage.delivers()
    assert said in stage.screen()[-1]


def test_without_words_the_list_is_shown(stage: Stage) -> None:
    stage.happens(says(CITRA, "/allowlink"))
    stage.delivers()
    assert "Belum ada domain" in stage.screen()[-1]


def test_members_do_not_allow_links_and_moderators_may_post_them(stage: Stage) -> None:
    stage.happens(says(BUDI, "/allowlink tokoku.com"))
    stage.delivers()
    assert "bagian admin" in stage.screen()[-1]
    stage.happens(says(DEWI, "https://t.me/+undangan"))
    assert not stage.delivers(only=Delete)
