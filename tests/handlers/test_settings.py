"""Everything about a group is set in the chat."""

from bot import texts
from bot.models import Group, GroupSetting
from handlers.settings import INNER
from tests.cast import BUDI, CITRA, says
from tests.stage import Stage


def opens(stage: Stage, section: str) -> None:
    """An admin asks for the settings and opens a section."""
    stage.happens(says(CITRA, "/settings"))
    stage.delivers()
    stage.happens(stage.presses(CITRA, section))
    stage.delivers()


def test_a_section_shows_its_values_in_words_and_leads_back(stage: Stage) -> None:
    stage.happens(says(CITRA, "/market mon,thu 09:00-17:00"))
    opens(stage, "Hari pasar")
    [shown] = [text for text in stage.screen() if text.startswith("⚙️")]
    assert "Hari: Senin, Kamis\nJam: 09:00-17:00\nPenawaran seorang sehari: 1" in shown
    stage.happens(stage.presses(CITRA, "◀️ Kembali"))
    stage.delivers()
    assert stage.screen()[-1].startswith("⚙️ Pengaturan Kelas Python")


def test_every_section_opens(stage: Stage) -> None:
    for name in stage.batches.dispatch.routes.sections:
        title = str(texts.say("id", f"{name}.title", {}))
        opens(stage, title)
        assert stage.screen()[-1].startswith(f"⚙️ {title} · Kelas Python")
        assert str(texts.say("id", f"{name}.about", {})) in stage.screen()[-1]


def test_an_admin_turns_a_switch_and_sees_it_turned(stage: Stage) -> None:
    opens(stage, "Sambutan")
    stage.happens(stage.presses(CITRA, "⬜ Ucapkan selamat tinggal"))
    stage.delivers()
    assert [button.label for button in stage.shown()[-1].buttons][1] == "✅ Ucapkan selamat tinggal"
    assert stage.rows(GroupSetting)[0].values == {"goodbye": True}


def test_a_member_who_presses_the_admins_button_is_told_why_not(stage: Stage) -> None:
    opens(stage, "Sambutan")
    stage.happens(stage.presses(BUDI, "✅ Sambut anggota baru"))
    answers = stage.delivers()
    assert "bagian pengurus" in str(answers[-1])
    assert not stage.rows(GroupSetting)


def test_the_language_changes_at_once(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setlang en"))
    stage.delivers()
    assert stage.screen()[-1] == "The language of this group: English."
    stage.happens(says(CITRA, "/setlang"))
    stage.delivers()
    assert stage.screen()[-1] == "The language of this group: English."


def test_another_language_than_these_gets_the_usage_line(stage: Stage) -> None:
    stage.happens(says(CITRA, "/setlang jawa"))
    stage.delivers()
    assert "/setlang id" in stage.screen()[-1]


def test_the_language_button_shows_the_page_in_the_other_language(stage: Stage) -> None:
    stage.happens(says(CITRA, "/settings"))
    stage.delivers()
    stage.happens(stage.presses(CITRA, "🌐 Bahasa: Indonesia"))
    stage.delivers()
    assert stage.screen()[-1].startswith("⚙️ Settings of")


def test_the_time_zone_is_known_by_its_indonesian_names(stage: Stage) -> None:
    stage.happens(says(CITRA, "/timezone wita"))
    stage.delivers()
    assert "Asia/Makassar. Di sana sekarang pukul 13:00" in stage.screen()[-1]
    assert stage.rows(Group, Group.kind == "group")[0].timezone == "Asia/Makassar"


def test_a_zone_that_does_not_exist_is_refused_with_an_example(stage: Stage) -> None:
    stage.happens(says(CITRA, "/timezone Mars/Olympus"))
    stage.delivers()
    assert "/timezone WIB" in stage.screen()[-1]


def test_every_setting_has_a_label_in_both_languages(stage: Stage) -> None:
    for name, model in stage.batches.dispatch.routes.sections.items():
        for field, info in model.model_fields.items():
            assert info.description
            if f"{name}.{field}" not in INNER:
                assert all(f"{name}.setting.{field}" in texts.catalogue(language) for language in texts.LANGUAGES)
