"""Texts: each is there in both languages, said somewhere, and filled with the same values."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import texts
from bot.chat.text import Mention, Span, Style, Text, marked
from handlers import ROUTERS
from scheduler import JOBS

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "moderation", "scheduler")
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
PAGES = [path for path in sorted((ROOT / "bot").rglob("*")) if path.suffix in (".html", ".js")]
CODE = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def strings() -> Iterator[tuple[str, str]]:
    """Every string in the code: (file, string); of an f-string what stands before its first value, and "*"."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield str(path.relative_to(ROOT)), node.value
            elif isinstance(node, ast.JoinedStr):
                yield str(path.relative_to(ROOT)), pattern(node)


def pattern(node: ast.JoinedStr) -> str:
    """An f-string whose values may be anything: "roles.only_*"."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


def matching(words: set[str]) -> list[re.Pattern[str]]:
    """Patterns of the words with a gap: it stands for one name, and at least one other is written out."""
    gapped = [word for word in words if "*" in word and re.fullmatch(r"[a-z_*]+(\.[a-z0-9_*]+)+", word)]
    telling = [word for word in gapped if re.search(r"(^|\.)[a-z]{4,}", word)]
    return [re.compile(re.escape(word).replace(r"\*", r"[a-z0-9_]+")) for word in telling]


SAID = set(strings())
WORDS = {word for _, word in SAID}
GAPPED = {
    re.sub(r"\$\{[^}]*\}", "*", word) for path in PAGES for word in re.findall(r"`([^`]*)`", path.read_text("utf-8"))
}
JOINED = {
    f"{before}*{after}"
    for path in PAGES
    for before, after in re.findall(r'"([^"]*)" ~ [\w.]+ ~ "([^"]*)"', path.read_text("utf-8"))
}
PATTERNS = matching(WORDS | GAPPED | JOINED)
SHOWN = "\n".join(path.read_text("utf-8") for path in PAGES)
HELPED = {
    f"{spec.noun}.{kind}.{spec.name}"
    for router in (*ROUTERS, *JOBS)
    for spec in router.commands
    for kind in ("help", "usage")
}
NOUNS = {key.split(".")[0] for key in texts.catalogue("id")}


def is_said(key: str) -> bool:
    """Whether code or a page names a text; the pages of a noun leave its name out."""
    short = key.split(".", 1)[1]
    exact = {key, short} & WORDS or key in HELPED or re.search(rf"(?<![\w.]){re.escape(short)}(?![\w.])", SHOWN)
    return bool(exact) or any(each.fullmatch(name) for each in PATTERNS for name in (key, short))


def test_every_text_is_there_in_every_language() -> None:
    [first, *others] = [set(texts.catalogue(language)) for language in texts.LANGUAGES]
    assert [sorted(first ^ other) for other in others] == [[]] * len(others)


def test_every_text_is_said_somewhere() -> None:
    assert [key for key in sorted(texts.catalogue("id")) if not is_said(key)] == []


def test_every_text_that_the_code_names_is_there() -> None:
    known = texts.catalogue("id")
    named = {
        (file, word)
        for file, word in SAID
        if KEY.fullmatch(word) and word.split(".")[0] in NOUNS and named_as_text(file, word)
    }
    assert sorted((file, word) for file, word in named if word not in known) == []


def named_as_text(file: str, word: str) -> bool:
    """Whether a string is given to a function that says texts: other dotted names are routes, files, modules."""
    source = (ROOT / file).read_text("utf-8")
    call = rf"(?:\bsay|\bsay_to|\b_say|Refused|Misused|template)\((?:[^()\"']|\([^()]*\))*[\"']{re.escape(word)}[\"']"
    return re.search(call, source) is not None


def test_every_command_is_explained() -> None:
    known = texts.catalogue("id")
    assert sorted(HELPED - set(known)) == []


def forms(text: Any) -> list[str]:
    """A text's plural forms, or the text itself."""
    return list(text.values()) if isinstance(text, dict) else [text]


@pytest.mark.parametrize("language", [language for language in texts.LANGUAGES if language != "id"])
def test_every_language_fills_in_the_same_values(language: str) -> None:
    mine, theirs = texts.catalogue("id"), texts.catalogue(language)
    unequal = [
        key
        for key in sorted(mine.keys() & theirs.keys())
        if len({frozenset(texts.placeholders(form)) for form in (*forms(mine[key]), *forms(theirs[key]))}) > 1
    ]
    assert unequal == []


def test_every_text_can_be_read_as_markup() -> None:
    for language in texts.LANGUAGES:
        for key, text in texts.catalogue(language).items():
            for form in forms(text):
                filled = marked(form, dict.fromkeys(texts.placeholders(form), "x"))
                assert str(filled).strip(), key
                assert not re.search(r"(?<!\\)\*\*|(?<![_\w])__(?![_\w])", str(filled)), (language, key)


def test_an_unknown_language_is_answered_in_indonesian_and_a_region_in_its_language() -> None:
    assert [texts.known(language) for language in ("fr", "en-GB", "en_US", "ID", "")] == ["id", "en", "en", "id", "id"]


def test_a_groups_own_words_are_never_markup() -> None:
    said = texts.say("id", "x.y", {"name": "Sari"}, {"x.y": "**Halo** {name}, [klik](https://x) {lain}"})
    assert (str(said), said.spans) == ("**Halo** Sari, [klik](https://x) {lain}", ())


def test_a_name_in_own_words_may_still_lead_to_the_person() -> None:
    said = texts.say("id", "x.y", {"name": Mention("Sari", 7)}, {"x.y": "Halo {name}!"})
    assert said == Text("Halo Sari!")
    assert said.spans == (Span(5, 4, Style.MENTION, "7"),)


def test_an_unknown_text_and_a_missing_value_are_errors() -> None:
    with pytest.raises(KeyError):
        texts.say("id", "nobody.says_this", {})
    key = next(key for key, text in texts.catalogue("id").items() if texts.placeholders(forms(text)[0]))
    with pytest.raises(KeyError):
        texts.say("id", key, {})
