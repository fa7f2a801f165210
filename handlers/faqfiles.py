"""Frequent questions go in and out as files, handed over by the command line."""

from dataclasses import asdict

from bot import errors
from bot.chat.actions import Actions, Return
from bot.chat.events import Form
from bot.context import Context
from bot.domain.faq_file import Entry
from bot.routing import Router
from bot.services import faqfiles

router = Router("faqfiles")


@router.form("faq.import")
def take(event: Form, ctx: Context) -> Actions:
    """Stores entries, all of them or none."""
    entries = [Entry(**{**value, "aliases": tuple(value["aliases"])}) for value in event.values["entries"]]
    try:
        with ctx.session.begin_nested():
            counts = faqfiles.store(entries, ctx)
    except errors.Refused as refused:
        return [Return({"error": str(ctx.say(refused.key, **refused.values))})]
    return [Return(counts)]


@router.form("faq.export")
def give(event: Form, ctx: Context) -> Actions:
    """Every entry of the group's community."""
    return [Return({"entries": [asdict(entry) for entry in faqfiles.listed(ctx)]})]
