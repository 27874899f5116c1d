"""What of a draft stands word for word in other documents: all its running text, not only its provisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.compare.folding import Folded, fold
from generator.compare.runs import MINIMUM, Shared, SharedText, covered_by, longest_apart
from generator.drafting.desk import Desk
from generator.drafting.report import Passage, Share, SharedPassage
from generator.models import ItemRef, Span

DIGITS = 4

CITED = 0.6
"""Of a passage that is a citation at least this part is title and number; the rest are brackets and 根据, 和."""


@dataclass(frozen=True)
class _Text:
    """A running text of a document: a provision, the text below another heading, the opening or the closing.

    `item` is the provision's id, "" for anything else; `where` and `title` say what it is.
    """

    policy: str
    item: str
    where: str
    title: str
    text: str
    spans: tuple[Span, ...]
    start: int
    folded: Folded


@dataclass(frozen=True)
class Overlap:
    """Part of the draft's text that is its own (null without text), what each document shares, and the passages."""

    own: float | None
    shares: tuple[Share, ...]
    passages: tuple[SharedPassage, ...]


def overlap(desk: Desk, besides: str | None = None) -> Overlap:
    """Compare the running text of the draft with that of the documents chosen; annexes and digests are left out.

    Args:
        desk: The draft and what it is compared with.
        besides: Id of a document that the draft is a revision of: what it keeps of that is shared, but no passage to
            be listed.

    Returns:
        The shares, the most first, and passages that do not overlap, the longest first; without the titles and
        numbers of documents cited, which count in the shares.
    """
    own = tuple(_texts(desk, desk.draft.id))
    official = [policy for policy in desk.others if not desk.index.is_digest(policy)]
    texts = (*own, *(text for policy in official for text in _texts(desk, policy)))
    index = SharedText(
        [text.folded.whole_numbers for text in texts],
        [text.policy for text in texts],
        len(official) + 1,
        range(len(own)),
    )
    chars = sum(len(text.folded.text) for text in own)
    with_policy: defaultdict[str, int] = defaultdict(int)
    common = 0
    passages: list[SharedPassage] = []
    for number, text in enumerate(own):
        runs = index.runs_of(number)
        common += covered_by({(left, left + length) for left, _, _, length in runs})
        spans: defaultdict[str, set[Span]] = defaultdict(set)
        for left, other, _, length in runs:
            spans[texts[other].policy].add((left, left + length))
        for policy, found in spans.items():
            with_policy[policy] += covered_by(found)
        new = [run for run in runs if texts[run[1]].policy != besides]
        kept = spans.get(besides, set()) if besides else set()
        passages += _passages(desk, texts, text, new, kept)
    shares = [
        Share(policy=policy, name=desk.index.short(policy), chars=count, share=round(count / chars, DIGITS))
        for policy, count in sorted(with_policy.items(), key=lambda entry: desk.others.index(entry[0]))
    ]
    return Overlap(
        own=round(1 - common / chars, DIGITS) if chars and not desk.index.is_digest(desk.draft.id) else None,
        shares=tuple(sorted(shares, key=lambda share: -share.chars)),
        passages=tuple(sorted(passages, key=lambda entry: (-entry.chars, entry.spot.line))),
    )


def _texts(desk: Desk, policy: str) -> Iterator[_Text]:
    record = desk.index.record(policy)
    for name, part in (("引言", record.preamble), ("结尾", record.closing)):
        if part.text:
            yield _Text(policy, "", name, name, part.text, part.spans, part.spans[0][0], fold(part.text))
    for section in record.sections:
        if section.text and section.item is None and section.role != "annex":
            where, at = desk.index.number(policy, section.id), section.span[0]
            yield _Text(policy, "", where, section.title, section.text, section.spans, at, fold(section.text))
    for item in desk.index.items(policy):
        if item.text:
            where, at = desk.index.number(policy, item.id), item.title_span[0]
            yield _Text(policy, item.id, where, item.title, item.text, item.spans, at, fold(item.text))


def _passages(
    desk: Desk, texts: Sequence[_Text], text: _Text, runs: Sequence[Shared], kept: Collection[Span]
) -> Iterator[SharedPassage]:
    """Passages of one text that do not overlap, the longest chosen first; none within what is `kept`.

    Each stands whole in all its `others`; `partly` are documents that have a part of it, each at the longest one.
    """
    for start, end in longest_apart(len(text.folded.text), ((left, left + length) for left, _, _, length in runs)):
        if any(left <= start and end <= right for left, right in kept):
            continue
        whole = sorted({other for left, other, _, length in runs if left <= start and end <= left + length})
        have = {texts[other].policy for other in whole}
        partly: dict[str, tuple[int, int]] = {}
        for left, other, _, length in runs:
            size = min(end, left + length) - max(start, left)
            policy = texts[other].policy
            if size >= MINIMUM and policy not in have and size > partly.get(policy, (0, 0))[0]:
                partly[policy] = (size, other)
        span = text.folded.original_span(start, end)
        passage = text.text[slice(*span)]
        offset = _offset(text.spans, span[0], text.start)
        if _is_citation(desk, (offset, offset + len(passage))):
            continue
        yield SharedPassage(
            spot=desk.spot(offset),
            text=passage,
            chars=len(passage),
            others=tuple(_passage(desk, texts[other]) for other in whole),
            partly=tuple((_passage(desk, texts[other]), size) for size, other in partly.values()),
        )


def _is_citation(desk: Desk, span: Span) -> bool:
    """Whether a passage is hardly more than titles and numbers of documents cited, which nobody words anew."""
    cited = [
        entry
        for citation in desk.draft.citations
        for entry in (citation.span, citation.number_span)
        if entry is not None
    ]
    common = covered_by({(max(a, span[0]), min(b, span[1])) for a, b in cited if a < span[1] and span[0] < b})
    return common >= (span[1] - span[0]) * CITED


def _passage(desk: Desk, text: _Text) -> Passage:
    if text.item:
        return desk.passage(ItemRef(policy=text.policy, item=text.item))
    return Passage(
        policy=text.policy,
        item="",
        label=f"{desk.index.short(text.policy)} {text.where}",
        title=text.title,
        text=text.text,
        href=desk.href(f"policies/{text.policy}.html"),
    )


def _offset(spans: Sequence[Span], position: int, otherwise: int) -> int:
    """Where a position of a text stands in the source; repairs shift it by a few characters at most."""
    for start, end in spans:
        if position < end - start:
            return start + position
        position -= end - start
    return otherwise
