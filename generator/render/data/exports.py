"""data/exports/: every domain, and every pair of a corpus that is not too large, as Word and Excel files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.render.environment import index_of
from generator.render.export_forms import WRITERS
from generator.render.exported import Exporter
from generator.render.pages.pairs import PAIRS_WITH_FILES
from generator.render.site import DataFile, SiteInput

FORMATS = ("docx", "xlsx")


@dataclass(frozen=True)
class Offered:
    """What one domain or pair offers: `part` as in `parts`, a title, and format -> path of the file."""

    part: str
    title: str
    paths: Mapping[str, str]


def offered(site: SiteInput) -> tuple[Offered, ...]:
    """All files of data/exports as the index and the page on data list them, domains first."""
    index = index_of(site)
    titled = [(f"domain-{domain.id}", domain.name) for domain in site.vocabulary.domains]
    titled += [(f"pair-{a}--{b}", f"{index.short(a)}与{index.short(b)}") for a, b in _offered(site)]
    return tuple(
        Offered(part, title, {form: f"data/exports/{part}.{form}" for form in FORMATS}) for part, title in titled
    )


def files(site: SiteInput) -> Iterable[DataFile]:
    """None but those of the domains and pairs."""
    return ()


def parts(site: SiteInput) -> Iterator[str]:
    """What the comparison pages offer: "domain-<id>", then "pair-<a>--<b>" (a before b in record order)."""
    yield from (f"domain-{domain.id}" for domain in site.vocabulary.domains)
    yield from (f"pair-{a}--{b}" for a, b in _offered(site))


def part_files(site: SiteInput, part: str) -> Iterator[DataFile]:
    """The files of one domain or pair.

    Args:
        site: The whole site.
        part: See `parts`.

    Yields:
        "data/exports/<part>.docx" and ".xlsx".
    """
    kind, _, name = part.partition("-")
    exporter = Exporter(site)
    export = exporter.domain(name) if kind == "domain" else exporter.pair(*index_of(site).pair_named(name))
    for form in FORMATS:
        yield DataFile(f"data/exports/{part}.{form}", WRITERS[form](export))


def _offered(site: SiteInput) -> tuple[tuple[str, str], ...]:
    pairs = index_of(site).paged_pairs
    return pairs if len(pairs) <= PAIRS_WITH_FILES else ()
