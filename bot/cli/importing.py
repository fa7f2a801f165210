"""`pamong import` and `pamong export`: files in and out, of every kind in `KINDS`."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import errors, texts
from bot.cli import faqfile, handing, progress, quizfile
from bot.cli.cargo import Content, Kind, Parcel
from bot.config import Config
from bot.domain.questions import Problem
from bot.engine.forms import Handed

KINDS: tuple[Kind, ...] = (quizfile.KIND, faqfile.KIND)
MOST = 8 * 1024 * 1024  # bytes of a file

Told = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed: the file, whose it is, under which name, and how to answer."""

    file: Path
    group: str = ""
    name: str = ""
    check: bool = False
    as_json: bool = False


def bring(config: Config, kind: str, wish: Wish) -> None:
    """Reads a file and stores what was understood; with `check` only says it. Raises `errors.Misconfigured`."""
    cargo = _cargo(kind)
    with progress.shown("import") as told:
        content = cargo.read(wish.file.name, _bytes(wish.file))
        told("read", content.count)
        if wish.check:
            _show(content, config.language, as_json=wish.as_json)
            return
        stored = _stored(config, cargo, content, wish)
        told("stored", content.count)
    _tell(stored, content, config.language, as_json=wish.as_json)


def _stored(config: Config, cargo: Kind, content: Content, wish: Wish) -> Mapping[str, Any]:
    if not content.count:
        why = "\n".join(_lines(content.problems, config.language))
        raise errors.Misconfigured(f"There is nothing usable in {wish.file.name}.\n{why}".strip())
    values = {**content.values, "name": wish.name or wish.file.stem}
    return dict(_asked(config, Handed(cargo.takes, values, _place(config, wish.group))))


def fetch(config: Config, kind: str, wish: Wish) -> None:
    """Writes what is stored to a file. Raises `errors.Misconfigured`."""
    cargo = _cargo(kind)
    if wish.file.exists():
        raise errors.Misconfigured(f"{wish.file} is there already. Choose another name, or move it away first.")
    with progress.shown("export") as told:
        form = Handed(cargo.gives, {"name": wish.name or wish.file.stem}, _place(config, wish.group))
        parcel = cargo.write(wish.file.name, _asked(config, form))
        _write(wish.file, parcel)
        told("written", parcel.count)
    _tell({"wrote": str(wish.file), "count": parcel.count}, parcel, config.language, as_json=wish.as_json)


def _cargo(name: str) -> Kind:
    for kind in KINDS:
        if kind.name == name:
            return kind
    known = ", ".join(kind.name for kind in KINDS)
    raise errors.Misconfigured(f'"{name}" is none of {known}. For example: pamong import quiz quiz.csv --group "…"')


def _place(config: Config, group: str) -> tuple[str, str]:
    if not group:
        raise errors.Misconfigured('Say for which group, by its title: --group "Kelas Bisnis"')
    return handing.place(config, group)


def _asked(config: Config, form: Handed) -> Any:
    try:
        answer = handing.ask(config, form)
    except errors.Refused as refused:
        raise errors.Misconfigured(str(texts.say(config.language, refused.key, refused.values))) from None
    if isinstance(answer, dict) and "error" in answer:
        raise errors.Misconfigured(str(answer["error"]))
    return answer


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST:
            raise errors.Misconfigured(f"{file} is larger than {MOST // 1024 // 1024} MiB.")
        return file.read_bytes()
    except OSError as failure:
        raise errors.Misconfigured(f"{file} cannot be read: {failure.strerror}.") from None


def _write(file: Path, parcel: Parcel) -> None:
    try:
        file.write_bytes(parcel.data)
    except OSError as failure:
        raise errors.Misconfigured(f"{file} cannot be written: {failure.strerror}.") from None


def _lines(problems: Sequence[Problem], language: str) -> list[str]:
    return [f"{problem.line}: {_why(problem, language)}" for problem in problems]


def _why(problem: Problem, language: str) -> str:
    return str(texts.say(language, problem.why, problem.values))


def _problems(problems: Sequence[Problem], language: str) -> list[dict[str, Any]]:
    return [{"line": problem.line, "why": _why(problem, language)} for problem in problems]


def _show(content: Content, language: str, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({**content.shown, "problems": _problems(content.problems, language)}, ensure_ascii=False))
        return
    print("\n".join([*content.lines, *_lines(content.problems, language)]))
    print(f"{content.count} understood, {len(content.problems)} problems. Nothing was saved.")


def _tell(stored: Mapping[str, Any], content: Content | Parcel, language: str, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({**stored, "problems": _problems(content.problems, language)}, ensure_ascii=False))
        return
    print(", ".join(f"{name}: {value}" for name, value in stored.items()))
    print("\n".join(_lines(content.problems, language)), end="\n" if content.problems else "")
