"""How a written page and its tables look."""  # noqa: INP001

from collections.abc import Iterable

NOTE = "<!-- Written by `make docs` from the code. Change the code or its texts, not this page. -->"


def page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", NOTE, *parts]) + "\n"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    return "\n".join(map(line, [heads, ["---"] * len(heads), *rows]))


def line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
