"""`python -m tests.torture.quizzes`: a quiz played by a group while the bot is killed; exit 1 if a score is wrong."""

import argparse
import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlmodel import select

from bot import migrations
from bot.adapters.telegram.read import ALLOWED
from bot.chat.events import Form
from bot.domain.questions import FULL, Kind, Option, Question, one_of, several, truth
from bot.engine.failpoints import NAMES
from bot.models import Group, GroupSetting, OutboxRow
from bot.services import quizzes
from bot.settings import Defaults, load
from tests.cast import NOW, context
from tests.fakes.botapi import Outside
from tests.torture.hearing import arrivals
from tests.torture.party import Party
from tests.torture.rack import peeking
from tests.torture.reckoning import Reckoning, reckon
from tests.torture.victim import STORED, Life, Victim

AWAKE = 15.0  # seconds in which a victim must have taken updates
SECONDS = 8  # a question: time enough for everybody on a busy machine
BY_NOBODY = Form("quiz", NOW)
PATIENCE = 180.0  # seconds in which something must happen
BETWEEN = (0.2, 4.0)  # seconds that a victim lives
PLACES = (*NAMES, *["delivery.after"] * 5)  # where it was sent, and nobody knows it yet
AT_A_FAILPOINT = 0.4  # share of kills at a named place instead of a random moment


def questions(number: int) -> list[Question]:
    """Of several kinds in turn."""
    made = (
        lambda n: Question(Kind.SINGLE, f"Pertanyaan {n}?", one_of(("Satu", "Dua", "Tiga", "Empat"), n % 4)),
        lambda n: Question(Kind.TRUEFALSE, f"Pernyataan {n}.", truth(true=bool(n % 3))),
        lambda n: Question(Kind.MULTIPLE, f"Pilihan {n}?", several(tuple("ABCD"), frozenset({n % 4, (n + 1) % 4}))),
        lambda n: Question(Kind.TYPED, f"Selisih {n}?", (Option("laba", FULL), Option("untung", FULL))),
    )
    return [made[n % len(made)](n) for n in range(number)]


class Night:
    """One quiz night: victims follow one another until the podium stands in the chat."""

    def __init__(self, life: Life, party: Party, dice: random.Random, kills: int) -> None:
        self.life = life
        self.party = party
        self.dice = dice
        self.kills = 0
        self.wanted = kills
        self.victim: Victim | None = None
        self.dies_at = 0.0

    def prepare(self, number: int) -> None:
        """The bot meets the group; then, while nothing runs, a quiz is put into its database."""
        self.victim = Victim.fork(self.life)
        self._until(lambda: any("siap menemani" in text for text in self._screen()))
        self.victim.kill()
        with peeking(self.life.url) as opened, opened.session() as session, session.begin():
            group = session.exec(select(Group).where(Group.address == str(self.party.group))).one()
            place = load(session, group.id or 0, Defaults())
            quizzes.save(context(session, BY_NOBODY, place=place, group=place), "Malam", questions(number))
            quick = {"lobby": 1, "gap": 1, "seconds": SECONDS}
            row = GroupSetting(community_id=group.community_id, group_id=group.id or 0, section="quizzes", values=quick)
            session.add(row)

    def play(self) -> None:
        """Everybody answers, and the bot dies now and then."""
        self.party.say(self.party.admin, "/quizstart malam")
        quiet_since = time.monotonic()
        while not self.party.podium:
            self._keep_alive()
            self.party.watch()
            if self.party.play():
                quiet_since = time.monotonic()
                time.sleep(self.dice.uniform(0.0, 0.05))
            else:
                time.sleep(0.02)
            if time.monotonic() - quiet_since > PATIENCE:
                raise TimeoutError(f"nothing happens any more: {self._screen()[-3:]}")
        self._rest()

    def _keep_alive(self) -> None:
        """The next victim takes over from the last; the last of all has all the time it needs."""
        if self.victim is not None and self.victim.pid and self.victim.has_ended():
            self.kills += 1
        if self.victim is None or not self.victim.pid:
            self._fork()
        elif self.kills < self.wanted and time.monotonic() > self.dies_at:
            self.victim.kill()
            self.kills += 1
            self._fork()

    def _fork(self) -> None:
        named = self.kills < self.wanted and self.dice.random() < AT_A_FAILPOINT
        where, passes = (self.dice.choice(PLACES), self.dice.randrange(8)) if named else ("", 0)
        self.victim = Victim.fork(self.life, where, passes)
        self.victim.tells(STORED, 2.0)
        self.dies_at = time.monotonic() + self.dice.uniform(*BETWEEN)

    def _rest(self) -> None:
        """Until everything has arrived and left."""
        if self.victim is None or not self.victim.pid or self.victim.has_ended():
            self.kills = self.wanted
            self._fork()
        self._until(self._is_quiet)
        assert self.victim is not None
        self.victim.kill()

    def _is_quiet(self) -> bool:
        with peeking(self.life.url) as opened, opened.reader() as session:
            busy = select(OutboxRow.id).where(OutboxRow.state.in_(("pending", "waiting", "sending")))  # type: ignore[attr-defined]
            return not self.party.api.call("pending") and session.exec(busy.limit(1)).first() is None

    def _until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                raise TimeoutError(f"it does not come to an end: {self._screen()[-3:]}")
            time.sleep(0.05)

    def _screen(self) -> list[str]:
        return [message.get("text", "") for message in self.party.api.said(chat=self.party.group)]


def main() -> int:
    given = _arguments()
    gc.freeze()
    with tempfile.TemporaryDirectory(prefix="pamong-quiz-") as name:
        folder = Path(name)
        url = given.database or f"sqlite:///{folder / 'pamong.db'}"
        with peeking(url) as opened:
            migrations.upgrade(opened)
        dice = random.Random(given.seed)
        with Outside.launch("--no-validation", "--seed", str(given.seed)) as api:
            party = Party(api, dice)
            party.gather(given.members, ALLOWED)
            life = Life(url, api.base, api.token, folder / "victims.log", journal=folder / "answers.log")
            night = Night(life, party, dice, given.kills)
            begun = time.monotonic()
            try:
                night.prepare(given.questions)
                night.play()
            except TimeoutError:
                print(_last_words(night))
                raise
            finally:
                if night.victim is not None:
                    night.victim.kill()
            with peeking(url) as opened, opened.reader() as session:
                found = reckon(session, party, arrivals(session, folder / "answers.log"))
            show(night, party, found, time.monotonic() - begun)
            if found.wrong:
                print(_last_words(night))
    return 1 if found.wrong else 0


def _last_words(night: Night) -> str:
    """What the victims had to say."""
    log = night.life.log
    return "\n".join(log.read_text(errors="replace").splitlines()[-30:]) if log.exists() else ""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture.quizzes", description=__doc__)
    parser.add_argument("--members", type=int, default=50)
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--kills", type=int, default=30, help="SIGKILLs at random moments and named places")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="", help="an empty database instead of an SQLite file")
    return parser.parse_args()


def show(night: Night, party: Party, found: Reckoning, seconds: float) -> None:
    """The table."""
    rows = {
        "members": len(party.members),
        "questions": len(party.asked()),
        "kills": night.kills,
        "answers given": len(party.answers),
        "answers counted": found.answers,
        "too late": found.late,
        "of them given in time": found.underway,
        "to voided questions": found.void,
        "asked again": found.asked_again,
        "wrong": len(found.wrong),
        "seconds": round(seconds),
    }
    for name, value in rows.items():
        print(f"{name:<22} {value:>8}")
    for complaint in found.wrong[:30]:
        print(complaint)


if __name__ == "__main__":
    sys.exit(main())
