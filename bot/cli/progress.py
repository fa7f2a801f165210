"""How far a long command is, for those who watch; silent in scripts."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def shown(words: str) -> Iterator[Callable[[str, int], None]]:
    """Gives what is to be called with a table and the rows that were done."""
    if not sys.stderr.isatty():
        yield lambda table, rows: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(words), BarColumn(), TextColumn("{task.fields[table]} {task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None, table="")
        yield lambda table, rows: bar.update(task, advance=rows, table=table)
