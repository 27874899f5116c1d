"""引用关系: which document rests on which, drawn and as tables; documents cited but not held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.models import Citation
from generator.models.held_record import citations_of
from generator.models.limits import ROWS
from generator.render.citation_graph import CHAINED, cited_name, documents
from generator.render.citation_layout import graph
from generator.render.site import Page, SiteInput
from generator.render.wording import RELATIONS


@dataclass(frozen=True)
class CitationRow:
    """A citation with the line of the source on which it stands first (1-based)."""

    policy: str
    cited: Citation
    line: int

    @property
    def name(self) -> str:
        """What is cited, by name."""
        return cited_name(self.cited)


def pages(site: SiteInput) -> Iterator[Page]:
    """The one page on citations."""
    every = documents(site)
    rows = tuple(
        CitationRow(record.id, cited, 1 + site.sources[record.id].count("\n", 0, cited.span[0]))
        for record in site.records
        for cited in citations_of(record)
    )
    used = {row.cited.relation for row in rows}
    wanted = (d for d in every if d.policy is None and any(cited.relation in CHAINED for _, cited in d.cited_by))
    context: dict[str, object] = {
        "wide": True,
        "graph": graph(site),
        "rows": rows,
        "most": ROWS,
        "relations": tuple(relation for relation in RELATIONS if relation in used),
        "chained": tuple(relation for relation in RELATIONS if relation in used and relation in CHAINED),
        "cited": tuple(document for document in every if document.policy and document.cited_by),
        "wanted": tuple(sorted(wanted, key=lambda document: -len({citing for citing, _ in document.cited_by}))),
    }
    yield Page("citations.md", "引用关系", "citations.html", context)
