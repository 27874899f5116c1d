"""检索: the search page; the index itself is generator.render.data.search_index, the search is search-engine.js."""

from __future__ import annotations

from collections.abc import Iterator

from generator.render.data.records import content_hash
from generator.render.search.entries import counted_in
from generator.render.search.scripts import FOLDER
from generator.render.site import Page, SiteInput


def pages(site: SiteInput) -> Iterator[Page]:
    """The one page for searching."""
    context: dict[str, object] = {
        "wide": True,
        "folder": FOLDER,
        "version": content_hash(site)[:12],
        "counted": sum(map(counted_in, site.records)),
    }
    yield Page("search.md", "检索", "search.html", context)
