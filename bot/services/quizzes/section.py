"""How a group plays quizzes."""

from typing import ClassVar

from pydantic import Field

from bot.settings import Section


class Quizzes(Section):
    """Playing quizzes."""

    section: ClassVar[str] = "quizzes"

    seconds: int = Field(20, ge=5, le=600, description="Seconds for a question that names no time of its own")
    lobby: int = Field(30, ge=0, le=600, description="Seconds in which people join before the first question")
    gap: int = Field(6, ge=1, le=120, description="Seconds between an answer and the next question")
    speed: bool = Field(True, description="Quick answers earn up to twice as much as late ones")
    hide: bool = Field(True, description="Typed answers are deleted, so that nobody copies them")
    morning: str = Field(
        "07:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="When the answer to a question of the day is told"
    )
