"""The month's budget of billed messages: taken before anything is sent, so that it is never overdrawn."""

from sqlmodel import Session

from bot.models import Billed

ANY = -1  # no limit


def take(session: Session, platform: str, month: str, most: int) -> bool:
    """Takes one message out of a month's budget; False when nothing is left."""
    row = _of(session, platform, month)
    if most != ANY and row.count >= most:
        return False
    row.count += 1
    session.add(row)
    session.flush()
    return True


def tell(session: Session, platform: str, month: str) -> bool:
    """Whether the owners are to be told now that a budget is used up: once a month."""
    row = _of(session, platform, month)
    news, row.told = not row.told, True
    session.add(row)
    session.flush()
    return news


def _of(session: Session, platform: str, month: str) -> Billed:
    return session.get(Billed, (platform, month)) or Billed(platform=platform, month=month)
