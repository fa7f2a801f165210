"""Events, actions and facts survive their way through the database."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import abilities, actions, codec, events, facts
from bot.chat.actions import Choice, Send, Tell, Work
from bot.chat.events import Account, Chat, Message
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Span, Style, Text
from tests.cast import BUDI, GROUP, NOW

MODULES = (events, actions, facts, abilities)
CLASSES = sorted(
    {
        item
        for module in MODULES
        for item in vars(module).values()
        if isinstance(item, type) and dataclasses.is_dataclass(item)
    },
    key=lambda each: each.__name__,
)

characters = st.text(st.characters(exclude_categories=()), max_size=12)  # half surrogate pairs, too
texts = st.builds(lambda words: Text(words, (Span(0, 3, Style.BOLD), Span(1, 4, Style.LINK, "https://x"))), characters)
moments = st.integers(0, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
following = st.sampled_from(((), (Send(GROUP, "a"),), (Tell(BUDI, "b", otherwise=(Send(GROUP, "c"),)), Work("d"))))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | characters | st.sampled_from(Role),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(characters, inner, max_size=3),
    max_leaves=5,
)
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: characters,
    int: st.integers(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=12),
    Text: texts,
    datetime: moments,
    Any: plain,
    type(None): st.none(),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type, as they are after a round trip: sequences are tuples."""
    origin, inside = get_origin(kind), get_args(kind)
    if kind in BY_TYPE:
        return BY_TYPE[kind]
    if origin in (Union, UnionType):
        return st.one_of([values(each) for each in inside])
    if origin is dict:
        return st.dictionaries(characters, values(inside[1]), max_size=2)
    if origin is frozenset:
        return st.frozensets(characters, max_size=1)  # two have no order, which `exact` would see
    if origin is not None:
        return tuples(inside)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return built(kind)
    return st.sampled_from(list(kind))


def tuples(inside: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Sequences: of one kind, or a pair."""
    if len(inside) == 2 and inside[1] is not ...:
        return st.tuples(*(values(each) for each in inside))
    if inside[0] == actions.AnyAction:
        return following
    return st.lists(values(inside[0]), max_size=2).map(tuple)


def built(kind: type) -> st.SearchStrategy[Any]:
    """Instances of a class of ours with any values in their fields."""
    hints = get_type_hints(kind, {**vars(actions), **vars(events)})
    names = [field.name for field in dataclasses.fields(kind)]
    return st.builds(kind, **{name: values(hints[name]) for name in names})


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_value_comes_back_as_it_was(kind: type) -> None:
    @settings(max_examples=15, deadline=None)
    @given(built(kind))
    def comes_back(value: Any) -> None:
        text = codec.dump(value)
        assert exact(codec.load(text)) == exact(value)
        text.encode("utf-8")

    comes_back()


def exact(value: Any) -> str:
    """Every field with its type: names and titles do not count when values are compared."""
    return repr(value)


def test_fields_at_their_defaults_are_left_out() -> None:
    assert json.loads(codec.dump(Message("k", NOW))) == {"$": "Message", "key": "k", "at": {"$at": NOW.isoformat()}}


def test_what_is_known_by_our_ids_stands_there_by_our_ids_only() -> None:
    told = Tell(BUDI, "halo", choices=(Choice("Ya", "r", who=BUDI),), otherwise=(Send(GROUP, "halo"),))
    text = codec.dump(told, bare=True)
    for platforms in (GROUP.address, GROUP.title, BUDI.name, f'"{BUDI.address}"'):
        assert platforms not in text
    known: dict[tuple[type, int], Any] = {(Chat, GROUP.id): GROUP, (Account, BUDI.id): BUDI}
    assert codec.load(text, lambda kind, number: known[kind, number]) == told


def test_what_has_no_id_of_ours_yet_stands_there_in_full() -> None:
    stranger = dataclasses.replace(BUDI, id=0)
    fact = RoleOf(dataclasses.replace(GROUP, id=0), stranger)
    assert exact(codec.load(codec.dump(fact, bare=True))) == exact(fact)


def test_a_table_that_looks_like_our_own_notation_is_a_table_all_the_same() -> None:
    tricky = {"$": "Message", "$id": ("Chat", 1), "$enum": "Role", "value": 3, "$text": {"t": "x"}, "$at": "x"}
    assert codec.load(codec.dump(tricky)) == tricky


def test_lists_come_back_as_tuples() -> None:
    assert codec.load(codec.dump([1, [2, 3]])) == (1, (2, 3))


def test_a_value_that_has_no_place_in_json_is_refused() -> None:
    with pytest.raises(TypeError):
        codec.dump({"when": timedelta(days=1)})


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(KeyError):
        codec.load('{"$":"Renamed"}')
