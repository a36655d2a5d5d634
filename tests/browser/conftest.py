"""A real Chromium against a real site."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.site import Site

CHROMES = ["chromium", "chromium-browser", "google-chrome"]
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW = "Chromium is missing. Debian: sudo apt install chromium. macOS: brew install --cask google-chrome"

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def site(stylesheets, tmp_path_factory) -> Iterator[Site]:
    with Site(tmp_path_factory.mktemp("site"), stylesheets) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its file: Playwright's event loop would stand in the way of Django's tests that come after."""
    found = next(filter(None, map(shutil.which, CHROMES)), MAC_CHROME if Path(MAC_CHROME).exists() else None)
    if found is None:
        if os.environ.get("PORTAL_REQUIRE_BROWSER"):
            pytest.fail(HOW)
        pytest.skip(HOW)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=[*QUIET, *sandbox])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def signed_in(site):
    """`signed_in("kari")` is the cookie that Kari's browser gets at log-in: one session for a site."""

    @cache
    def sign_in(name: str) -> dict[str, str]:
        return {"name": settings.SESSION_COOKIE_NAME, "value": site.sign_in(name), "url": site.address}

    return sign_in


@pytest.fixture
def page_of(browser, site, signed_in):
    """`page_of("kari")` is Kari's own browser window, signed in; without a name it is anybody's."""
    contexts = []

    def open_window(name: str = "", *, script: bool = True, **options) -> Page:
        options |= {"base_url": site.address, "locale": "nb-NO", "java_script_enabled": script}
        context = browser.new_context(**options)
        if name:
            context.add_cookies([signed_in(name)])
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


def go_on(page: Page) -> None:
    """To the result of work that is under way: the page goes there itself, unless it was done at once."""
    link = page.get_by_role("link", name="Åpne resultatet")
    deadline = time.monotonic() + 60
    while "/jobber/" in page.url:
        assert time.monotonic() < deadline, "The work did not end in time"
        if link.is_visible():
            page.wait_for_timeout(1000)
            if "/jobber/" in page.url:
                link.click()
        page.wait_for_timeout(100)
