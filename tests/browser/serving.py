"""A browser and a server for the built site, for the tests and for screenshots."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, Response

SUB_PATH = "/open/政策 库/"
"""Where the tests serve the site: deep, and with characters that have to be quoted."""

WIDTHS = (1440, 390)

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first that is installed is taken: the shell without a window opens pages in two thirds of the time."""

_AROUND_THE_PAGE = (
    "PreloadTopChromeWebUI",
    "InitialWebUI",
    "WebUIReloadButton",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
)
"""Parts of the window that Chromium makes as pages of their own, for every page anew: more than it costs itself."""

BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--disable-features=" + ",".join(("OptimizationHints", "MediaRouter", "Translate", *_AROUND_THE_PAGE)),
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
    "reuse": "reuse.html",
    "timeline": "timeline.html",
    "search": "search.html",
    "quality": "quality.html",
    "downloads": "downloads.html",
    "method": "method.html",
}

LOADING = ("search.html", "desk.html")
"""Pages that load data once they stand."""

_FOLDER_KINDS = {"policy": "policies", "domain": "domains", "pair": "pairs", "unit": "units"}

PAGE_KINDS = (*_FIXED_KINDS, *_FOLDER_KINDS)


def page_of_kind(site: Path, kind: str) -> str:
    """The path of a page of this kind; of many, the one with most in it, where most can go wrong."""
    if kind in _FIXED_KINDS:
        return _FIXED_KINDS[kind]
    pages = [path for path in (site / _FOLDER_KINDS[kind]).glob("*.html") if path.name != "index.html"]
    largest = max(pages, key=lambda path: (path.stat().st_size, path.name))
    return largest.relative_to(site).as_posix()


def states_of_kind(site: Path, kind: str) -> list[str]:
    """Addresses of a kind's page in every state that shows other things: panels, hits, a filled desk."""
    page = page_of_kind(site, kind)
    states = {
        "policy": [f"{page}#allocation", f"{page}#source-text"],
        "search": [f"{page}?q=%E4%BF%A1%E7%94%A8", f"{page}?q=%E9%87%8F%E5%AD%90%E8%AE%A1%E7%AE%97"],
        "desk": [f"{page}#i={_some_items(site)}"],
    }
    return [page, *states.get(kind, [])]


def open_page(page: Page, root: str, address: str) -> Response | None:
    """Open a page as if for the first time, and wait for what it loads by itself.

    Args:
        page: Where to open it.
        root: The address of the site, "/" at the end.
        address: The page's path with what it is asked.

    Returns:
        The server's answer.
    """
    page.goto("about:blank")
    # Only these load data after the page; waiting for silence takes half a second on each.
    return page.goto(root + address, wait_until="networkidle" if address.startswith(LOADING) else "load")


def _some_items(site: Path) -> str:
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((site / "data/policies").glob("*.json"))]
    return ",".join(f"{record['id']}:{record['tasks'][0]['id']}" for record in records[:3])


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
    # As servers of sites do: a connection serves many files, and an answer leaves at once.
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def translate_path(self, path: str) -> str:
        prefix = quote(SUB_PATH)
        if not path.startswith(prefix):
            return "/nonexistent"
        return super().translate_path("/" + path.removeprefix(prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a wrong address as a configured server does: with the site's own page."""
        missing = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not missing.is_file() or not self.path.startswith(quote(SUB_PATH)):
            super().send_error(code, message, explain)
            return
        body = missing.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a folder under SUB_PATH of this machine; gives the address of its root, "/" at the end."""

    class WithHeaders(_Handler):
        def end_headers(self) -> None:
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            super().end_headers()

    handler = functools.partial(WithHeaders, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{quote(SUB_PATH)}"
        finally:
            server.shutdown()
            thread.join()
