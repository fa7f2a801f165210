"""Moderators mute, ban and remove, see it confirmed once it is a fact, and take it back."""

from datetime import timedelta
from typing import Any

import pytest

from bot.chat.actions import Action, Ban, Delete, Mute, Remove, Unban, Unmute
from bot.chat.events import Account, Standing
from bot.chat.facts import Role
from bot.models import Decision, Group, Restriction
from tests.cast import BUDI, CITRA, DEWI, GROUP, NOW, SARI, number, says
from tests.stage import Stage


def calls(stage: Stage, words: str, **values: Any) -> list[Action]:
    """Dewi, a moderator, gives a command; what the platform was asked to do."""
    stage.happens(says(DEWI, words, at=stage.clock.now(), **values))
    return stage.delivers()


def test_a_mute_says_its_end_and_reason_once_it_is_a_fact(stage: Stage) -> None:
    stage.happens(says(DEWI, "/mute @budi 2h promosi terus"))
    assert stage.screen() == []
    (mute,) = (action for action in stage.delivers() if isinstance(action, Mute))
    assert (mute.to, mute.who, mute.until) == (GROUP, BUDI, NOW + timedelta(hours=2))
    assert mute.reason == "promosi terus"
    assert stage.screen() == [
        "🔇 Budi beristirahat dulu dari menulis sampai hari ini pukul 14.00 WIB. Alasan: promosi terus."
    ]
    assert [row.state for row in stage.rows(Restriction)] == ["fact"]


@pytest.mark.parametrize(
    ("words", "kind", "until"),
    [
        ("/mute @budi", Mute, None),
        ("/bisukan @budi 2 jam", Mute, timedelta(hours=2)),
        ("/mute 12345678 setengah jam", Mute, timedelta(minutes=30)),
        ("/tmute @budi 30m", Mute, timedelta(minutes=30)),
        ("/ban @budi", Ban, None),
        ("/tban @budi 3 hari promosi", Ban, timedelta(days=3)),
    ],
)
def test_durations_are_read_in_both_languages(
    stage: Stage, words: str, kind: type[Mute | Ban], until: timedelta | None
) -> None:
    act = calls(stage, words.replace("12345678", "@budi"))[0]
    assert isinstance(act, kind)
    assert act.until == (NOW + until if until else None)


def test_a_reply_names_the_person_and_an_explicit_name_wins_over_it(stage: Stage) -> None:
    assert calls(stage, "/kick", reply_to="m1", reply_who=BUDI)[0].who == BUDI  # type: ignore[attr-defined]
    assert calls(stage, "/kick @sari", reply_to="m1", reply_who=BUDI)[0].who == SARI  # type: ignore[attr-defined]


def test_somebody_who_was_removed_may_return(stage: Stage) -> None:
    assert isinstance(calls(stage, "/kick @budi salah grup")[0], Remove)
    assert "boleh bergabung lagi" in stage.screen()[-1]
    assert stage.rows(Restriction) == []


def test_the_undo_button_takes_a_ban_back_in_one_tap(stage: Stage) -> None:
    calls(stage, "/ban @budi")
    stage.happens(stage.presses(DEWI, "↩️ Batalkan"))
    assert Unban(GROUP, BUDI) in stage.delivers()
    assert stage.screen() == ["↩️ Untuk Budi, keputusan itu kubatalkan."]
    assert stage.rows(Decision)[0].undone_by == DEWI.id


def test_a_member_cannot_undo(stage: Stage) -> None:
    calls(stage, "/ban @budi")
    stage.happens(stage.presses(SARI, "↩️ Batalkan"))
    assert "bagian pengurus" in str(stage.delivers()[-1])
    assert stage.rows(Decision)[0].undone_at is None


def test_unmute_and_unban_lift_what_runs(stage: Stage) -> None:
    for command, lift in (("mute", Unmute), ("ban", Unban)):
        calls(stage, f"/{command} @budi")
        assert isinstance(calls(stage, f"/un{command} @budi")[0], lift)
        assert "boleh" in stage.screen()[-1]
    assert stage.rows(Restriction) == []
    assert all(row.undone_at for row in stage.rows(Decision))


def test_d_also_deletes_the_message_and_s_leaves_no_trace(stage: Stage) -> None:
    did = calls(stage, "/dmute", reply_to="m1", reply_who=BUDI)
    assert did[0] == Delete(GROUP, message="m1")
    said = says(DEWI, "/sban @sari")
    stage.happens(said)
    did = stage.delivers()
    assert did[0] == Delete(GROUP, message=said.message)
    assert [text for text in stage.screen() if "Sari" in text] == []


def test_a_member_restricts_nobody(stage: Stage) -> None:
    stage.happens(says(BUDI, "/ban @sari"))
    stage.delivers()
    assert "bagian moderator" in stage.screen()[-1]
    assert stage.rows(Decision) == []


def test_a_moderator_who_was_demoted_a_second_ago_is_refused(stage: Stage) -> None:
    stage.platform.roles[DEWI.address] = Role.MEMBER
    stage.passes(seconds=1)
    calls(stage, "/ban @budi")
    assert "bagian moderator" in stage.screen()[-1]
    assert stage.rows(Decision) == []


def test_those_who_run_the_group_and_oneself_are_left_alone(stage: Stage) -> None:
    calls(stage, "/ban @citra")
    assert "ikut mengurus" in stage.screen()[-1]
    calls(stage, "/ban @dewi")
    assert "bukan untuk dirimu" in stage.screen()[-1]
    assert stage.rows(Decision) == []


def test_a_member_who_was_promoted_a_second_ago_is_left_alone(stage: Stage) -> None:
    stage.platform.roles[BUDI.address] = Role.ADMIN
    stage.passes(seconds=1)
    calls(stage, "/ban @budi")
    assert "Budi ikut mengurus" in stage.screen()[-1]


@pytest.mark.parametrize("words", ["/mute @budi 9999d", "/ban @budi 500 hari"])
def test_a_duration_out_of_bounds_is_refused_with_an_example(stage: Stage, words: str) -> None:
    calls(stage, words)
    assert "366 hari" in stage.screen()[-1]


@pytest.mark.parametrize("words", ["/tmute @budi", "/mute", "/tban @budi promosi"])
def test_what_is_missing_is_asked_for_with_an_example(stage: Stage, words: str) -> None:
    calls(stage, words)
    assert words.split()[0] in stage.screen()[-1]
    assert "balas pesannya" in stage.screen()[-1]


def test_a_right_that_the_bot_lacks_is_named_before_anything_happens(stage: Stage) -> None:
    stage.happens(Standing(f"standing:{number()}", NOW, GROUP, CITRA, rights=frozenset({"delete_messages"})))
    calls(stage, "/mute @budi")
    assert '"batasi anggota"' in stage.screen()[-1]
    assert stage.rows(Decision) == []


def test_a_platform_that_refuses_is_told_and_no_restriction_stays(stage: Stage) -> None:
    stage.happens(says(DEWI, "/mute @budi"))
    stage.refuses(Mute)
    stage.delivers()
    assert "belum berhasil" in stage.screen()[-1]
    assert stage.rows(Restriction) == []
    assert [row for row in stage.rows(Decision) if row.undone_at is None] == []


def test_english_groups_read_english(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        session.get_one(Group, GROUP.id).language = "en"
    stage.starts()
    calls(stage, "/mute @budi 1h")
    assert stage.screen() == ["🔇 Budi rests from writing until today at 13:00 WIB."]


def test_somebody_whom_the_bot_never_met_is_banned_by_reply(stage: Stage) -> None:
    stranger = Account("telegram", "55", "Fajar", "fajar", "id")
    stage.passes(minutes=5)
    did = calls(stage, "/ban penipuan", reply_to="m-old", reply_who=stranger)
    assert [action.who.address for action in did if isinstance(action, Ban)] == ["55"]
    assert "Fajar tidak bisa bergabung" in stage.screen()[-1]
