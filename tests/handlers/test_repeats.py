"""The same text in three groups of a community is noticed there, and in no other community."""

from bot.chat.actions import Delete
from bot.chat.events import Chat
from bot.models import Group
from tests.cast import BUDI, CLASS, GROUP, NOW, says
from tests.stage import Stage

OTHERS = [Chat("telegram", f"-200{n}", title=f"Kelas {n}") for n in range(2)]
ADVERT = "Kerja dari rumah, 500 ribu sehari"


def test_the_same_text_in_three_groups_of_a_community_goes_in_the_third(stage: Stage) -> None:
    with stage.session() as session, session.begin():
        for chat in OTHERS:
            group = Group(community_id=CLASS, platform=chat.platform, address=chat.address, created_at=NOW)
            session.add(group)
    for chat in (GROUP, OTHERS[0]):
        stage.happens(says(BUDI, ADVERT, chat))
        assert not stage.delivers(only=Delete)
    stage.happens(says(BUDI, ADVERT, OTHERS[1]))
    assert any(isinstance(did, Delete) for did in stage.delivers())


def test_communities_know_nothing_of_one_another(stage: Stage) -> None:
    for chat in (GROUP, *OTHERS):
        stage.happens(says(BUDI, ADVERT, chat))
        assert not stage.delivers(only=Delete)
