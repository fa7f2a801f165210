"""Being there: the code, questions meanwhile, how it was, what came of it, and a certificate."""

import re
from dataclasses import replace

from bot import errors
from bot.chat.actions import Actions, AnyAction, Choice, Delete, React, Tell, Work
from bot.chat.events import Account, Chose, Command, Edited, Message, Worked
from bot.chat.facts import Role, RoleOf
from bot.chat.text import Text, plain
from bot.context import Context
from bot.domain.dates import say_start
from bot.models import Meeting, Occurrence
from bot.routing import Router
from bot.services import people, places, reachability, transfers
from bot.services.meetings import attendance, certificates, feedback, occurrences
from handlers.rsvps import told

router = Router("attendance")

ASKING = re.compile(r"#(?P<kind>tanya|ask|tautan|link)\b[\s:]*(?P<text>.*)", re.IGNORECASE | re.DOTALL)
KINDS = {"tanya": "question", "ask": "question", "tautan": "link", "link": "link"}
CODE = re.compile(r"[A-Za-z0-9]{4,8}")
FORMATS = {"pdf": "pdf", "png": "png", "gambar": "png", "picture": "png"}
DAYS = 24.0 * 7


@router.command("attend", "hadir", "absen")
def attend(event: Command, ctx: Context) -> Actions:
    """A code says that one is there; organisers see the code, the list, and may count heads."""
    assert event.who is not None
    word, *rest = event.args.split() or [""]
    match word.lower():
        case "":
            return _shown(event, ctx)
        case "list" | "daftar":
            return _listed(event, " ".join(rest), ctx)
        case "count" | "jumlah":
            return _counted(event, rest, ctx)
    if rest or not CODE.fullmatch(word):
        raise errors.Misused
    return [*_tidy(event, ctx), *_attended(event, word, ctx)]


def _tidy(event: Message, ctx: Context) -> list[AnyAction]:
    """A code does not stay on the group's screen for those who are not there."""
    return [] if ctx.place.is_private else [Delete(ctx.place.chat, message=event.message)]


def _attended(event: Command, word: str, ctx: Context) -> list[AnyAction]:
    assert event.who is not None
    try:
        _, meeting = attendance.attend(word, event.who, ctx)
    except attendance.WrongCode as wrong:
        left = attendance.note_wrong(wrong.found, event.who, ctx)
        return _privately(event.who, ctx.say("attendance.wrong", count=left), ctx)
    return _privately(event.who, ctx.say("attendance.noted", title=meeting.title), ctx)


def _privately(who: Account, text: Text, ctx: Context) -> list[AnyAction]:
    here = replace(ctx.reply(text, vanish=20), reply_to="")
    return [here] if ctx.place.is_private else [Tell(who, text, otherwise=[here])]


def _leads(event: Command, ctx: Context) -> None:
    assert event.who is not None
    if ctx.know(RoleOf(ctx.group.chat, event.who)) < Role.MODERATOR:
        raise errors.Refused("roles.only_moderator")


def _shown(event: Command, ctx: Context) -> Actions:
    """Whoever runs the group is told the code in private; everybody else how it is used."""
    assert event.who is not None
    found = attendance.open_(ctx)
    if not found or ctx.know(RoleOf(ctx.group.chat, event.who)) < Role.MODERATOR:
        raise errors.Misused
    text = Text("\n").join([code_words(row, meeting, ctx) for row, meeting in found])
    refusal = ctx.reply(reachability.how(ctx))
    return [ctx.reply(text)] if ctx.place.is_private else [Tell(event.who, text, otherwise=[refusal])]


def code_words(found: Occurrence, meeting: Meeting, ctx: Context) -> Text:
    """The code as it is shown in the meeting."""
    return ctx.say("attendance.code", title=meeting.title, code=attendance.code(found, ctx))


def _named(title: str, ctx: Context) -> tuple[Occurrence, Meeting]:
    """The meeting with this title that was last; without a title the last one."""
    wanted = " ".join(title.lower().split())
    for row, meeting in occurrences.past(ctx):
        if wanted in meeting.title.lower():
            return row, meeting
    raise errors.Refused("attendance.none_yet")


def _listed(event: Command, title: str, ctx: Context) -> Actions:
    """Those who were there, as a file to the organiser alone."""
    _leads(event, ctx)
    assert event.who is not None
    found, meeting = _named(title, ctx)
    count = len(attendance.present(found, ctx))
    file = transfers.keep("hadir.csv", attendance.listed(found, meeting, ctx), ctx)
    text = ctx.say("attendance.listed", title=meeting.title, count=count, heads=max(found.head_count, count))
    mean, ratings = feedback.rating(found, ctx)
    if ratings:
        text = Text("\n").join([text, ctx.say("attendance.rating", mean=f"{mean:.1f}", count=ratings)])
    refusal = ctx.reply(reachability.how(ctx))
    return [Tell(event.who, text, document=file, filename="hadir.csv", otherwise=[refusal])]


def _counted(event: Command, words: list[str], ctx: Context) -> Actions:
    """Heads that an organiser counted, where not everybody has a telephone at hand."""
    _leads(event, ctx)
    if not words or not words[0].isdecimal() or len(words[0]) > 5:
        raise errors.Misused
    found, meeting = _named(" ".join(words[1:]), ctx)
    found.head_count = int(words[0])
    ctx.session.add(found)
    ctx.session.flush()
    return [ctx.reply(ctx.say("attendance.counted", title=meeting.title, count=found.head_count))]


def asks(event: Message) -> bool:
    """Whether a message in a group leaves a question or a link for the meeting."""
    return event.text[:1] == "#" and ASKING.match(event.text) is not None


@router.on(Message, when=asks)
def ask(event: Message, ctx: Context) -> Actions | None:
    """Collects it while a meeting runs; otherwise `#tanya` is a word like any other."""
    running = attendance.open_(ctx)
    said = ASKING.match(plain(event.text))
    if not running or said is None or event.who is None or isinstance(event, Edited) or ctx.place.is_private:
        return None
    if not said["text"].strip():
        return [ctx.reply(ctx.say("attendance.ask_how"))]
    if not feedback.note(running[0][0], event.who, said["text"].strip(), KINDS[said["kind"].lower()], ctx):
        return [ctx.reply(ctx.say("attendance.ask_full"))]
    if not ctx.abilities.reactions:
        return [ctx.reply(ctx.say("attendance.asked"), vanish=20)]
    return [React(ctx.place.chat, event.message, "👌")]


@router.chose("attendance.rate")
def rate(event: Chose, ctx: Context) -> Actions:
    """One to five stars; whoever was there is offered a certificate."""
    assert event.who is not None
    found, _ = occurrences.find(int(event.args[0]), ctx)
    feedback.rate(found, event.who, int(event.args[1]), ctx)
    thanks = told(event, ctx.say("attendance.rated"), ctx)
    if event.who.id not in attendance.present(found, ctx):
        return [thanks]
    label = str(ctx.say("attendance.button.certificate"))
    button = Choice(label, "attendance.certificate", (found.id,), who=event.who, once=False, hours=DAYS)
    return [thanks, Tell(event.who, ctx.say("attendance.thanks"), choices=(button,))]


@router.chose("attendance.certificate")
def certificate(event: Chose, ctx: Context) -> Actions:
    """The certificate of one meeting."""
    assert event.who is not None
    found, meeting = occurrences.find(int(event.args[0]), ctx)
    return [told(event, ctx.say("attendance.drawing"), ctx), *_drawn(event.who, found, meeting, "pdf", ctx)]


@router.command("certificate", "sertifikat")
def ask_certificate(event: Command, ctx: Context) -> Actions:
    """The certificate of the last meeting one was at, or of the one with this title; `png` for a picture."""
    assert event.who is not None
    words = event.args.lower().split()
    kind = next((FORMATS[word] for word in words if word in FORMATS), "pdf")
    wanted = " ".join(word for word in words if word not in FORMATS)
    mine = [(row, meeting) for row, meeting in attendance.attended(event.who, ctx) if wanted in meeting.title.lower()]
    if not mine:
        raise errors.Refused("attendance.no_certificate")
    return [ctx.reply(ctx.say("attendance.drawing"), vanish=20), *_drawn(event.who, *mine[0], kind, ctx)]


def _drawn(who: Account, found: Occurrence, meeting: Meeting, kind: str, ctx: Context) -> list[AnyAction]:
    if who.id not in attendance.present(found, ctx):
        raise errors.Refused("attendance.no_certificate")
    say = places.in_group(ctx).say
    host = people.account(ctx.session, found.host_id).name if found.host_id else ""
    when = say_start(occurrences.local(found, meeting), ctx.group.language)
    lines = {
        "headline": say("attendance.certificate.headline"),
        "because": say("attendance.certificate.because"),
        "name": who.name,
        "attended": say(f"attendance.certificate.kind.{meeting.kind}"),
        "title": meeting.title,
        "when": when,
        "signed": say("attendance.certificate.signed", group=ctx.group.chat.title, host=host or "Pamong"),
    }
    filename = f"{say('attendance.certificate.file')}.{kind}"
    plain_lines = {key: str(line) for key, line in lines.items()}
    args = {"lines": plain_lines, "format": kind, "filename": filename, "who": who.id}
    return [Work(certificates.KIND, args)]


@router.worked(certificates.KIND)
def certified(event: Worked, ctx: Context) -> Actions:
    """The finished certificate goes to its owner."""
    who = people.account(ctx.session, int(event.args["who"]))
    if event.error:
        return [Tell(who, ctx.say_to(who, "attendance.not_drawn"))]
    text = ctx.say_to(who, "attendance.certified")
    return [Tell(who, text, document=event.blob, filename=event.filename, otherwise=[ctx.reply(reachability.how(ctx))])]


def replies(event: Message) -> bool:
    """Whether a private message answers one of ours."""
    return event.group is not None and event.group.kind == "private" and bool(event.reply_to)


@router.on(Message, when=replies)
def recap(event: Message, ctx: Context) -> Actions | None:
    """Whoever leads a meeting answers its summary: that is the recap."""
    number = feedback.answered(event.reply_to, ctx)
    text = plain(event.text).strip()
    if number is None or not text:
        return None
    found, meeting = occurrences.find(number, ctx)
    here = places.in_group(ctx)
    return [*feedback.recapped(found, meeting, text, here), ctx.reply(ctx.say("attendance.recap_sent"))]
