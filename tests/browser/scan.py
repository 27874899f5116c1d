"""A plain scan of the published records, which search in a browser is held against."""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

POLICIES = Path(__file__).parents[2] / "policies"


Hit = tuple[str, str]


BRACKETS = {
    **dict.fromkeys("[{〔【〖", "("),
    **dict.fromkeys("]}〕】〗", ")"),
    **dict.fromkeys("“”「」『』", '"'),
    "—": "-",
}


def plain(text: str) -> str:
    """The forms that search takes for the same, by another road than the program's."""
    wide = unicodedata.normalize("NFKC", "".join(text.split())).casefold().translate(str.maketrans("誠設", "诚设"))
    return "".join(BRACKETS.get(char, char) for char in wide)


def clauses(record: dict[str, Any], item: dict[str, Any], source: str) -> list[str]:
    """The clauses on who is responsible, cut out of the source."""
    found = []
    for start, end in item.get("clause_spans", []):
        clause = source[start:end]
        for repair in sorted(record["repairs"], key=lambda repair: repair["span"], reverse=True):
            first, last = repair["span"]
            if start <= first and last <= end:
                clause = clause[: first - start] + repair["after"] + clause[last - start :]
        found.append(clause)
    return found


def charged(record: dict[str, Any], item: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The "units" or "deadlines" in the bracket of the heading above that a task without its own takes them from."""
    group = next((task for task in record["tasks"] if task["id"] == item.get(f"{kind}_from")), None)
    if group is None:
        return []
    return [
        entry
        for entry in group[kind]
        if any(start <= entry["span"][0] and entry["span"][1] <= end for start, end in group["clause_spans"])
    ]


def units(record: dict[str, Any], item: dict[str, Any]) -> list[dict[str, Any]]:
    """The units of a task: its own, else those of the heading above."""
    return item.get("units") or charged(record, item, "units")


def limits(record: dict[str, Any], item: dict[str, Any]) -> list[str]:
    """The time limits of a task, of the heading above it, and those of the annex's rows on it that say another one."""

    def term(limit: dict[str, Any]) -> tuple[str, str]:
        return limit["type"], limit["date"] or limit["period"] or limit["type"] == "ongoing" or limit["raw"]

    own = [*item.get("deadlines", []), *charged(record, item, "deadlines")] if "clause_spans" in item else []
    rows = [row for row in record["annex_rows"] if row["task"] == item["id"] and "clause_spans" in item]
    told = {term(limit) for limit in own}
    annexed = [limit for row in rows for limit in row["deadlines"] if term(limit) not in told]
    return [limit["raw"] for limit in (*own, *annexed)]


class Scan:
    """All that can be found, read from the published records."""

    def __init__(self, site_dir: Path) -> None:
        index = json.loads((site_dir / "data/index.json").read_text(encoding="utf-8"))
        self.records = [
            json.loads((site_dir / entry["json"]).read_text(encoding="utf-8")) for entry in index["policies"]
        ]

    def hits(self, fits: Callable[[dict[str, Any], dict[str, Any], list[str]], bool]) -> set[Hit]:
        """Ids of what `fits(record, item, fields)` says yes to."""
        return {(record["id"], item["id"]) for record, item, fields in self._entries if fits(record, item, fields)}

    @functools.cached_property
    def _entries(self) -> list[tuple[dict[str, Any], dict[str, Any], list[str]]]:
        """All that can be found with its record and its texts, which thousands of questions are asked of."""
        found = []
        for record in self.records:
            source = (POLICIES / record["id"] / record["source"]["file"]).read_text(encoding="utf-8")
            sections = [section for section in record["sections"] if section["item"] is None]
            for item in (*record["principles"], *record["tasks"], *sections):
                names = [unit["raw"] for unit in units(record, item)]
                said = (*names, *clauses(record, item, source), *limits(record, item))
                fields = [plain(field) for field in (item["title"], item["text"], *said)]
                found.append((record, item, fields))
        return found

    def words(self, *wanted: str, without: tuple[str, ...] = ()) -> set[Hit]:
        """Ids of what has all the words and none of the others."""

        sought, left_out = ([plain(word) for word in words] for words in (wanted, without))

        def fits(_record: object, _item: object, fields: list[str]) -> bool:
            def has(word: str) -> bool:
                return any(word in field for field in fields)

            return all(map(has, sought)) and not any(map(has, left_out))

        return self.hits(fits)


def run(page: Page, address: str, **parameters: str | list[str]) -> set[Hit]:
    """Open the search, press "more" to the end, and return the hits; their number must be the one announced."""
    page.goto(f"{address}search.html?{urlencode(parameters, doseq=True)}")
    page.wait_for_selector("[data-total]", state="attached")
    while page.locator("[data-more]").count():
        before = page.locator("[data-policy][data-item]").count()
        page.locator("[data-more]").click()
        expect(page.locator("[data-policy][data-item]").nth(before)).to_be_attached()
    # All in one question: each of hundreds of hits would be two.
    told = page.locator("[data-total] [data-policy][data-item]").evaluate_all(
        "hits => hits.map((hit) => [hit.dataset.policy, hit.dataset.item])"
    )
    found = [(policy, item) for policy, item in told]
    assert page.locator("[data-total]").get_attribute("data-total") == str(len(found))
    assert len(set(found)) == len(found)
    return set(found)
