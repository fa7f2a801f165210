"""Words by which files name kinds and levels, and tags that carry what a format has no place for."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from bot.domain.questions import BadQuestion, Kind, Level, Question

LEVELS = {
    Level.BEGINNER: ("pemula", "beginner", "mudah", "easy", "dasar", "basic"),
    Level.INTERMEDIATE: ("menengah", "intermediate", "sedang", "medium"),
    Level.ADVANCED: ("mahir", "advanced", "sulit", "hard", "lanjut", "expert"),
}
KINDS = {
    Kind.SINGLE: ("single", "satu", "pilihan ganda", "multiple choice", "quiz"),
    Kind.MULTIPLE: ("multiple", "beberapa", "multiple answers", "checkbox"),
    Kind.TRUEFALSE: ("truefalse", "benar salah", "benar/salah", "true/false", "true or false"),
    Kind.TYPED: ("typed", "isian", "short answer", "type answer"),
    Kind.NUMERIC: ("numeric", "angka", "number"),
    Kind.ORDERING: ("ordering", "urutan", "urutkan", "puzzle"),
    Kind.MATCHING: ("matching", "pasangan", "pasangkan"),
}
_LEVEL_OF = {word: level for level, words in LEVELS.items() for word in words}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
_TAGS = {
    "level": ("level", "tingkat"),
    "topic": ("topic", "topik"),
    "source": ("source", "sumber"),
    "picture": ("picture", "gambar"),
    "points": ("points", "poin"),
    "seconds": ("seconds", "detik"),
}
_FIELD_OF = {word: field for field, words in _TAGS.items() for word in words}


def level(word: str) -> Level | None:
    """The level that a word names, None for none. Raises BadQuestion for a word that is no level."""
    if not word.strip():
        return None
    found = _LEVEL_OF.get(word.strip().lower())
    if found is None:
        raise BadQuestion("questions.no_level", text=word[:40])
    return found


def kind(word: str) -> Kind | None:
    """The kind that a word names, None for none. Raises BadQuestion for a word that is no kind."""
    if not word.strip():
        return None
    found = _KIND_OF.get(" ".join(word.split()).lower())
    if found is None:
        raise BadQuestion("questions.no_kind", text=word[:40])
    return found


def whole(word: str) -> int | None:
    """The whole number of a cell ("30", "30.0"), None for an empty one. Raises BadQuestion for anything else."""
    if not word.strip():
        return None
    try:
        number = float(word.replace(",", "."))
        if number != int(number):
            raise ValueError
        return int(number)
    except (ValueError, OverflowError):
        raise BadQuestion("questions.no_whole_number", text=word[:40]) from None


def percent(weight: float) -> str:
    """A weight as files write it: as Moodle does, with at most five places behind the point."""
    return f"{weight:.5f}".rstrip("0").rstrip(".")


def tags(question: Question, *without: str) -> list[str]:
    """What a question has besides its words, as tags: "topik:pemasaran"."""
    values = {
        "level": LEVELS[question.level][0] if question.level else "",
        "topic": question.topic,
        "source": question.source,
        "picture": question.picture,
        "points": "" if question.points is None else str(question.points),
        "seconds": "" if question.seconds is None else str(question.seconds),
    }
    return [f"{_TAGS[field][1]}:{value}" for field, value in values.items() if value and field not in without]


def tagged(question: Question, found: Iterable[str]) -> Question:
    """A question with what its tags say; of those that say nothing in particular the first names its topic."""
    for tag in found:
        name, colon, value = tag.partition(":")
        field = _FIELD_OF.get(name.strip().lower()) if colon else None
        if field:
            with suppress(BadQuestion):  # a tag of somebody else's that only looks like ours
                question = _with(question, field, value.strip())
        elif not question.topic and tag.strip():
            question = replace(question, topic=tag.strip())
    return question


def _with(question: Question, field: str, value: str) -> Question:
    match field:
        case "level":
            return replace(question, level=level(value))
        case "points":
            return replace(question, points=whole(value))
        case "seconds":
            return replace(question, seconds=whole(value))
        case "topic":
            return replace(question, topic=value)
        case "source":
            return replace(question, source=value)
    return replace(question, picture=value)
