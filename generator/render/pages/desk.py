"""对比台: the page on which a reader's own choice of provisions is compared; scripts fill it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.render.environment import index_of
from generator.render.pages.policies import items_in, list_paths
from generator.render.site import Page, SiteInput


def pages(site: SiteInput) -> Iterable[Page]:
    """The desk page with the list of documents its script may load; many it loads too (data/policies.js).

    It lists the pairs of which marked differences are published as well.

    Args:
        site: The whole site.

    Yields:
        "desk.md".
    """
    index = index_of(site)
    known = site.records if len(list_paths(index.total)) == 1 else ()
    policies = [
        {
            "id": record.id,
            "short": index.short(record.id),
            "title": record.title,
            "number": record.doc_number or "",
            "hue": index.hue(record.jurisdiction.id),
            "items": items_in(record),
        }
        for record in known
    ]
    marked = [f"{a}--{b}" for a, b in index.paged_pairs]
    yield Page("desk.md", "对比台", "desk.html", {"wide": True, "policies": policies, "marked": marked})
