"""Sentences on a domain: what a provision on something else says about it in sentences of its own."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from generator.compare.folding import fold_word, folded_text
from generator.compare.items import Item
from generator.compare.matters import CLAUSE, SENTENCE, has_list, is_listed
from generator.telling import Teller

TOLD = 0.2
"""What the sentences of a provision must say of a domain together.

Chosen by the labels of plans_*.yaml (tests/truth/alignment.md, "What the matrix says of new documents").
"""


def sentences_on(item: Item, domains: Collection[str], teller: Teller) -> Mapping[str, str]:
    """Tell of which domains a provision says something in a sentence, though it is about another one.

    A sentence that speaks of a domain (`Item.spoken`) counts the probability of that times that of being about it
    (`Teller`): one that names it among others is about none of them, one that is about it in words of all such plans
    may not name it. One in which the words of a domain are members of lists only counts nothing for it. What the
    sentences of a provision count is added up.

    Args:
        item: The provision.
        domains: Ids of the domains asked for.
        teller: The weighed words by which passages are about one.

    Returns:
        Domain id -> the sentence that counts most for it, of those that count TOLD and more.
    """
    counts: dict[str, dict[str, float]] = {}
    shares: dict[str, Mapping[str, float]] = {}
    for domain, sentences in item.spoken.items():
        for start, end, chance in sentences if domain in domains else ():
            said = item.text[start:end].strip()
            if _only_listed(item.heard.get(domain, ()), said):
                continue
            if said not in shares:
                shares[said] = teller.tell("", said).shares
            counts.setdefault(domain, {})[said] = chance * shares[said].get(domain, 0.0)
    return {domain: max(of, key=of.__getitem__) for domain, of in counts.items() if math.fsum(of.values()) >= TOLD}


def said_of(item: Item, domain: str) -> tuple[str, ...]:
    """The sentences in which a provision on something else speaks of a domain.

    Args:
        item: The provision.
        domain: The domain's id.

    Returns:
        The sentences that all words of their clauses say to speak of it (`Item.spoken`) and those with words of it
        (`Item.heard`), in the order of the text; nothing where only the title speaks of it.
    """
    told = {start for start, _, _ in item.spoken.get(domain, ())}
    words = tuple(map(fold_word, item.heard.get(domain, ())))
    return tuple(
        match.group().strip()
        for match in SENTENCE.finditer(item.text)
        if match.start() in told or any(word in folded_text(match.group()) for word in words)
    )


def _only_listed(words: Collection[str], sentence: str) -> bool:
    """Whether those of the words that stand in a sentence, if any, are members of lists only (招商引资、招标投标等."""
    if not has_list(sentence):
        return False
    clauses = [(clause, folded_text(clause)) for clause in CLAUSE.findall(sentence)]
    held = [(word, clause) for word in map(fold_word, words) for clause, folded in clauses if word in folded]
    return bool(held) and all(is_listed(word, clause) for word, clause in held)
