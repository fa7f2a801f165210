"""What somebody knows of each topic, by their latest answers."""

from bot.services import revision
from tests.cast import BUDI, SARI, context, says
from tests.handlers.test_revision import HPP, KUR, TRUE, after_quiz
from tests.stage import Stage


def test_a_topic_is_known_by_the_latest_answer_in_quiz_or_revision() -> None:
    stage = Stage()
    after_quiz(stage, BUDI, [KUR, HPP, TRUE], [0.0, 1.0, 1.0])
    with stage.session() as session, session.begin():
        ctx = context(session, says(BUDI, "halo"))
        assert [(each.topic, each.share, each.questions) for each in revision.topics(BUDI, ctx)] == [("modal", 0.0, 1)]
        revision.collect(BUDI, ctx)
        revision.collect(BUDI, ctx)
        card = revision.due(BUDI, ctx)
        assert card is not None
        assert revision.waiting(BUDI, ctx) == 1
        assert revision.answer(card, (0,), ctx) == 1.0
        assert [each.share for each in revision.topics(BUDI, ctx)] == [1.0]
        assert revision.topics(SARI, ctx) == []
        assert revision.card(card.id or 0, SARI, ctx) is None
    stage.close()


def test_the_score_names_topics_and_what_waits() -> None:
    stage = Stage()
    after_quiz(stage, BUDI, [KUR, HPP, TRUE], [0.0, 1.0, 1.0])
    with stage.session() as session, session.begin():
        ctx = context(session, says(BUDI, "halo"))
        lines = [str(line) for line in revision.told(BUDI, ctx)]
        assert lines == ["📚 Per topik", "modal: 0% dari 1 soal", "🔁 1 soal menunggu diulang: /review"]
        assert revision.told(SARI, ctx) == []
    stage.close()


def test_postgresql_finds_the_same(postgres_url: str) -> None:
    stage = Stage(url=postgres_url)
    after_quiz(stage, BUDI, [KUR, HPP, TRUE], [0.0, 0.5, 1.0])
    with stage.session() as session, session.begin():
        ctx = context(session, says(BUDI, "halo"))
        assert str(revision.told(BUDI, ctx)[-1]) == "🔁 2 soal menunggu diulang: /review"
        card = revision.due(BUDI, ctx)
        assert card is not None
        assert revision.answer(card, (0,), ctx) == 1.0
        assert revision.waiting(BUDI, ctx) == 1
    stage.close()
