"""Who somebody is here, and whom the admins appoint."""

from bot.chat.events import Account
from bot.models import Membership
from tests.cast import BUDI, CITRA, DEWI, SARI, joins, leaves, private, says
from tests.stage import Stage

TONO = Account("telegram", "21", "Tono", "tono", "id")


def test_a_moderator_sees_what_is_noted_of_a_member_in_private(stage: Stage) -> None:
    stage.happens(says(DEWI, "/start", private(DEWI)), says(BUDI, "halo"))
    stage.delivers()
    stage.happens(says(DEWI, "/info @Budi"))
    stage.delivers()
    card = stage.screen(private(DEWI))[-1]
    assert card.startswith("Budi · anggota")
    assert "Pesan: 1 · Poin: 1" in card
    assert not stage.screen()


def test_a_member_does_not(stage: Stage) -> None:
    stage.happens(says(BUDI, "/info @sari"))
    stage.delivers()
    assert "bagian moderator" in stage.screen()[-1]


def test_an_admin_appoints_a_moderator_by_name_and_by_reply(stage: Stage) -> None:
    stage.happens(says(CITRA, "/mod @budi"))
    stage.delivers()
    stage.happens(says(CITRA, "/mod", reply_to="m1", reply_who=SARI))
    stage.delivers()
    assert [row.identity_id for row in stage.rows(Membership, Membership.appointed)] == [SARI.id, BUDI.id]
    stage.happens(says(BUDI, "/info @sari"))
    stage.delivers()
    assert "Sari · moderator" in stage.screen()[-1]


def test_the_appointment_is_taken_back(stage: Stage) -> None:
    for command in ("/mod @budi", "/unmod @budi"):
        stage.happens(says(CITRA, command))
        stage.delivers()
    assert "bukan lagi moderator" in stage.screen()[-1]
    stage.happens(says(BUDI, "/info @sari"))
    stage.delivers()
    assert "bagian moderator" in stage.screen()[-1]


def test_nobody_of_that_name_and_nobody_at_all_are_said_kindly(stage: Stage) -> None:
    stage.happens(says(CITRA, "/mod @tidakada"))
    stage.delivers()
    assert "@tidakada" in stage.screen()[-1]
    stage.happens(says(CITRA, "/mod"))
    stage.delivers()
    assert "/mod @dewi" in stage.screen()[-1]


def test_an_underscore_in_a_name_is_no_wildcard(stage: Stage) -> None:
    stage.happens(says(CITRA, "/mod @bud_"))
    stage.delivers()
    assert not stage.rows(Membership, Membership.appointed)


def test_somebody_who_left_is_no_moderator_any_more(stage: Stage) -> None:
    stage.happens(says(CITRA, "/mod @budi"))
    stage.delivers()
    stage.happens(leaves(BUDI))
    assert not stage.rows(Membership, Membership.appointed)


def test_the_card_of_a_member_shows_warnings_and_last_decisions_and_explains_the_newest(stage: Stage) -> None:
    stage.happens(says(DEWI, "/start", private(DEWI)), says(DEWI, "/warn @budi sopan ya"))
    stage.delivers()
    stage.happens(says(DEWI, "/info @budi"))
    stage.delivers()
    assert "Catatan: 1 peringatan berlaku · 0 poin · sebelumnya: peringatan 02/03" in stage.screen(private(DEWI))[-1]
    stage.happens(stage.presses(DEWI, "❔ Kenapa", private(DEWI)))
    assert "sopan ya" in str(stage.delivers())


def test_moderators_see_that_and_when_somebody_agreed_to_the_rules(stage: Stage) -> None:
    stage.happens(joins(TONO))
    stage.delivers()
    stage.happens(says(DEWI, "/info @tono"))
    stage.delivers()
    assert "Setuju aturan" not in stage.screen()[-1]
    stage.happens(stage.presses(TONO, "🤝 Aku setuju"))
    stage.delivers()
    stage.happens(says(DEWI, "/info @tono"))
    stage.delivers()
    assert "Setuju aturan: hari ini pukul 12.00 WIB" in stage.screen()[-1]
