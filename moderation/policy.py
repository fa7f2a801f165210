"""What follows from findings: pure, so that it can be tried without doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from bot.settings import Section
from moderation.finding import Finding, Remedy


class Moderation(Section):
    """How findings and warnings turn into acts."""

    section: ClassVar[str] = "moderation"

    mode: Literal["enforce", "watch"] = Field("enforce", description="enforce: act; watch: only say what would be done")
    warn_limit: int = Field(3, ge=1, le=20, description="Warnings before the ladder's next step")
    warn_mode: Literal["mute", "kick", "ban"] = Field("mute", description="What the last warning brings")
    warn_hours: float = Field(24.0, ge=0, le=24 * 366, description="How long it lasts; 0: until it is lifted")
    warn_days: int = Field(30, ge=1, le=366, description="Days until a warning expires")


@dataclass(frozen=True, slots=True)
class History:
    """What somebody did before: when each rule was last broken, and how many warnings run."""

    broken: Mapping[str, datetime]
    warnings: int = 0
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision: what to do, for how long, because of which finding; `would`: watch mode, only say so."""

    remedy: Remedy = Remedy.NONE
    finding: Finding | None = None
    lasts: timedelta | None = None
    would: Remedy = Remedy.NONE

    @property
    def stops(self) -> bool:
        """Whether the message is gone, so that nobody answers it."""
        return self.remedy >= Remedy.DELETE

    @property
    def name(self) -> str:
        """The remedy as commands and `pamong try` name it."""
        return self.remedy.name.lower()


NOTHING = Verdict()


def decide(findings: Sequence[Finding], history: History, settings: Moderation, now: datetime) -> Verdict:
    """The heaviest remedy among the findings; soft ones only flag; trusted people are only flagged.

    A rule broken again within its window asks for its heavier remedy. In watch mode nothing is done but a flag.
    """
    if not findings:
        return NOTHING
    asked = [(_asked(finding, history, now), finding) for finding in findings]
    remedy, finding = max(asked, key=lambda pair: (pair[0], pair[1].score - pair[1].threshold))
    if history.trusted and remedy > Remedy.FLAG:
        remedy = Remedy.FLAG
    if settings.mode == "watch" and remedy > Remedy.FLAG:
        return Verdict(Remedy.FLAG, finding, would=remedy)
    return Verdict(remedy, finding, finding.lasts or None)


def _asked(finding: Finding, history: History, now: datetime) -> Remedy:
    if finding.soft:
        return min(finding.remedy, Remedy.FLAG)
    before = history.broken.get(finding.rule)
    if finding.again and before is not None and now - before <= finding.within:
        return finding.again
    return finding.remedy


def after_warning(count: int, settings: Moderation) -> Verdict:
    """What a warning brings when `count` of them run now, this one included."""
    if count < settings.warn_limit:
        return Verdict(Remedy.WARN)
    lasts = timedelta(hours=settings.warn_hours) if settings.warn_hours else None
    return Verdict(Remedy[settings.warn_mode.upper()], lasts=lasts)
