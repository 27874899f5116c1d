"""Passages shared word for word with others, and words that leave something open."""

from __future__ import annotations

from collections import defaultdict

from generator.drafting.desk import Desk
from generator.drafting.report import Share, SharedPassage, Spot, VagueWord
from generator.models import Span
from generator.vocabulary import compile_pattern

DIGITS = 4


def shared_passages(desk: Desk) -> tuple[SharedPassage, ...]:
    """Passages of the draft's provisions that stand word for word in the documents chosen, the longest first."""
    found = []
    chosen = frozenset(desk.others)
    for reuse in desk.comparison.item_reuse:
        if reuse.policy != desk.draft.id:
            continue
        item = desk.index.item(reuse.policy, reuse.item)
        for run in reuse.runs:
            others = tuple(desk.passage(ref) for ref in run.others if ref.policy in chosen)
            if others:
                offset = _offset(item.spans, run.span[0])
                spot = desk.spot(offset) if offset is not None else desk.spot(item.title_span[0])
                found.append(SharedPassage(spot=spot, text=run.text, chars=len(run.text), others=others))
    return tuple(sorted(found, key=lambda entry: (-entry.chars, entry.spot.line)))


def _offset(spans: tuple[Span, ...], position: int) -> int | None:
    """Where a position of an item's text stands in the source; repairs shift it by a few characters at most."""
    for start, end in spans:
        if position < end - start:
            return start + position
        position -= end - start
    return None


def shares(desk: Desk) -> tuple[float | None, tuple[Share, ...]]:
    """The part of the draft that is its own, and how much each chosen document shares with it, the most first."""
    reuse = desk.index.document_reuse(desk.draft.id)
    if reuse is None or reuse.share is None or not reuse.chars:
        return None, ()
    found = [
        Share(
            policy=policy,
            name=desk.index.short(policy),
            chars=reuse.by_policy[policy],
            share=round(reuse.by_policy[policy] / reuse.chars, DIGITS),
        )
        for policy in desk.others
        if policy in reuse.by_policy
    ]
    own = round(reuse.own_chars / reuse.chars, DIGITS)
    return own, tuple(sorted(found, key=lambda share: -share.chars))


def vague_words(desk: Desk) -> tuple[VagueWord, ...]:
    """Words of the vocabulary that leave time, step, actor or measure open, each with its sentences.

    Returns:
        One entry for each word, in the order of the vocabulary, then by how often it stands; the provisions are
        read, and the parts without any, such as aims (工作目标), which say what is to be reached.
    """
    found: list[VagueWord] = []
    spans = _read_spans(desk)
    for row in desk.vocabulary.vague_words:
        uses: defaultdict[str, list[tuple[Spot, str]]] = defaultdict(list)
        for start, end in spans:
            for match in compile_pattern(row.pattern).finditer(desk.source, start, end):
                uses[match.group()].append((desk.spot(match.start()), desk.sentence(match.span())))
        words = sorted(uses, key=lambda word: (-len(uses[word]), word))
        found += [VagueWord(kind=row.name, word=w, question=row.message, uses=tuple(uses[w])) for w in words]
    return tuple(found)


def _read_spans(desk: Desk) -> list[Span]:
    # The names of collectives in a responsibility clause (各有关部门) are shown with the units.
    draft = desk.draft
    items = desk.index.items(draft.id)
    # A background tells of other documents.
    parts = (span for section in draft.sections if section.role != "background" for span in section.spans)
    found = {*parts, *(span for item in items for span in (item.title_span, *item.spans))}
    return sorted(found if items else {*found, *draft.preamble.spans})
