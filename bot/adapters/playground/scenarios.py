"""Scripted plays that show what the bot does: a list of data, one entry a scenario."""

from dataclasses import dataclass, field

from bot.adapters.playground.attending import Attends
from bot.adapters.playground.playing import Answers, Orders, Taps, Votes
from bot.adapters.playground.script import (
    Chooses,
    Clears,
    Crowds,
    Hears,
    Hurries,
    Joins,
    Looks,
    Passes,
    Presses,
    Says,
    Step,
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A script under a name; its title and what it shows are the texts `playground.scenario.<name>.title|about`."""

    name: str
    steps: tuple[Step, ...] = field(default=())


MUTE, BAN = 2, 3  # places of the buttons below a card
CROWD = ("Agus", "Bayu", "Cahya", "Eka", "Fitri", "Gita", "Hadi", "Intan", "Joko", "Kiki")
ON_DUTY: tuple[Step, ...] = (Looks("dewi", "private"), Says("dewi", "playground.script.duty", private=True))
"""A moderator writes to the bot first, which may write back from then on."""

FORTNIGHT = 24.0 * 15  # hours after which everybody who is silent was greeted, and may be again
DAY = 37  # hours after which a check-in of the next day has come, whatever the hour now
OPENS = "playground.script.duty"

PLAYERS = ("budi", "dewi", "ani", "citra")
NEXT_QUESTION = Passes(0.002)
"""The answer, and some seconds later the next question: everybody has answered."""

SCENARIOS = (
    Scenario("newcomer", (Looks("ani"), Joins("ani"), Presses("ani"), Says("ani", "playground.script.hello"))),
    Scenario(
        "rules",
        (
            Looks("citra"),
            Says("citra", "playground.script.set_rules"),
            Looks("budi"),
            Says("budi", "playground.script.rules"),
        ),
    ),
    Scenario("refusal", (Looks("budi"), Says("budi", "playground.script.budi_rules"), Looks("budi", "why"))),
    Scenario(
        "scam_link", (Looks("ani"), Joins("ani"), Says("ani", "playground.script.scam_link"), Looks("ani", "why"))
    ),
    Scenario(
        "gambling",
        (
            *ON_DUTY,
            Looks("ani"),
            Joins("ani"),
            Says("ani", "playground.script.gambling"),
            Looks("dewi", "private"),
            Presses("dewi", place=BAN, private=True),
            Presses("dewi", private=True, again=True),
        ),
    ),
    Scenario(
        "flood",
        (
            Looks("budi"),
            Hurries("budi", "playground.script.hurry"),
            Hurries("budi", "playground.script.hurry_more"),
            Looks("budi", "why"),
            Passes(0.5),
            Looks("budi"),
            Says("budi", "playground.script.calm_again"),
        ),
    ),
    Scenario(
        "raid",
        (
            *ON_DUTY,
            Looks("budi"),
            Crowds(CROWD, "playground.script.raid"),
            Looks("dewi", "private"),
            Presses("dewi", private=True),
            Hears("dewi", "raid.ended", private=True),
            Looks("budi"),
            Says("agus", "playground.script.invited"),
        ),
    ),
    Scenario(
        "report",
        (
            *ON_DUTY,
            Looks("budi"),
            Joins("ani"),
            Says("ani", "playground.script.rude"),
            Says("budi", "playground.script.report", about="ani"),
            Looks("dewi", "private"),
            Presses("dewi", place=MUTE, private=True),
            Presses("dewi", private=True, again=True),
        ),
    ),
    Scenario(
        "claim",
        (
            *ON_DUTY,
            Looks("budi"),
            Says("budi", "playground.script.claim"),
            Says("citra", "playground.script.verify", about="budi"),
            Looks("dewi", "private"),
            Looks("dewi"),
            Says("dewi", "playground.script.verdict", about="budi"),
            Joins("ani"),
            Says("ani", "playground.script.claim"),
            Says("citra", "playground.script.verify", about="ani"),
        ),
    ),
    Scenario(
        "participation",
        (
            *(Says(who, OPENS, private=True) for who in ("citra", "budi", "ani")),
            Looks("citra"),
            Joins("ani"),
            Says("citra", "playground.script.digest"),
            Says("budi", "playground.script.question"),
            Says("dewi", "playground.script.answer", about="budi"),
            Says("budi", "playground.script.suggest"),
            Looks("citra", "private"),
            Chooses("citra", "suggestions.make.planned"),
            Presses("citra", private=True, again=True),
            Looks("ani", "private"),
            Passes(FORTNIGHT),
            Presses("ani", private=True),
            Looks("citra"),
        ),
    ),
    Scenario(
        "faq",
        (
            *ON_DUTY,
            Clears("dewi", "playground.script.faq_clear", "faqeditor.button.delete"),
            Looks("budi"),
            Says("budi", "playground.script.faq_asked"),
            Looks("dewi", "private"),
            Chooses("dewi", "misses.button.answer"),
            Passes(0.02),
            Says("dewi", "playground.script.faq_answer", private=True),
            Looks("citra"),
            Passes(0.1),
            Says("citra", "playground.script.faq_other"),
            Looks("citra", "why"),
        ),
    ),
    Scenario(
        "buddy",
        (
            Looks("dewi"),
            *(Says(who, OPENS, private=True) for who in ("dewi", "budi", "ani")),
            *(Says(who, "playground.script.willing") for who in ("dewi", "budi")),
            Looks("ani"),
            Joins("ani"),
            Looks("ani", "private"),
            Says("ani", "playground.script.intro", private=True),
            Chooses("ani", "profiles.sells.food"),
            Chooses("ani", "profiles.topic.ads"),
            Chooses("ani", "levels.beginner"),
            Chooses("ani", "profiles.topic.photos"),
            Says("ani", "playground.script.sentence", private=True),
            Chooses("ani", "intros.button.post"),
            Passes(DAY),
            Chooses("ani", "checkins.button.yes"),
            Passes(48),
            Chooses("ani", "checkins.button.another"),
        ),
    ),
    Scenario(
        "pairs",
        (
            *(Says(who, OPENS, private=True) for who in ("ani", "budi", "dewi")),
            Looks("citra"),
            Joins("ani"),
            Says("citra", "playground.script.pairs_set"),
            *(Says(who, "playground.script.pairs_join") for who in ("ani", "budi", "dewi")),
            Passes(24),
            Looks("budi"),
            Looks("budi", "private"),
            Passes(25),
            Chooses("budi", "pairs.button.yes"),
            Says("citra", "playground.script.pairs_off"),
        ),
    ),
    Scenario(
        "webinar",
        (
            *(Says(who, OPENS, private=True) for who in ("citra", "budi", "dewi", "ani")),
            Looks("citra"),
            Joins("ani"),
            Says("citra", "playground.script.event"),
            Taps("citra", "meetings.button.confirm"),
            *(Taps(who, "rsvps.button.yes") for who in ("budi", "dewi", "ani")),
            Taps("dewi", "rsvps.button.no"),
            Looks("ani", "private"),
            Chooses("ani", "rsvps.button.claim"),
            Looks("citra"),
            Passes(2.1),
            Looks("citra", "private"),
            Attends("budi", "citra"),
            Says("budi", "playground.script.webinar_question"),
            Looks("budi"),
            Passes(2.6),
            Looks("budi", "private"),
            Chooses("budi", "attendance.stars.5"),
            Chooses("budi", "attendance.button.certificate"),
        ),
    ),
    Scenario(
        "quiz_night",
        (
            Looks("citra", "private"),
            Says("citra", "playground.script.quiz_new", private=True),
            Looks("budi"),
            Joins("ani"),
            Says("citra", "playground.script.quiz_start"),
            *(Taps(who, "quizzes.join") for who in PLAYERS),
            Taps("citra", "quizzes.begin"),
            *(Votes(who, (0 if who == "ani" else 1,)) for who in PLAYERS),
            NEXT_QUESTION,
            *(Votes(who, (0, 2)) for who in PLAYERS),
            NEXT_QUESTION,
            *(Votes(who, (1 if who == "dewi" else 0,)) for who in PLAYERS),
            NEXT_QUESTION,
            *(Answers(who, f"playground.script.quiz_typed_{who}", "✍️") for who in PLAYERS),
            NEXT_QUESTION,
            *(Orders(who, "playground.script.quiz_order", "↕️") for who in PLAYERS),
            NEXT_QUESTION,
        ),
    ),
)
