"""Fixtures of the end-to-end tests: the demonstration as an office would run it, and the system's Chromium.

`site` is the real thing: what `caicach demo --no-serve` has made, copied, then `caicach serve`, with the
real static files and security headers. It is there once for all browser tests, which therefore change
only what they made themselves, or what no other test looks at. A machine without Chromium fails these
tests; none is skipped.
"""

import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    expect,
    sync_playwright,
)

import demonstration
import once
from system_packages import chromium
from visiting import DESK, PASSWORD, Axe, Visit

ROOT = Path(__file__).resolve().parents[1]
HEALTH = "/suc-khoe/"
# Without a sandbox, because tests may run as root; quiet, because only the site is to be asked for anything.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
PATIENCE = 15_000
"""Milliseconds that a page may take on a busy machine; a fault is noticed as soon as it is there."""
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

EXPECTED = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest")

Login = Callable[[str], StorageState]
Screens = Callable[[str, int, bool, bool], BrowserContext]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demonstration that `site` serves."""
    return demonstration.copied(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[str]:
    """Address of a served demonstration, without the slash at the end."""
    port = free_port()
    log = home / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*once.CAICACH, "serve", "--port", str(port)],
            env=once.environment(home),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_healthy(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address + HEALTH, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert server.poll() is None, f"caicach serve ended:\n{log.read_text()}"
            time.sleep(0.1)
    raise AssertionError(f"caicach serve does not answer at {address}{HEALTH}:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    assert program, "Chromium is missing: python scripts/system_packages.py says how to install it"
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright leaves its event loop running in this thread, where Django would refuse the tests that come later.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        running = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def login(browser: Browser, site: str) -> Login:
    """The cookies of somebody who has signed in; each login is done once."""
    known: dict[str, StorageState] = {"": {}}

    def sign_in(username: str) -> StorageState:
        if username not in known:
            context = browser.new_context(base_url=site)
            form = context.request.get("/dang-nhap/").text()
            token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[0]
            answer = context.request.post(
                "/dang-nhap/",
                form={"csrfmiddlewaretoken": token, "username": username, "password": PASSWORD},
            )
            assert answer.ok, answer.text()
            assert not answer.url.endswith("/dang-nhap/"), f"{username} cannot sign in"
            known[username] = context.storage_state()
            context.close()
        return known[username]

    return sign_in


@pytest.fixture(scope="session")
def screens(browser: Browser, site: str, login: Login) -> Screens:
    """A browser in Vietnam for a person and a screen; kept, because one that knows the static files is twice as fast."""
    kept: dict[tuple[str, int, bool, bool], BrowserContext] = {}

    def context_of(username: str, width: int, dark: bool, javascript: bool) -> BrowserContext:
        key = (username, width, dark, javascript)
        if username and key in kept:
            return kept[key]
        kept[key] = browser.new_context(
            base_url=site,
            storage_state=login(username),
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        kept[key].set_default_timeout(PATIENCE)
        return kept[key]

    return context_of


@pytest.fixture
def visit(screens: Screens) -> Iterator[Visit]:
    """Opens pages. A fault of their scripts or of their security policy fails the test."""
    opened: list[Page] = []
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # A page that answers 403 or 422 on purpose is logged by the browser too.
        # So is a connection that a test has cut, by the browser and by htmx.
        if message.type == "error" and not message.text.startswith(EXPECTED):
            faults.append(f"{message.location.get('url', '')}: {message.text}")

    def open_page(
        username: str = "", *, width: int = DESK, dark: bool = False, javascript: bool = True
    ) -> Page:
        page = screens(username, width, dark, javascript).new_page()
        opened.append(page)
        page.on("console", note)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_page
    for page in opened:
        page.close()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Asserts that a page breaks no rule of WCAG 2.2 AA that a machine can check."""
    script = (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

    def check(page: Page) -> None:
        # Evaluated by the debugger, not as a script tag, which the site's security policy would refuse.
        page.evaluate(script)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", WCAG_2_2_AA
        )
        violations = [
            f"{rule['id']} ({rule['impact']}): {rule['help']}\n    "
            + "\n    ".join(f"{node['target']}: {node['html'][:200]}" for node in rule["nodes"])
            for rule in found["violations"]
        ]
        assert not violations, f"{page.url}\n" + "\n".join(violations)

    return check
