"""The checkout itself: pinned, addressed to nobody's machine, and with each noun in its rooms."""

import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
FOLDERS = {"bench", "bot", "docs", "handlers", "moderation", "scheduler", "tests"}
ROOMS_OF_NOUNS = ("handlers", "moderation/rules", "scheduler", "bot/services", "bot/domain")
REGISTERS = {"handlers": "ROUTERS", "moderation/rules": "RULES", "scheduler": "JOBS"}
UNREGISTERED = {"clock"}  # it runs the jobs
HEAVY = {"aiogram", "telegram", "aiohttp", "numpy", "matplotlib", "bm25s", "openpyxl"}

FOREIGN_ADDRESS = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.org|(?<![\w.}~*-])/(?:work|root|home|Users|tmp)/")
SAY = re.compile(r"""\bsay\(\s*["'](\w+)\.""")


def test_the_lock_pins_every_package_with_hashes() -> None:
    assert locked()
    for requirement, hashes in locked().values():
        assert [pin.operator for pin in requirement.specifier] == ["=="], requirement
        assert hashes, requirement


def test_the_lock_holds_what_the_project_asks_for() -> None:
    wanted = [Requirement(line) for line in [*project()["project"]["dependencies"], *development(), *build()]]
    for requirement in wanted:
        pinned, _ = locked()[canonicalize_name(requirement.name)]
        version = next(iter(pinned.specifier)).version
        assert requirement.specifier.contains(version, prereleases=True), requirement


def test_the_lock_names_no_registry() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert [line for line in lines if "://" in line or re.match(r"\s*(-i|-f|--index|--extra|--find)", line)] == []


def test_no_file_names_a_registry_or_somebodys_machine() -> None:
    found = [f"{path.relative_to(ROOT)}: {hit.group()}" for path, hit in foreign_addresses()]
    assert found == []


def test_only_the_rooms_of_the_design_lie_at_the_top() -> None:
    found = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert found - FOLDERS - ignored_folders() == set()


def test_every_capability_has_tests_of_its_name() -> None:
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests").rglob("test_*.py")}
    missing = [f"{room}/{noun}" for room in ROOMS_OF_NOUNS for noun in nouns(room) if noun not in tests]
    assert missing == []


def test_every_handler_finds_its_texts_in_both_languages() -> None:
    wanted = {noun for handler in nouns("handlers") for noun in SAY.findall(source("handlers", handler))}
    files = [ROOT / "bot" / "locales" / language / f"{noun}.toml" for language in ("id", "en") for noun in wanted]
    assert [str(file.relative_to(ROOT)) for file in files if not file.exists()] == []


@pytest.mark.parametrize("room", REGISTERS)
def test_every_capability_is_registered(room: str) -> None:
    registering, text = register(room)
    wanted = set(nouns(room)) - {registering} - UNREGISTERED
    assert {noun for noun in wanted if not re.search(rf"\b{noun}\b", text)} == set()


def test_the_program_starts_without_loading_what_is_heavy() -> None:
    code = f"import sys, bot.cli, bot.app; print(*sorted({HEAVY} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("", 0), done.stderr


def test_a_connection_beyond_this_machine_is_refused_and_noted(outside_attempts: list[str]) -> None:
    with socket.socket() as line, pytest.raises(ConnectionError, match=r"192\.0\.2\.1"):
        line.connect(("192.0.2.1", 80))
    with pytest.raises(ConnectionError, match=r"pamong\.example"):
        socket.getaddrinfo("pamong.example", 443)
    assert outside_attempts == ["192.0.2.1", "pamong.example"]
    outside_attempts.clear()


def test_a_connection_within_this_machine_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()


def project() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def development() -> list[str]:
    return project()["dependency-groups"]["dev"]


def build() -> list[str]:
    return project()["build-system"]["requires"]


def locked() -> dict[str, tuple[Requirement, list[str]]]:
    """What requirements.lock pins: by name the requirement and its hashes."""
    text = re.sub(r"(?m)^\s*#.*\n", "", (ROOT / "requirements.lock").read_text()).replace("\\\n", " ")
    entries = [line.split(" --hash=") for line in text.splitlines()]
    pinned = [(Requirement(first.strip()), [value.strip() for value in rest]) for first, *rest in entries]
    return {canonicalize_name(requirement.name): (requirement, hashes) for requirement, hashes in pinned}


def foreign_addresses() -> Iterator[tuple[Path, re.Match[str]]]:
    for path in files(ROOT):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield from ((path, hit) for hit in FOREIGN_ADDRESS.finditer(text))


def files(folder: Path) -> Iterator[Path]:
    """Every file that belongs to the project: not what tools or an installation leave behind."""
    for path in sorted(folder.iterdir()):
        if path.name in {".git", *ignored_folders()}:
            continue
        if path.is_dir():
            yield from files(path)
        elif path.is_file():
            yield path


def ignored_folders() -> set[str]:
    lines = (ROOT / ".gitignore").read_text().splitlines()
    return {line.strip("/") for line in lines if line.endswith("/")} | {path.name for path in ROOT.glob("*.egg-info")}


def nouns(room: str) -> list[str]:
    """Names of the modules and packages of a room."""
    modules = [path for path in (ROOT / room).glob("*.py") if not path.name.startswith("_")]
    packages = [path.parent for path in (ROOT / room).glob("*/__init__.py")]
    return sorted(path.stem for path in modules + packages)


def source(room: str, noun: str) -> str:
    module = ROOT / room / f"{noun}.py"
    parts = [module] if module.exists() else sorted((ROOT / room / noun).rglob("*.py"))
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


def register(room: str) -> tuple[str, str]:
    """Name and text of the module that assigns a room's tuple."""
    assigns = re.compile(rf"^{REGISTERS[room]}\b[^=\n]*=", re.MULTILINE)
    for path in sorted((ROOT / room).rglob("*.py")) + sorted((ROOT / "bot").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if assigns.search(text):
            return path.stem, text
    return "", ""
