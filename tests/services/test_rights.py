"""The bot names a right that it lacks before it promises anything."""

from dataclasses import replace

import pytest

from bot import errors
from bot.context import Context
from bot.services import rights


def with_rights(ctx: Context, *names: str) -> Context:
    ctx.group = replace(ctx.group, rights=frozenset(names))
    return ctx


def test_a_right_that_is_missing_is_named(ctx: Context) -> None:
    with pytest.raises(errors.Refused) as refused:
        rights.check("restrict_members", with_rights(ctx, "delete_messages"))
    assert "batasi anggota" in ctx.say(refused.value.key, **refused.value.values)


def test_what_is_there_or_unknown_is_no_hindrance(ctx: Context) -> None:
    rights.check("restrict_members", ctx)
    rights.check("delete_messages", with_rights(ctx, "delete_messages"))


def test_a_refusal_by_the_platform_names_the_likely_reason(ctx: Context) -> None:
    assert '"sematkan pesan"' in rights.refused("pin_messages", ctx).text
