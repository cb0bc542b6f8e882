"""Makes the generated parts of docs/ again: ``./run docs`` for all, ``./run docs screenshots`` for one.

Each part is a function in PARTS; a part that takes long says so.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

DOCS = Path(__file__).resolve().parent
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = {"phone": 360, "tablet": 768, "desk": 1440}
# Name of the picture: address, widths, theme, height of the window in pixels.
PICTURES = {
    "start": ("/", ("phone", "desk"), "light", 1000),
    "start_dark": ("/", ("desk",), "dark", 1000),
    "interview": ("/interview/short", ("phone", "desk"), "light", 1000),
    "report": ("/report", ("phone", "tablet", "desk"), "light", 2400),
    "values": ("/values", ("desk",), "light", 1000),
    "check": ("/check", ("desk",), "light", 1000),
    "treatments": ("/options", ("desk",), "light", 1200),
    "studies": ("/explore", ("desk",), "light", 1200),
    "plan": ("/plan/bmac", ("tablet",), "light", 1400),
    "style": ("/style", ("desk",), "light", 2200),
}
EXAMPLE = "mild_oa_52"


@contextmanager
def _site() -> Iterator[str]:
    """The address of a site of its own, with the example people."""
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "-m", "kneewise.cli.main", "serve", "--demo", "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"KNEEWISE_DATA": folder, "PYTHONUNBUFFERED": "1", "KNEEWISE_RATE_SCALE": "100"},
        )
        assert server.stdout is not None
        found = re.search(r"http://localhost:(\d+)/", server.stdout.readline())
        assert found, "the site did not start"
        try:
            yield f"http://127.0.0.1:{found[1]}"
        finally:
            server.terminate()
            server.wait()


def screenshots() -> None:
    """Pictures of the main pages at three widths, into docs/screenshots (about half a minute)."""
    from playwright.sync_api import sync_playwright

    folder = DOCS / "screenshots"
    folder.mkdir(exist_ok=True)
    with _site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (path, widths, theme, height) in PICTURES.items():
            for width in widths:
                context = browser.new_context(
                    viewport={"width": WIDTHS[width], "height": height}, color_scheme=theme, base_url=address
                )
                page = context.new_page()
                page.goto("/")
                page.locator(f'form[action$="/example/{EXAMPLE}"] button').click()
                page.goto(path)
                page.screenshot(path=folder / f"{name}_{width}.png")
                context.close()
        browser.close()
    print(f"screenshots: {len(list(folder.glob('*.png')))} pictures in {folder}")


PARTS: dict[str, Callable[[], None]] = {"screenshots": screenshots}


def main(wanted: list[str]) -> int:
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"docs/make.py: no part {', '.join(unknown)}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    for name in wanted or PARTS:
        PARTS[name]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
