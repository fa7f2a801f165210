"""What a chat can ask: every reason why a question does not fit."""

from collections.abc import Iterator

from bot.domain.questions import BadQuestion, Kind, Option, Question, interval

LONGEST_TEXT = 300  # characters of a poll's question
LONGEST_OPTION = 100
LONGEST_EXPLANATION = 200  # that a poll itself shows; the rest follows as a message
LONGEST_WORDS = 3500  # of what is said as a message
MOST_OPTIONS = 12
POINTS = range(10_001)
SECONDS = range(5, 601)


def checked(question: Question) -> Question:
    """The question, if a chat can ask it; raises BadQuestion with the first reason why not."""
    for wrong in problems(question):
        raise wrong
    return question


def problems(question: Question) -> Iterator[BadQuestion]:
    """Every reason why a chat cannot ask a question."""
    if not question.text.strip():
        yield BadQuestion("questions.no_text")
    most = LONGEST_TEXT if question.kind.is_polled else LONGEST_WORDS
    if len(question.text) > most:
        yield BadQuestion("questions.long_text", length=len(question.text), most=most)
    if len(question.explanation) > LONGEST_WORDS:
        yield BadQuestion("questions.long_explanation", length=len(question.explanation), most=LONGEST_WORDS)
    if question.points is not None and question.points not in POINTS:
        yield BadQuestion("questions.points", most=POINTS[-1])
    if question.seconds is not None and question.seconds not in SECONDS:
        yield BadQuestion("questions.seconds", least=SECONDS[0], most=SECONDS[-1])
    yield from _problems_of_options(question)


def _problems_of_options(question: Question) -> Iterator[BadQuestion]:
    options, kind = question.options, question.kind
    least = 1 if kind in (Kind.TYPED, Kind.NUMERIC) else 2
    if len(options) < least:
        yield BadQuestion("questions.few_options", least=least)
    if len(options) > MOST_OPTIONS and kind not in (Kind.TYPED, Kind.NUMERIC):
        yield BadQuestion("questions.many_options", count=len(options), most=MOST_OPTIONS)
    for words in (part for option in options for part in (option.text, option.match)):
        if len(words) > LONGEST_OPTION:
            yield BadQuestion("questions.long_option", text=words[:40], length=len(words), most=LONGEST_OPTION)
    if kind is Kind.MATCHING:
        yield from _problems_of_pairs(options)
        return
    if any(not option.text.strip() for option in options):
        yield BadQuestion("questions.empty_option")
    yield from _twice(question)
    if kind is not Kind.ORDERING and options and not question.right:
        yield BadQuestion("questions.no_answer")
    if kind is Kind.NUMERIC:
        yield from _problems_of_numbers(options)


def _problems_of_pairs(options: tuple[Option, ...]) -> Iterator[BadQuestion]:
    if sum(bool(option.text.strip()) for option in options) < 2:
        yield BadQuestion("questions.few_options", least=2)
    if any(not option.match.strip() for option in options):
        yield BadQuestion("questions.no_match")


def _problems_of_numbers(options: tuple[Option, ...]) -> Iterator[BadQuestion]:
    for option in options:
        try:
            interval(option.text)
        except BadQuestion as wrong:
            yield wrong


def _twice(question: Question) -> Iterator[BadQuestion]:
    if question.kind in (Kind.TYPED, Kind.NUMERIC):
        return
    seen: set[str] = set()
    for option in question.options:
        if option.text in seen:
            yield BadQuestion("questions.twice", text=option.text[:40])
        seen.add(option.text)
