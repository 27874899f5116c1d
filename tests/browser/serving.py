"""A browser and a server for the built site, for the tests and for screenshots."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SUB_PATH = "/open/政策 库/"
"""Where the tests serve the site: deep, and with characters that have to be quoted."""

WIDTHS = (1440, 390)

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
)

_FIXED_KINDS = {
    "home": "index.html",
    "policies": "policies/index.html",
    "domains": "domains/index.html",
    "pairs": "pairs/index.html",
    "desk": "desk.html",
    "principles": "principles.html",
    "units": "units/index.html",
    "citations": "citations.html",
    "timeline": "timeline.html",
    "search": "search.html",
    "quality": "quality.html",
    "downloads": "downloads.html",
    "method": "method.html",
}

_FOLDER_KINDS = {"policy": "policies", "domain": "domains", "pair": "pairs", "unit": "units"}

PAGE_KINDS = (*_FIXED_KINDS, *_FOLDER_KINDS)


def page_of_kind(site: Path, kind: str) -> str:
    """The path of a page of this kind; of many, the one with most in it, where most can go wrong."""
    if kind in _FIXED_KINDS:
        return _FIXED_KINDS[kind]
    pages = [path for path in (site / _FOLDER_KINDS[kind]).glob("*.html") if path.name != "index.html"]
    largest = max(pages, key=lambda path: (path.stat().st_size, path.name))
    return largest.relative_to(site).as_posix()


def find_browser() -> str:
    """The browser's path; fails with what to install where there is none."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise RuntimeError(
        "no Chromium found: the browser tests need it and Chinese fonts "
        "(Debian/Ubuntu: apt-get install chromium fontconfig fonts-noto-cjk)"
    )


class _Handler(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        prefix = quote(SUB_PATH)
        if not path.startswith(prefix):
            return "/nonexistent"
        return super().translate_path("/" + path.removeprefix(prefix))

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder under SUB_PATH of this machine; gives the address of its root, "/" at the end."""
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{quote(SUB_PATH)}"
        finally:
            server.shutdown()
            thread.join()
