"""What the browser tests share: who comes to the site, and with which screen."""

from typing import Any, Protocol

from playwright.sync_api import Page

PASSWORD = "demo-CCHC-2026"
"""Of every login of the demonstration."""

YEAR = 2026
"""The latest year of the demonstration, whatever the calendar says."""

DESK, PHONE = 1440, 360
"""Widths of the screen in CSS pixels: an officer's, and the narrowest that the product promises to serve."""


class Visit(Protocol):
    """Opens a new page in the browser of `username`, who is signed in, or in that of somebody who never came before."""

    def __call__(
        self, username: str = "", *, width: int = DESK, dark: bool = False, javascript: bool = True
    ) -> Page: ...


class Axe(Protocol):
    """Asserts that a page breaks no rule of WCAG 2.2 AA that a machine can check."""

    def __call__(self, page: Page) -> None: ...


class AtSite(Protocol):
    """Runs a program of tests/support beside the served demonstration, on its data; returns the JSON that it prints."""

    def __call__(self, program: str, *arguments: str) -> Any: ...
