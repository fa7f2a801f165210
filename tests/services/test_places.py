"""A moment in private can be about a group of any community."""

from bot.context import Context
from bot.models import Community, Group
from bot.services import people, places
from tests.cast import GROUP, NOW, SARI, context, private, says


def test_within_a_community_the_person_stays_who_they_are(ctx: Context) -> None:
    assert places.about(GROUP.id, ctx).group.chat == GROUP
    assert places.about(GROUP.id, ctx).event == ctx.event


def test_in_another_community_the_person_is_the_one_known_there(ctx: Context) -> None:
    other = Community(name="lain", created_at=NOW)
    ctx.session.add(other)
    ctx.session.flush()
    group = Group(community_id=other.id or 0, platform="telegram", address="-2002", title="Lain", created_at=NOW)
    ctx.session.add(group)
    ctx.session.flush()
    there = people.meet(ctx.session, other.id or 0, SARI, NOW)
    seen = places.about(group.id or 0, context(ctx.session, says(SARI, "halo", private(SARI))))
    assert seen.event.who is not None
    assert (seen.group.chat.title, seen.event.who.id) == ("Lain", there.id)
