"""Evidence: every judgement carries its reason."""

from __future__ import annotations

from collections.abc import Sequence, Set

from generator.compare.folding import fold_word
from generator.compare.items import Item, bigrams
from generator.compare.runs import Run, flipped
from generator.compare.similarity import Features, Weighed
from generator.compare.weights import Weights
from generator.models import Evidence, SentencePair, SharedRun

TITLE_WORD_WEIGHT = 0.1
"""Words of a title whose bigrams weigh less on average are boilerplate (加强, 建立健全, 政务诚信建设)."""

SENTENCE_SHOWN = 0.1
"""Sentence pairs less alike than this explain nothing and are not shown."""

DIGITS = 4


def make_evidence(features: Features, weights: Weights) -> tuple[Evidence, Evidence]:
    """Why two items are linked, seen from each of them.

    Args:
        features: What both have in common.
        weights: Learned weights, for the words the titles share.

    Returns:
        The evidence of the link from the left item and of the one from the right; spans count into the items' own
        texts.
    """
    left, right = features.left.item, features.right.item
    domains = {left.primary} & {right.primary} | {domain for domain, _ in features.touches}
    shown = tuple(sorted(domain for domain in domains if domain is not None))
    settled = tuple(sorted(features.settled))
    cues = tuple(dict.fromkeys(cue for _, cues in features.touches for cue in cues))
    text, title = round(features.text, DIGITS), round(features.title, DIGITS)

    def seen_from(from_: Weighed, to: Weighed, *, reverse: bool) -> Evidence:
        runs = flipped(features.runs) if reverse else features.runs
        return Evidence(
            domains=shown,
            settled=settled,
            title_words=shared_title_words(from_.title_tokens, from_.item, to.item, weights),
            cues=cues,
            similarity=text,
            title_similarity=title,
            best_pair=_sentence_pair(from_.item, to.item, features, reverse),
            runs=tuple(_shared_run(from_.item, to.item, run) for run in runs),
        )

    return seen_from(features.left, features.right, reverse=False), seen_from(
        features.right, features.left, reverse=True
    )


def shared_title_words(tokens: Sequence[str], from_: Item, to: Item, weights: Weights) -> tuple[str, ...]:
    """The words (from `tokens`, the title of `from_`) that stand in both titles, boilerplate left out.

    Neighbouring words that stand side by side in both titles are given as one. A word that names the domain is
    never boilerplate, however common it is (政务公开).
    """
    naming = {word for word in from_.naming_words if word in to.naming_words}
    title = to.folded_title
    words: list[str] = []
    start = 0
    while start < len(tokens):
        if fold_word(tokens[start]) not in title:
            start += 1
            continue
        end = start + 1
        while end < len(tokens) and fold_word("".join(tokens[start : end + 1])) in title:
            end += 1
        words += _without_boilerplate(tokens[start:end], naming, weights)
        start = end
    return tuple(dict.fromkeys(words))


def _without_boilerplate(tokens: Sequence[str], naming: Set[str], weights: Weights) -> list[str]:
    """The tokens joined, when those at both ends that say nothing are gone; nothing if none is left."""
    kept = list(tokens)
    for end in (-1, 0):
        while kept and _says_nothing(kept[end], weights):
            rest = kept[:-1] if end else kept[1:]
            if naming and _count(naming, rest) < _count(naming, kept):
                break
            kept = rest
    return ["".join(kept)] if kept else []


def _count(naming: Set[str], tokens: Sequence[str]) -> int:
    folded = fold_word("".join(tokens))
    return sum(word in folded for word in naming)


def _says_nothing(token: str, weights: Weights) -> bool:
    known = weights.boilerplate.get(token)
    if known is None:
        grams = bigrams(fold_word(token))
        known = weights.total(grams) < TITLE_WORD_WEIGHT * len(grams) or len(fold_word(token)) < 2
        weights.boilerplate[token] = known
    return known


def _sentence_pair(from_: Item, to: Item, features: Features, reverse: bool) -> SentencePair | None:
    if features.best is None or features.best[2] < SENTENCE_SHOWN:
        return None
    one, other, score = features.best
    if reverse:
        one, other = other, one
    return SentencePair(
        from_text=from_.text[slice(*one.span)],
        to_text=to.text[slice(*other.span)],
        from_span=one.span,
        to_span=other.span,
        score=round(score, DIGITS),
    )


def _shared_run(from_: Item, to: Item, run: Run) -> SharedRun:
    from_span = from_.folded.original_span(run.left, run.left + run.length)
    to_span = to.folded.original_span(run.right, run.right + run.length)
    return SharedRun(text=from_.text[slice(*from_span)], from_span=from_span, to_span=to_span)
