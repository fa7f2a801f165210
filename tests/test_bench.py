"""The measurements measure what they say: counted, not timed."""

from sqlmodel import Session, col, func, select

from bench import commits, path
from bench.engine import engine
from bench.figures import CPU, Figure, compared
from bench.talk import GROUPS, MEMBERS, Talk
from bot.models import Activity, GroupDay, Membership


def test_the_talk_is_quiet_and_a_third_of_it_replies() -> None:
    updates = Talk().updates(900)
    messages = [update["message"] for update in updates]
    assert updates == Talk().updates(900)
    assert len({message["chat"]["id"] for message in messages}) == GROUPS
    assert 150 < len({message["from"]["id"] for message in messages}) <= MEMBERS
    assert 280 < sum("reply_to_message" in message for message in messages) <= 300
    assert not any(message["text"].startswith(("/", ".", "!")) for message in messages)


async def test_updates_and_events_of_the_talk_are_the_same_messages() -> None:
    async with engine() as running:
        read = [event for update in Talk().updates(60) for event in await running.telegram.reader.read(update)]
    described = [(event.group, event.who, event.message, event.reply_to, event.at) for event in read]  # type: ignore[attr-defined]
    assert described == [
        (event.group, event.who, event.message, event.reply_to, event.at) for event in Talk().events(60)
    ]


async def test_a_batch_is_one_commit_and_every_message_a_row() -> None:
    async with path.course() as on:
        await on.whole(list(on.talk.introduction()))
        before = on.engine.batches.counts["batches"]
        for _ in range(3):
            await on.whole(on.talk.updates(path.BATCH))
        assert on.engine.batches.counts["batches"] - before == 3
        with on.engine.database.session() as session:
            assert on.engine.rows() == MEMBERS + 3 * path.BATCH
            counters = (col(Membership.messages), col(GroupDay.messages))
            assert [session.exec(select(func.sum(counter))).one() for counter in counters] == 2 * [on.engine.rows()]


async def test_one_event_a_commit_is_that_many_commits() -> None:
    talk = Talk()
    async with engine() as running:
        await running.store(talk.events(commits.BATCH))
        before = running.batches.counts["batches"]
        await running.store_singly(talk.events(20))
        assert running.batches.counts["batches"] - before == 20


async def test_the_rivals_hear_every_message_and_one_of_them_commits_each() -> None:
    async with path.course() as on:
        updates = on.talk.updates(30)
        await on.plain.hear(on.plain.empty, updates)
        assert on.plain.commits == 0
        await on.plain.hear(on.plain.keeping, updates)
        with Session(on.engine.database.engine) as session:
            assert session.exec(select(func.count(col(path.Said.id)))).one() == on.plain.commits == 30


async def test_rules_can_be_left_out_of_a_measurement() -> None:
    talk = Talk()
    async with engine() as running:
        await running.store(talk.events(50))
        for on in (False, True):
            running.moderate(on=on)
            await running.store(talk.events(10))
            groups = list(running.batches.roster.infos.values())
            rules = running.batches.dispatch.routes.rules
            assert {group.read(rule.settings).on for group in groups for rule in rules if rule.name == "flood"} == {on}


async def test_turns_alternate_and_the_median_counts() -> None:
    heard: list[str] = []

    async def ours() -> None:
        heard.append("ours")

    async def theirs() -> None:
        heard.append("theirs")

    await compared([ours] * 3, [theirs] * 3, CPU)
    assert heard == ["theirs", "ours", "ours", "theirs", "theirs", "ours"]


def test_a_figure_says_whether_its_target_is_kept() -> None:
    assert Figure("a", "", 1.4, 1.5).is_met
    assert not Figure("a", "", 4.9, 5, least=True).is_met
    assert Figure("a", "", 99).is_met
    assert Figure("a", "what", 12.34, 20, unit=" ms").row() == "| a | what | ≤ 20 ms | 12 ms |"


async def test_only_messages_are_counted() -> None:
    async with engine() as running:
        await running.store(Talk().events(40))
        with running.database.session() as session:
            kinds = session.exec(select(Activity.kind)).all()
            assert (len(kinds), running.rows()) == (kinds.count("messages") + kinds.count("helped"), 40)
