"""A flag as moderators see it: one card, the same in every place where it hangs."""

from collections.abc import Mapping

from sqlmodel import col, select

from bot.chat.actions import AnyAction, Choice, Delete, Edit, Tell
from bot.chat.events import Account, Chat
from bot.chat.facts import Role
from bot.chat.text import Mention, Span, Style, Text
from bot.context import Context
from bot.domain.moments import say_moment
from bot.models import Claim, Decision, Flag, Identity
from bot.services import alerts, decisions, people, places, points, reports, warnings

MONTH = 24.0 * 30
SHOWN = 500  # characters of the quotation
REASONS = 5
BEFORE = 3
IN_A_ROW = 3

BUTTONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "rule": ("flags.act", ("delete", "warn", "mute", "ban", "fine")),
    "report": ("flags.act", ("delete", "warn", "mute", "ban", "fine")),
    "claim": ("claims.judge", ("true", "misleading", "unknown")),
    "appeal": ("appeals.judge", ("undo", "keep")),
    "call": ("flags.act", ("seen",)),
    "conflict": ("flags.act", ("seen",)),
    "drift": ("topics.judge", ("invite", "let")),
}
"""What may be done about each kind of card: the route, and its words."""

EXPLAINED = ("rule", "report", "appeal")


def key(flag: Flag) -> str:
    """The name of its message."""
    return f"flag.{flag.id}"


def post(flag: Flag, ctx: Context, note: str = "") -> list[AnyAction]:
    """A new card: in the moderators' chat, else to everybody who runs the group and can be written to."""
    ctx = places.in_group(ctx)
    text, choices = words(flag, ctx, note), _choices(flag, ctx)
    return alerts.post(text, key(flag), choices, ctx)


def hand(flag: Flag, who: Account, ctx: Context) -> list[AnyAction]:
    """A card to one moderator who asked for it."""
    ctx = places.in_group(ctx)
    return [Tell(who, words(flag, ctx), key=key(flag), choices=_choices(flag, ctx))]


def update(flag: Flag, ctx: Context, note: str = "") -> list[AnyAction]:
    """Every copy of the card as it is now."""
    ctx = places.in_group(ctx)
    text, choices = words(flag, ctx, note), _choices(flag, ctx)
    return [Edit(chat, text, key=key(flag), choices=choices) for chat in _copies(flag, ctx)]


def failed(flag: Flag, ctx: Context) -> list[AnyAction]:
    """Every copy once the platform refused: it may be tried again, in place of the decision that did not happen."""
    ctx = places.in_group(ctx)
    text = words(flag, ctx, "failed", open_=True)
    choices = _offered(flag, ctx, instead_of=flag.decision_id)
    return [Edit(chat, text, key=key(flag), choices=choices) for chat in _copies(flag, ctx)]


def again(flag: Flag, ctx: Context) -> list[AnyAction]:
    """The card once more, at the bottom of the screen, because nobody has dealt with it."""
    gone = [Delete(chat, key=key(flag)) for chat in _copies(flag, ctx)]
    return [*gone, *post(flag, ctx, "waiting")]


def _copies(flag: Flag, ctx: Context) -> list[Chat]:
    """The chats in which the card hangs."""
    return alerts.copies(key(flag), ctx)


# What it says -------------------------------------------------------------------------------------------------


def words(flag: Flag, ctx: Context, note: str = "", *, open_: bool = False) -> Text:
    """Who, where, what was said, what was found, what was before, and who dealt with it."""
    who = ctx.session.get(Identity, flag.identity_id) if flag.identity_id else None
    name: object = Mention(who.name, who.id or 0) if who else ctx.say("cards.somebody")
    lines: list[str] = [ctx.say(f"cards.title.{flag.kind}", group=ctx.group.chat.title, name=name)]
    lines += [_quotation(flag.quote)] if flag.quote else []
    lines += [ctx.say("cards.finding", why=why) for why in reasons(flag, ctx)]
    lines += _reports(flag, ctx)
    if who is not None:
        lines.append(history(people.account(ctx.session, who.id or 0), ctx))
    lines += [ctx.say(f"cards.{note}")] if note else []
    lines += [] if open_ else _handled(flag, ctx)
    return Text("\n").join(lines)


def _quotation(quote: str) -> Text:
    shown = quote if len(quote) <= SHOWN else quote[:SHOWN] + "…"
    return Text(shown, [Span(0, len(shown), Style.QUOTE)])


def reasons(flag: Flag, ctx: Context) -> list[Text]:
    """Every finding in words, likelihoods with their score, and what watch mode held back."""
    said = []
    for found in flag.findings:
        why = ctx.say(found["why"], **found["values"])
        score, threshold = found["score"], found["threshold"]
        if threshold not in (0.0, 1.0):
            why = ctx.say("decisions.scored", why=why, score=f"{score:.2f}", threshold=f"{threshold:.2f}")
        said += [why, *([ctx.say(f"cards.would.{found['would']}")] if found.get("would") else [])]
    decision = ctx.session.get(Decision, flag.decision_id) if flag.kind == "appeal" and flag.decision_id else None
    return [*said, decisions.explain(decision, ctx)] if decision is not None else said


def _reports(flag: Flag, ctx: Context) -> list[Text]:
    found = reports.of(flag, ctx)
    if flag.kind not in ("rule", "report") or not found:
        return []
    sure = round(reports.confidence(flag, ctx) * 100)
    told = [ctx.say("cards.finding", why=row.reason) for row in found if row.reason][:REASONS]
    return [ctx.say("cards.reported", count=len(found), sure=sure), *told]


def history(who: Account, ctx: Context) -> Text:
    """What is noted of somebody: running warnings, points, the last decisions."""
    member = ctx.member(ctx.group.chat, who)
    worth = points.of(member, ctx.settings(points.Points)) if member is not None else 0
    before = [ctx.say(f"cards.past.{row.action}", date=_day(row, ctx)) for row in _decisions(who, ctx)]
    last = Text(", ").join(before) if before else ctx.say("cards.nothing")
    return ctx.say("cards.history", warnings=warnings.running(who, ctx), points=worth, before=last)


def last_decision(who: Account, ctx: Context) -> Decision | None:
    """The newest decision about somebody that still stands."""
    return next(iter(_decisions(who, ctx)), None)


def _day(row: Decision, ctx: Context) -> str:
    return f"{row.at.astimezone(ctx.group.zone):%d/%m}"


def _decisions(who: Account, ctx: Context) -> list[Decision]:
    where = (Decision.group_id == ctx.group.chat.id, Decision.identity_id == who.id, col(Decision.undone_at).is_(None))
    return list(ctx.session.exec(select(Decision).where(*where).order_by(col(Decision.id).desc()).limit(BEFORE)).all())


def _handled(flag: Flag, ctx: Context) -> list[Text]:
    by = ctx.session.get(Identity, flag.handled_by) if flag.handled_by else None
    name = by.name if by else "?"
    if flag.state == "open":
        return [ctx.say("cards.reopened", by=name)] if by else []
    when = say_moment(flag.handled_at or ctx.now, ctx.now, ctx.group.zone, ctx.language)
    return [ctx.say("cards.handled", by=name, when=when, act=_outcome(flag, ctx))]


def _outcome(flag: Flag, ctx: Context) -> Text:
    """What came of it, in a few words."""
    if flag.kind == "claim":
        where = (Claim.group_id == flag.group_id, Claim.message_id == flag.message_id)
        claim = ctx.session.exec(select(Claim).where(*where).order_by(col(Claim.id).desc())).first()
        return ctx.say(f"cards.act.{claim.verdict}" if claim and claim.verdict else "cards.act.seen")
    if flag.kind == "drift":
        return ctx.say("cards.act.drift")
    decision = ctx.session.get(Decision, flag.decision_id) if flag.decision_id else None
    if flag.kind == "appeal":
        return ctx.say("cards.act.undo" if decision is None or decision.undone_at else "cards.act.keep")
    if decision is None:
        return ctx.say("cards.act.fine" if flag.kind in ("rule", "report") else "cards.act.seen")
    if decision.undone_at is not None:
        return ctx.say("cards.act.undo")
    return ctx.say(f"cards.act.{decision.action}", until=decisions.end(decision, ctx))


# What may be done ---------------------------------------------------------------------------------------------


def _choices(flag: Flag, ctx: Context) -> tuple[Choice, ...]:
    if flag.state == "open":
        return _offered(flag, ctx)
    undoable = flag.kind in ("rule", "report") and not _is_undone(flag, ctx)
    return tuple(_button(verb, f"flags.{verb}", (flag.id,), ctx) for verb in ("undo", "why") if undoable)


def _is_undone(flag: Flag, ctx: Context) -> bool:
    decision = ctx.session.get(Decision, flag.decision_id) if flag.decision_id else None
    return decision is not None and decision.undone_at is not None


def _offered(flag: Flag, ctx: Context, instead_of: int | None = None) -> tuple[Choice, ...]:
    route, verbs = BUTTONS[flag.kind]
    if not flag.message_id:
        verbs = tuple(verb for verb in verbs if verb != "delete")
    again_ = (instead_of,) if instead_of else ()
    acts = [_button(verb, route, (flag.id, verb, *again_), ctx, at // IN_A_ROW) for at, verb in enumerate(verbs)]
    why = [_button("why", "flags.why", (flag.id,), ctx, len(verbs) // IN_A_ROW)] if flag.kind in EXPLAINED else []
    return (*acts, *why)


def _button(verb: str, route: str, args: tuple[object, ...], ctx: Context, row: int = 0) -> Choice:
    label = str(ctx.say(f"cards.button.{verb}"))
    return Choice(label, route, args, role=Role.MODERATOR, once=verb != "why", hours=MONTH, row=row)
