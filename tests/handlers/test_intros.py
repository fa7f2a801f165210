"""People introduce themselves in private; the group reads it when they agree."""

from collections.abc import Iterator

import pytest

from bot.adapters.playground.world import PLAIN
from bot.chat.actions import Answer
from bot.chat.events import Account
from bot.models import Conversation, Profile
from handlers import ROUTERS
from handlers.intros import WORDS_OF
from moderation.rules import RULES
from scheduler import JOBS
from tests.cast import BUDI, CITRA, SARI, leaves, private
from tests.handlers.test_buddies import TONO, joins_now, opens, presses, told
from tests.stage import Stage


@pytest.fixture
def plain() -> Iterator[Stage]:
    """A stage like a messenger without buttons."""
    play = Stage(*ROUTERS, *JOBS, rules=RULES, abilities={"telegram": PLAIN})
    yield play
    play.close()


def introduces(stage: Stage, *labels: str) -> None:
    opens(stage, SARI)
    stage.hears(SARI, "/intro")
    for label in labels:
        presses(stage, SARI, label)


def writes(stage: Stage, words: str, who: Account = SARI) -> None:
    stage.hears(who, words, group=private(who))


ALL = ("🍜 Makanan & minuman", "📣 Iklan & promosi", "Pemula", "📸 Foto & konten")


def test_four_taps_and_a_sentence_are_posted_when_the_person_agrees(stage: Stage) -> None:
    introduces(stage, *ALL)
    writes(stage, "Saya Sari dari Malang, baru mulai jualan kue kering.")
    assert stage.screen() == []
    presses(stage, SARI, "📢 Bagikan")
    [card] = stage.screen()
    for words in ("Sari", "Makanan & minuman", "Iklan & promosi", "Pemula", "Foto & konten", "kue kering"):
        assert words in card


def test_the_questions_are_one_message_that_turns_its_pages(stage: Stage) -> None:
    introduces(stage, *ALL)
    assert len(told(stage, SARI)) == 1
    assert "5/5" in told(stage, SARI)[0]


def test_the_choices_are_kept_and_the_sentence_is_not(stage: Stage) -> None:
    introduces(stage, *ALL)
    writes(stage, "Rahasia kecil saya: kue lapis.")
    presses(stage, SARI, "🤫 Simpan saja")
    [row] = stage.rows(Profile)
    assert (row.sells, row.learns, row.level, row.interests) == ("food", "ads", "beginner", ["photos"])
    assert stage.screen() == []
    assert stage.rows(Conversation) == []
    assert "lapis" not in "".join(row.model_dump_json() for row in stage.rows(Profile))


def test_everything_may_be_skipped(stage: Stage) -> None:
    introduces(stage, *["Lewati"] * 5)
    assert "Kapan saja kamu mau" in told(stage, SARI)[-1]
    assert stage.screen() == []


def test_taps_alone_will_do(stage: Stage) -> None:
    introduces(stage, "🛠 Jasa", *["Lewati"] * 4)
    presses(stage, SARI, "📢 Bagikan")
    assert stage.screen() == ["👋 Kenalan dengan Sari\nJualan: 🛠 Jasa"]


def test_what_the_rules_would_remove_is_not_posted_for_them_and_may_be_written_again(stage: Stage) -> None:
    introduces(stage, *ALL)
    writes(stage, "Cek toko saya di https://promo.example/murah")
    assert "tautan" in told(stage, SARI)[-1]
    writes(stage, "x" * 400)
    assert "paling banyak 300 huruf" in told(stage, SARI)[-1]
    writes(stage, "Saya suka membuat kue.")
    presses(stage, SARI, "📢 Bagikan")
    assert "membuat kue" in stage.screen()[0]


def test_interests_are_no_way_around_the_groups_words(stage: Stage) -> None:
    stage.hears(CITRA, "/block togel")
    opens(stage, SARI)
    stage.hears(SARI, "/interests togel online")
    stage.hears(SARI, "/intro")
    for _ in range(5):
        presses(stage, SARI, "Lewati")
    assert not any("📢 Bagikan" in [button.label for button in said.buttons] for said in stage.shown(private(SARI)))


def test_the_button_below_the_welcome_begins_it(stage: Stage) -> None:
    opens(stage, TONO)
    joins_now(stage, TONO)
    stage.happens(stage.presses(TONO, "👋 Kenalan"))
    answers = [act.text for act in stage.delivers() if isinstance(act, Answer)]
    assert answers == ["Kutanya lewat chat pribadi ya."]
    assert "Halo Tono! Empat ketukan" in told(stage, TONO)[-1]


def test_somebody_who_cannot_be_written_to_learns_how(stage: Stage) -> None:
    joins_now(stage, TONO)
    stage.happens(stage.presses(TONO, "👋 Kenalan"))
    [answer] = [act for act in stage.delivers() if isinstance(act, Answer)]
    assert answer.loud
    assert "@pamong_bot" in answer.text
    stage.hears(TONO, "/kenalan")
    assert "@pamong_bot" in stage.screen()[-1]


def test_where_there_are_no_buttons_numbers_do(plain: Stage) -> None:
    opens(plain, BUDI)
    plain.hears(BUDI, ".intro")
    for number in ("1", "2", "1", "5"):
        writes(plain, number, BUDI)
    assert "5/5" in told(plain, BUDI)[-1]
    writes(plain, "Saya Budi, jualan kopi.", BUDI)
    writes(plain, "1", BUDI)
    assert "Saya Budi, jualan kopi." in plain.screen()[-1]


def test_whoever_has_left_is_not_introduced(stage: Stage) -> None:
    introduces(stage, *ALL)
    writes(stage, "Saya suka membuat kue.")
    stage.happens(leaves(SARI))
    presses(stage, SARI, "📢 Bagikan")
    assert stage.screen() == []


def test_what_may_not_be_posted_is_found_by_rules_that_there_are() -> None:
    assert {rule.name for rule in RULES} >= WORDS_OF
