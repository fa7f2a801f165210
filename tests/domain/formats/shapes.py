"""Random questions for round trips, and reading in one line."""

from dataclasses import replace

from hypothesis import strategies as st

from bot.domain.formats.reading import Read, cleaned
from bot.domain.limits import problems
from bot.domain.questions import ANY, Kind, Level, Option, Question, one_of, several, truth

TRICKY = "{}=~#:\\%[]<>&;,|*'\"@+-_/$!?() \n\tabcAB01é字😀"


KNOWN = ["[html] <b>", "//x", "::a::", "a -> b", "%50%", "=1+1", "$CATEGORY: x", "-5", "&amp;", "####"]
SPAN = st.tuples(st.integers(-99, 0), st.integers(1, 99)).map(lambda pair: f"{pair[0]}..{pair[1]}")


def tidy(text: str) -> str:
    """A text as every format gives it back: without spaces around it or around its lines."""
    return "\n".join(line.strip() for line in cleaned(text).strip().split("\n") if line.strip())


def words(most: int = 40) -> st.SearchStrategy[str]:
    letters = st.one_of(st.sampled_from(TRICKY), st.characters(codec="utf-8"))
    known = st.sampled_from(
        ["[html] <b>", "//x", "::a::", "a -> b", "%50%", "=1+1", "$CATEGORY: x", "-5", "&amp;", "####"]
    )
    return st.one_of(st.text(letters, max_size=most), known).map(tidy)


def filled(most: int = 40) -> st.SearchStrategy[str]:
    return words(most).filter(bool)


WEIGHTS = st.one_of(st.sampled_from([0.0, 100.0, 50.0, -50.0, 33.33333]), st.integers(-100, 100).map(float))


@st.composite
def options(draw: st.DrawFn, *, weighed: bool = True, least: int = 2) -> tuple[Option, ...]:
    texts = draw(st.lists(filled(), min_size=least, max_size=6, unique=True))
    return tuple(Option(text, draw(WEIGHTS) if weighed else 0.0, draw(words()) if weighed else "") for text in texts)


@st.composite
def numbers(draw: st.DrawFn, *, ranges: bool = True) -> tuple[Option, ...]:
    spec = st.one_of(
        st.integers(-10_000, 10_000).map(str),
        st.tuples(st.integers(-99, 99), st.integers(1, 99)).map(lambda pair: f"{pair[0]}.5:0.{pair[1]:02}1"),
        *(
            [st.tuples(st.integers(-99, 0), st.integers(1, 99)).map(lambda pair: f"{pair[0]}..{pair[1]}")]
            if ranges
            else []
        ),
    )
    found = [Option(draw(spec), 100.0, draw(words()))]
    found += [Option(draw(spec), draw(WEIGHTS), draw(words())) for _ in range(draw(st.integers(0, 2)))]
    return (*found, Option(ANY, 0.0, draw(filled()))) if draw(st.booleans()) else tuple(found)


@st.composite
def answered(draw: st.DrawFn, kind: Kind, *, ranges: bool = True) -> tuple[Option, ...]:
    match kind:
        case Kind.SINGLE:
            found = draw(options())
            return (replace(found[0], weight=100.0), *found[1:])
        case Kind.MULTIPLE:
            found = draw(options())
            return tuple(replace(option, weight=min(option.weight, 99.0)) for option in found)
        case Kind.TRUEFALSE:
            return truth(draw(st.booleans()), feedback=(draw(words()), draw(words())))
        case Kind.NUMERIC:
            return draw(numbers(ranges=ranges))
        case Kind.ORDERING:
            return draw(options(weighed=False))
        case Kind.MATCHING:
            found = draw(options(weighed=False))
            pairs = tuple(replace(option, match=draw(filled())) for option in found)
            return (*pairs, Option("", match=draw(filled()))) if draw(st.booleans()) else pairs
    return tuple(replace(option, weight=abs(option.weight)) for option in draw(options(least=1)))


@st.composite
def questions(draw: st.DrawFn, *, ranges: bool = True) -> Question:
    """Any question that a chat can ask, with all that a question may have."""
    kind = draw(st.sampled_from(Kind))
    found = Question(
        kind,
        draw(filled(80)),
        draw(answered(kind, ranges=ranges)),
        title=draw(words()),
        explanation=draw(words(200)),
        category=draw(words(20).filter(lambda text: "$" not in text)),
        level=draw(st.none() | st.sampled_from(Level)),
        points=draw(st.none() | st.sampled_from([0, 500, 2000])),
        seconds=draw(st.none() | st.integers(5, 600)),
    )
    return with_tags(found, draw(flat()), draw(flat()), draw(st.booleans()))


def flat() -> st.SearchStrategy[str]:
    return words(20).map(lambda text: " ".join(text.split()))


def with_tags(question: Question, topic: str, source: str, pictured: bool) -> Question:
    picture = "https://contoh.id/a(1).png?x=[2]&y" if pictured else ""
    return replace(question, topic=topic, source=source, picture=picture)


def askable(question: Question) -> bool:
    return not list(problems(question))


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


@st.composite
def plain(draw: st.DrawFn) -> Question:
    """A question as tables and typed lines hold it: which options are right, but no weights of their own."""
    kind = draw(st.sampled_from(Kind))
    texts = tuple(
        draw(st.lists(filled(), min_size=2, max_size=6, unique_by=lambda text: " ".join(text.split()).casefold()))
    )
    match kind:
        case Kind.SINGLE:
            found = one_of(texts, draw(st.integers(0, len(texts) - 1)))
        case Kind.MULTIPLE:
            found = several(texts, frozenset(draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))))
        case Kind.TRUEFALSE:
            found = truth(draw(st.booleans()))
        case Kind.TYPED:
            found = tuple(Option(text, 100.0) for text in texts)
        case Kind.NUMERIC:
            found = tuple(Option(option.text, 100.0) for option in draw(numbers()) if option.text != ANY)
        case _:
            found = tuple(Option(text) for text in texts)
    if kind is Kind.MATCHING:
        lefts = [text.replace("->", "").strip() or "x" for text in texts]
        found = tuple(Option(f"{number}{left}", match=draw(filled())) for number, left in enumerate(lefts))
    return Question(
        kind,
        draw(filled(80)),
        found,
        explanation=draw(words(200)),
        level=draw(st.none() | st.sampled_from(Level)),
        topic=draw(words(20)),
        points=draw(st.none() | st.integers(0, 10_000)),
        seconds=draw(st.none() | st.integers(5, 600)),
        title=draw(words(20)),
        source=draw(words(20)),
    )


def why(read: Read) -> list[tuple[int, str]]:
    """What is wrong, by line."""
    return [(problem.line, problem.why) for problem in read.problems]
