"""Provisions cited by number (引用条款) inside a text, as links to the provisions they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.models import PolicyRecord, Preamble, Principle, Reference, Section, Span, Task
from generator.render.index import Index

Item = Task | Principle | Section | Preamble

ARTICLE = re.compile(r"^第.+条(?:之.+)?$")


@dataclass(frozen=True)
class CitedProvision:
    """A stretch of an item's text that cites a provision of the knowledge base.

    Attributes:
        span: Where it stands in the text as shown.
        policy: The document that is meant.
        anchor: Id on that document's page: the provision, or the paragraph of it.
        title: What the link leads to, for people.
    """

    span: Span
    policy: str
    anchor: str
    title: str


def is_article(item: Item) -> bool:
    """Whether an item is an article (第三条), whose paragraphs (款) are cited by number."""
    return not isinstance(item, Preamble) and ARTICLE.match(item.number) is not None


def paragraph_anchor(item_id: str, number: int) -> str:
    """The anchor of a paragraph (款) of an article, counted from 1."""
    return f"{item_id}-k{number}"


def cited_provisions(index: Index, policy: str, item: Item) -> tuple[CitedProvision, ...]:
    """The provisions that an item's text cites and the knowledge base holds.

    Args:
        index: The look-ups.
        policy: The document of the item.
        item: Its text as shown may differ from the source by repairs; a citation they changed is left out.

    Returns:
        The citations in text order, without overlap.
    """
    found: list[CitedProvision] = []
    position = 0
    for reference in index.record(policy).references:
        inside = any(start <= reference.span[0] < end for start, end in item.spans)
        at = item.text.find(reference.raw, position) if inside else -1
        if at < 0:
            continue
        position = at + len(reference.raw)
        if reference.policy is not None and reference.item is not None and index.holds(reference.policy):
            found.append(_cited(index, policy, reference, reference.policy, reference.item, (at, position)))
    return tuple(found)


def _cited(index: Index, policy: str, reference: Reference, other: str, item_id: str, span: Span) -> CitedProvision:
    record = index.record(other)
    item = _item(record, item_id)
    anchor = item_id
    number = reference.paragraph
    if number is None and reference.paragraph_span is not None and item is not None:
        number = _paragraph_at(item, reference.paragraph_span)
    if reference.point is None and number is not None and item is not None and is_article(item):
        anchor = paragraph_anchor(item_id, number) if number <= len(index.paragraphs(other, item)) else item_id
    name = "本文件" if other == policy else f"《{record.title}》"
    parts = (("款", number), ("项", reference.point))
    deeper = "".join(f"第{value}{unit}" for unit, value in parts if value is not None)
    return CitedProvision(span, other, anchor, f"见{name}第{_article(reference.article)}{deeper}")


def _article(key: str) -> str:
    """第3条 of "3", 第3条之1 of "3-1"."""
    number, _, added = key.partition("-")
    return f"{number}条之{added}" if added else f"{number}条"


def _item(record: PolicyRecord, item_id: str) -> Task | Principle | Section | None:
    every: tuple[Task | Principle | Section, ...] = (*record.tasks, *record.principles, *record.sections)
    return next((item for item in every if item.id == item_id), None)


def _paragraph_at(item: Item, span: Span) -> int | None:
    starts = [item.spans[first][0] for first in item.paragraph_starts if first < len(item.spans)]
    return starts.index(span[0]) + 1 if span[0] in starts else None
