"""A certificate of attendance, drawn by a child process: matplotlib is slow to load and slow to draw."""

import io
from typing import Any

from sqlmodel import Session

KIND = "certificate"
PAPER = (11.69, 8.27)  # inches, A4 lying
INK, ACCENT, PALE = "#1f2a37", "#b4531a", "#f6efe6"


def make(session: Session, args: dict[str, Any]) -> tuple[str, bytes]:
    """`args`: lines (headline, name, because, title, when, signed), format ("pdf" or "png"), filename."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib.figure import Figure

    figure = Figure(figsize=PAPER, facecolor=PALE)
    _frame(figure)
    for line, height, size, colour, weight in _lines(args["lines"]):
        figure.text(0.5, height, line, ha="center", va="center", fontsize=size, color=colour, weight=weight, wrap=True)
    out = io.BytesIO()
    dated = {"CreationDate": None} if args["format"] == "pdf" else {"Software": None}
    figure.savefig(out, format=args["format"], dpi=150, facecolor=PALE, metadata=dated)
    return str(args["filename"]), out.getvalue()


def _frame(figure: Any) -> None:
    from matplotlib.patches import Rectangle

    for inset, width in ((0.03, 3.0), (0.04, 1.0)):
        box = Rectangle(
            (inset, inset),
            1 - 2 * inset,
            1 - 2 * inset,
            fill=False,
            edgecolor=ACCENT,
            linewidth=width,
            transform=figure.transFigure,
        )
        figure.add_artist(box)


def _lines(lines: dict[str, str]) -> list[tuple[str, float, float, str, str]]:
    """Each line with its height on the page, size, colour and weight; what cannot be drawn is left out."""
    form = (
        ("headline", 0.80, 30.0, ACCENT, "bold"),
        ("because", 0.68, 14.0, INK, "normal"),
        ("name", 0.57, 34.0, INK, "bold"),
        ("attended", 0.46, 14.0, INK, "normal"),
        ("title", 0.37, 22.0, INK, "bold"),
        ("when", 0.28, 14.0, INK, "normal"),
        ("signed", 0.15, 13.0, ACCENT, "normal"),
    )
    return [
        (_fitting(lines[key], size), height, _size(lines[key], size), ink, weight)
        for key, height, size, ink, weight in form
    ]


def _size(line: str, usual: float) -> float:
    """Long lines are written smaller."""
    return usual if len(line) < 40 else max(10.0, usual * 40 / len(line))


def _fitting(line: str, size: float) -> str:
    """Letters that the font has; a dollar sign begins no formula."""
    from matplotlib import font_manager, ft2font

    font = ft2font.FT2Font(font_manager.findfont("DejaVu Sans"))
    known = font.get_charmap()
    return "".join(letter for letter in line if ord(letter) in known).replace("$", r"\$")
