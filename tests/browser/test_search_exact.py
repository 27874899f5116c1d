"""Search against a plain scan of the published records: strings and facets drawn at random, nothing missed or added."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.scan import Hit, Scan, limits, plain, run, units

SEED = 20261121
STRINGS, LONGEST, COMBINATIONS, OPENED = 500, 20, 150, 8
QUOTES = '"“”「」『』'
FAMILIES = ("(（[［{｛〔【〖", ")）]］}｝〕】〗", '"“”「」『』', "-－—", ",，", ";；", ":：", "%％")
SIMPLIFIED, TRADITIONAL = "诚务监机会发责单门关员实业经济办规", "誠務監機會發責單門關員實業經濟辦規"

ASK = """async (questions) => {
  const index = await pkSearch.ready;
  const answers = [];
  for (const [query, chosen] of questions) {
    const sets = Object.fromEntries(Object.entries(chosen).map(([facet, values]) => [facet, new Set(values)]));
    answers.push(await pkSearch.search(index, query, sets));
  }
  const ids = [];
  for (let entry = 0; entry < index.entries; entry += 1) {
    const found = await pkSearch.textOf(index, entry);
    ids.push([found.document.policy, found.item]);
  }
  return answers.map((entries) => entries.map((entry) => ids[entry]));
}"""
"""The page's own search, asked in one open page; a question is a query and the chosen values of facets."""

Conditions = dict[str, list[str]]


@pytest.fixture(scope="module")
def opened(browser: Browser, site_url: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(site_url + "search.html")
    yield page
    page.close()


def ask(page: Page, questions: list[tuple[str, Conditions]]) -> list[list[Hit]]:
    return [[(policy, item) for policy, item in hits] for hits in page.evaluate(ASK, questions)]


def texts(scan: Scan) -> list[str]:
    """Every title, text and unit name that search covers."""
    found = []
    for record in scan.records:
        for item in (*record["principles"], *record["tasks"], *record["sections"]):
            found += [item["title"], item["text"], *(unit["raw"] for unit in item.get("units", []))]
    return [text for text in found if text]


def strings(scan: Scan, number: int) -> list[str]:
    """Substrings of the corpus that ask for themselves: without blanks, no exclusion, no phrase in quotation marks."""
    draw = random.Random(SEED)  # noqa: S311 - the same strings in every run
    sources = texts(scan)
    weights = [len(text) for text in sources]
    found: list[str] = []
    while len(found) < number:
        (text,) = draw.choices(sources, weights)
        start = draw.randrange(len(text))
        string = text[start : start + draw.randint(1, LONGEST)]
        if not any(char.isspace() for char in string) and string[0] not in "-－−" and string[0] not in QUOTES:
            found.append(string)
    return found


def attributes(record: dict[str, Any], item: dict[str, Any]) -> dict[str, set[str]]:
    """The values of a provision for every facet but function and role, which are a unit's."""
    domains = item.get("domains") or {"primary": None, "secondary": []}
    named = [*([domains["primary"]] if domains["primary"] else []), *domains["secondary"]]
    is_principle = item in record["principles"]
    return {
        "region": {record["jurisdiction"]["id"]},
        "level": {record["jurisdiction"]["level"]},
        "type": {record["document_type"]},
        "year": {record["issued_on"][:4] if record["issued_on"] else "unknown"},
        "status": {record["text_status"]},
        "kind": {"principle" if is_principle else item["kind"] if "domains" in item else "section"},
        "domain": {domain["id"] for domain in named},
        "deadline": {"yes" if item.get("deadlines") or limits(record, item) else "no"},
    }


def duties(record: dict[str, Any], item: dict[str, Any]) -> set[tuple[str, str]]:
    return {(unit["function"]["id"] if unit["function"] else "", unit["role"]) for unit in units(record, item)}


def expected(scan: Scan, word: str, chosen: Conditions) -> set[Hit]:
    sought = plain(word)

    def fits(record: dict[str, Any], item: dict[str, Any], fields: list[str]) -> bool:
        own = attributes(record, item)
        plain_facets = all(set(wanted) & own[facet] for facet, wanted in chosen.items() if facet in own)
        functions, roles = chosen.get("function"), chosen.get("role")
        same_unit = (functions is None and roles is None) or any(
            (functions is None or function in functions) and (roles is None or role in roles)
            for function, role in duties(record, item)
        )
        return plain_facets and same_unit and any(sought in field for field in fields)

    return scan.hits(fits)


def combinations(scan: Scan, number: int) -> list[tuple[str, Conditions]]:
    """A word of the corpus (or none) with one to three facets, each with one to three values that occur."""
    draw = random.Random(SEED)  # noqa: S311
    known: dict[str, set[str]] = {}
    for record in scan.records:
        for item in (*record["principles"], *record["tasks"], *record["sections"]):
            for facet, values in attributes(record, item).items():
                known.setdefault(facet, set()).update(values)
            known.setdefault("function", set()).update(function for function, _ in duties(record, item) if function)
            known.setdefault("role", set()).update(role for _, role in duties(record, item))
    words = ["", *(string[:2] for string in strings(scan, number))]
    made = []
    for _ in range(number):
        facets = draw.sample(sorted(known), draw.randint(1, 3))
        made.append(
            (
                draw.choice(words),
                {
                    facet: draw.sample(sorted(known[facet]), min(len(known[facet]), draw.randint(1, 3)))
                    for facet in facets
                },
            )
        )
    return made


def test_random_strings_are_found_wherever_they_stand_and_nowhere_else(opened: Page, scan: Scan) -> None:
    drawn = strings(scan, STRINGS)
    assert {len(string) for string in drawn} == set(range(1, LONGEST + 1))
    answers = ask(opened, [(string, {}) for string in drawn])
    for string, hits in zip(drawn, answers, strict=True):
        assert len(set(hits)) == len(hits)
        assert set(hits) == scan.words(string), string
    assert sum(len(hits) > 1 for hits in answers) > STRINGS // 5


def forms(char: str) -> str:
    """What a reader may type for a character: either width and case, other brackets, its traditional form."""
    half = unicodedata.normalize("NFKC", char)
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in half)
    family = next((family for family in FAMILIES if char in family), char)
    traditional = char.translate(str.maketrans(SIMPLIFIED, TRADITIONAL))
    return "".join(
        dict.fromkeys(one for one in (*family, *wide, half.upper(), half.lower(), traditional) if len(one) == 1)
    )


def test_strings_are_found_however_they_are_typed(opened: Page, scan: Scan) -> None:
    draw = random.Random(SEED)  # noqa: S311
    drawn = [string for string in strings(scan, STRINGS) if len(string) > 1]
    # The first character stays: a hyphen or a quotation mark there would ask for something else.
    typed = [string[0] + "".join(draw.choice(forms(char)) for char in string[1:]) for string in drawn]
    answers = ask(opened, [(string, {}) for string in typed])
    for string, other, hits in zip(drawn, typed, answers, strict=True):
        assert set(hits) == scan.words(string), (string, other)
    assert sum(string != other for string, other in zip(drawn, typed, strict=True)) > STRINGS // 3


def test_strings_that_stand_nowhere_are_not_found(opened: Page, scan: Scan) -> None:
    """Halves of two strings of the corpus put together: every pair but one stands somewhere."""
    drawn = strings(scan, STRINGS)
    mixed = [a[: len(a) // 2 + 1] + b[len(b) // 2 :] for a, b in pairwise(drawn)]
    answers = ask(opened, [(string, {}) for string in mixed])
    assert all(set(hits) == scan.words(string) for string, hits in zip(mixed, answers, strict=True))
    assert sum(not hits for hits in answers) > STRINGS // 2


def test_facets_in_any_combination(opened: Page, scan: Scan) -> None:
    drawn = combinations(scan, COMBINATIONS)
    answers = ask(opened, drawn)
    for (word, chosen), hits in zip(drawn, answers, strict=True):
        assert set(hits) == expected(scan, word, chosen), (word, chosen)
    sizes = [size for size, _ in groupby(sorted(map(len, answers)))]
    assert len(sizes) > 10
    assert {facet for _, chosen in drawn for facet in chosen} >= {"year", "status", "deadline", "function", "role"}


def test_the_address_gives_the_same(page: Page, site_url: str, scan: Scan) -> None:
    for string in strings(scan, STRINGS)[:: STRINGS // OPENED]:
        assert run(page, site_url, q=string) == scan.words(string), string
    drawn = [(word, chosen) for word, chosen in combinations(scan, COMBINATIONS) if expected(scan, word, chosen)]
    for word, chosen in drawn[:: len(drawn) // OPENED]:
        assert run(page, site_url, q=word, **chosen) == expected(scan, word, chosen), (word, chosen)
