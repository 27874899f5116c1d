"""What other documents need to know of a policy: what citations and references are resolved against."""

from __future__ import annotations

from generator.models.base import Frozen, Span
from generator.models.source import TextStatus


class Point(Frozen):
    """A point (项) of an article: its number, the paragraph (款) that lists it, and the id of its item."""

    paragraph: int
    number: int
    item: str


class Article(Frozen):
    """An article (条) of a document: what references to it are resolved against."""

    number: str
    item: str
    paragraphs: tuple[Span, ...] = ()
    points: tuple[Point, ...] = ()


class PolicyStub(Frozen):
    """What citations are resolved against: the least one needs to know of another policy of the corpus."""

    id: str
    title: str
    doc_number: str | None = None
    jurisdiction: str
    text_status: TextStatus
    articles: tuple[Article, ...] = ()
