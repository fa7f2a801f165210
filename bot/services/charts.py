"""The picture of a report; drawn in a child process, because matplotlib is large and slow."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, SOFT, GREEN, ORANGE = "#22313a", "#b9c4c9", "#2f8f6b", "#d98032"
SIZE, DOTS = (8.0, 4.6), 150
PLAIN = "\u2e80"  # from here on the font of the picture has hardly a letter


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the picture."""

    title: str
    messages: str
    people: str
    before: str
    hours: str


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn: a value for each day, and one for each of 24 hours."""

    days: Sequence[str]  # their labels
    messages: Sequence[int]
    people: Sequence[int]
    before: Sequence[int]
    hours: Sequence[int]


def draw(series: Series, words: Words) -> bytes:
    """A PNG: messages and active people day by day over the days before, and below when the group is awake."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, dpi=DOTS, layout="constrained", facecolor="white")
    canvas = FigureCanvasAgg(figure)
    above, below = figure.subplots(2, 1, height_ratios=[3, 1])
    figure.suptitle(_plain(words.title), color=INK, fontweight="bold")
    _days(above, series, words)
    _hours(below, series, words)
    file = io.BytesIO()
    canvas.print_png(file)  # type: ignore[no-untyped-call]
    return file.getvalue()


def _days(axes: "Axes", series: Series, words: Words) -> None:
    places = range(len(series.days))
    axes.bar(places, series.messages, color=GREEN, width=0.62, label=_plain(words.messages), zorder=2)
    if any(series.before):
        earlier = list(series.before)[-len(places) :]
        axes.step(places[: len(earlier)], earlier, where="mid", color=SOFT, lw=2, label=_plain(words.before), zorder=3)
    axes.plot(places, series.people, color=ORANGE, marker="o", lw=1.5, label=_plain(words.people), zorder=4)
    axes.set_xticks(list(places)[:: _stride(len(places))], list(series.days)[:: _stride(len(places))])
    axes.legend(frameon=False, ncols=3, loc="upper left", bbox_to_anchor=(0, 1.16), fontsize=9)
    _calm(axes)


def _stride(days: int) -> int:
    """Not more labels than fit."""
    return max(1, -(-days // 14))


def _hours(axes: "Axes", series: Series, words: Words) -> None:
    axes.bar(range(24), series.hours, color=SOFT, width=0.8)
    axes.set_xticks(range(0, 24, 3), [f"{hour:02}" for hour in range(0, 24, 3)])
    axes.set_yticks([])
    axes.set_xlabel(_plain(words.hours), color=INK, fontsize=9)
    _calm(axes)


def _calm(axes: Any) -> None:
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(colors=INK, labelsize=9, length=0)
    axes.grid(axis="y", color="#eef1f2", zorder=0)
    axes.set_ylim(bottom=0)


def _plain(text: str) -> str:
    """Without emoji; and a dollar begins no formula."""
    return "".join(letter for letter in text if letter < PLAIN).replace("$", r"\$").strip()
