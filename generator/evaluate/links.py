"""The links that a gold alignment judges: those of the corpus, and those of further documents it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.evaluate.alignment import GoldPair
from generator.models import Link
from generator.pipeline import compare_corpus, read_corpus, read_stock, with_draft
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
        corpus, _ = with_draft(stock, file, policy)
        found = compare_corpus(corpus, focus=(policy,)).links
        links += (link for link in found if policy in (link.from_.policy, link.to.policy))
    judged = {frozenset((pair.a.policy, pair.b.policy)) for pair in gold}
    for one, other in sorted(sorted(pair) for pair in judged if len(pair) == 2 and pair <= documents.keys()):
        corpus, _ = with_draft(stock, documents[one], one, (other, documents[other]))
        found = compare_corpus(corpus, asked=[(one, other)]).links
        links += (link for link in found if {link.from_.policy, link.to.policy} == {one, other})
    return tuple(links)
