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
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

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
        options = {"base_url": site.address, "locale": "nb-NO", "java_script_enabled": script} | options
        context = browser.new_context(**options)
        if name:
            context.add_cookies([signed_in(name)])
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


# What a press on it reaches: the thing itself, the control of a label, or what it is the words of.
PRESSED = """part => {
  const thing = part.closest("a, button, summary, label, input, [tabindex='0']");
  return thing?.control ?? thing;
}"""


@pytest.fixture
def by_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the test clicks or ticks is come to by Tab from what stands before it, and pressed with a key."""
    monkeypatch.setattr(Locator, "click", lambda self, **_how: _press(self, "Enter"))
    for name, holds in {"check": False, "uncheck": True}.items():
        monkeypatch.setattr(Locator, name, lambda self, *, _from=holds: _turn(self, _from))


def _press(locator: Locator, key: str) -> None:
    locator.wait_for(state="visible")
    locator.scroll_into_view_if_needed()
    wanted = locator.evaluate_handle(PRESSED).as_element()
    assert wanted is not None, f"{locator} is nothing to press"
    wanted.focus()
    is_choice = wanted.evaluate("thing => thing.matches('[type=radio], [type=checkbox]')")
    if not wanted.evaluate(
        "thing => thing.type === 'radio'"
    ):  # one Tab stop for them all; arrows lead between them
        locator.page.keyboard.press("Shift+Tab")
        locator.page.keyboard.press("Tab")
    assert wanted.evaluate("thing => thing === document.activeElement"), f"Tab does not come to {locator}"
    key = "Space" if is_choice else key
    wanted.press(key)  # waits for the page it leads to, as the keyboard's own does not


def _turn(locator: Locator, standing: bool) -> None:
    if locator.is_checked() is standing:
        _press(locator, "Space")
    expect(locator).to_be_checked(checked=not standing)


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
