"""Questions find their answers, slips and new wordings included."""

import random
import tomllib
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.faq_index import FaqIndex, Found, Wording, decide

OPEN = Path(__file__).parents[1] / "data" / "faq" / "open.toml"
PAY, JOIN, RECORDING = 1, 2, 3
SHELF = (
    Wording(1, PAY, "Ke rekening mana pembayaran dikirim?"),
    Wording(2, PAY, "transfer ke mana ya kak?"),
    Wording(3, JOIN, "Bagaimana cara mendaftar kelas?"),
    Wording(4, RECORDING, "Apakah ada rekaman kelas?"),
)


def data() -> list[dict[str, Any]]:
    return list(tomllib.loads(OPEN.read_text("utf-8"))["faq"])


def stored() -> list[Wording]:
    texts = [(owner, text) for owner, faq in enumerate(data()) for text in (faq["question"], *faq["stored"])]
    return [Wording(key, owner, text) for key, (owner, text) in enumerate(texts)]


def test_the_same_question_is_answered_however_it_is_dressed() -> None:
    found = FaqIndex(SHELF).search("KAK... ke rekening mana pembayaran dikirim???")
    assert (found[0].owner, decide(found)) == (PAY, "answer")
    assert found[0].score > 0.9


def test_every_answer_comes_once_with_its_closest_wording() -> None:
    found = FaqIndex(SHELF).search("transfer ke rekening mana")
    assert [each.owner for each in found].count(PAY) == 1
    assert found == sorted(found, key=lambda each: -each.score)


def test_what_nobody_stored_is_not_answered() -> None:
    index = FaqIndex(stored())
    assert decide(index.search("siapa presiden brasil")) != "answer"
    assert decide(index.search("xyzzy")) == "none"


def test_a_question_for_a_time_is_not_answered_with_a_place() -> None:
    index = FaqIndex([Wording(1, 1, "tugas dikumpulkan ke mana?"), Wording(2, 2, "tugas dikumpulkan bagaimana?")])
    scores = {found.owner: found.score for found in index.search("tugas dikumpulkan kapan")}
    assert scores[1] < scores[2]


def test_an_empty_shelf_and_an_empty_question_find_nothing() -> None:
    assert FaqIndex().search("apa saja") == []
    assert FaqIndex(SHELF).search("?!") == []
    assert decide([]) == "none"


def test_two_answers_that_are_equally_close_are_asked_about() -> None:
    assert decide([Found(1, 1, 0.45), Found(2, 2, 0.45)]) == "suggest"
    assert decide([Found(1, 1, 0.45), Found(2, 2, 0.25)]) == "answer"
    assert decide([Found(1, 1, 0.1)]) == "none"


def test_a_new_wording_answers_at_once_also_with_a_slip() -> None:
    index = FaqIndex(SHELF)
    asked = "duit pendaftaran dikasih ke siapa"
    assert decide(index.search(asked)) != "answer"
    index.update({each.key: each for each in (*SHELF, Wording(9, PAY, asked))})
    for text in (asked, asked.replace("daftar", "dafatr")):
        found = index.search(text)
        assert (found[0].owner, found[0].key, decide(found)) == (PAY, 9, "answer")


def test_what_was_taken_away_or_changed_is_no_longer_found() -> None:
    index = FaqIndex(SHELF)
    index.update({each.key: each for each in SHELF[1:]} | {4: Wording(4, RECORDING, "Ada videonya?")})
    assert "rekaman" not in str(index.search("apakah ada rekaman kelas"))
    assert all(found.key not in (1,) for found in index.search("rekening pembayaran dikirim"))
    assert index.search("ada videonya")[0].key == 4
    assert len(index) == 3


def test_many_changes_give_the_same_answers_as_building_anew() -> None:
    wordings = stored()
    grown = FaqIndex()
    for end in range(0, len(wordings), 3):
        grown.update({each.key: each for each in wordings[:end]})
    grown.update({each.key: each for each in wordings})
    built = FaqIndex(wordings)
    asked = [text for faq in data() for text in faq["asked"]]
    same = sum(grown.search(text)[0].owner == built.search(text)[0].owner for text in asked)
    assert same >= 0.95 * len(asked)


def test_most_paraphrases_are_found_and_few_strangers_answered() -> None:
    index, dice = FaqIndex(stored()), random.Random(7)
    asked = [(owner, text) for owner, faq in enumerate(data()) for text in dice.sample(faq["asked"], 2)]
    ranks = [[found.owner for found in index.search(text)[:3]] for _, text in asked]
    hits = sum(owner in found for (owner, _), found in zip(asked, ranks, strict=True))
    assert hits >= 0.8 * len(asked)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6), st.text(max_size=60))
def test_any_shelf_answers_any_text_with_scores_between_nothing_and_one(texts: list[str], asked: str) -> None:
    index = FaqIndex(Wording(key, key // 2, text) for key, text in enumerate(texts))
    found = index.search(asked)
    assert all(0 <= each.score <= 1 for each in found)
    assert len({each.owner for each in found}) == len(found)


def test_what_an_answer_says_helps_to_find_it_and_a_new_answer_counts_at_once() -> None:
    asked = "bca atau mandiri"
    index = FaqIndex(SHELF)
    before = {found.owner: found.score for found in index.search("pembayaran lewat " + asked)}
    index.update({each.key: each for each in SHELF}, {PAY: "Ke BCA atau Mandiri, atas nama yayasan."})
    after = {found.owner: found.score for found in index.search("pembayaran lewat " + asked)}
    assert after[PAY] > before[PAY]


def test_other_words_for_the_same_thing_are_found() -> None:
    found = FaqIndex(SHELF).search("can I watch it again later")
    assert found[0].owner == RECORDING


def test_little_said_is_not_answered_for_one_word_in_common() -> None:
    assert decide(FaqIndex(stored()).search("kalian udah pada makan belum?")) != "answer"
