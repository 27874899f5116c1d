"""How pairs that a gold alignment judges are linked: of the corpus, and of further documents it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.cache import RecordCache
from generator.compare import types_of_pairs
from generator.evaluate.alignment import GoldPair
from generator.models import ItemRef, LinkType
from generator.pipeline import Stock, read_corpus, read_stock, with_draft
from generator.problems import PolicykbError, Problem

Typed = tuple[tuple[ItemRef, ItemRef], LinkType]


def judged_links(
    root: Path, documents: Mapping[str, Path], gold: Iterable[GoldPair] = ()
) -> Mapping[tuple[ItemRef, ItemRef], LinkType]:
    """Compare the corpus, then each further document with it, one at a time, then those judged with each other.

    So what is measured among the documents of the corpus does not depend on the others.

    Args:
        root: The folder of the knowledge base.
        documents: Id -> file of documents that are not in it.
        gold: The pairs judged; two further documents are compared where it judges pairs of them.

    Returns:
        Two provisions -> the type of their link, in both directions.

    Raises:
        PolicykbError: A document is unusable, or an id is one of the corpus (gold_invalid).
    """
    corpus = read_corpus(root)
    links = dict(types_of_pairs(corpus.records, corpus.vocabulary))
    if not documents:
        return links
    stock = read_stock(root)
    held = {entry.policy_id for entry in stock.documents}
    for policy, file in documents.items():
        if policy in held:
            message = f"文件编号 {policy} 已在库中；请改用别的编号"
            raise PolicykbError(Problem(path=str(file), line=0, code="gold_invalid", message=message))
    with TemporaryDirectory() as folder:
        # Most further documents change nothing of the records of those held, which are made once for all of them.
        kept = replace(stock, made=stock.made or RecordCache(Path(folder), ""))
        return links | dict(_links_of_each(kept, documents)) | dict(_links_between(kept, documents, gold))


def _links_of_each(stock: Stock, documents: Mapping[str, Path]) -> Iterator[Typed]:
    """The links of each further document with those held."""
    for policy, file in documents.items():
        corpus, _ = with_draft(stock, file, policy)
        found = types_of_pairs(corpus.records, corpus.vocabulary, focus=(policy,))
        yield from ((pair, kind) for pair, kind in found.items() if policy in (pair[0].policy, pair[1].policy))


def _links_between(stock: Stock, documents: Mapping[str, Path], gold: Iterable[GoldPair]) -> Iterator[Typed]:
    """The links of two further documents with each other, where pairs of them are judged."""
    judged = {frozenset((pair.a.policy, pair.b.policy)) for pair in gold}
    for one, other in sorted(sorted(pair) for pair in judged if len(pair) == 2 and pair <= documents.keys()):
        corpus, _ = with_draft(stock, documents[one], one, (other, documents[other]))
        found = types_of_pairs(corpus.records, corpus.vocabulary, asked=[(one, other)])
        yield from ((pair, kind) for pair, kind in found.items() if {pair[0].policy, pair[1].policy} == {one, other})
