"""A claim is asked for its source, gets its verdict under the message, and is recognised when it comes again."""

import pytest

from bot.chat.actions import Action, Alert, Delete, Edit, Send
from bot.chat.events import Account, Message
from bot.chat.facts import Role
from bot.models import Claim, Flag
from tests.cast import BUDI, CITRA, DEWI, SARI, private, says
from tests.handlers.test_alerts import MODS, code
from tests.stage import Stage

CLAIM = "Katanya mulai bulan depan semua toko online wajib bayar pajak 30 persen dari omzet"
AGAIN = "INFO!! katanya mulai bulan depan semua toko online wajib bayar pajak 30 persen dari omzet ya guys"
OTHER = "Katanya besok kelas webinar dimulai pukul tujuh malam di ruang yang biasa"


@pytest.fixture(autouse=True)
def moderators_chat(stage: Stage) -> None:
    stage.happens(says(CITRA, f"/alerts {code(stage)}", MODS))
    stage.delivers()
    stage.platform.chats.clear()


def said(stage: Stage, words: str = CLAIM, who: Account = SARI) -> Message:
    message = says(who, words, at=stage.clock.now())
    stage.happens(message)
    return message


def answers(stage: Stage, about: Message, words: str, by: Account = BUDI) -> list[Action]:
    """Somebody answers a message with a command; what the platform was asked to do."""
    quoted = {"reply_to": about.message, "reply_who": about.who, "reply_text": about.text}
    stage.happens(says(by, words, at=stage.clock.now(), **quoted))  # type: ignore[arg-type]
    return stage.delivers()


def test_a_claim_is_marked_its_author_asked_and_moderators_alerted(stage: Stage) -> None:
    claim = said(stage)
    did = answers(stage, claim, "/cek")
    assert {type(action) for action in did} == {Delete, Send, Alert}
    [note] = [action for action in did if type(action) is Send]
    assert note.reply_to == claim.message
    [shown] = stage.screen()
    assert shown.startswith("🔎 Klaim ini belum diperiksa. Sari, boleh bagikan sumbernya?")
    assert "klaim tanpa sumber · Sari" in stage.screen(MODS)[-1]
    assert CLAIM in stage.screen(MODS)[-1]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("/verdict true https://pajak.go.id", "✅ Sudah diperiksa: benar.\nSumber: https://pajak.go.id"),
        ("/verdict menyesatkan", "❌ Sudah diperiksa: menyesatkan. Mohon jangan diteruskan."),
        ("/putusan unknown", "🤷 Sudah diperiksa: belum jelas benar tidaknya. Hati-hati dulu ya."),
    ],
)
def test_a_verdict_closes_the_claim_under_its_message_and_on_the_card(stage: Stage, words: str, shown: str) -> None:
    claim = said(stage)
    answers(stage, claim, "/verify")
    answers(stage, claim, words, DEWI)
    assert stage.screen() == [shown]
    assert "✅ Dewi" in stage.screen(MODS)[-1]
    assert [row.state for row in stage.rows(Flag)] == ["handled"]


def test_the_verdict_may_answer_the_note_and_be_corrected_later(stage: Stage) -> None:
    answers(stage, said(stage), "/verify")
    note = stage.shown()[-1]
    for word in ("true", "misleading"):
        stage.happens(says(DEWI, f"/verdict {word}", reply_to=note.id))
        stage.delivers()
    assert stage.screen()[0].startswith("❌ Sudah diperiksa: menyesatkan")


def test_a_verdict_by_button_does_the_same(stage: Stage) -> None:
    answers(stage, said(stage), "/verify")
    stage.happens(stage.presses(DEWI, "❌ Menyesatkan", MODS))
    assert Edit in {type(action) for action in stage.delivers()}
    assert stage.screen()[0].startswith("❌")
    assert "menyesatkan" in stage.screen(MODS)[-1]


def test_the_same_claim_in_other_words_finds_the_earlier_verdict_at_once(stage: Stage) -> None:
    first = said(stage)
    answers(stage, first, "/verify")
    answers(stage, first, "/verdict misleading https://cekfakta.com", DEWI)
    answers(stage, said(stage, AGAIN, BUDI), "/verify", SARI)
    assert stage.screen()[-1] == (
        "❌ Sudah diperiksa: menyesatkan. Mohon jangan diteruskan.\nSumber: https://cekfakta.com"
    )
    assert len(stage.screen(MODS)) == 1


def test_another_claim_does_not(stage: Stage) -> None:
    first = said(stage)
    answers(stage, first, "/verify")
    answers(stage, first, "/verdict misleading", DEWI)
    answers(stage, said(stage, OTHER, BUDI), "/verify", SARI)
    assert "belum diperiksa. Budi" in stage.screen()[-1]


def test_of_a_claim_no_word_is_kept(stage: Stage) -> None:
    answers(stage, said(stage), "/verify")
    answers(stage, said(stage, OTHER), "/verdict true", DEWI)
    kept = " ".join(row.signature for row in stage.rows(Claim))
    assert len(stage.rows(Claim)) == 2
    assert not any(word in kept for word in (CLAIM + OTHER).lower().split() if len(word) > 2)


def test_asking_twice_is_answered_and_makes_no_second_note(stage: Stage) -> None:
    claim = said(stage)
    answers(stage, claim, "/verify")
    answers(stage, claim, "/verify", DEWI)
    assert "sedang diperiksa" in stage.screen()[-1]
    assert len(stage.rows(Claim)) == 1


def test_a_moderator_may_judge_what_nobody_asked_about(stage: Stage) -> None:
    answers(stage, said(stage), "/verdict true", DEWI)
    assert stage.screen() == ["✅ Sudah diperiksa: benar."]


def test_members_and_those_demoted_a_moment_ago_judge_nothing(stage: Stage) -> None:
    claim = said(stage)
    answers(stage, claim, "/verify")
    answers(stage, claim, "/verdict true", BUDI)
    assert "bagian moderator" in stage.screen()[-1]
    stage.passes(seconds=1)
    stage.platform.roles[DEWI.address] = Role.MEMBER
    stage.happens(stage.presses(DEWI, "✅ Benar", MODS))
    assert "bagian pengurus" in str(stage.delivers())
    assert [row.verdict for row in stage.rows(Claim)] == [""]


@pytest.mark.parametrize("words", ["/verify", "/verdict true", "/verdict mungkin"])
def test_what_is_missing_is_asked_for_with_an_example(stage: Stage, words: str) -> None:
    stage.happens(says(DEWI, words))
    stage.delivers()
    assert f"dengan {words.split()[0]}" in stage.screen()[-1]


def test_claims_are_checked_in_groups(stage: Stage) -> None:
    stage.happens(says(BUDI, "/verify", private(BUDI), reply_to="1", reply_who=SARI))
    stage.delivers()
    assert "dipakai di grup" in stage.screen(private(BUDI))[-1]
