"""What is due next, soonest first."""

import json
from datetime import UTC, datetime, timedelta

from bot import migrations
from bot.models import LOBBY, DueRow, Group
from bot.store import database
from tests.cli.conftest import Desk


def planned(desk: Desk) -> Desk:
    """Two reminders, of which one is far away."""
    desk.config.write_text('language = "en"\ntimezone = "Asia/Jakarta"')
    opened = database(f"sqlite:///{desk.folder / 'pamong.db'}")
    migrations.upgrade(opened)
    now = datetime.now(UTC)
    with opened.session() as session, session.begin():
        group = Group(community_id=LOBBY, platform="telegram", address="-1", title="[Kelas] 1", created_at=now)
        session.add(group)
        session.flush()
        session.add(DueRow(community_id=LOBBY, kind="digest", name="far", at=now + timedelta(days=9)))
        soon = now + timedelta(minutes=1)
        session.add(DueRow(community_id=LOBBY, group_id=group.id, kind="reminder", name="soon", at=soon))
        session.add(DueRow(community_id=LOBBY, kind="reminder", name="broken", at=now, state="failed"))
    opened.close()
    return desk


def test_they_are_listed_in_order_with_their_group_and_local_time(desk: Desk) -> None:
    shown = planned(desk).types("jobs").stdout
    soon, far = shown.index("reminder soon"), shown.index("digest far")
    assert soon < far
    assert "[Kelas] 1" in shown
    assert "WIB" in shown
    assert "broken" not in shown


def test_a_program_gets_json(desk: Desk) -> None:
    soon, far = json.loads(planned(desk).types("jobs", "--json").stdout)
    assert (soon["kind"], soon["name"], soon["group"]) == ("reminder", "soon", "[Kelas] 1")
    assert (far["kind"], far["group"]) == ("digest", None)
    assert datetime.fromisoformat(soon["at"]) < datetime.fromisoformat(far["at"])
