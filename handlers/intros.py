"""People introduce themselves: four taps and a sentence, each of which may be skipped."""

from dataclasses import replace
from datetime import timedelta

from bot import errors
from bot.chat.actions import Actions, Answer, AnyAction, Choice, Edit, Send, Tell
from bot.chat.events import Account, Chose, Command, Message
from bot.chat.text import Span, Style, Text, plain
from bot.context import Context
from bot.models import Profile
from bot.routing import Router
from bot.services import conversations, levels, places, profiles, reachability
from moderation.judging import look

router = Router("intros")

KEY = "intros"
QUESTIONS = ("sells", "learns", "level", "interests")
CHOICES = {
    "sells": profiles.SELLS,
    "learns": profiles.TOPICS,
    "level": levels.LEVELS,
    "interests": profiles.TOPICS,
}
LABELS = {"sells": "profiles.sells", "learns": "profiles.topic", "level": "levels", "interests": "profiles.topic"}
LONGEST = 300  # characters of the sentence
WORDS_OF = frozenset({"links", "words", "mentions", "phones", "scams"})
"""The rules that look at what is said: Pamong posts nothing for anybody that they would find."""

DAY = timedelta(hours=24)
MONTH = 24.0 * 30


def intro_button(ctx: Context) -> Choice:
    """The button under a welcome: whoever presses it is asked, in private."""
    return Choice(str(ctx.say("intros.button.begin")), "intros.begin", once=False, hours=MONTH, row=1)


@router.command("intro", "kenalan")
def intro(event: Command, ctx: Context) -> Actions:
    """Begins, in private where possible."""
    who = _member(event.who, ctx)
    if ctx.place.is_private:
        return [_question(0, who, ctx)]
    return [_told(who, ctx, otherwise=[ctx.reply(reachability.how(ctx))])]


@router.chose("intros.begin")
def begin(event: Chose, ctx: Context) -> Actions:
    """The same by the button in the group; somebody who cannot be written to learns how."""
    who = _member(event.who, ctx)
    if ctx.place.is_private:
        return [_question(0, who, ctx)]
    if not reachability.is_reachable(who, ctx):
        how = reachability.how(ctx)
        return [Answer(ctx.place.chat, event.press, str(how), loud=True)] if event.press else [ctx.reply(how)]
    said = ctx.say("intros.coming")
    note = [Answer(ctx.place.chat, event.press, str(said))] if event.press else []
    return [_told(who, ctx), *note]


def _told(who: Account, ctx: Context, otherwise: Actions = ()) -> Tell:
    first = _question(0, who, places.in_group(ctx))
    return Tell(who, first.text, key=KEY, choices=first.choices, otherwise=otherwise)


def _member(who: Account | None, ctx: Context) -> Account:
    member = ctx.member(ctx.group.chat, who) if who is not None else None
    if who is None or member is None or not member.present:
        raise errors.Refused("intros.members_only")
    return who


# Four taps -------------------------------------------------------------------------------------------------------


def _question(at: int, who: Account, ctx: Context) -> Send:
    """One question with its choices; skipping is one of them."""
    name = QUESTIONS[at]
    words = {"group": ctx.group.chat.title, "name": who.name, "step": at + 1}
    text = ctx.say_to(who, f"intros.question.{name}", **words)
    labels = [(choice, ctx.say_to(who, f"{LABELS[name]}.{choice}")) for choice in CHOICES[name]]
    choices = [
        Choice(str(label), "intros.pick", (at, choice), who=who, row=number // 2)
        for number, (choice, label) in enumerate(labels)
    ]
    skip = Choice(str(ctx.say_to(who, "intros.button.skip")), "intros.pick", (at, ""), who=who, row=2)
    return Send(ctx.place.chat, text, key=KEY, choices=(*choices, skip))


@router.chose("intros.pick")
def pick(event: Chose, ctx: Context) -> Actions:
    """Keeps an answer, and asks the next question."""
    assert event.who is not None
    at, choice = int(event.args[0]), str(event.args[1])
    if choice:
        _keep(QUESTIONS[at], choice, event.who, ctx)
    if at + 1 < len(QUESTIONS):
        return [_turned(_question(at + 1, event.who, ctx), ctx)]
    conversations.begin("intros.sentence", {"group": ctx.group.chat.id}, ctx, lasts=DAY)
    skip = Choice(str(ctx.say("intros.button.skip")), "intros.no_sentence", who=event.who)
    return [_turned(Send(ctx.place.chat, ctx.say("intros.question.sentence"), key=KEY, choices=(skip,)), ctx)]


def _turned(send: Send, ctx: Context) -> AnyAction:
    """One message that turns its pages; where people answer by number, each question comes below their answer."""
    return Edit(send.to, send.text, key=KEY, choices=send.choices) if ctx.abilities.buttons else send


def _keep(question: str, choice: str, who: Account, ctx: Context) -> None:
    row = profiles.profile(who.id, ctx)
    if question == "interests":
        row.interests = list(dict.fromkeys([*row.interests, choice]))[-profiles.MOST :]
    else:
        setattr(row, question, choice)
    ctx.session.add(row)
    ctx.session.flush()


# A sentence ------------------------------------------------------------------------------------------------------


@router.step("intros.sentence")
def sentence(event: Message, ctx: Context) -> Actions:
    """The person's own words; what the group's rules would remove is not posted for them."""
    assert event.who is not None
    said = " ".join(plain(event.text).split())
    ctx = places.about(int(conversations.finish(ctx)["group"]), ctx)
    if not said or len(said) > LONGEST:
        raise errors.Refused("intros.too_long", most=LONGEST)
    return _preview(said, ctx)


@router.chose("intros.no_sentence")
def no_sentence(event: Chose, ctx: Context) -> Actions:
    """Choices alone will do."""
    conversations.finish(ctx)
    return _preview("", ctx)


def _preview(said: str, ctx: Context) -> Actions:
    """How it would look; it is posted when the person agrees."""
    who = _member(ctx.event.who, ctx)
    card = _card(who, said, ctx)
    if card is None:
        return [ctx.reply(ctx.say("intros.nothing"))]
    if _is_against_rules(card, who, ctx):
        raise errors.Refused("intros.against_rules")
    post = Choice(str(ctx.say("intros.button.post")), "intros.post", (said,), who=who, hours=1)
    keep = Choice(str(ctx.say("intros.button.keep")), "intros.kept", who=who, hours=1)
    text = ctx.say("intros.preview", card=card, group=ctx.group.chat.title)
    return [Send(ctx.place.chat, text, key=KEY, choices=(post, keep))]


def _is_against_rules(card: Text, who: Account, ctx: Context) -> bool:
    """Whether the group's rules would find something in it, if the person posted it as a newcomer."""
    said = Message(ctx.event.key, ctx.now, ctx.group.chat, who, text=Text(plain(card)))
    found = look(said, replace(ctx, place=ctx.group, event=said, memory={}, joined_at=ctx.now))
    return any(finding.rule in WORDS_OF for finding in found)


def _card(who: Account, said: str, ctx: Context) -> Text | None:
    """The introduction; None when everything was skipped."""
    lines = [*_facts(profiles.find(who.id, ctx), ctx)]
    lines += [Text(f"“{said}”")] if said else []
    name = Text(who.name, [Span(0, len(who.name), Style.MENTION, str(who.id))])
    return Text("\n").join([ctx.say("intros.title", name=name), *lines]) if lines else None


def _facts(row: Profile | None, ctx: Context) -> list[Text]:
    if row is None:
        return []
    said = {
        "sells": ctx.say(f"profiles.sells.{row.sells}") if row.sells else "",
        "learns": profiles.say_topic(row.learns, ctx),
        "level": ctx.say(f"levels.{row.level}") if row.level else "",
        "interests": ", ".join(profiles.say_topic(word, ctx) for word in row.interests),
    }
    return [ctx.say(f"intros.line.{name}", what=what) for name, what in said.items() if what]


@router.chose("intros.post")
def post(event: Chose, ctx: Context) -> Actions:
    """The group reads it, in its own language."""
    who = _member(event.who, ctx)
    card = _card(who, str(event.args[0]), places.in_group(ctx))
    if card is None:
        return [ctx.reply(ctx.say("intros.nothing"))]
    done = Edit(ctx.place.chat, ctx.say("intros.posted", group=ctx.group.chat.title), key=KEY)
    return [Send(ctx.group.chat, card), done]


@router.chose("intros.kept")
def kept(event: Chose, ctx: Context) -> Actions:
    """It stays between the person and Pamong."""
    return [Edit(ctx.place.chat, ctx.say("intros.kept"), key=KEY)]
