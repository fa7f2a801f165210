"""Frequent questions come in by a file, and `pamong try ask` explains what a question finds among them."""

import json

from tests.cli.conftest import Desk
from tests.cli.test_importing import made

__all__ = ["made"]

TABLE = """pertanyaan,jawaban,kata lain
Ke rekening mana pembayaran dikirim?,BCA 123,transfer ke mana | nomor rekening berapa
Kapan kelas berikutnya?,Selasa,jadwal kelas hari apa
Kapan sertifikat dikirim?,,
"""


def test_a_file_is_stored_explained_and_written_again(made: Desk) -> None:
    (made.folder / "faq.csv").write_text(TABLE)
    done = made.types("import", "faq", "faq.csv", "--group", "Kelas", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told == {"new": 2, "changed": 0, "wordings": 3, "problems": [{"line": 4, "why": "the answer is empty"}]}

    answer = made.types("try", "ask", "tf ke rek mana ya kak", "--group", "Kelas", "--json")
    found = json.loads(answer.stdout)
    assert found["decision"] == "answer"
    assert found["candidates"][0]["question"] == "Ke rekening mana pembayaran dikirim?"
    assert found["candidates"][0].keys() == {"id", "question", "score"}
    assert found["candidates"] == sorted(found["candidates"], key=lambda each: -each["score"])

    lines = made.types("try", "ask", "--stdin", "--group", "Kelas", says="xyzzy\njadwal kelas hari apa\n").stdout
    assert [json.loads(line)["decision"] for line in lines.splitlines()] == ["none", "answer"]
    assert "answers with the first" in made.types("try", "ask", "jadwal kelas hari apa", "--group", "Kelas").stdout

    assert made.types("export", "faq", "kembali.toml", "--group", "Kelas").returncode == 0
    assert "nomor rekening berapa" in (made.folder / "kembali.toml").read_text()


def test_what_is_missing_is_said_in_a_sentence(made: Desk) -> None:
    assert "pamong try ask" in made.types("try", "ask").stderr
    assert "There is no group" in made.types("try", "ask", "kapan", "--group", "Lain").stderr
    nowhere = made.types("try", "ask", "kapan kelas", "--json")
    assert json.loads(nowhere.stdout) == {"decision": "none", "candidates": []}
    assert "--group" in nowhere.stderr
