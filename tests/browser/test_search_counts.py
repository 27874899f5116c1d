"""Numbers that pages give with a link to search are those that search gives."""

from __future__ import annotations

from playwright.sync_api import Page

from generator.render import tallies
from generator.render.materials import Unkept
from tests.render.made import real_site

DOCUMENTS = """async (questions) => {
  const index = await pkSearch.ready;
  const found = [];
  for (const [domain, fn, roles] of questions) {
    const chosen = { domain: new Set([domain]), function: new Set([fn]), role: new Set(roles) };
    const entries = await pkSearch.search(index, "", chosen);
    found.push(new Set(entries.map((entry) => index.policyOf[entry])).size);
  }
  return found;
}"""


def test_search_finds_as_many_documents_as_are_counted_for_a_domain_and_a_class(page: Page, site_url: str) -> None:
    made = real_site()
    rows = tallies.charged(made, Unkept(made))
    asked = [
        (row.domain.id, one.function.id, roles, one.documents)
        for row in rows
        for counts, roles in ((row.heads, tallies.HEADING), (row.helpers, ("cooperate",)))
        for one in counts
    ]
    assert len(asked) > 100
    page.goto(site_url + "search.html")
    assert page.evaluate(DOCUMENTS, [[d, f, list(r)] for d, f, r, _ in asked]) == [count for *_, count in asked]
