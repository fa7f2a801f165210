"""Rows to columns in the cheapest way of all, and mentees to mentors by it."""

from collections.abc import Sequence

FREE = -1
FAR = float("inf")

Costs = Sequence[Sequence[float]]


def spread(costs: Costs, loads: Sequence[int], rooms: Sequence[int], weight: float) -> list[int]:
    """The mentor (column) of every mentee (row), `FREE` for those who find nobody with room.

    A mentor's next place costs `weight` times what they carry already: each further one costs more than the last,
    so the load evens out by itself.
    """
    slots = [(mentor, loads[mentor] + place) for mentor, room in enumerate(rooms) for place in range(room)]
    if not slots or not costs:
        return [FREE] * len(costs)
    taken = assignment([[row[mentor] + weight * carried for mentor, carried in slots] for row in costs])
    return [slots[slot][0] if slot != FREE else FREE for slot in taken]


def assignment(costs: Costs) -> list[int]:
    """The column of every row in the cheapest assignment; where columns run out, some rows stay `FREE`."""
    rows, columns = len(costs), len(costs[0])
    if rows <= columns:
        return _Market(costs).settled()
    row_of = _Market([[line[column] for line in costs] for column in range(columns)]).settled()
    found = {row: column for column, row in enumerate(row_of)}
    return [found.get(row, FREE) for row in range(rows)]


class _Market:
    """Columns with prices; each row in turn pushes others on along the cheapest chain of moves.

    Shortest augmenting paths with potentials: what is settled is always the cheapest for the rows so far.
    """

    def __init__(self, costs: Costs) -> None:
        self.costs = costs
        self.owner = [FREE] * len(costs[0])
        self.wealth = [0.0] * len(costs)
        self.price = [0.0] * len(costs[0])

    def settled(self) -> list[int]:
        """The column of every row."""
        for row in range(len(self.costs)):
            self._enter(row)
        found = {row: column for column, row in enumerate(self.owner)}
        return [found[row] for row in range(len(self.costs))]

    def _enter(self, newcomer: int) -> None:
        far, before = [FAR] * len(self.price), [FREE] * len(self.price)
        unreached, reached = set(range(len(self.price))), []
        row, column, spent = newcomer, FREE, 0.0
        while row != FREE:
            self._look(row, column, spent, unreached, far, before)
            column = min(unreached, key=lambda each: (far[each], each))
            spent = far[column]
            unreached.remove(column)
            reached.append(column)
            row = self.owner[column]
        self._pay(newcomer, reached, far, spent)
        self._move(newcomer, column, before)

    def _look(self, row: int, at: int, spent: float, unreached: set[int], far: list[float], before: list[int]) -> None:
        """What each column would cost by way of this row."""
        line, start = self.costs[row], spent - self.wealth[row]
        for column in unreached:
            distance = start + line[column] - self.price[column]
            if distance < far[column]:
                far[column], before[column] = distance, at

    def _pay(self, newcomer: int, reached: list[int], far: list[float], spent: float) -> None:
        self.wealth[newcomer] += spent
        for column in reached[:-1]:
            self.wealth[self.owner[column]] += spent - far[column]
            self.price[column] -= spent - far[column]

    def _move(self, newcomer: int, column: int, before: list[int]) -> None:
        """Everybody on the chain takes the column of the next one, which ends at a free one."""
        while column != FREE:
            previous = before[column]
            self.owner[column] = self.owner[previous] if previous != FREE else newcomer
            column = previous
