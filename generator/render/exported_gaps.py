"""Columns of documents that somebody chose and that have no provision on the domain: what they say instead."""

from __future__ import annotations

from collections.abc import Iterator

from generator.export import Paragraph, Run
from generator.export.document import Cell as TableCell
from generator.export.document import text_cell
from generator.models import Cell
from generator.render.index import Index
from generator.render.pages.domains import mentions_of
from generator.render.personal_data import Mask
from generator.render.wording import SHOWN_STATES
from generator.vocabulary import Domain


def instead(index: Index, domain: Domain, cell: Cell, named: str, mask: Mask) -> TableCell:
    """What stands for the provisions: the state with its reason, then the sentences that only mention the domain.

    Args:
        index: The look-ups.
        domain: The domain.
        cell: What is known of it in the document.
        named: The document's short name.
        mask: Hides its personal data.

    Returns:
        The cell.
    """
    state = Paragraph(runs=(Run(text=SHOWN_STATES[cell.shown], bold=True),))
    return (state, *text_cell(cell.reason), *_mentions(index, domain, cell, named, mask))


def _mentions(index: Index, domain: Domain, cell: Cell, named: str, mask: Mask) -> Iterator[Paragraph]:
    for mention in mentions_of(index, domain, cell):
        label = f"{named} {index.number(cell.policy, mention.item.id)} {mention.item.title}"
        yield Paragraph(runs=(Run(text=label, bold=True),))
        yield Paragraph(runs=(Run(text="仅提及："), Run(text=mask.text(mention.sentence))), quiet=True)


def nothing(cell: Cell) -> TableCell:
    """What stands where such a document has neither units nor time limits: nobody knows, or nothing."""
    return text_cell(SHOWN_STATES["unknown"] if cell.state in ("unknown", "not_parsed") else "—")
