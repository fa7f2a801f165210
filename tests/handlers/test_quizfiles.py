"""Quizzes come from documents, in the group and in private, and go back into files."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import select

from bot.chat.actions import Send
from bot.chat.events import Chat, Document, Form, MessageKind
from bot.chat.facts import Role
from bot.domain.formats import FORMATS, named
from bot.domain.questions import Kind, Question, as_dict, one_of
from bot.models import Blob, Quiz, QuizQuestion, WorkRow
from handlers import quizfiles
from tests.cast import BUDI, CITRA, CLASS, GROUP, private, says
from tests.stage import Stage
from tests.workshop import finished, works

HEADER = b"soal,a,b,c,jawaban,penjelasan\n"
CSV = HEADER + b'KUR itu apa?,kredit,hadiah,,a,Kredit Usaha Rakyat\nLokapasar?,Shopee,Gmail,Tokopedia,"a,c",\n'
BROKEN = CSV + b"Rusak?,x,y,,z,\n,,,,,\n"


@pytest.fixture
def stage() -> Iterator[Stage]:
    opened = Stage(quizfiles.router)
    opened.platform.roles[CITRA.address] = Role.ADMIN
    opened.platform.files["f1"] = CSV
    opened.platform.files["f2"] = BROKEN
    yield opened
    opened.close()


def document(name: str = "kuis.csv", id: str = "f1", size: int = 100) -> dict[str, Any]:
    return {"document": Document(id, name, size), "kind": MessageKind.DOCUMENT}


def kept(stage: Stage) -> list[str]:
    return [row.content["text"] for row in stage.rows(QuizQuestion) if not row.retired]


def reads(stage: Stage) -> None:
    """The document is fetched, read beside the engine, and what is understood is stored."""
    stage.delivers()
    works(stage)


def test_a_document_with_the_command_as_caption_becomes_a_quiz(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizimport Dasar Jualan", **document()))
    reads(stage)
    assert kept(stage) == ["KUR itu apa?", "Lokapasar?"]
    assert [quiz.name for quiz in stage.rows(Quiz)] == ["Dasar Jualan"]
    assert stage.screen() == ["✅ 2 soal masuk ke kuis Dasar Jualan. Mainkan dengan /quizstart Dasar Jualan"]


def test_what_could_not_be_used_is_told_to_the_admin_alone(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizimport dasar", private(CITRA), **document(id="f2")))
    reads(stage)
    assert stage.screen() == []
    assert (
        stage.screen(private(CITRA))[-1]
        == "Yang tidak bisa kupakai untuk dasar:\nBaris 4: jawaban “z” bukan salah satu pilihannya\n"
    )


def test_the_document_may_come_after_the_command(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizimport Dasar", private(CITRA)))
    stage.delivers()
    assert "Kirim berkas soal untuk Dasar" in stage.screen(private(CITRA))[-1]
    stage.happens(says(CITRA, "", private(CITRA), **document()))
    reads(stage)
    assert len(kept(stage)) == 2


def test_anything_else_than_a_document_ends_the_waiting(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizimport Dasar"))
    stage.delivers()
    stage.happens(says(CITRA, "nanti saja"))
    stage.delivers()
    assert "bukan berkas" in stage.screen()[-1]
    stage.happens(says(CITRA, "", **document()))
    assert kept(stage) == []


def test_importing_again_replaces_the_questions(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizimport Dasar", **document()))
    reads(stage)
    stage.platform.files["f1"] = b"soal,a,b,jawaban\nBaru?,x,y,b\n"
    stage.happens(says(CITRA, "/quizimport dasar", message="m2", **document()))
    reads(stage)
    assert kept(stage) == ["Baru?"]
    assert len(stage.rows(Quiz)) == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (document("foto.png"), "bukan berkas soal"),
        (document("kuis.csv.exe"), "bukan berkas soal"),
        (document(size=2_000_000), "terlalu besar"),
        (document("kuis.xml"), "ini bukan XML yang benar"),
        (document("kuis.toml"), "ini bukan TOML yang benar"),
    ],
)
def test_other_files_are_refused_with_a_reason_before_anything_is_stored(
    stage: Stage, sent: dict[str, Any], said: str
) -> None:
    stage.happens(says(CITRA, "/quizimport Dasar", **sent))
    reads(stage)
    assert said in stage.screen()[-1]
    assert stage.rows(Quiz) == []


def test_without_a_name_the_usage_is_told(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizimport", **document()))
    stage.delivers()
    assert "/quizimport NAMA" in stage.screen()[-1]


def test_members_import_nothing(stage: Stage) -> None:
    stage.happens(says(BUDI, "/quizimport Dasar", **document()))
    stage.delivers()
    assert stage.rows(Quiz) == []


@pytest.mark.parametrize("name", [each.name for each in FORMATS if each.endings])
def test_a_quiz_goes_out_as_a_file_and_comes_back_the_same(stage: Stage, name: str) -> None:
    questions = [Question(Kind.SINGLE, "S1", one_of(("a", "b"), 1)), Question(Kind.SINGLE, "S2", one_of(("c", "d"), 0))]
    values = {"name": "Dasar", "questions": [as_dict(question) for question in questions]}
    stage.happens(Form("form:1", stage.clock.now(), GROUP, name="quizzes.import", values=values))
    stage.happens(says(CITRA, f"/quizexport dasar {name}", private(CITRA)))
    send, data = stage.order(Send).action, stage.order(Send).document
    assert isinstance(send, Send)
    found = named(name)
    assert found is not None
    assert send.filename == f"dasar{found.endings[0]}"
    assert list(found.read(data).questions) == questions


def test_another_process_brings_and_fetches_questions(stage: Stage) -> None:
    values = {"name": "Dasar", "questions": [as_dict(Question(Kind.SINGLE, "S", one_of(("a", "b"), 1)))]}
    brought = stage.happens(Form("form:1", stage.clock.now(), GROUP, name="quizzes.import", values=values))
    assert brought.returned == {"form:1": {"quiz": "Dasar", "questions": 1}}
    fetched = stage.happens(Form("form:2", stage.clock.now(), GROUP, name="quizzes.export", values={"name": "dasar"}))
    assert fetched.returned["form:2"]["questions"] == values["questions"]
    missing = stage.happens(Form("form:3", stage.clock.now(), GROUP, name="quizzes.export", values={"name": "x"}))
    assert "tidak kutemukan" in missing.returned["form:3"]["error"]


def test_a_document_sent_in_private_waits_until_the_group_is_chosen(stage: Stage) -> None:
    other = Chat("telegram", "-1002", title="Kelas Ekspor")
    stage.happens(says(CITRA, "halo", other))
    stage.happens(says(CITRA, "/quizimport Dasar", private(CITRA), **document()))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "Kelas Python", private(CITRA)))
    reads(stage)
    assert kept(stage) == ["KUR itu apa?", "Lokapasar?"]
    assert [quiz.community_id for quiz in stage.rows(Quiz)] == [CLASS]


def test_more_questions_than_a_quiz_has_are_refused(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.quizfiles.MOST", 1)
    stage.happens(says(CITRA, "/quizimport Dasar", **document()))
    reads(stage)
    assert stage.screen() == ["Ada 2 soal di berkas itu; satu kuis paling banyak 1."]


def test_who_is_no_admin_any_more_imports_nothing(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizimport Dasar", private(CITRA)))
    stage.delivers()
    stage.platform.roles[CITRA.address] = Role.MEMBER
    stage.passes(minutes=1)
    stage.happens(says(CITRA, "", private(CITRA), at=stage.clock.now(), **document()))
    reads(stage)
    assert kept(stage) == []


def test_a_document_is_read_beside_the_engine_and_stored_when_that_is_done(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizimport Dasar", message="m7", **document()))
    stage.delivers()
    [work] = stage.rows(WorkRow)
    [blob] = stage.rows(Blob)
    asked = {"name": "Dasar", "group": GROUP.id, "reply_to": "m7", "thread": "", "file": "kuis.csv", "blob": blob.id}
    assert (work.kind, work.args, blob.data) == ("quizfile", asked, CSV)
    assert (stage.rows(Quiz), stage.screen()) == ([], [])
    [worked] = finished(stage)
    stage.happens(worked)
    [told] = [order.action for order in stage.flying]
    assert isinstance(told, Send)
    assert told.reply_to == "m7"
    assert (len(kept(stage)), stage.rows(WorkRow), stage.rows(Blob)) == (2, [], [])


def test_a_reading_that_a_kill_interrupts_is_done_again_and_stored_once(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizimport Dasar", **document()))
    stage.delivers()
    lost = finished(stage)
    stage.starts()
    works(stage)
    stage.happens(*lost)
    stage.delivers()
    assert (len(kept(stage)), len(stage.rows(Quiz)), len(stage.screen())) == (2, 1, 1)


def test_who_imports_hears_when_a_file_could_not_be_read_at_all(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.quizfiles.format_of", lambda *file: None)
    stage.happens(says(CITRA, "/quizimport Dasar", private(CITRA), **document()))
    reads(stage)
    assert stage.screen(private(CITRA)) == ["Berkasnya tidak berhasil kubaca. Coba kirim sekali lagi, ya."]


def test_questions_of_somebody_who_is_forgotten_meanwhile_are_nobodys(stage: Stage) -> None:
    stage.happens(says(CITRA, "/quizimport Dasar", **document()))
    stage.delivers()
    [worked] = finished(stage)
    with stage.session() as session, session.begin():
        [row] = session.exec(select(WorkRow)).all()
        row.identity_id = None
        session.add(row)
    stage.happens(worked)
    stage.delivers()
    assert (stage.rows(Quiz), stage.screen()) == ([], [])
