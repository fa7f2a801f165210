"""Words, phrases and patterns that a group does not want to read: understood, compiled, and found in folded text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot import errors
from moderation.normalise import ANY_WORD, Folded
from moderation.reading import reading

TOKEN = re.compile(r're:"([^"]+)"|re:(\S+)|"([^"]+)"|([^\s",]+)')
LONGEST = 100  # characters of a word or phrase
LONGEST_PATTERN = 200
LARGEST = 150  # instructions of a compiled pattern: what 4,096 characters pass within milliseconds
MEMORY = 1 << 20  # bytes that one pattern may use


@dataclass(frozen=True, slots=True)
class Entry:
    """What is listed: a word, a phrase, or a pattern ("re:" in front)."""

    kind: str
    text: str


def entries(args: str) -> Iterator[Entry]:
    """What a command lists: `word "two words" re:pattern`; raises `errors.Refused` for what cannot be listed."""
    for quoted, pattern, phrase, word in TOKEN.findall(re.sub("[“”„«»]", '"', args)):
        named = f"re:{quoted or pattern}" if quoted or pattern else phrase or word
        if named.strip():
            yield entry(named)


def entry(text: str) -> Entry:
    """One entry by its text, "re:" before a pattern; raises `errors.Refused` for what cannot be listed."""
    if text.startswith("re:"):
        compiled(text.removeprefix("re:"))
        return Entry("pattern", text)
    text = " ".join(text.lower().split())
    if len(text) > LONGEST:
        raise errors.Refused("words.too_long", most=LONGEST)
    return Entry("phrase" if " " in text else "word", text)


def written(entry: Entry) -> str:
    """An entry as a command names it."""
    return f'"{entry.text}"' if entry.kind == "phrase" else entry.text


def compiled(pattern: str) -> Any:
    """A pattern that no text can make slow; raises `errors.Refused` with the reason for any other."""
    import re2

    if len(pattern) > LONGEST_PATTERN:
        raise errors.Refused("words.pattern_too_long", most=LONGEST_PATTERN)
    options = re2.Options()
    options.case_sensitive, options.log_errors, options.max_mem = False, False, MEMORY
    try:
        found = re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise errors.Refused("words.pattern_invalid", reason=said) from None
    if found.programsize > LARGEST:
        raise errors.Refused("words.pattern_too_large")
    if found.search("") is not None:
        raise errors.Refused("words.pattern_matches_all")
    return found


class Lexicon:
    """All that a group has listed, as one automaton and a few patterns."""

    def __init__(self, listed: Iterable[Entry]) -> None:
        import ahocorasick_rs

        listed = list(listed)
        self.forms = dict(_form(entry.text) for entry in listed if entry.kind != "pattern")
        self.automaton = ahocorasick_rs.AhoCorasick(list(self.forms), store_patterns=False)
        self.signs = any(not form.startswith(" ") for form in self.forms)
        self.patterns = [compiled(entry.text.removeprefix("re:")) for entry in listed if entry.kind == "pattern"]

    def find(self, folded: Folded, written: str) -> str | None:
        """What of the list a message holds: the words as listed, or what a pattern met."""
        for text, words in _readings(folded):
            found = self._listed(_spaced(words) + (text if self.signs else ""))
            if found is not None:
                return found
        texts = dict.fromkeys([written, folded.text, folded.second])
        return next((met for pattern in self.patterns for text in texts if (met := _met(pattern, text))), None)

    def _listed(self, haystack: str) -> str | None:
        matches = self.automaton.find_matches_as_indexes(haystack) if self.forms else []
        if not matches:
            return None
        _, start, end = matches[0]
        return self.forms[haystack[start:end]]


def _form(text: str) -> tuple[str, str]:
    """How something listed is searched for: whole words between blanks; signs without letters as they are."""
    folded = reading(text)
    return (_spaced(folded.words) if folded.words else folded.text or text), text


def _readings(folded: Folded) -> Iterator[tuple[str, Sequence[str]]]:
    yield folded.text, folded.words
    if folded.leet:
        yield folded.second, ANY_WORD.findall(folded.second)


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _met(pattern: Any, text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""
