"""What the bench measures about reports, in a small size: counted, not timed."""

from bench.crowd import NOW, Size, fill
from bench.participation import WEEK, ZONE, figures
from bot.models import Table
from bot.services import participation
from bot.store import database
from tests.engine.statements import counted


async def test_every_figure_is_measured() -> None:
    found = await figures(Size(2_000, groups=4, days=40, people=30), rounds=2)
    assert [figure.name for figure in found] == [
        "report growth",
        "report against scan",
        "report, small log",
        "report, big log",
    ]
    assert all(figure.value > 0 for figure in found)


def test_a_report_reads_one_range_of_the_index_and_no_more_statements_for_more_rows() -> None:
    spent = []
    for rows in (1_000, 10_000):
        opened = database("sqlite://")
        Table.metadata.create_all(opened.engine)
        with opened.session() as session, session.begin():
            fill(session, Size(rows, groups=3, days=100))
            with counted(opened.engine) as statements:
                participation.periods(session, 1, NOW - WEEK, NOW, ZONE)
            plan = session.connection().exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT at FROM activity WHERE group_id = 1 AND at >= '2026' AND at < '2027'"
            )
            assert "activity_covering (group_id=? AND at>? AND at<?)" in str(plan.all())
        spent.append(len(statements))
        opened.close()
    assert spent[0] == spent[1] <= 8
