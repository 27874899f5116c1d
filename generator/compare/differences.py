"""Differences between two linked provisions, marked in whole words and clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.compare.items import Item
from generator.compare.words import Lexicon, level, tokenise
from generator.models import Difference, DifferenceOperation, LinkType

ISLAND = 3
"""Letters; an equal stretch shorter than this between two changes is drowned in them."""

SMALL_ISLAND = 6
"""An equal stretch shorter than this is drowned too if the changes on both sides are twice its length."""

MOVED = 8
"""Letters that a deleted and an inserted passage must share to count as moved."""


@dataclass(frozen=True)
class Block:
    """A stretch of both token lists: base tokens [a, a_end), other tokens [b, b_end)."""

    equal: bool
    a: int
    a_end: int
    b: int
    b_end: int


def mark_differences(
    items: Sequence[Item], types: Mapping[tuple[int, int], LinkType], lexicon: Lexicon
) -> tuple[Difference, ...]:
    """Mark the differences of every pair of items that are linked as same or partial.

    Pairs in which a text is empty or not the official wording are left out.

    Args:
        items: Items in record order.
        types: Type of link by pair of indices.
        lexicon: The learned words.

    Returns:
        One difference for each pair, the item of the earlier record as base.
    """
    tokens: dict[int, tuple[str, ...]] = {}
    found = []
    for (one, other), kind in sorted(types.items()):
        base, changed = items[one], items[other]
        if kind == "mention" or not (base.text and changed.text and base.official and changed.official):
            continue
        for number in (one, other):
            if number not in tokens:
                tokens[number] = tokenise(items[number].text, lexicon)
        operations = difference_of_tokens(tokens[one], tokens[other])
        found.append(Difference(base=base.ref, other=changed.ref, operations=operations))
    return tuple(found)


def difference_of_tokens(base: Sequence[str], other: Sequence[str]) -> tuple[DifferenceOperation, ...]:
    """The operations that turn the tokens of `base` into those of `other`.

    Args:
        base: Tokens of the base text.
        other: Tokens of the other text.

    Returns:
        Operations; `text` of equal and delete joined is the base text, `other_text or text` of equal and `text`
        of insert is the other. Tokens that differ in width or case only are equal.
    """
    base_keys, other_keys = [level(token) for token in base], [level(token) for token in other]
    matcher = SequenceMatcher(None, base_keys, other_keys, autojunk=False)
    blocks = [Block(tag == "equal", *ends) for tag, *ends in matcher.get_opcodes()]
    blocks = _without_islands(blocks, base, other)
    gone, come = _moved_tokens(blocks, base_keys, other_keys)
    return tuple(_operations(blocks, base, other, gone, come))


def _letters(tokens: Sequence[str]) -> int:
    return sum(character.isalnum() for token in tokens for character in token)


def _without_islands(blocks: list[Block], base: Sequence[str], other: Sequence[str]) -> list[Block]:
    """Merge equal stretches that are too short to be read into the changes around them."""
    merged = _join_changes(blocks)
    while True:
        drowned = next(
            (n for n in range(1, len(merged) - 1) if merged[n].equal and _is_island(merged, n, base, other)), None
        )
        if drowned is None:
            return merged
        before, after = merged[drowned - 1], merged[drowned + 1]
        merged[drowned - 1 : drowned + 2] = [Block(False, before.a, after.a_end, before.b, after.b_end)]


def _join_changes(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        if joined and not joined[-1].equal and not block.equal:
            joined[-1] = Block(False, joined[-1].a, block.a_end, joined[-1].b, block.b_end)
        else:
            joined.append(block)
    return joined


def _is_island(blocks: list[Block], number: int, base: Sequence[str], other: Sequence[str]) -> bool:
    size = _letters(base[blocks[number].a : blocks[number].a_end])
    around = [
        max(_letters(base[block.a : block.a_end]), _letters(other[block.b : block.b_end]))
        for block in (blocks[number - 1], blocks[number + 1])
    ]
    return size < ISLAND or (size < SMALL_ISLAND and 2 * size <= min(around))


def _moved_tokens(
    blocks: Sequence[Block], base: Sequence[str], other: Sequence[str]
) -> tuple[dict[int, int], dict[int, int]]:
    """Deleted and inserted tokens that stand elsewhere in the other text: token index -> number of the move."""
    deleted = [_Gap(b.a, b.a_end) for b in blocks if not b.equal and _letters(base[b.a : b.a_end]) >= MOVED]
    inserted = [_Gap(b.b, b.b_end) for b in blocks if not b.equal and _letters(other[b.b : b.b_end]) >= MOVED]
    gone: dict[int, int] = {}
    come: dict[int, int] = {}
    left, right = _with_separators(deleted, base, "<"), _with_separators(inserted, other, ">")
    matcher = SequenceMatcher(None, [key for key, _ in left], [key for key, _ in right], autojunk=False)
    ranges = [(0, len(left), 0, len(right))]
    number = 0
    while ranges:
        a, a_end, b, b_end = ranges.pop()
        match = matcher.find_longest_match(a, a_end, b, b_end)
        if _letters([key for key, _ in left[match.a : match.a + match.size]]) < MOVED:
            continue
        number += 1
        gone.update((index, number) for _, index in left[match.a : match.a + match.size])
        come.update((index, number) for _, index in right[match.b : match.b + match.size])
        # A move may cross another, so the rest of each side is compared with the whole rest of the other.
        for rest in ((a, match.a), (match.a + match.size, a_end)):
            ranges += [(*rest, b, match.b), (*rest, match.b + match.size, b_end)]
    return gone, come


@dataclass(frozen=True)
class _Gap:
    start: int
    end: int


def _with_separators(gaps: Sequence[_Gap], keys: Sequence[str], mark: str) -> list[tuple[str, int]]:
    """The tokens of all gaps as (key, index); between gaps a key that stands nowhere else."""
    row: list[tuple[str, int]] = []
    for number, gap in enumerate(gaps):
        row.append((f"{mark}\n{number}", -1))
        row += [(keys[index], index) for index in range(gap.start, gap.end)]
    return row


def _operations(
    blocks: Sequence[Block],
    base: Sequence[str],
    other: Sequence[str],
    gone: Mapping[int, int],
    come: Mapping[int, int],
) -> Iterator[DifferenceOperation]:
    for block in blocks:
        if block.equal:
            text, other_text = "".join(base[block.a : block.a_end]), "".join(other[block.b : block.b_end])
            yield DifferenceOperation(op="equal", text=text, other_text=None if text == other_text else other_text)
            continue
        for moved, text in _pieces(base, block.a, block.a_end, gone):
            yield DifferenceOperation(op="delete", text=text, moved=moved)
        for moved, text in _pieces(other, block.b, block.b_end, come):
            yield DifferenceOperation(op="insert", text=text, moved=moved)


def _pieces(tokens: Sequence[str], start: int, end: int, moves: Mapping[int, int]) -> Iterator[tuple[bool, str]]:
    """Cut tokens [start, end) where a move begins or ends: (moved, text)."""
    position = start
    for index in range(start + 1, end + 1):
        if index == end or moves.get(index) != moves.get(position):
            yield position in moves, "".join(tokens[position:index])
            position = index
