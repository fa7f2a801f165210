"""What it brings to commit many events at once."""

from functools import partial

from bench.engine import engine
from bench.figures import WALL, Figure, compared
from bench.talk import Talk

BATCH = 100
ROUNDS = 40
WARM = 3


async def figures(rounds: int = ROUNDS) -> list[Figure]:
    """(c)."""
    talk = Talk(asking=0)
    async with engine() as running:
        for _ in range(WARM):
            await running.store(talk.events(BATCH))
        running.moderate(on=False)
        together = [partial(running.store, talk.events(BATCH)) for _ in range(rounds)]
        singly = [partial(running.store_singly, talk.events(BATCH)) for _ in range(rounds)]
        _, faster = await compared(together, singly, WALL)
    return [
        Figure("commits", "a batch of 100 against one event a commit: so many times faster", faster, 10, least=True)
    ]
