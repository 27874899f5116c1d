"""Bytes that each page kind sends over the wire: `python -m tests.benchmarks.weight SITE`.

Own means the page and this project's styles, scripts and data loaded with the page; theme means Material's. All are
counted as a server with gzip (level 6) sends them. The goals: 150 kB own, 500 kB with the theme.
"""

from __future__ import annotations

import argparse
import gzip
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from tests.browser.serving import PAGE_KINDS, page_of_kind

OWN_GOAL, FULL_GOAL = 150_000, 500_000
THEME = re.compile(r"assets/stylesheets/")
LOADED = "//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src"


def sent(path: Path) -> int:
    """The bytes of a file as sent: compressed, unless that saves nothing."""
    content = path.read_bytes()
    return min(len(content), len(gzip.compress(content, 6)))


def weight(site: Path, page: str) -> tuple[int, int]:
    """Own bytes and the theme's bytes of a page with all that its markup loads."""
    document = html.document_fromstring((site / page).read_bytes().decode("utf-8"))
    loaded = {urlsplit(urljoin(f"http://site/{page}", link)).path.lstrip("/") for link in document.xpath(LOADED)}
    own, theme = sent(site / page), 0
    for name in sorted(loaded):
        size = sent(site / unquote(name))
        if THEME.match(name):
            theme += size
        else:
            own += size
    return own, theme


def main() -> None:
    """Print a table; the fullest page stands for its kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    site = parser.parse_args().site
    print(f"{'kind':<12}{'page':<52}{'html kB':>9}{'own kB':>9}{'all kB':>9}")
    for kind in PAGE_KINDS:
        page = page_of_kind(site, kind)
        own, theme = weight(site, page)
        mark = "" if own <= OWN_GOAL and own + theme <= FULL_GOAL else "  over the goal"
        sizes = "".join(f"{size / 1000:9.1f}" for size in (sent(site / page), own, own + theme))
        print(f"{kind:<12}{page:<52}{sizes}{mark}")


if __name__ == "__main__":
    main()
