"""Options and answers as people write them in tables: a letter, several letters, the text, an order, wordings."""

import re
from collections.abc import Sequence

from bot.domain.numbers import canonical, is_number, written
from bot.domain.questions import FULL, BadQuestion, Kind, Option, Question, one_of, several, truth

TRUE = {"benar", "true", "betul", "ya", "yes", "b", "t"}
FALSE = {"salah", "false", "tidak", "no", "s", "f"}
_LABELS = {"benar", "true", "salah", "false", "betul"}
_SEPARATED = re.compile(r"\s*(?:[,;/&+\n]|\bdan\b|\band\b)\s*", re.IGNORECASE)
_ORDERED = re.compile(r"\s*[a-l](?:\s*>\s*[a-l])+\s*", re.IGNORECASE)


def question(text: str, options: Sequence[str], answer: str, kind: Kind | None = None) -> Question:
    """The question that such a row means. Raises BadQuestion where the answer fits none of the options.

    Without options the answer is *benar* or *salah*, a number ("3.14:0.01", "1..5") or wordings, parted by "|".
    """
    kind = kind or _kind(options, answer)
    match kind:
        case Kind.MATCHING:
            return Question(kind, text, tuple(_pair(option) for option in options))
        case Kind.ORDERING:
            return Question(kind, text, tuple(Option(options[index]) for index in _order(options, answer)))
        case Kind.TRUEFALSE:
            return Question(kind, text, _truth(options, answer))
        case Kind.NUMERIC:
            return Question(kind, text, tuple(Option(canonical(word), FULL) for word in wordings(answer)))
        case Kind.TYPED:
            return Question(kind, text, tuple(Option(word, FULL) for word in wordings(answer)))
    right = letters(options, answer)
    if kind is Kind.MULTIPLE or len(right) > 1:
        return Question(Kind.MULTIPLE, text, several(tuple(options), right))
    return Question(kind, text, one_of(tuple(options), min(right)))


def _kind(options: Sequence[str], answer: str) -> Kind:
    if not options:
        if answer.strip().lower() in _LABELS:
            return Kind.TRUEFALSE
        words = wordings(answer)
        return Kind.NUMERIC if words and all(map(is_number, words)) else Kind.TYPED
    if _ORDERED.fullmatch(answer) and not any(option == answer for option in options):
        return Kind.ORDERING
    if len(options) == 2 and options[0].lower() in TRUE and options[1].lower() in FALSE:
        return Kind.TRUEFALSE
    if not answer.strip() and all("->" in option for option in options):
        return Kind.MATCHING
    return Kind.SINGLE


def wordings(answer: str) -> list[str]:
    """What stands between the "|" of an answer; "\\|" is no parting."""
    parts = re.split(r"(?<!\\)\|", answer)
    return [part.replace("\\|", "|").strip() for part in parts if part.strip()]


def joined(texts: Sequence[str]) -> str:
    """The reverse of `wordings`."""
    return " | ".join(text.replace("|", "\\|") for text in texts)


def _pair(option: str) -> Option:
    left, arrow, right = option.partition("->")
    if not arrow:
        raise BadQuestion("questions.no_match")
    return Option(left.strip(), match=right.strip())


def _order(options: Sequence[str], answer: str) -> Sequence[int]:
    if not answer.strip():
        return range(len(options))
    order = [ord(letter) - ord("a") for letter in re.findall("[a-l]", answer.lower())]
    if sorted(order) != list(range(len(options))):
        raise BadQuestion("questions.bad_answer", text=answer[:40])
    return order


def _truth(options: Sequence[str], answer: str) -> tuple[Option, ...]:
    words = (options[0], options[1]) if len(options) == 2 else ("Benar", "Salah")
    said = answer.strip().lower()
    if len(options) == 2 and said in ("a", "b"):
        return truth(said == "a", words=words)
    if said not in TRUE | FALSE:
        raise BadQuestion("questions.bad_answer", text=answer[:40])
    return truth(said in TRUE, words=words)


def letters(options: Sequence[str], answer: str) -> frozenset[int]:
    """The options that an answer names: "B", "A, C", "AC", or by their text or, if there is no such text, number."""
    said = answer.strip()
    parts = [part for part in _SEPARATED.split(said) if part]
    for read in (_lettered, _named, _compact, _numbered):
        found = read(options, said, parts)
        if found:
            return found
    if not said:
        raise BadQuestion("questions.no_answer")
    raise BadQuestion("questions.bad_answer", text=said[:40])


def _lettered(options: Sequence[str], said: str, parts: Sequence[str]) -> frozenset[int]:
    found = [ord(part.lower().rstrip(".)")) - ord("a") for part in parts if re.fullmatch(r"[A-La-l][.)]?", part)]
    return frozenset(found) if len(found) == len(parts) and all(index < len(options) for index in found) else _NONE


def _named(options: Sequence[str], said: str, parts: Sequence[str]) -> frozenset[int]:
    folded = [" ".join(option.split()).casefold() for option in options]
    for words in ([said], re.split(r"\s*[;|\n]\s*", said), parts):
        wanted = [" ".join(word.split()).casefold() for word in words]
        if wanted and all(word in folded for word in wanted):
            return frozenset(folded.index(word) for word in wanted)
    return _NONE


def _compact(options: Sequence[str], said: str, parts: Sequence[str]) -> frozenset[int]:
    found = [ord(letter) - ord("A") for letter in said] if re.fullmatch("[A-L]{2,12}", said) else []
    return frozenset(found) if len(set(found)) == len(found) and all(at < len(options) for at in found) else _NONE


def _numbered(options: Sequence[str], said: str, parts: Sequence[str]) -> frozenset[int]:
    found = [int(part) - 1 for part in parts if re.fullmatch("[0-9]{1,2}", part)]
    is_whole = len(found) == len(parts) and all(0 <= index < len(options) for index in found)
    return frozenset(found) if is_whole else _NONE


_NONE: frozenset[int] = frozenset()


def answer_of(question: Question) -> str:
    """The answer as such a table says it, by letters where there are options."""
    match question.kind:
        case Kind.NUMERIC:
            return joined([written(option.text) for option in question.options])
        case Kind.TYPED:
            return joined([option.text for option in question.options])
        case Kind.ORDERING:
            return " > ".join(letter(index) for index in range(len(question.options)))
        case Kind.MATCHING:
            return ""
    return ", ".join(letter(index) for index in question.right)


def options_of(question: Question) -> list[str]:
    """The options as such a table says them."""
    match question.kind:
        case Kind.TYPED | Kind.NUMERIC:
            return []
        case Kind.MATCHING:
            return [f"{option.text} -> {option.match}" for option in question.options]
    return [option.text for option in question.options]


def letter(index: int) -> str:
    """The letter of an option: A, B, C …"""
    return chr(ord("A") + index)


def said_again(asked: Question) -> Question:
    """The question as it is read from what `options_of` and `answer_of` say of it."""
    return question(asked.text, options_of(asked), answer_of(asked), asked.kind)


def tells_its_kind(asked: Question) -> bool:
    """Whether a question's kind follows from what `options_of` and `answer_of` say of it."""
    try:
        return question(asked.text, options_of(asked), answer_of(asked)).kind is asked.kind
    except BadQuestion:
        return False
