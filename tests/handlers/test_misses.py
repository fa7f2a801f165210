"""A question without an answer: moderators give one in one tap, and it is answered for everybody from then on."""

from typing import Any

from bot.chat.actions import Answer, Send
from bot.chat.events import Account, Chat
from bot.chat.text import Text
from bot.models import Faq, FaqMiss, FaqWording
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, private, says
from tests.handlers.test_alerts import MODS, code
from tests.stage import Stage

ASKED = "boleh bawa anak waktu kopdar?"


def says_(stage: Stage, who: Account, words: str, chat: Chat = GROUP, **values: Any) -> str:
    """Somebody writes something; the newest message there."""
    stage.happens(says(who, words, chat, at=stage.clock.now(), **values))
    stage.delivers()
    return stage.screen(chat)[-1] if stage.screen(chat) else ""


def presses(stage: Stage, who: Account, label: str, chat: Chat = MODS) -> list[str]:
    stage.happens(stage.presses(who, label, chat))
    return [did.text for did in stage.delivers() if isinstance(did, Answer)]


def connected(stage: Stage) -> None:
    says_(stage, CITRA, f"/alerts {code(stage)}", MODS)


def test_from_an_unknown_question_to_an_answer_for_everybody(stage: Stage) -> None:
    connected(stage)
    assert "Kutanyakan" in says_(stage, BUDI, f"/ask {ASKED}", message="q1")
    card = stage.screen(MODS)[-1]
    assert "Budi" in card
    assert ASKED in card
    presses(stage, DEWI, "✍️ Jawab & simpan")
    assert "pesan berikutnya" in stage.screen(MODS)[-1]
    assert "kujawabkan" in says_(stage, DEWI, "Boleh, ada tempat bermain.", MODS)
    answered = next(did for did in reversed(stage.platform.done) if isinstance(did, Send) and did.to == GROUP)
    assert "ada tempat bermain" in answered.text
    assert answered.reply_to == "q1"
    assert any("Dijawab oleh Dewi" in shown for shown in stage.screen(MODS))
    stage.passes(minutes=2)
    assert "ada tempat bermain" in says_(stage, SARI, "kalau kopdar boleh bawa anak?")


def test_one_tap_makes_it_other_words_for_a_known_answer(stage: Stage) -> None:
    connected(stage)
    says_(stage, DEWI, "/faqadd Bolehkah anak-anak ikut kopdar? | Boleh.")
    says_(stage, BUDI, "/ask bayi ikut acara ketemuan gapapa kah", message="q2")
    if "Maksudmu" in stage.screen()[-1]:
        presses(stage, BUDI, "Bukan itu semua", GROUP)
    presses(stage, DEWI, "➕ Bolehkah anak-anak ikut kopdar?")
    assert [row.text for row in stage.rows(FaqWording)][-1] == "bayi ikut acara ketemuan gapapa kah"
    assert [row.state for row in stage.rows(FaqMiss)] == ["answered"]
    stage.passes(minutes=2)
    assert "Boleh." in says_(stage, SARI, "bayi ikut acara ketemuan gpp kah?")


def test_the_second_moderator_learns_who_was_faster(stage: Stage) -> None:
    connected(stage)
    says_(stage, BUDI, f"/ask {ASKED}")
    pressed = stage.presses(CITRA, "🙈 Lewati", MODS)
    presses(stage, DEWI, "🙈 Lewati")
    assert "Dilewati oleh Dewi" in stage.screen(MODS)[-1]
    stage.happens(pressed)
    assert any("Dewi" in did.text for did in stage.delivers() if isinstance(did, Answer))


def test_an_answer_stored_by_command_reaches_whoever_waits(stage: Stage) -> None:
    connected(stage)
    says_(stage, BUDI, f"/ask {ASKED}", message="q3")
    says_(stage, DEWI, f"/faqadd {ASKED} | Boleh.")
    assert "Budi, ini jawabannya" in stage.screen()[-1]
    assert [row.state for row in stage.rows(FaqMiss)] == ["answered"]


def test_a_good_reply_in_the_group_is_kept_by_one_reply_without_the_question(stage: Stage) -> None:
    says_(stage, BUDI, f"/ask {ASKED}", message="q4")
    says_(stage, SARI, "Boleh kok, kemarin ada yang bawa bayi", message="a4", reply_to="q4", reply_who=BUDI)
    quoted: dict[str, Any] = {
        "reply_to": "a4",
        "reply_who": SARI,
        "reply_text": Text("Boleh kok, kemarin ada yang bawa bayi"),
    }
    says_(stage, DEWI, "/faqadd", **quoted)
    [row] = stage.rows(Faq)
    assert (row.question, row.answer) == (ASKED, "Boleh kok, kemarin ada yang bawa bayi")


def test_whoever_asked_in_private_is_answered_in_private(stage: Stage) -> None:
    connected(stage)
    says_(stage, BUDI, f"/ask {ASKED}", private(BUDI))
    presses(stage, DEWI, "✍️ Jawab & simpan")
    says_(stage, DEWI, "Boleh.", MODS)
    assert "Boleh." in stage.screen(private(BUDI))[-1]
    assert all("Boleh." not in shown for shown in stage.screen())


def test_nobody_may_ask_endlessly_and_the_same_question_is_passed_on_once(stage: Stage) -> None:
    connected(stage)
    for _ in range(2):
        says_(stage, BUDI, f"/ask {ASKED}")
    assert len(stage.rows(FaqMiss)) == 1
    for subject in ["parkir", "makan", "hujan", "pakaian"]:
        stage.passes(seconds=30)
        says_(stage, BUDI, f"/ask bagaimana soal {subject}")
    stage.passes(seconds=30)
    assert "Yang lain besok" in says_(stage, BUDI, "/ask bagaimana soal cuaca")
    assert len(stage.rows(FaqMiss)) == 5
    assert len([shown for shown in stage.screen(MODS) if "❓" in shown]) == 5


def test_what_nobody_replied_to_is_told_of_once_and_what_was_replied_to_is_not(stage: Stage) -> None:
    connected(stage)
    says_(stage, BUDI, ASKED, message="q5")
    says_(stage, SARI, "ada yang tahu tempat parkir murah?", message="q6")
    says_(stage, BUDI, "di belakang pasar", message="a6", reply_to="q6", reply_who=SARI)
    stage.passes(minutes=31)
    stage.delivers()
    assert [(row.message_id, row.question) for row in stage.rows(FaqMiss)] == [("q5", ASKED)]
    stage.passes(minutes=61)
    stage.delivers()
    assert "1 pertanyaan di Kelas Python" in stage.screen(MODS)[-1]
    before = len(stage.screen(MODS))
    stage.passes(hours=3)
    stage.delivers()
    assert len(stage.screen(MODS)) == before
    presses(stage, DEWI, "#1")
    says_(stage, DEWI, "/start", private(DEWI))


def test_a_question_whose_words_were_lost_in_a_restart_is_still_listed(stage: Stage) -> None:
    says_(stage, BUDI, ASKED, message="q7")
    stage.starts()
    stage.passes(minutes=31)
    stage.delivers()
    assert ASKED not in stage.dump()
    assert "tidak disimpan" in says_(stage, DEWI, "/belumterjawab")


def test_members_see_open_questions_and_only_moderators_get_buttons(stage: Stage) -> None:
    assert "terjawab" in says_(stage, SARI, "/unanswered")
    says_(stage, BUDI, f"/ask {ASKED}")
    says_(stage, SARI, "/unanswered")
    assert ASKED in stage.shown()[-1].text
    assert stage.shown()[-1].buttons == ()
    says_(stage, DEWI, "/start", private(DEWI))
    says_(stage, DEWI, "/unanswered")
    assert [button.label for button in stage.shown(private(DEWI))[-1].buttons] == ["#1"]
    presses(stage, DEWI, "#1", private(DEWI))
    assert "✍️ Jawab & simpan" in [button.label for button in stage.shown(private(DEWI))[-1].buttons]


def test_mentors_are_told_without_buttons(stage: Stage) -> None:
    connected(stage)
    says_(stage, SARI, "/start", private(SARI))
    says_(stage, CITRA, "/mentor @sari")
    says_(stage, BUDI, f"/ask {ASKED}")
    assert ASKED in stage.screen(private(SARI))[-1]
    assert stage.shown(private(SARI))[-1].buttons == ()


def test_who_is_forgotten_leaves_no_question(stage: Stage) -> None:
    says_(stage, BUDI, f"/ask {ASKED}")
    with stage.session() as session, session.begin():
        from bot.services import privacy

        privacy.forget(session, BUDI.id, b"a key of sixteen", stage.clock.now())
    assert ASKED not in stage.dump()
