"""Members ask the moderators to look, kindly and within measure."""

from datetime import timedelta

import pytest

from bot.chat.actions import Action, Alert, Delete, Edit, Send
from bot.chat.events import Account, Message
from bot.models import Flag, Membership, Report
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, private, says
from tests.handlers.test_alerts import MODS, code
from tests.stage import Stage

EKA = Account("telegram", "31", "Eka", "eka", "id")


@pytest.fixture(autouse=True)
def moderators_chat(stage: Stage) -> None:
    stage.happens(says(CITRA, f"/alerts {code(stage)}", MODS))
    stage.delivers()
    stage.platform.chats.clear()


def said(stage: Stage, who: Account = SARI, words: str = "untung pasti, japri ya") -> Message:
    message = says(who, words, at=stage.clock.now())
    stage.happens(message)
    return message


def reports(stage: Stage, by: Account, about: Message, words: str = "/report") -> list[Action]:
    """Somebody answers a message with a report; what the platform was asked to do."""
    quoted = {"reply_to": about.message, "reply_who": about.who, "reply_text": about.text}
    stage.happens(says(by, words, at=stage.clock.now(), **quoted))  # type: ignore[arg-type]
    return stage.delivers()


def test_the_first_report_alerts_and_leaves_no_trace_in_the_group(stage: Stage) -> None:
    stage.happens(says(BUDI, "/start", private(BUDI)))
    stage.delivers()
    did = reports(stage, BUDI, said(stage), "/lapor investasi bodong")
    assert {type(action) for action in did} == {Delete, Alert, Send}
    assert "investasi bodong" in stage.screen(MODS)[-1]
    assert stage.screen() == []
    assert "Terima kasih sudah memberi tahu" in stage.screen(private(BUDI))[-1]


def test_whoever_cannot_be_written_to_is_thanked_by_a_line_that_vanishes(stage: Stage) -> None:
    reports(stage, BUDI, said(stage))
    assert stage.screen() == ["Terima kasih sudah memberi tahu. Moderator akan melihatnya. 🙏"]
    stage.passes(seconds=21)
    stage.delivers()
    assert stage.screen() == []


def test_a_second_report_adds_to_the_same_card(stage: Stage) -> None:
    message = said(stage)
    reports(stage, BUDI, message)
    did = reports(stage, EKA, message, "/report penipu")
    assert Edit in {type(action) for action in did}
    assert len(stage.screen(MODS)) == 1
    assert "Dilaporkan oleh 2 orang (keyakinan 75 %)" in stage.screen(MODS)[-1]
    reports(stage, EKA, message)
    assert len(stage.rows(Report)) == 2


def test_at_admin_reports_what_it_answers(stage: Stage) -> None:
    reports(stage, BUDI, said(stage), "@admin ini penipuan kan?")
    assert "laporan anggota · Sari" in stage.screen(MODS)[-1]
    assert "• ini penipuan kan?" in stage.screen(MODS)[-1]


@pytest.mark.parametrize("words", ["@admin tolong dong", "min @admins ada yang aneh", "@ADMIN!"])
def test_at_admin_without_a_reply_calls_the_moderators(stage: Stage, words: str) -> None:
    stage.happens(says(BUDI, words))
    stage.delivers()
    assert "Budi memanggil moderator" in stage.screen(MODS)[-1]
    assert words in stage.screen(MODS)[-1]
    stage.happens(stage.presses(CITRA, "👌 Sudah kulihat", MODS))
    stage.delivers()
    assert "sudah dilihat" in stage.screen(MODS)[-1]


def test_the_name_that_whatsapp_groups_know_does_the_same(stage: Stage) -> None:
    reports(stage, BUDI, said(stage), "/tagadmin ini penipuan kan?")
    assert "• ini penipuan kan?" in stage.screen(MODS)[-1]
    stage.happens(says(BUDI, "/tagadmin tolong"))
    stage.delivers()
    assert "Budi memanggil moderator" in stage.screen(MODS)[-1]


@pytest.mark.parametrize("words", ["email saya budi@admin.id", "@administrasi_kampus", "@adminku", "admin mana ya"])
def test_what_only_looks_like_a_call_is_none(stage: Stage, words: str) -> None:
    stage.happens(says(BUDI, words))
    assert stage.delivers() == []
    assert stage.rows(Flag) == []


def test_those_who_run_the_group_and_oneself_cannot_be_reported(stage: Stage) -> None:
    for who, answer in ((CITRA, "Pesan pengurus"), (DEWI, "Pesan pengurus"), (BUDI, "pesanmu sendiri")):
        reports(stage, BUDI, said(stage, who))
        assert answer in stage.screen()[-1]
    assert stage.rows(Flag) == []


def test_ten_reports_an_hour_are_enough(stage: Stage) -> None:
    for _ in range(11):
        stage.clock.shift(timedelta(seconds=10))
        reports(stage, BUDI, said(stage))
    assert len(stage.rows(Report)) == 10
    assert any("Paling banyak 10" in text for text in stage.screen())
    stage.passes(minutes=61)
    reports(stage, BUDI, said(stage))
    assert len(stage.rows(Report)) == 11


def test_a_report_needs_a_message_and_a_group(stage: Stage) -> None:
    stage.happens(says(BUDI, "/report"))
    stage.delivers()
    assert "balas pesannya" in stage.screen()[-1]
    stage.happens(says(BUDI, "/report", private(BUDI), reply_to="5", reply_who=SARI))
    stage.delivers()
    assert "di grupnya" in stage.screen(private(BUDI))[-1]


def test_a_message_that_moderators_have_seen_makes_no_second_card(stage: Stage) -> None:
    message = said(stage)
    reports(stage, BUDI, message)
    stage.happens(stage.presses(DEWI, "👌 Tidak apa-apa", MODS))
    stage.delivers()
    reports(stage, EKA, message)
    assert "sudah melihat" in stage.screen()[-1]
    assert len(stage.rows(Flag)) == 1


def test_reporters_earn_and_lose_trust_and_undo_gives_it_back(stage: Stage) -> None:
    def record() -> tuple[int, int]:
        [row] = stage.rows(Membership, Membership.identity_id == BUDI.id, Membership.group_id == GROUP.id)
        return row.reports_right, row.reports_wrong

    for label, after in (("🗑 Hapus", (1, 0)), ("👌 Tidak apa-apa", (1, 1))):
        reports(stage, BUDI, said(stage))
        stage.happens(stage.presses(DEWI, label, MODS))
        stage.delivers()
        assert record() == after
    stage.happens(stage.presses(DEWI, "↩️ Batalkan", MODS))
    stage.delivers()
    assert record() == (1, 0)
    reports(stage, BUDI, said(stage))
    assert "keyakinan 67 %" in stage.screen(MODS)[-1]


def test_somebody_whom_the_bot_never_met_can_be_reported(stage: Stage) -> None:
    stage.passes(minutes=5)
    stranger = Account("telegram", "55", "Fajar", "fajar", "id")
    quoted = {"reply_to": "m-old", "reply_who": stranger, "reply_text": "klik tautan ini"}
    stage.happens(says(BUDI, "/report", at=stage.clock.now(), **quoted))  # type: ignore[arg-type]
    stage.delivers()
    assert "laporan anggota · Fajar" in stage.screen(MODS)[-1]


def test_reports_of_one_message_in_one_batch_share_one_card(stage: Stage) -> None:
    message = said(stage)
    quoted = {"reply_to": message.message, "reply_who": message.who, "reply_text": message.text}
    at = stage.clock.now() + timedelta(0)
    stage.happens(says(BUDI, "/report", at=at, **quoted), says(EKA, "/report", at=at, **quoted))  # type: ignore[arg-type]
    stage.delivers()
    assert len(stage.screen(MODS)) == 1
    assert "oleh 2 orang" in stage.screen(MODS)[-1]
