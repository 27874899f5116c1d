"""Sentences on a domain: what a provision on something else says about it in sentences of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from generator.compare.folding import fold_word, folded_text
from generator.compare.items import Item
from generator.compare.matters import CLAUSE, has_list, is_listed
from generator.naming import Namer
from generator.telling import Teller

TOLD = 0.2
"""What the sentences of a provision must say of a domain together.

Chosen by the labels of plans_*.yaml (tests/truth/alignment.md, "What the matrix says of new documents").
"""


def sentences_on(item: Item, domains: Collection[str], namer: Namer, teller: Teller) -> Mapping[str, str]:
    """Tell of which domains a provision says something in a sentence, though it is about another one.

    A sentence counts the probability that its clauses name the domain (`Namer`) times that of being about it
    (`Teller`): one that names it among others is about none of them, one that is about it in words of all such plans
    may not name it. One in which the words of a domain are members of lists only counts nothing for it. What the
    sentences of a provision count is added up.

    Args:
        item: The provision.
        domains: Ids of the domains asked for; the primary one is none of them.
        namer: The weighed words by which clauses name domains.
        teller: The weighed words by which passages are about one.

    Returns:
        Domain id -> the sentence that counts most for it, of those that count TOLD and more.
    """
    asked = [domain for domain in item.likely if domain in domains]
    counts: defaultdict[str, float] = defaultdict(float)
    most: dict[str, tuple[float, str]] = {}
    for sentence in item.sentences if asked else ():
        said = item.text[slice(*sentence.span)].strip()
        named = namer.name("", said, item.primary)
        if not any(domain in named for domain in asked):
            continue
        shares = teller.tell("", said).shares
        for domain in asked:
            count = named[domain].probability * shares.get(domain, 0.0) if domain in named else 0.0
            if not count or _only_listed(item.heard.get(domain, ()), said):
                continue
            counts[domain] += count
            if count > most.get(domain, (0.0, ""))[0]:
                most[domain] = (count, said)
    return {domain: most[domain][1] for domain in asked if counts[domain] >= TOLD}


def _only_listed(words: Collection[str], sentence: str) -> bool:
    """Whether those of the words that stand in a sentence, if any, are members of lists only (招商引资、招标投标等."""
    if not has_list(sentence):
        return False
    clauses = [(clause, folded_text(clause)) for clause in CLAUSE.findall(sentence)]
    held = [(word, clause) for word in map(fold_word, words) for clause, folded in clauses if word in folded]
    return bool(held) and all(is_listed(word, clause) for word, clause in held)
