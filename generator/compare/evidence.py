"""Evidence: every judgement carries its reason."""

from __future__ import annotations

from collections.abc import Sequence, Set

from generator.compare.folding import fold_word
from generator.compare.items import Item, bigrams
from generator.compare.runs import Run, flipped
from generator.compare.similarity import Features
from generator.compare.weights import Weights
from generator.models import Evidence, SentencePair, SharedRun

TITLE_WORD_WEIGHT = 0.1
"""Words of a title whose bigrams weigh less on average are boilerplate (加强, 建立健全, 政务诚信建设)."""

SENTENCE_SHOWN = 0.1
"""Sentence pairs less alike than this explain nothing and are not shown."""

DIGITS = 4


def make_evidence(
    from_: Item, to: Item, features: Features, weights: Weights, title: Sequence[str], reverse: bool
) -> Evidence:
    """Why two items are linked, seen from one of them.

    Args:
        from_: The item at which the link starts.
        to: Its counterpart.
        features: What both have in common, measured with the earlier item first.
        weights: Learned weights, for the words the titles share.
        title: The title of `from_` cut into words.
        reverse: True if `from_` is the second item of `features`.

    Returns:
        The evidence; spans count into the items' own texts.
    """
    runs = flipped(features.runs) if reverse else features.runs
    domains = {from_.primary} & {to.primary} | {domain for domain, _ in features.touches}
    return Evidence(
        domains=tuple(sorted(domain for domain in domains if domain is not None)),
        settled=tuple(sorted(features.settled)),
        title_words=shared_title_words(title, from_, to, weights),
        cues=tuple(dict.fromkeys(cue for _, cues in features.touches for cue in cues)),
        similarity=round(features.text, DIGITS),
        title_similarity=round(features.title, DIGITS),
        best_pair=_sentence_pair(from_, to, features, reverse),
        runs=tuple(_shared_run(from_, to, run) for run in runs),
    )


def shared_title_words(tokens: Sequence[str], from_: Item, to: Item, weights: Weights) -> tuple[str, ...]:
    """The words (from `tokens`, the title of `from_`) that stand in both titles, boilerplate left out.

    Neighbouring words that stand side by side in both titles are given as one. A word that names the domain is
    never boilerplate, however common it is (政务公开).
    """
    naming = {word for word in from_.naming_words if word in to.naming_words}
    words: list[str] = []
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and fold_word("".join(tokens[start : end + 1])) in to.folded_title:
            end += 1
        words += _without_boilerplate(tokens[start:end], naming, weights)
        start = max(end, start + 1)
    return tuple(dict.fromkeys(words))


def _without_boilerplate(tokens: Sequence[str], naming: Set[str], weights: Weights) -> list[str]:
    """The tokens joined, when those at both ends that say nothing are gone; nothing if none is left."""
    kept = list(tokens)
    for end in (-1, 0):
        while kept and _says_nothing(kept[end], weights):
            rest = kept[:-1] if end else kept[1:]
            if _count(naming, rest) < _count(naming, kept):
                break
            kept = rest
    return ["".join(kept)] if kept else []


def _count(naming: Set[str], tokens: Sequence[str]) -> int:
    folded = fold_word("".join(tokens))
    return sum(word in folded for word in naming)


def _says_nothing(token: str, weights: Weights) -> bool:
    grams = bigrams(fold_word(token))
    return weights.total(grams) < TITLE_WORD_WEIGHT * len(grams) or len(fold_word(token)) < 2


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
