"""Quizzes: kept by name, played in groups, counted."""

from bot.services.quizzes.store import (
    add,
    change,
    find,
    listed,
    question_of,
    questions,
    retire,
    retire_question,
    save,
    slug_of,
)

__all__ = [
    "add",
    "change",
    "find",
    "listed",
    "question_of",
    "questions",
    "retire",
    "retire_question",
    "save",
    "slug_of",
]
