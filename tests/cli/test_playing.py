"""The playground needs nothing but the command."""

import socket

import httpx

from tests.cli.conftest import Desk, eventually, free_port, told_to_stop


def test_the_playground_opens_without_a_configuration_and_leaves_nothing(desk: Desk) -> None:
    port = free_port()
    process = desk.starts("play", "--port", str(port), "--no-browser")
    assert process.stdout is not None
    assert f"http://127.0.0.1:{port}" in process.stdout.readline()

    def page() -> str:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).text
        except httpx.TransportError:
            return ""

    assert "<html" in eventually(page)
    code, seconds = told_to_stop(process)
    assert (code, seconds < 10) == (0, True), desk.log
    assert {path.name for path in desk.folder.iterdir()} == {"log"}


def test_a_port_that_is_taken_is_replaced_by_a_free_one(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = desk.starts("play", "--port", str(port), "--no-browser")
        assert process.stdout is not None
        said = process.stdout.readline()
    assert "http://127.0.0.1:" in said
    assert f":{port} " not in said
    assert f":{port}." not in said
    assert told_to_stop(process)[0] == 0
