"""The documents: links lead somewhere, commands exist, written pages are fresh, and examples work."""

import inspect
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from bot import texts
from bot.cli import app
from bot.services import privacy
from docs import generate

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

LINK = re.compile(r"\]\((?!\w+:)([^)\s]*)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
INLINE = re.compile(r"``[^\n]+?``|`[^`\n]+`")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"\bmake ([a-z]+)\b(?=[`\s])")
PAMONG = re.compile(r"(?:`|\.venv/bin/|^)pamong ([a-z]+(?: upgrade)?)", re.MULTILINE)
PLACE = re.compile(r"# ([\w/]+)\.(py|toml)\n")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(document: Path) -> None:
    broken = [link for link in LINK.findall(prose(document)) if not leads(document, link)]
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_target_and_command_that_is_named_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    unknown = [f"make {name}" for name in MAKE.findall(code(text)) if name not in targets]
    unknown += [f"pamong {name}" for name in PAMONG.findall(code(text)) if name not in subcommands()]
    assert unknown == []


@pytest.mark.parametrize("page", generate.PAGES)
def test_a_written_page_says_what_the_code_says(page: str) -> None:
    written = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert written == generate.PAGES[page](), "run: make docs"


def test_every_table_about_people_is_explained() -> None:
    explained = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert {table.name for table, *_ in privacy.links() if f"`{table.name}`" not in explained} == set()


def test_every_exit_code_is_explained() -> None:
    from bot.cli.leaving import BROKEN, CODES, FINE, WARNINGS

    explained = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    codes = {FINE, WARNINGS, BROKEN, *(code for _, code in CODES)}
    assert {code for code in codes if f"| {code} |" not in explained} == set()


def recipes() -> Iterator[Any]:
    """The chapters of CONTRIBUTING that hold files."""
    _, *chapters = re.split(r"^## ", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for chapter in chapters:
        files = [(found[1], found[2], body) for _, body in FENCE.findall(chapter) if (found := PLACE.match(body))]
        if files:
            yield pytest.param(files, id=chapter.splitlines()[0])


@pytest.mark.parametrize("files", list(recipes()))
def test_a_recipe_works(
    files: list[tuple[str, str, str]], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fenced file is put where its first line says, then its tests run."""
    for place, kind, body in files:
        if kind == "toml":
            speak(place, body, monkeypatch)
    modules = [install(place, body, monkeypatch) for place, kind, body in files if kind == "py"]
    tests = [test for module in modules for name, test in vars(module).items() if name.startswith("test_")]
    assert tests
    for test in tests:
        test(*(request.getfixturevalue(name) for name in inspect.signature(test).parameters))


def speak(place: str, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adds a file of texts to its language."""
    *_, language, noun = place.split("/")
    for key, value in texts._flat(noun, tomllib.loads(body)):
        monkeypatch.setitem(texts.catalogue(language), key, value)


def install(place: str, body: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Makes a module that others can import by the name of its place."""
    name = place.replace("/", ".")
    assert not (ROOT / f"{place}.py").exists(), f"{place}.py is there already: the recipe needs another noun"
    module = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    parent, _, noun = name.rpartition(".")
    if parent in sys.modules:
        monkeypatch.setattr(sys.modules[parent], noun, module, raising=False)
    exec(compile(body, f"CONTRIBUTING.md: {place}.py", "exec"), module.__dict__)
    return module


def leads(document: Path, link: str) -> bool:
    """Whether a relative link names a file, and a heading in it."""
    name, _, anchor = link.partition("#")
    target = document.parent / name if name else document
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(document: Path) -> set[str]:
    """The names that headings can be linked by."""
    headings = HEADING.findall(FENCE.sub("", document.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def prose(document: Path) -> str:
    """A document without its code."""
    return INLINE.sub("", FENCE.sub("", document.read_text(encoding="utf-8")))


def code(text: str) -> str:
    """What a reader may type: fenced blocks and words in backticks."""
    return "\n".join([*(body for _, body in FENCE.findall(text)), *INLINE.findall(FENCE.sub("", text))])


def subcommands() -> set[str]:
    """Every command of the program, those of groups with the group's name."""
    return set(_named(typer.main.get_command(app), ""))


def _named(command: object, above: str) -> Iterator[str]:
    for name, inner in command.commands.items() if isinstance(command, TyperGroup) else ():
        yield f"{above}{name}"
        yield from _named(inner, f"{name} ")
