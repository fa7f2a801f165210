"""In watch mode rules only tell the moderators what they would have done."""

from bot.chat.actions import Delete
from bot.models import Decision
from tests.cast import BUDI, CITRA, DEWI, SARI, says
from tests.handlers.test_alerts import MODS, code
from tests.stage import Stage

LINK = "cek https://contoh-toko.com ya"


def test_what_a_rule_would_have_done_is_on_the_card(stage: Stage) -> None:
    stage.happens(says(CITRA, f"/alerts {code(stage)}", MODS), says(CITRA, "/mode watch"))
    stage.delivers()
    assert "pantau" in stage.screen()[-1]
    stage.happens(says(SARI, LINK))
    assert Delete not in {type(action) for action in stage.delivers()}
    assert "🚩 Kelas Python · perlu dilihat · Sari" in stage.screen(MODS)[-1]
    assert "👀 Mode pantau: kalau mode jaga, pesan ini dihapus." in stage.screen(MODS)[-1]
    stage.happens(stage.presses(DEWI, "🗑 Hapus", MODS))
    assert Delete in {type(action) for action in stage.delivers()}


def test_in_enforce_mode_it_acts(stage: Stage) -> None:
    stage.happens(says(CITRA, "/mode pantau"), says(CITRA, "/mode enforce"))
    stage.happens(says(SARI, LINK))
    assert Delete in {type(action) for action in stage.delivers()}
    assert [row.action for row in stage.rows(Decision)] == ["delete"]


def test_the_mode_is_shown_and_a_wrong_one_gets_an_example(stage: Stage) -> None:
    stage.happens(says(CITRA, "/mode"))
    stage.delivers()
    assert stage.screen()[-1].startswith("Mode: jaga")
    stage.happens(says(CITRA, "/mode santai"))
    stage.delivers()
    assert "/mode enforce atau /mode watch" in stage.screen()[-1]


def test_only_admins_choose_it(stage: Stage) -> None:
    for who in (DEWI, BUDI):
        stage.happens(says(who, "/mode watch"))
        stage.delivers()
        assert "bagian admin" in stage.screen()[-1]
