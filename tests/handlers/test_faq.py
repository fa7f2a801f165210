"""What is asked often is answered: at once when that is sure, after a question back when it is not."""

from typing import Any

import pytest

from bot.chat.abilities import Abilities
from bot.chat.actions import Answer, Send
from bot.chat.events import Account
from bot.chat.facts import Role
from bot.models import Faq, FaqMiss, FaqRating
from handlers import ROUTERS
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, private, reacts, says
from tests.stage import Stage

PAY = "Ke rekening mana pembayaran dikirim?"
ACCOUNT = "BCA 123456 atas nama Citra"
SHELF = {
    PAY: ACCOUNT,
    "Bagaimana cara mendaftar kelas?": "Isi formulir di pesan tersemat.",
    "Kapan kelas pagi dimulai?": "Selasa pukul 9.",
    "Kapan kelas malam dimulai?": "Selasa pukul 19.",
}


def told(stage: Stage, who: Account, words: str, **values: Any) -> list[str]:
    """Somebody writes something; what Pamong says then, newest last."""
    before = len(stage.platform.done)
    stage.happens(says(who, words, at=stage.clock.now(), **values))
    stage.delivers()
    return [str(did.text) for did in stage.platform.done[before:] if isinstance(did, Send)]


@pytest.fixture
def shelf(stage: Stage) -> Stage:
    for question, answer in SHELF.items():
        told(stage, DEWI, f"/faqadd {question} | {answer}")
    stage.passes(minutes=2)
    stage.delivers()
    return stage


def test_a_question_to_nobody_is_answered_below_it_when_it_is_known(shelf: Stage) -> None:
    [answer] = told(shelf, BUDI, "kak, transfer pembayaran ke rekening mana ya?", message="q1")
    assert ACCOUNT in answer
    assert PAY in answer
    sent = next(did for did in reversed(shelf.platform.done) if isinstance(did, Send))
    assert (sent.reply_to, sent.vanish) == ("q1", 0)
    assert next(row.asked for row in shelf.rows(Faq) if row.question == PAY) == 1


def test_the_same_answer_is_not_given_twice_within_a_minute(shelf: Stage) -> None:
    assert told(shelf, BUDI, "pembayaran dikirim ke rekening mana?")
    assert told(shelf, SARI, "Ke rekening mana pembayaran dikirim?") == []
    assert "di atas" in told(shelf, SARI, "/ask ke rekening mana pembayaran dikirim")[0]
    shelf.passes(seconds=61)
    assert ACCOUNT in told(shelf, SARI, "Ke rekening mana pembayaran dikirim?")[0]


@pytest.mark.parametrize("words", ["Selamat pagi semua", "Makasih kak!", "siapa yang juara bola semalam?", "masa?"])
def test_other_talk_is_left_alone(shelf: Stage, words: str) -> None:
    assert told(shelf, BUDI, words) == []


def test_a_reply_to_somebody_is_theirs_to_answer(shelf: Stage) -> None:
    assert told(shelf, BUDI, "ke rekening mana pembayaran dikirim?", reply_to="m1", reply_who=SARI) == []


def test_when_it_is_not_sure_it_asks_back_and_the_tap_answers(shelf: Stage) -> None:
    asked = told(shelf, BUDI, "/ask kapan kelas dimulai?", message="q2")
    assert asked == ["Maksudmu yang mana?"]
    labels = [button.label for button in shelf.shown()[-1].buttons]
    assert "Kapan kelas malam dimulai?" in labels
    assert len(labels) <= 4
    shelf.happens(shelf.presses(BUDI, "Kapan kelas malam dimulai?"))
    shelf.delivers()
    assert "pukul 19" in shelf.screen()[-1]
    assert "Maksudmu yang mana?" not in shelf.screen()


def test_only_who_asked_may_pick(shelf: Stage) -> None:
    told(shelf, BUDI, "/ask kapan kelas dimulai?")
    shelf.happens(shelf.presses(SARI, "Kapan kelas malam dimulai?"))
    shelf.delivers()
    assert shelf.screen() == ["Maksudmu yang mana?"]


def test_none_of_them_is_passed_on(shelf: Stage) -> None:
    told(shelf, BUDI, "/ask kapan kelas dimulai?", message="q3")
    shelf.happens(shelf.presses(BUDI, "Bukan itu semua"))
    shelf.delivers()
    assert "Kutanyakan ke pengurus" in shelf.screen()[-1]
    [miss] = shelf.rows(FaqMiss)
    assert (miss.question, miss.message_id, miss.identity_id) == ("kapan kelas dimulai?", "q3", BUDI.id)


def test_pamong_is_asked_by_its_name(shelf: Stage) -> None:
    said = told(shelf, BUDI, "@pamong_bot rekening buat pembayaran dikirim ke mana", mentions_bot=True)
    assert ACCOUNT in said[0]
    assert told(shelf, BUDI, "makasih @pamong_bot", mentions_bot=True) == []


def test_in_private_a_question_is_enough(shelf: Stage) -> None:
    shelf.happens(says(BUDI, "pembayaran dikirim ke rekening mana ya?", private(BUDI), at=shelf.clock.now()))
    shelf.delivers()
    assert ACCOUNT in shelf.screen(private(BUDI))[-1]


def test_a_question_asked_in_private_is_passed_on_without_the_group_seeing_it(shelf: Stage) -> None:
    shelf.happens(says(BUDI, "/tanya apakah boleh membawa anak kecil", private(BUDI), at=shelf.clock.now()))
    shelf.delivers()
    assert "Kutanyakan" in shelf.screen(private(BUDI))[-1]
    assert shelf.rows(FaqMiss)[0].message_id is None
    assert shelf.screen() == []


def test_an_answer_is_rated_once_a_person_and_the_last_word_counts(shelf: Stage) -> None:
    told(shelf, BUDI, "ke rekening mana pembayaran dikirim?")
    for who, label in ((BUDI, "👍"), (SARI, "👍"), (SARI, "👎")):
        shelf.happens(shelf.presses(who, label))
        assert any(isinstance(did, Answer) and did.text for did in shelf.delivers())
    assert [(row.identity_id, row.good) for row in shelf.rows(FaqRating)] == [(BUDI.id, True), (SARI.id, False)]
    assert f"{PAY} 👍1 👎1" in told(shelf, DEWI, "/faqs")[0]


def test_where_there_are_no_buttons_answers_are_bare_and_picks_are_numbers() -> None:
    stage = Stage(*ROUTERS, abilities={"telegram": Abilities(buttons=False, reactions=False)})
    stage.platform.roles[DEWI.address] = Role.MODERATOR
    for question, answer in SHELF.items():
        told(stage, DEWI, f"/faqadd {question} | {answer}")
    assert told(stage, BUDI, "ke rekening mana pembayaran dikirim?") == [f"💡 {PAY}\n\n{ACCOUNT}"]
    [asked] = told(stage, BUDI, "/ask kapan kelas dimulai?")
    number = next(line.split(".")[0] for line in asked.splitlines() if "kelas malam" in line)
    assert "pukul 19" in told(stage, BUDI, number)[0]
    stage.close()


def test_the_list_goes_to_whoever_asked_with_a_button_for_each(shelf: Stage) -> None:
    told(shelf, DEWI, "/faqadd #sertifikat Apakah sertifikatnya gratis? | Ya.")
    shelf.happens(says(BUDI, "/start", private(BUDI), at=shelf.clock.now()))
    shelf.delivers()
    told(shelf, BUDI, "/faqs")
    shown = shelf.shown(private(BUDI))[-1]
    assert "5 pertanyaan" in shown.text
    assert "\nSertifikat\n" in shown.text
    shelf.happens(shelf.presses(BUDI, "1", private(BUDI)))
    shelf.delivers()
    assert "💡" in shelf.screen(private(BUDI))[-1]


def test_a_long_list_has_pages(stage: Stage) -> None:
    subjects = ["ongkir", "stok", "warna", "ukuran", "garansi", "retur", "diskon", "katalog", "kurir", "kemasan"]
    for subject in subjects:
        told(stage, DEWI, f"/faqadd Bagaimana aturan {subject}? | Lihat {subject}.")
    told(stage, BUDI, "/faqs")
    assert "kemasan" not in stage.screen()[-1]
    stage.happens(stage.presses(BUDI, "Lainnya ▶️"))
    stage.delivers()
    assert "10. Bagaimana aturan kemasan?" in stage.screen()[-1]


def test_an_empty_list_says_how_to_fill_it(stage: Stage) -> None:
    assert "/faqadd" in told(stage, BUDI, "/faqs")[0]


def test_a_single_word_is_asked_for_more(shelf: Stage) -> None:
    assert "lebih lengkap" in told(shelf, BUDI, "/ask xyzzy")[0]


def test_ask_answers_the_question_it_replies_to(shelf: Stage) -> None:
    asked = says(SARI, "ke rekening mana pembayaran dikirim")
    values = {"reply_to": asked.message, "reply_who": SARI, "reply_text": asked.text}
    assert ACCOUNT in told(shelf, BUDI, "/ask", **values)[0]
    assert "/ask" in told(shelf, BUDI, "/ask")[0]


def test_a_group_may_want_to_be_left_alone(shelf: Stage) -> None:
    told(shelf, CITRA, "/settings")
    shelf.happens(shelf.presses(CITRA, "Tanya jawab"))
    shelf.delivers()
    shelf.happens(shelf.presses(CITRA, "✅ Jawab pertanyaan umum tanpa dipanggil"))
    shelf.delivers()
    assert told(shelf, BUDI, "ke rekening mana pembayaran dikirim?") == []
    assert ACCOUNT in told(shelf, BUDI, "/ask ke rekening mana pembayaran dikirim?")[0]


def test_after_a_restart_everything_is_found_again(shelf: Stage) -> None:
    shelf.starts()
    assert ACCOUNT in told(shelf, BUDI, "/ask ke rekening mana pembayaran dikirim")[0]


def test_nothing_of_a_reaction_concerns_it(shelf: Stage) -> None:
    shelf.happens(reacts(BUDI, "m1", "👍", group=GROUP))
    assert shelf.delivers() == []


def test_what_a_new_answer_says_is_looked_into_at_once(shelf: Stage) -> None:
    asked = "/ask dikirim ke gopay atau dana"
    assert "DANA" not in told(shelf, BUDI, asked)[-1]
    told(shelf, DEWI, f"/faqadd {PAY} | Lewat DANA atau GoPay ke 0812.")
    assert "Lewat DANA" in told(shelf, SARI, asked)[-1]
