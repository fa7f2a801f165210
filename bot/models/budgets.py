"""What a platform bills, counted by the month."""

from sqlmodel import Field

from bot.models.base import Table


class Billed(Table, table=True):
    """How many billed messages a platform was given in a month ("2026-03"), and whether the owners know it is over."""

    __tablename__ = "billed"

    platform: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    count: int = 0
    told: bool = False
