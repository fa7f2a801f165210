"""The judge learns, forgets, explains itself, and is silent on ordinary talk."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.disguises import DISGUISES
from moderation.learn import THRESHOLD, Counts, Features, Judge, Topic, features, threshold_for
from moderation.normalise import fold
from moderation.seed import read, topics, written
from moderation.seed.training import SAMPLES, lesson, samples

OWN = Path(__file__).parent / "samples"
SIZES = {"ordinary.txt": 500, "scripts.txt": 200}
KINDS = ("investment", "transfer", "loan", "job", "phishing", "gambling", "giveaway", "otp", "admin")

WORDS = ("slot", "gacor", "modal", "kak", "makasih", "link", "zoom", "jp77", "cair", "dulu")
MESSAGES = st.lists(st.sampled_from(WORDS), min_size=1).map(lambda words: features(fold(" ".join(words))))
TALK = st.lists(st.tuples(MESSAGES, st.booleans(), st.integers(1, 4)), max_size=8)


def read_features(text: str) -> Features:
    return features(fold(text))


def taught(talk: list[tuple[Features, bool, int]]) -> Counts:
    counts = Counts()
    for found, spam, weight in talk:
        counts.learn(found, spam, weight)
    return counts


@pytest.fixture
def small() -> Topic:
    counts = Counts()
    for text, spam in [
        ("main slot gacor hari ini", True),
        ("slot gacor maxwin di jp77", True),
        ("slot webinar masih ada kak?", False),
        ("makasih kak ilmunya", False),
        ("besok kelas jam 9 kak", False),
    ]:
        counts.learn(read_features(text), spam)
    return Topic("gambling", counts)


@pytest.fixture(scope="session")
def shipped() -> Judge:
    return Judge(topics())


def test_words_pairs_shapes_and_pieces_are_looked_at() -> None:
    found = read_features("Main di JP77!")
    assert {"main", "di", "jp77", "main di", "#a9", "#aa99", "#77", "di #a9", "~main", "~di #"} <= set(found)


def test_a_word_said_twice_is_no_brand() -> None:
    assert "#a2" in read_features("halo teman2")
    assert "#a9" not in read_features("halo teman2")


def test_no_feature_comes_twice() -> None:
    found = read_features("slot slot slot gacor gacor slot")
    assert len(found) == len(set(found))


def test_a_disguised_message_has_the_features_of_the_plain_one() -> None:
    plain = read_features("main slot gacor di sini")
    assert [read_features(how("main slot gacor di sini")) for how in DISGUISES.values()] == [plain] * len(DISGUISES)


@given(TALK, MESSAGES, st.booleans(), st.integers(1, 5))
def test_unlearning_undoes_learning(
    talk: list[tuple[Features, bool, int]], found: Features, spam: bool, weight: int
) -> None:
    counts = taught(talk)
    before = counts.rows()
    counts.learn(found, spam, weight)
    counts.unlearn(found, spam, weight)
    assert counts.rows() == before


@given(TALK)
def test_the_order_of_learning_does_not_matter(talk: list[tuple[Features, bool, int]]) -> None:
    assert taught(talk).rows() == taught(talk[::-1]).rows()


@given(TALK, MESSAGES)
def test_learning_as_spam_never_lowers_and_as_ordinary_never_raises(
    talk: list[tuple[Features, bool, int]], found: Features
) -> None:
    worse, better = taught(talk), taught(talk)
    before = Judge(topics(), taught(talk)).score(found)
    worse.learn(found, True)
    better.learn(found, False)
    assert Judge(topics(), better).score(found) <= before <= Judge(topics(), worse).score(found)


@given(TALK)
def test_counts_survive_being_stored_as_json(talk: list[tuple[Features, bool, int]]) -> None:
    counts = taught(talk)
    assert Counts.from_rows(json.loads(json.dumps(counts.rows()))) == counts


def test_nothing_falls_below_zero() -> None:
    counts = Counts()
    counts.unlearn(("slot",), True)
    assert counts == Counts()


def test_counts_are_bounded_and_keep_what_is_seen_most() -> None:
    counts = Counts(limit=3)
    counts.learn(("b", "c", "d"), True)
    counts.learn(("d", "a"), False)
    assert counts.seen == {"d": (1, 1), "a": (0, 1), "b": (1, 0)}
    assert (counts.spam, counts.ham) == (1, 1)


def test_what_was_never_seen_says_nothing(small: Topic) -> None:
    assert Judge([small]).score(read_features("zzz qqq")) == 0.5


def test_a_likely_message_names_its_topic_and_reasons(small: Topic) -> None:
    judged = Judge([small]).judge(read_features("slot gacor kak"))
    assert judged.topic == "gambling"
    assert judged.score > THRESHOLD
    assert "gacor" in [reason.feature for reason in judged.pro]
    assert [reason.feature for reason in judged.contra] == ["kak"]
    assert all(reason.weight > 0 for reason in judged.pro)


def test_pieces_of_words_are_a_reason_only_where_no_word_is_known(small: Topic) -> None:
    judged = Judge([small]).judge(read_features("xgacorx"))
    assert [reason.feature for reason in judged.pro] == ["~acor", "~gaco"]


def test_a_groups_own_decisions_outweigh_what_ships(shipped: Judge) -> None:
    text = read_features("situs gacor maxwin, daftar sekarang bonus 100%")
    own = Counts()
    assert shipped.score(text) > THRESHOLD
    for _ in range(40):
        own.learn(text, False, weight=5)
    assert Judge(shipped.topics, own).score(text) < THRESHOLD


def test_a_score_lies_between_0_and_1_whatever_is_said(shipped: Judge) -> None:
    for text in ["", "a", "slot gacor maxwin " * 300, "kak makasih zoom " * 300]:
        assert 0 < shipped.score(read_features(text)) < 1


@pytest.mark.parametrize(("count", "above"), [(100, 0), (1000, 4), (10_000, 61)])
def test_a_threshold_lets_fewer_ordinary_messages_above_than_allowed(count: int, above: int) -> None:
    scores = [number / count for number in range(count)]
    threshold = threshold_for(scores)
    assert sum(score >= threshold for score in scores) == above


def test_without_ordinary_messages_nothing_reaches_the_threshold(shipped: Judge) -> None:
    assert threshold_for([]) == 1.0
    assert shipped.score(read_features("slot gacor maxwin")) < 1.0


def test_equal_scores_stay_below_the_threshold() -> None:
    assert threshold_for([0.4] * 1000) == math.nextafter(0.4, 1.0)


def test_what_ships_is_written_as_it_is_read() -> None:
    for topic in topics():
        again = read(topic.name, written(topic))
        assert (again.bar, again.counts.rows()) == (topic.bar, topic.counts.rows())


def test_what_ships_is_small_and_seldom_words_are_left_out() -> None:
    for topic in topics():
        assert len(written(topic)) < 1_500_000
        assert min(sum(seen) for seen in topic.counts.seen.values()) >= 3


def test_handles_of_people_are_not_learned_from() -> None:
    assert lesson("makasih @user", False).found == lesson("makasih", False).found


@pytest.mark.parametrize("name", SIZES)
def test_the_judge_is_silent_on_ordinary_messages(name: str, shipped: Judge) -> None:
    said = [sample.text for sample in samples(OWN / name)]
    assert len(said) == SIZES[name]
    assert [text for text in said if shipped.score(read_features(text)) >= THRESHOLD] == []


@pytest.mark.parametrize(("language", "wanted"), [("id", 0.5), ("en", 0.7)])
def test_most_scams_that_nothing_learned_from_are_found(language: str, wanted: float, shipped: Judge) -> None:
    scams = samples(OWN / f"scams.{language}.txt")
    found = sum(shipped.score(read_features(sample.text)) >= THRESHOLD for sample in scams)
    assert found / len(scams) > wanted


@pytest.mark.parametrize(("language", "enough"), [("id", 25), ("en", 8)])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_scam_has_samples_in_both_languages(language: str, kind: str, enough: int) -> None:
    files = (SAMPLES / f"scams.{language}.txt", OWN / f"scams.{language}.txt")
    assert sum(sample.kind == kind for file in files for sample in samples(file)) >= enough


def test_nothing_is_both_learned_from_and_tested() -> None:
    learned, tested = (
        {sample.text for file in folder.glob("*.txt") for sample in samples(file)} for folder in (SAMPLES, OWN)
    )
    assert learned & tested == set()
