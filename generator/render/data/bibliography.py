"""data/citations.bib: every document as a BibTeX entry."""

from __future__ import annotations

from collections.abc import Iterator

from generator.render.bibtex import bibtex_entry
from generator.render.site import DataFile, SiteInput


def files(site: SiteInput) -> Iterator[DataFile]:
    """One file for all documents and one for each; with an address where the site's own is known."""
    base = site.settings.site_url
    base = base if not base or base.endswith("/") else base + "/"
    entries = {
        record.id: bibtex_entry(record, url=f"{base}policies/{record.id}.html" if base else "")
        for record in site.records
    }
    yield DataFile("data/citations.bib", "\n".join(entries.values()).encode())
    for policy, entry in entries.items():
        yield DataFile(f"data/policies/{policy}.bib", entry.encode())
