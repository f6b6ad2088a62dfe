"""`caicach serve` on a fresh database: the server that an office runs, asked over the network."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest

import once


class Server(NamedTuple):
    """A running server: its port and the environment it was started in."""

    port: int
    environment: dict[str, str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("serve")
    environment = once.environment(home)
    once.copy_database(once.migrated(), home / once.DATABASE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*once.CAICACH, "serve", "--port", str(port), "--workers", "1"],
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        for _ in range(1200):
            assert process.poll() is None, log.read_text()
            try:
                ask(port, "/suc-khoe/")
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail(f"the server does not answer: {log.read_text()}")
        until = time.monotonic() + 60
        while "worker started" not in log.read_text() and time.monotonic() < until:
            time.sleep(0.1)
        yield Server(port, environment)
    finally:
        process.terminate()
        assert process.wait(timeout=60) == 0, log.read_text()
        told = log.read_text()
        assert told.count("worker started") == told.count("worker stopped") == 1, told


def ask(port: int, path: str, host: str = "localhost") -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": host})
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read().decode()
    finally:
        connection.close()


def test_it_is_alive_and_shows_the_sign_in(server: Server) -> None:
    status, headers, body = ask(server.port, "/suc-khoe/")
    assert (status, json.loads(body)["status"]) == (200, "ok")
    status, headers, body = ask(server.port, "/dang-nhap/")
    assert status == 200
    assert "Đăng nhập" in body
    assert "unsafe" not in headers["content-security-policy"]
    assert ask(server.port, "/")[1]["location"] == "/dang-nhap/?next=/"


def test_static_files_are_served_without_collecting_them(server: Server) -> None:
    status, headers, _ = ask(server.port, "/static/ninja/swagger-ui-init.js")
    assert status == 200
    assert "max-age" in headers["cache-control"]


def test_another_host_name_is_refused(server: Server) -> None:
    assert ask(server.port, "/suc-khoe/", "xau.vn")[0] == 400


def test_half_a_gigabyte_is_refused_before_it_is_sent(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(
            b"POST /dang-nhap/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            b"Content-Length: 524288000\r\n\r\n--x\r\n"
        )
        answer = line.recv(65536).decode(errors="replace")
    assert answer.startswith("HTTP/1.1 413")


def test_a_port_in_use_is_told_in_one_sentence(server: Server) -> None:
    done = subprocess.run(
        [*once.CAICACH, "serve", "--port", str(server.port)],
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert f"Không mở được cổng {server.port}" in done.stderr
    assert "Traceback" not in done.stderr
