"""`make screenshots`: the README's pictures, taken of the running demo.

make demo            (in one window)
make screenshots     (in another; PORT as for the demo)
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
PICTURES = [
    ("koordinator.hedmark", "/rapporter/2010/hedmark/", "rapport.png"),
    ("difi", "/oversikt/#kart", "oversikt.png"),
]
WINDOW = {"width": 1280, "height": 900}


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium mangler: sudo apt install chromium", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=sandbox)
        for account, path, name in PICTURES:
            page = browser.new_page(viewport=WINDOW, locale="nb-NO")
            page.goto(f"{address}/konto/login/")
            page.get_by_label("E-post").fill(f"{account}@demo.example")
            page.get_by_label("Passord", exact=True).fill("innkjop-2011")
            page.get_by_role("main").get_by_role("button", name="Logg inn").click()
            page.goto(address + path)
            page.screenshot(path=FOLDER / name)
            print(f"docs/images/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
