"""A card is one tap: what was decided happens, is explained, shown everywhere, and taken back in one tap."""

from collections.abc import Iterator

import pytest

from bot.chat.actions import Action, Answer, Ban, Delete, DeleteMany, LookUp, Mute, Unban, Unmute
from bot.chat.events import Account, Chat, Standing
from bot.chat.facts import Role
from bot.context import Context
from bot.models import Decision, Flag, Learned, Membership, WarningRow
from bot.services import flags
from bot.texts import say
from handlers import ROUTERS
from moderation.rules import RULES
from scheduler import JOBS
from tests.cast import BUDI, CITRA, DEWI, GROUP, NOW, SARI, number, private, says
from tests.handlers.test_alerts import MODS, code
from tests.stage import Stage

SCAM = "Transfer dulu 500 ribu, besok jadi 2 juta! Japri saya kak"
FOUND = {
    "rule": "links",
    "why": "links.why_newcomer",
    "values": {},
    "score": 0.97,
    "threshold": 0.9,
    "would": "",
}


@pytest.fixture
def stage() -> Iterator[Stage]:
    """The moderators have a chat of their own, in a community of its own."""
    play = Stage(*ROUTERS, *JOBS, rules=RULES)
    play.platform.roles |= {CITRA.address: Role.ADMIN, DEWI.address: Role.MODERATOR}
    play.happens(says(CITRA, f"/alerts {code(play)}", MODS), says(DEWI, "halo", MODS))
    play.delivers()
    play.platform.chats.clear()
    yield play
    play.close()


def reported(stage: Stage, by: Account = BUDI, reason: str = "penipuan") -> str:
    """Somebody reports what Sari wrote; the id of her message."""
    said = says(SARI, SCAM, at=stage.clock.now())
    stage.happens(said)
    report(stage, said.message, by, reason)
    return said.message


def report(stage: Stage, message: str, by: Account, reason: str = "") -> None:
    quoted = {"reply_to": message, "reply_who": SARI, "reply_text": SCAM}
    stage.happens(says(by, f"/report {reason}", at=stage.clock.now(), **quoted))  # type: ignore[arg-type]
    stage.delivers()


def press(stage: Stage, label: str, who: Account = DEWI, chat: Chat = MODS) -> list[Action]:
    """A moderator presses a button of the card; what the platform was asked to do."""
    stage.happens(stage.presses(who, label, chat))
    return stage.delivers()


def card(stage: Stage, chat: Chat = MODS) -> str:
    return stage.screen(chat)[-1]


def buttons(stage: Stage, chat: Chat = MODS) -> list[str]:
    return [button.label for button in stage.shown(chat)[-1].buttons]


def answers(did: list[Action]) -> list[str]:
    return [action.text for action in did if isinstance(action, Answer)]


def test_a_card_says_who_where_what_why_and_what_was_before(stage: Stage) -> None:
    stage.happens(says(DEWI, "/warn @sari sopan ya"))
    reported(stage)
    assert card(stage) == (
        "📣 Kelas Python · laporan anggota · Sari\n"
        f"{SCAM}\n"
        "Dilaporkan oleh 1 orang (keyakinan 50 %)\n"
        "• penipuan\n"
        "Catatan: 1 peringatan berlaku · 1 poin · sebelumnya: peringatan 02/03"
    )
    assert buttons(stage) == ["🗑 Hapus", "⚠️ Peringatkan", "🔇 Bisukan", "🚫 Blokir", "👌 Tidak apa-apa", "❔ Kenapa"]


def test_muting_deletes_tells_the_person_and_shows_who_did_it(stage: Stage) -> None:
    stage.happens(says(SARI, "/start", private(SARI)))
    message = reported(stage)
    did = press(stage, "🔇 Bisukan")
    assert Delete(GROUP, message=message) in did
    assert [action.who for action in did if isinstance(action, Mute)] == [SARI]
    assert {row.spam for row in stage.rows(Learned)} == {1}
    assert "✅ Dewi, hari ini pukul 12.00 WIB: dibisukan sampai besok pukul 12.00 WIB" in card(stage)
    assert len(stage.screen(MODS)) == 1
    assert buttons(stage) == ["↩️ Batalkan", "❔ Kenapa"]
    told = stage.screen(private(SARI))[-1]
    assert "Kamu belum bisa menulis di Kelas Python sampai besok" in told
    assert "Anggota lain melaporkan" in told
    assert "Budi" not in told


def test_undo_opens_the_card_again_and_tells_the_person(stage: Stage) -> None:
    stage.happens(says(SARI, "/start", private(SARI)))
    reported(stage)
    press(stage, "🔇 Bisukan")
    assert Unmute(GROUP, SARI) in press(stage, "↩️ Batalkan", CITRA)
    assert "↩️ Citra membatalkan keputusan tadi" in card(stage)
    assert "🔇 Bisukan" in buttons(stage)
    assert "membatalkan keputusan" in stage.screen(private(SARI))[-1]
    assert [row.undone_by is not None for row in stage.rows(Decision)] == [True]


def test_banning_removes_what_the_person_wrote_within_a_day(stage: Stage) -> None:
    stage.happens(says(SARI, "lama"))
    stage.passes(hours=25)
    stage.happens(says(SARI, "promo", at=stage.clock.now()))
    message = reported(stage)
    did = press(stage, "🚫 Blokir")
    [many] = [action for action in did if isinstance(action, DeleteMany)]
    assert message in many.messages
    assert len(many.messages) == 2
    assert [action.who for action in did if isinstance(action, Ban)] == [SARI]
    assert Unban(GROUP, SARI) in press(stage, "↩️ Batalkan")


def test_warning_climbs_the_ladder(stage: Stage) -> None:
    for _ in range(2):
        reported(stage)
        press(stage, "⚠️ Peringatkan")
    assert "diberi peringatan" in card(stage)
    reported(stage)
    assert Mute in {type(action) for action in press(stage, "⚠️ Peringatkan")}
    assert "dibisukan sampai" in card(stage)
    assert len(stage.rows(WarningRow)) == 3


def test_deleting_is_told_to_the_person_once_it_is_done(stage: Stage) -> None:
    message = reported(stage)
    did = press(stage, "🗑 Hapus")
    assert [action.message for action in did if isinstance(action, Delete)] == [message]
    assert "pesan dihapus" in card(stage)
    assert "Sari, pesanmu kuhapus ya" in stage.screen()[-1]


def test_fine_closes_the_card_and_nothing_happens_to_anybody(stage: Stage) -> None:
    reported(stage)
    assert {type(action).__name__ for action in press(stage, "👌 Tidak apa-apa")} == {"Edit", "Answer"}
    assert "✅ Dewi, hari ini pukul 12.00 WIB: tidak apa-apa" in card(stage)
    assert {row.ham for row in stage.rows(Learned)} == {1}
    press(stage, "↩️ Batalkan")
    assert stage.rows(Flag)[0].state == "open"
    assert stage.rows(Learned) == []


def test_of_two_moderators_at_once_the_first_wins_and_the_second_is_told_who(stage: Stage) -> None:
    reported(stage)
    stage.happens(stage.presses(DEWI, "🚫 Blokir", MODS), stage.presses(CITRA, "👌 Tidak apa-apa", MODS))
    did = stage.delivers()
    assert "Dewi sudah menjawab ini lebih dulu." in answers(did)
    assert "diblokir" in card(stage)
    assert [row.action for row in stage.rows(Decision)] == ["ban"]


def test_a_moderator_who_was_demoted_a_second_ago_is_refused(stage: Stage) -> None:
    reported(stage)
    stage.passes(seconds=1)
    stage.platform.roles[DEWI.address] = Role.MEMBER
    did = press(stage, "🚫 Blokir")
    assert isinstance(did[0], LookUp)
    assert answers(did) == [str(say("id", "prompts.not_allowed", {}))]
    assert stage.rows(Decision) == []
    assert "🚫 Blokir" in buttons(stage)


def test_somebody_of_the_moderators_chat_who_is_nobody_in_the_group_decides_nothing(stage: Stage) -> None:
    guest = Account("telegram", "77", "Tamu")
    stage.platform.roles[guest.address] = Role.STRANGER
    stage.happens(says(guest, "halo", MODS))
    reported(stage)
    assert answers(press(stage, "🚫 Blokir", guest)) == [str(say("id", "prompts.not_allowed", {}))]
    assert stage.rows(Decision) == []


def test_somebody_who_became_a_moderator_since_is_left_alone(stage: Stage) -> None:
    reported(stage)
    stage.passes(seconds=1)
    stage.platform.roles[SARI.address] = Role.ADMIN
    assert "Sari ikut mengurus" in answers(press(stage, "🚫 Blokir"))[0]
    assert "🚫 Blokir" in buttons(stage)


def test_what_the_platform_refuses_is_shown_and_may_be_tried_again(stage: Stage) -> None:
    reported(stage)
    stage.happens(stage.presses(DEWI, "🔇 Bisukan", MODS))
    stage.delivers(only=Delete)
    stage.refuses(Mute)
    stage.delivers()
    assert "⚠️ Belum berhasil" in card(stage)
    assert "✅" not in card(stage)
    press(stage, "🗑 Hapus", CITRA)
    assert "✅ Citra" in card(stage)
    assert [row.action for row in stage.rows(Decision)] == ["delete"]
    [budi] = stage.rows(Membership, Membership.identity_id == BUDI.id, Membership.group_id == GROUP.id)
    assert budi.reports_right == 1


def test_a_right_that_the_bot_lacks_is_named_and_the_card_stays_open(stage: Stage) -> None:
    reported(stage)
    stage.happens(Standing(f"standing:{number()}", NOW, GROUP, CITRA, rights=frozenset({"delete_messages"})))
    assert '"batasi anggota"' in answers(press(stage, "🔇 Bisukan"))[0]
    assert stage.rows(Flag)[0].state == "open"


def test_why_tells_what_was_found_with_its_score(stage: Stage, ctx: Context) -> None:
    with stage.session() as session, session.begin():
        ctx.session = session
        flags.raise_flag(SARI, ctx, message="m9", quote=SCAM, findings=[FOUND])
    stage.happens(says(DEWI, "/flags", MODS))
    stage.happens(says(DEWI, "/start", private(DEWI)))
    stage.delivers()
    stage.happens(says(DEWI, "/flags"))
    stage.delivers()
    assert "#1 · aturan · Sari" in stage.screen(private(DEWI))[-1]
    press(stage, "#1", DEWI, private(DEWI))
    assert "(nilai 0.97, batas 0.90)" in card(stage, private(DEWI))
    assert "(nilai 0.97, batas 0.90)" in answers(press(stage, "❔ Kenapa", DEWI, private(DEWI)))[0]


def test_flags_lists_what_is_open_and_nothing_when_all_is_done(stage: Stage) -> None:
    stage.happens(says(DEWI, "/flags"))
    stage.delivers()
    assert "Tidak ada kartu" in stage.screen()[-1]
    reported(stage)
    stage.happens(says(BUDI, "/flags"))
    stage.delivers()
    assert "bagian moderator" in stage.screen()[-1]


def test_a_card_about_somebody_who_was_forgotten_is_gone(stage: Stage) -> None:
    reported(stage)
    stage.happens(says(SARI, "/forgetme", private(SARI)))
    stage.delivers()
    press(stage, "Ya, hapus semuanya", SARI, private(SARI))
    stage.passes(minutes=1)
    stage.delivers()
    assert stage.rows(Flag) == []
    assert "sudah tidak ada" in answers(press(stage, "🚫 Blokir"))[0]
