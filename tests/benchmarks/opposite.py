"""How often provisions that any-pair.js puts opposite each other are linked; prints figures of a built small site.

Usage: python -m tests.benchmarks.opposite SITE
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.serving import BROWSER_ARGUMENTS, find_browser
from tests.support import ROOT

Pair = tuple[str, str]


def linked(site: Path) -> dict[Pair, set[Pair]]:
    """For each two documents the provisions that are linked by more than a mention, in either direction."""
    found: dict[Pair, set[Pair]] = {}
    for link in json.loads((site / "data/alignments.json").read_text(encoding="utf-8")):
        here, there = link["from"], link["to"]
        if link["type"] != "mention":
            found.setdefault((here["policy"], there["policy"]), set()).add((here["item"], there["item"]))
            found.setdefault((there["policy"], here["policy"]), set()).add((there["item"], here["item"]))
    return found


def main() -> None:
    """Print how many of the near ones are linked, and how many of the linked ones are near."""
    site = Path(sys.argv[1])
    links = linked(site)
    items: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((site / "data/desk").glob("*.js")):
        if "--" not in path.stem:
            call = path.read_text(encoding="utf-8")
            items[path.stem] = json.loads(call[call.index(",") + 1 : call.rindex(")")])["items"]
    both = near_only = linked_only = nearest = with_link = without = put = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(BROWSER_ARGUMENTS))
        page = browser.new_page()
        page.evaluate((ROOT / "site_src/assets/js/any-pair.js").read_text(encoding="utf-8"))
        for one, other in itertools.combinations(sorted(items), 2):
            ask = "both => policykbNearest(...both).map(({ left, right }) => [left.id, right.id])"
            near = [(left, right) for left, right in page.evaluate(ask, [items[one], items[other]])]
            gold = links.get((one, other), set())
            both += len(gold & set(near))
            near_only += len(set(near) - gold)
            linked_only += len(gold - set(near))
            for item in items[one]:
                mine = {right for left, right in gold if left == item["id"]}
                first = next((right for left, right in near if left == item["id"]), None)
                with_link += bool(mine)
                nearest += bool(mine) and first in mine
                without += not mine
                put += not mine and first is not None
        browser.close()
    print(f"near {both + near_only}, of them linked {both}; linked {both + linked_only}")
    print(f"with a link {with_link}, the nearest is linked {nearest}; without {without}, put opposite one {put}")


if __name__ == "__main__":
    main()
