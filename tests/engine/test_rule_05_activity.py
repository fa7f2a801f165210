"""Rule 5: a message leaves a row without its text, and a batch writes all of them at once."""

import pytest

from bot.models import Activity, GroupDay, Membership
from tests.cast import BUDI, CITRA, GROUP, NOW, SARI, chatter, edits, reacts, says
from tests.engine.statements import counted
from tests.stage import Stage

SECRET = "kalimat rahasia"


def test_rule_5_a_row_says_who_when_where_and_in_answer_to_what(stage: Stage) -> None:
    stage.happens(says(BUDI, SECRET, message="41", reply_to="40", thread="7"))
    [row] = stage.rows(Activity)
    assert (row.group_id, row.at, row.identity_id, row.kind) == (GROUP.id, NOW, BUDI.id, "messages")
    assert (row.message_id, row.reply_to, row.thread) == ("41", "40", "7")


def test_rule_5_no_table_holds_what_was_said(stage: Stage) -> None:
    said = says(BUDI, SECRET)
    stage.happens(said, edits(said, f"{SECRET} lagi"))
    dump = stage.dump()
    assert BUDI.name in dump
    assert SECRET not in dump


def test_rule_5_an_edit_is_no_second_message(stage: Stage) -> None:
    said = says(BUDI, "halo")
    stage.happens(said, edits(said, "halo semua"))
    assert len(stage.rows(Activity)) == 1


def test_rule_5_a_reaction_to_a_message_counts_once_however_often_it_changes(stage: Stage) -> None:
    stage.happens(reacts(BUDI, "m1", "👍"), reacts(BUDI, "m1", "🔥"), reacts(CITRA, "m1", "👍"))
    stage.starts()
    stage.happens(reacts(BUDI, "m1"), reacts(BUDI, "m1", "🎉"), reacts(BUDI, "m2", "👍"))
    rows = stage.rows(Activity)
    expected = [(BUDI.id, "m1"), (CITRA.id, "m1"), (BUDI.id, "m2")]
    assert [(row.identity_id, row.message_id) for row in rows] == expected
    counted_for = {row.identity_id: row.reactions for row in stage.rows(Membership)}
    assert (counted_for[BUDI.id], counted_for[CITRA.id]) == (2, 1)
    assert [day.reactions for day in stage.rows(GroupDay)] == [3]


def test_rule_5_a_reaction_that_is_taken_back_is_no_new_one(stage: Stage) -> None:
    stage.happens(reacts(BUDI, "m1"))
    assert stage.rows(Activity) == []


def test_rule_5_many_reactions_are_looked_up_at_once(stage: Stage) -> None:
    stage.happens(*(reacts(who, "m0", "👍") for who in (BUDI, CITRA)))
    with counted(stage.database.engine) as statements:
        stage.happens(*(reacts(who, f"m{each}", "👍") for each in range(50) for who in (BUDI, CITRA)))
    assert len([each for each in statements if "FROM activity" in each]) == 1
    assert len(stage.rows(Activity)) == 100


@pytest.mark.parametrize("size", [1, 100])
def test_rule_5_a_batch_writes_its_rows_in_one_statement(stage: Stage, size: int) -> None:
    people = (BUDI, CITRA, SARI)
    stage.happens(*(says(who, "before") for who in people))
    with counted(stage.database.engine) as statements:
        stage.happens(*chatter(size, *people))
    assert len([each for each in statements if "INTO activity" in each]) == 1
    assert len([each for each in statements if "UPDATE membership" in each]) == 1
    assert len([each for each in statements if "INTO group_day" in each]) == 1
    assert len([each for each in statements if "INTO seen" in each]) == 1
    assert len(stage.rows(Activity)) == size + 3
