"""Being there: the code, a few tries, questions, stars, the recap, a certificate."""

from datetime import timedelta

import pytest

from bot.chat.actions import Delete, React
from bot.chat.events import Account, Worked
from bot.chat.facts import Role
from bot.models import Attendance, Blob, MeetingNote, Membership, Occurrence, WorkRow
from bot.services.meetings import certificates
from handlers import ROUTERS
from scheduler import JOBS
from tests.cast import BUDI, CITRA, DEWI, GROUP, SARI, private, says
from tests.stage import Stage

TO_START = timedelta(days=1, hours=7, minutes=30)


@pytest.fixture
def stage() -> Stage:
    """A webinar that runs; Citra, Budi and Sari can be written to, Budi and Sari said yes."""
    play = Stage(*ROUTERS, *JOBS)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    for who in (CITRA, BUDI, SARI):
        play.hears(who, "/start", group=private(who))
    play.hears(CITRA, "/event besok 19.30 Webinar Iklan")
    play.happens(play.presses(CITRA, "✅ Benar, umumkan"))
    play.delivers()
    for who in (BUDI, SARI):
        play.happens(play.presses(who, "✅ Ikut"))
    later(play, TO_START)
    return play


def later(stage: Stage, by: timedelta) -> None:
    """Time passes from due time to due time, as it does in life."""
    end = stage.clock.now() + by
    while (due := stage.batches.next_due) is not None and due <= end:
        stage.passes(seconds=max((due - stage.clock.now()).total_seconds(), 0))
        stage.delivers()
    stage.passes(seconds=(end - stage.clock.now()).total_seconds())
    stage.delivers()


def code(stage: Stage) -> str:
    """The code, as Citra was told it in private."""
    [told] = [text for text in stage.screen(private(CITRA)) if "Kode hadir" in text]
    return told.split("/attend ")[1].split()[0]


def present(stage: Stage) -> list[int]:
    return [row.identity_id for row in stage.rows(Attendance) if row.at is not None]


def test_the_code_counts_once_and_leaves_the_groups_screen(stage: Stage) -> None:
    assert code(stage) not in "".join(stage.screen())
    for _ in range(2):
        stage.hears(BUDI, f"/hadir {code(stage).lower()}")
    assert present(stage) == [BUDI.id]
    assert any(isinstance(each, Delete) and each.message for each in stage.platform.done)
    assert "Kehadiranmu di Webinar Iklan tercatat" in stage.screen(private(BUDI))[-1]
    assert stage.rows(Membership, Membership.identity_id == BUDI.id)[0].attended == 1


def test_wrong_codes_are_limited(stage: Stage) -> None:
    for _ in range(5):
        stage.hears(BUDI, "/attend ZZZZZ", group=private(BUDI))
    assert "Sisa percobaan: 0" in stage.screen(private(BUDI))[-1]
    stage.hears(BUDI, f"/attend {code(stage)}", group=private(BUDI))
    assert "terlalu banyak kode" in stage.screen(private(BUDI))[-1]
    assert present(stage) == []


def test_a_code_is_worth_nothing_when_no_meeting_runs(stage: Stage) -> None:
    known = code(stage)
    later(stage, timedelta(hours=3))
    stage.hears(BUDI, f"/attend {known}", group=private(BUDI))
    assert "Belum ada acara yang berlangsung" in stage.screen(private(BUDI))[-1]


def test_moderators_see_the_code_and_members_how_it_is_used(stage: Stage) -> None:
    stage.hears(DEWI, "/attend", group=private(DEWI))
    assert code(stage) in stage.screen(private(DEWI))[-1]
    stage.hears(BUDI, "/attend", group=private(BUDI))
    assert "/attend KODE" in stage.screen(private(BUDI))[-1]


def test_questions_and_links_are_collected_and_handed_to_the_organiser(stage: Stage) -> None:
    stage.hears(BUDI, "#tanya Berapa modal pertama?", message="q1")
    stage.hears(SARI, "#tautan https://contoh.example/panduan")
    assert React(GROUP, "q1", "👌") in stage.platform.done
    stage.hears(BUDI, "#tanya")
    assert "Tulis pertanyaanmu" in stage.screen()[-1]
    later(stage, timedelta(hours=2))
    summary = next(text for text in stage.screen(private(CITRA)) if "selesai" in text)
    assert "• Budi: Berapa modal pertama?" in summary
    assert "• Sari: https://contoh.example/panduan" in summary
    later(stage, timedelta(days=31))
    assert stage.rows(MeetingNote) == []


def test_an_hour_later_those_who_were_there_are_asked_and_the_others_kindly_told(stage: Stage) -> None:
    stage.hears(BUDI, f"/attend {code(stage)}", group=private(BUDI))
    later(stage, timedelta(hours=2, minutes=31))
    assert "Bagaimana Webinar Iklan?" in stage.screen(private(BUDI))[-1]
    assert "Sayang sekali kita tidak bertemu" in stage.screen(private(SARI))[-1]
    assert not any("Bagaimana" in text or "Sayang sekali" in text for text in stage.screen())
    stage.happens(stage.presses(BUDI, "⭐⭐⭐⭐", private(BUDI)))
    stage.delivers()
    assert [row.stars for row in stage.rows(Attendance)] == [4]
    stage.hears(CITRA, "/attend list webinar", group=private(CITRA))
    assert "⭐ 4.0 dari 1 penilaian" in stage.screen(private(CITRA))[-1]


def test_those_who_are_there_get_a_certificate(stage: Stage) -> None:
    stage.hears(BUDI, f"/attend {code(stage)}", group=private(BUDI))
    later(stage, timedelta(hours=2, minutes=31))
    stage.happens(stage.presses(BUDI, "⭐⭐⭐⭐⭐", private(BUDI)))
    stage.delivers()
    stage.happens(stage.presses(BUDI, "🎓 Buat sertifikat", private(BUDI)))
    stage.delivers()
    [work] = stage.rows(WorkRow)
    with stage.session() as session:
        name, data = certificates.make(session, work.args)
    assert (name, data[:5]) == ("sertifikat.pdf", b"%PDF-")
    stage.happens(
        Worked(
            "work:1", stage.clock.now(), kind="certificate", args=work.args, row=work.id or 0, filename=name, data=data
        )
    )
    assert stage.rows(Blob)[-1].data == data
    stage.delivers()
    assert "Ini sertifikatmu" in stage.screen(private(BUDI))[-1]


def test_a_picture_is_drawn_on_request_and_only_for_those_who_were_there(stage: Stage) -> None:
    stage.hears(SARI, "/sertifikat", group=private(SARI))
    assert "Belum ada untukmu" in stage.screen(private(SARI))[-1]
    stage.hears(BUDI, f"/attend {code(stage)}", group=private(BUDI))
    stage.hears(BUDI, "/certificate png webinar", group=private(BUDI))
    [work] = stage.rows(WorkRow)
    with stage.session() as session:
        name, data = certificates.make(session, work.args)
    assert (name, data[1:4]) == ("sertifikat.png", b"PNG")


@pytest.mark.parametrize("name", ["Budi $x_1$ \\frac", "สวัสดี 你好 🎉", "A" * 120])
def test_any_name_can_stand_on_a_certificate(stage: Stage, name: str) -> None:
    lines = dict.fromkeys(("headline", "because", "attended", "title", "when", "signed"), "x") | {"name": name}
    with stage.session() as session:
        _, data = certificates.make(session, {"lines": lines, "format": "png", "filename": "x.png"})
    assert data[1:4] == b"PNG"


def test_the_organisers_answer_becomes_the_recap(stage: Stage) -> None:
    stage.hears(BUDI, f"/attend {code(stage)}", group=private(BUDI))
    later(stage, timedelta(hours=2))
    summary = next(shown.id for shown in stage.shown(private(CITRA)) if "Balas pesan ini" in shown.text)
    stage.hears(CITRA, "Mulai dari 50 ribu sehari.", group=private(CITRA), reply_to=summary)
    assert any("Rangkuman Webinar Iklan" in text and "50 ribu" in text for text in stage.screen())
    assert "50 ribu" in stage.screen(private(SARI))[-1]  # who could not come
    assert "50 ribu" not in "".join(stage.screen(private(BUDI)))


def test_the_list_of_those_present_is_a_harmless_file_for_organisers(stage: Stage) -> None:
    stage.hears(Account("telegram", "12", "=Budi()", "budi"), f"/attend {code(stage)}", group=private(BUDI))
    stage.hears(CITRA, "/attend jumlah 37")
    stage.happens(says(CITRA, "/attend daftar", private(CITRA), at=stage.clock.now()))
    file = stage.rows(Blob)[-1].data.decode("utf-8-sig")
    assert file.splitlines()[0] == "nama,nama pengguna,hadir pukul"
    assert "'=Budi(),budi,2026-03-03 19:30" in file
    stage.delivers()
    assert "1 dengan kode, 37 orang semuanya" in stage.screen(private(CITRA))[-1]
    stage.hears(BUDI, "/attend daftar", group=private(BUDI))
    assert "moderator" in stage.screen(private(BUDI))[-1]


def test_a_group_without_a_running_meeting_may_use_the_word_as_it_likes(stage: Stage) -> None:
    later(stage, timedelta(hours=5))
    stage.hears(BUDI, "#tanya boleh jualan di sini?")
    assert stage.rows(MeetingNote) == []
    assert stage.rows(Occurrence)[0].state == "over"
