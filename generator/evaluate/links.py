"""The links that a gold alignment judges: those of the corpus, and those of further documents it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.cache import RecordCache
from generator.evaluate.alignment import GoldPair
from generator.models import Link
from generator.models.limits import ALL_COMPARED
from generator.pipeline import Stock, compare_corpus, read_corpus, read_stock, with_draft
from generator.problems import PolicykbError, Problem


def judged_links(root: Path, documents: Mapping[str, Path], gold: Iterable[GoldPair] = ()) -> tuple[Link, ...]:
    """Compare the corpus, then each further document with it, one at a time, then those judged with each other.

    So what is measured among the documents of the corpus does not depend on the others.

    Args:
        root: The folder of the knowledge base.
        documents: Id -> file of documents that are not in it.
        gold: The pairs judged; two further documents are compared where it judges pairs of them.

    Returns:
        The links, in both directions.

    Raises:
        PolicykbError: A document is unusable, or an id is one of the corpus (gold_invalid).
    """
    links = list(compare_corpus(read_corpus(root)).links)
    if not documents:
        return tuple(links)
    stock = read_stock(root)
    held = {entry.policy_id for entry in stock.documents}
    for policy, file in documents.items():
        if policy in held:
            message = f"文件编号 {policy} 已在库中；请改用别的编号"
            raise PolicykbError(Problem(path=str(file), line=0, code="gold_invalid", message=message))
    with TemporaryDirectory() as folder:
        # Most further documents change nothing of the records of those held, which are made once for all of them.
        kept = replace(stock, made=stock.made or RecordCache(Path(folder), ""))
        return (*links, *_links_of_each(kept, documents), *_links_between(kept, documents, gold))


def _links_of_each(stock: Stock, documents: Mapping[str, Path]) -> Iterator[Link]:
    """The links of each further document with those held."""
    for policy, file in documents.items():
        corpus, _ = with_draft(stock, file, policy)
        found = compare_corpus(corpus, focus=(policy,)).links
        yield from (link for link in found if policy in (link.from_.policy, link.to.policy))


def _links_between(stock: Stock, documents: Mapping[str, Path], gold: Iterable[GoldPair]) -> Iterator[Link]:
    """The links of two further documents with each other, where pairs of them are judged."""
    judged = {frozenset((pair.a.policy, pair.b.policy)) for pair in gold}
    for one, other in sorted(sorted(pair) for pair in judged if len(pair) == 2 and pair <= documents.keys()):
        corpus, _ = with_draft(stock, documents[one], one, (other, documents[other]))
        # Of a few documents every two are compared, and differences nobody asks for would be marked in all of them.
        focus = (one,) if len(corpus.records) <= ALL_COMPARED else ()
        found = compare_corpus(corpus, focus=focus, asked=[(one, other)]).links
        yield from (link for link in found if {link.from_.policy, link.to.policy} == {one, other})
