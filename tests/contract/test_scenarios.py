"""What every group gets, on every platform, from one table."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.contract.on_playground import like_telegram, like_whatsapp
from tests.contract.on_telegram import telegram
from tests.contract.on_whatsapp import whatsapp
from tests.contract.town import ANI, BUDI, CITRA, Town
from tests.fakes.waha.spec import spec_file

Scenario = Callable[[Town], Awaitable[None]]


async def a_newcomer_is_greeted_and_reads_the_rules(town: Town) -> None:
    await town.join(ANI)
    await town.sees("Selamat datang")
    await town.choose(ANI, "📜 Baca aturan")
    await town.learns(ANI, "Saling menghormati")


async def a_newcomers_link_goes_and_they_learn_why(town: Town) -> None:
    await town.join(ANI)
    await town.sees("Selamat datang")
    link = await town.say(ANI, "ayo ke https://untung-besar.example/x")
    assert await town.gone(link)


async def a_report_is_a_card_and_a_warning_is_one_choice(town: Town) -> None:
    await town.write(CITRA, "/start")
    await town.join(ANI)
    await town.sees("Selamat datang")
    bad = await town.say(ANI, "transfer dulu ya kak, nanti pasti untung")
    await town.settle()
    await town.say(BUDI, "/lapor penipuan", bad)
    await town.sees("laporan anggota", "transfer dulu", private_of=CITRA)
    await town.choose(CITRA, "⚠️ Peringatkan", private=True)
    assert await town.gone(bad)
    await town.sees("diberi peringatan", private_of=CITRA)


async def a_muted_member_is_not_read(town: Town) -> None:
    said = await town.say(BUDI, "promo terus nih")
    await town.settle()
    await town.say(CITRA, "/mute 2 jam istirahat dulu", said)
    await town.sees("Budi")
    assert await town.gone(await town.say(BUDI, "halo?"))


async def a_banned_member_does_not_come_back(town: Town) -> None:
    said = await town.say(BUDI, "promo terus nih")
    await town.settle()
    await town.say(CITRA, "/ban spam", said)
    await town.sees("tidak bisa bergabung")
    assert not town.inside(BUDI)
    await town.join(BUDI)
    await town.settle()
    await town.later(1)
    assert not town.inside(BUDI)


async def a_frequent_question_is_answered(town: Town) -> None:
    await town.say(CITRA, "/faqadd Kapan kelas mulai? | Setiap Senin pukul 19.00")
    await town.sees("Tersimpan")
    await town.say(BUDI, "/tanya kapan kelasnya mulai")
    await town.sees("Setiap Senin pukul 19.00")


async def a_meeting_is_announced_and_answered(town: Town) -> None:
    await town.say(CITRA, "/event besok 19.30 Kelas Iklan")
    await town.sees("Kelas Iklan", "19.30")
    await town.choose(CITRA, "✅ Benar, umumkan")
    await town.sees("Kelas Iklan", "0 ikut")
    await town.choose(BUDI, "✅ Ikut")
    await town.settle()
    await town.later(60)
    await town.sees("✅ 1 ikut")


async def a_buddy_is_named_in_the_welcome(town: Town) -> None:
    await town.write(BUDI, "/start")
    await town.settle()
    await town.say(BUDI, "/buddies join")
    await town.settle()
    await town.join(ANI)
    await town.sees("Teman belajarmu")


async def the_group_rests_and_wakes(town: Town) -> None:
    await town.say(CITRA, "/close")
    await town.sees("Grup ditutup")
    assert await town.gone(await town.say(BUDI, "halo?"))
    await town.say(CITRA, "/open")
    await town.sees("Grup dibuka lagi")
    said = await town.say(BUDI, "pagi!")
    await town.settle()
    assert town.shows(said)


async def a_quiz_is_played_by_votes_to_its_podium(town: Town) -> None:
    await town.say(CITRA, "/quiznew Dasar\nIbu kota Jawa Barat?\n*Bandung\nSurabaya\n# Ada Gedung Sate di sana.")
    await town.sees("Dasar")
    await town.say(CITRA, "/quizstart Dasar 1 20")
    await town.sees("Siapa ikut?")
    await town.choose(BUDI, "🙋 Ikut")
    await town.settle()
    await town.later(31)
    await town.sees("Ibu kota Jawa Barat?")
    await town.vote(BUDI, "Bandung")
    await town.settle()
    await town.later(40)
    await town.sees("🏁", "🥇 Budi")


async def a_suggestion_reaches_those_who_run_the_group(town: Town) -> None:
    await town.say(BUDI, "/saran tambah sesi malam")
    await town.learns(BUDI, "saran")
    await town.write(CITRA, "/start")
    await town.settle()
    await town.say(CITRA, "/suggestions")
    await town.learns(CITRA, "tambah sesi malam")


SCENARIOS: tuple[Scenario, ...] = (
    a_newcomer_is_greeted_and_reads_the_rules,
    a_newcomers_link_goes_and_they_learn_why,
    a_report_is_a_card_and_a_warning_is_one_choice,
    a_muted_member_is_not_read,
    a_banned_member_does_not_come_back,
    a_frequent_question_is_answered,
    a_meeting_is_announced_and_answered,
    a_buddy_is_named_in_the_welcome,
    the_group_rests_and_wakes,
    a_quiz_is_played_by_votes_to_its_podium,
    a_suggestion_reaches_those_who_run_the_group,
)


TOWNS = {
    "telegram": telegram,
    "whatsapp": whatsapp,
    "playground": like_telegram,
    "playground like whatsapp": like_whatsapp,
}


@pytest.fixture(params=TOWNS)
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    if request.param == "whatsapp" and spec_file() is None:
        pytest.skip("PAMONG_SPECS does not name the gateway's description")
    async with TOWNS[request.param](tmp_path) as found:
        yield found


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
async def test_on_every_platform(town: Town, scenario: Scenario) -> None:
    await scenario(town)
