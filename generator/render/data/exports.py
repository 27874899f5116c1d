"""data/exports/: every domain, and every pair of a corpus that is not too large, as Word and Excel files."""

from __future__ import annotations

from collections.abc import Iterator

from generator.render.exported import WRITERS, Exporter
from generator.render.index import paged_pairs
from generator.render.pages.pairs import PAIRS_WITH_FILES
from generator.render.site import DataFile, SiteInput

FORMATS = ("docx", "xlsx")


def files(site: SiteInput) -> Iterator[DataFile]:
    """The files that the comparison pages offer.

    Args:
        site: The whole site.

    Yields:
        "data/exports/domain-<id>.docx|xlsx", "data/exports/pair-<a>--<b>.docx|xlsx" (a before b in record order).
    """
    exporter = Exporter(site)
    for domain in site.vocabulary.domains:
        export = exporter.domain(domain.id)
        for form in FORMATS:
            yield DataFile(f"data/exports/domain-{domain.id}.{form}", WRITERS[form](export))
    places = {record.id: number for number, record in enumerate(site.records)}
    pairs = sorted(paged_pairs(site), key=lambda pair: (places[pair[0]], places[pair[1]]))
    for a, b in pairs if len(pairs) <= PAIRS_WITH_FILES else ():
        export = exporter.pair(a, b)
        for form in FORMATS:
            yield DataFile(f"data/exports/pair-{a}--{b}.{form}", WRITERS[form](export))
