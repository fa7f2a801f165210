"""Claims get a source or a verdict, under the original message."""

from bot import errors
from bot.chat.actions import Actions, AnyAction, Delete, Edit, Send
from bot.chat.events import Account, Chose, Command
from bot.chat.facts import Role
from bot.chat.text import Mention, Text, plain
from bot.context import Context
from bot.models import Claim, Flag, Identity
from bot.routing import Router
from bot.services import cards, claims, flags, people, places, reports
from moderation.normalise import fold

router = Router("claims")


@router.command("verify", "cek")
def verify(event: Command, ctx: Context) -> Actions:
    """Marks the message replied to as unverified and asks for a source; a claim that was checked before says so."""
    assert event.who is not None
    if ctx.place.is_private:
        raise errors.Refused("claims.in_group")
    if not event.reply_to:
        raise errors.Misused
    gone = Delete(ctx.place.chat, message=event.message)
    claim = claims.about(event.reply_to, ctx)
    if claim is not None:
        return [gone, _again(claim, ctx)]
    signed = _signature(event, ctx)
    before = claims.earlier(signed, ctx)
    claim = claims.ask(event.reply_to, _author(event, ctx), signed, ctx)
    if before is not None:
        claims.decide(claim, before.verdict, before.source, ctx)
        return [gone, _note(claim, ctx)]
    return [gone, _note(claim, ctx), *_card(claim, event, ctx)]


def _signature(event: Command, ctx: Context) -> str:
    return claims.signature(fold(plain(event.reply_text)).words, ctx.installation.key)


def _author(event: Command, ctx: Context) -> Account | None:
    """Who is asked for a source: whoever wrote the claim."""
    if event.reply_who is None:
        return None
    row = people.meet(ctx.session, ctx.community, event.reply_who, ctx.now)
    return people.account(ctx.session, row.id or 0)


def _card(claim: Claim, event: Command, ctx: Context) -> list[AnyAction]:
    """Moderators see it; those who ask for many sources are asked for patience."""
    assert event.who is not None
    if reports.lately(event.who, ctx) >= reports.HOURLY:
        raise errors.Refused("reports.too_many", most=reports.HOURLY)
    author = people.account(ctx.session, claim.identity_id) if claim.identity_id else None
    quote = plain(event.reply_text)
    flag, card = flags.raise_flag(author, ctx, kind="claim", message=claim.message_id, quote=quote)
    reports.add(flag, event.who, event.args, ctx)
    return card


def _note(claim: Claim, ctx: Context) -> Send:
    """The note under the claim, which stays."""
    return Send(
        ctx.group.chat, _words(claim, ctx), key=claims.note(claim), reply_to=claim.message_id, thread=ctx.thread
    )


def _words(claim: Claim, ctx: Context) -> Text:
    if claim.verdict:
        source = ctx.say("claims.source", source=claim.source) if claim.source else ""
        return ctx.say(f"claims.verdict.{claim.verdict}", source=source)
    author = ctx.session.get(Identity, claim.identity_id) if claim.identity_id else None
    if author is None:
        return ctx.say("claims.unverified")
    return ctx.say("claims.unverified_of", name=Mention(author.name, author.id or 0))


def _again(claim: Claim, ctx: Context) -> Send:
    """Somebody asks about what is checked, or being checked, already."""
    return ctx.reply(_words(claim, ctx) if claim.verdict else ctx.say("claims.waiting"))


@router.command("verdict", "putusan", role=Role.MODERATOR)
def verdict(event: Command, ctx: Context) -> Actions:
    """Closes a claim under its message: in reply to it or to the note below it."""
    assert event.who is not None
    word, _, source = event.args.partition(" ")
    found = claims.verdict_of(word)
    if found is None or not event.reply_to:
        raise errors.Misused
    gone = Delete(ctx.place.chat, message=event.message)
    claim = claims.about(event.reply_to, ctx)
    if claim is None:
        claim = claims.ask(event.reply_to, _author(event, ctx), _signature(event, ctx), ctx)
        claims.decide(claim, found, source.strip(), ctx)
        return [gone, _note(claim, ctx)]
    return [gone, *_decided(claim, found, source.strip(), event.who, ctx)]


@router.chose("claims.judge")
def judge(event: Chose, ctx: Context) -> Actions:
    """The same by a button of the card."""
    assert event.who is not None
    flag = flags.find(int(event.args[0]), ctx)
    claim = claims.about(flag.message_id, ctx) if flag is not None else None
    if flag is None or claim is None:
        raise errors.Refused("flags.gone")
    if flag.state != "open":
        raise flags.dealt_with(flag, ctx)
    return _decided(claim, str(event.args[1]), "", event.who, ctx)


def _decided(claim: Claim, found: str, source: str, by: Account, ctx: Context) -> list[AnyAction]:
    """The note and the card say it; a verdict may be corrected later."""
    ctx = places.in_group(ctx)
    claims.decide(claim, found, source, ctx)
    noted = Edit(ctx.group.chat, _words(claim, ctx), key=claims.note(claim))
    flag: Flag | None = flags.about(claim.message_id, ctx, "claim")
    if flag is None:
        return [noted]
    if flag.state == "open":
        reports.judged(flag, ctx, right=True)
    flags.close(flag, by, ctx)
    return [noted, *cards.update(flag, ctx)]
