"""对比台: the page on which a reader's own choice of provisions is compared; scripts fill it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.models.held_record import numbers_of
from generator.render.environment import index_of
from generator.render.site import Page, SiteInput


def pages(site: SiteInput) -> Iterable[Page]:
    """The desk page with the list of documents its script may load.

    Args:
        site: The whole site.

    Yields:
        "desk.md".
    """
    index = index_of(site)
    policies = [
        {
            "id": record.id,
            "short": index.short(record.id),
            "title": record.title,
            "hue": index.hue(record.jurisdiction.id),
            "items": held.principles + held.tasks,
        }
        for record, held in zip(site.records, map(numbers_of, site.records), strict=True)
    ]
    yield Page("desk.md", "对比台", "desk.html", {"wide": True, "policies": policies})
