"""Articles (条) with their paragraphs (款) and points (项), and which of them a reference means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from generator.models import (
    Article,
    Citation,
    Point,
    PolicyStub,
    Reading,
    ReadReference,
    Reference,
    Span,
    TextBody,
)
from generator.models.kinds import is_annexed
from generator.normalise.folding import compact


def articles_of(reading: Reading) -> tuple[Article, ...]:
    """The articles of a document.

    Args:
        reading: The document's reading.

    Returns:
        One for each heading 第X条, in text order; paragraphs are the article's own, from the first to the last code
        point, and each point says in which paragraph it is listed (1-based).
    """
    bodies = {task.id: task.body for task in reading.tasks}
    found: list[Article] = []
    for heading in reading.headings:
        # 第三条 means that of the document itself, not one of a document annexed to it
        if heading.form != "article" or is_annexed(heading.id):
            continue
        paragraphs = _paragraphs(bodies.get(heading.item or "", heading.body))
        below = [
            entry for entry in reading.headings if entry.id.startswith(f"{heading.id}-") and entry.form == "second"
        ]
        starts = [start for start, _ in paragraphs]
        points = tuple(
            Point(
                paragraph=max(1, bisect_right(starts, entry.span[0])),
                number=int(entry.key),
                item=entry.item or entry.id,
            )
            for entry in below
        )
        found.append(Article(number=heading.key, item=heading.item or heading.id, paragraphs=paragraphs, points=points))
    return tuple(found)


def resolve_references(
    read: Sequence[ReadReference],
    own: Sequence[Article],
    citations: Sequence[Citation],
    known: Sequence[PolicyStub],
    policy_id: str,
) -> tuple[Reference, ...]:
    """Give each reference the provision it means, if that is in the corpus.

    Args:
        read: The references as read.
        own: The document's own articles.
        citations: Its citations, resolved; a reference with a title means the document cited by it.
        known: All policies of the corpus.
        policy_id: The document's id.

    Returns:
        The references in the same order; `item` and `paragraph_span` are null where there is no such provision.
    """
    cited = {compact(entry.title): entry.policy for entry in citations if entry.policy is not None}
    articles = {stub.id: stub.articles for stub in known} | {policy_id: tuple(own)}
    return tuple(_reference(entry, cited, articles, policy_id) for entry in read)


def _reference(
    entry: ReadReference, cited: Mapping[str, str], articles: Mapping[str, Sequence[Article]], policy_id: str
) -> Reference:
    # a regulation cites itself by bare numbers, other documents cite by them what they named long before
    itself = policy_id if articles[policy_id] else None
    policy = cited.get(compact(entry.title)) if entry.title is not None else itself
    article = next((one for one in articles.get(policy or "", ()) if one.number == entry.article), None)
    paragraph = _paragraph_before(article, entry.span[0]) if entry.previous else entry.paragraph
    span: Span | None = None
    item = article.item if article is not None else None
    if article is not None and paragraph is not None:
        span = article.paragraphs[paragraph - 1] if paragraph <= len(article.paragraphs) else None
        item = item if span is not None else None
    if article is not None and entry.point is not None:
        item = _point(article, paragraph, entry.point)
    return Reference(
        raw=entry.raw,
        title=entry.title,
        policy=policy,
        article=entry.article,
        paragraph=paragraph,
        point=entry.point,
        item=item,
        paragraph_span=span,
        span=entry.span,
    )


def _point(article: Article, paragraph: int | None, number: int) -> str | None:
    found = [one for one in article.points if one.number == number and paragraph in (None, one.paragraph)]
    return found[0].item if len(found) == 1 else None


def _paragraph_before(article: Article | None, offset: int) -> int | None:
    """前款: the paragraph before the one that holds `offset`."""
    if article is None:
        return None
    here = bisect_right([start for start, _ in article.paragraphs], offset)
    return here - 1 if here > 1 else None


def _paragraphs(body: TextBody) -> tuple[Span, ...]:
    bounds = [*body.paragraph_starts, len(body.spans)]
    return tuple((body.spans[first][0], body.spans[last - 1][1]) for first, last in pairwise(bounds) if first < last)
