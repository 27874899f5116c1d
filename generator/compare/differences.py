"""Differences between two linked provisions, marked in whole words and clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from generator.compare.items import Item
from generator.compare.matching import Places, longest_match, matching_blocks, places_of
from generator.compare.words import Lexicon, cut, level
from generator.models import Difference, DifferenceOperation, LinkType

ISLAND = 3
"""Letters; an equal stretch shorter than this between two changes is drowned in them."""

SMALL_ISLAND = 6
"""An equal stretch shorter than this is drowned too if the changes on both sides are twice its length."""

MOVED = 8
"""Letters that a deleted and an inserted passage must share to count as moved."""


@dataclass(frozen=True)
class Side:
    """A text cut into tokens.

    Attributes:
        tokens: The tokens as written.
        keys: The tokens with width and case levelled.
        letters: Letters and digits before each token, and in all at the end.
    """

    tokens: tuple[str, ...]
    keys: tuple[str, ...]
    letters: tuple[int, ...]

    @cached_property
    def places(self) -> Places:
        """Where each key stands."""
        return places_of(self.keys)

    def count(self, start: int, end: int) -> int:
        """Letters and digits in tokens [start, end)."""
        return self.letters[end] - self.letters[start]

    def text(self, start: int, end: int) -> str:
        """Tokens [start, end) as written."""
        return "".join(self.tokens[start:end])


def make_side(text: str, lexicon: Lexicon) -> Side:
    """Cut a text into tokens."""
    levelled = level(text)
    ends = cut(levelled, lexicon)
    spans = list(zip((0, *ends), ends, strict=False))
    tokens = tuple(text[start:end] for start, end in spans)
    counts = accumulate(
        (len(token) if token.isalnum() else sum(map(str.isalnum, token)) for token in tokens), initial=0
    )
    return Side(tokens, tuple(levelled[start:end] for start, end in spans), tuple(counts))


@dataclass(frozen=True)
class Block:
    """A stretch of both token lists: base tokens [a, a_end), other tokens [b, b_end)."""

    equal: bool
    a: int
    a_end: int
    b: int
    b_end: int


class Sides:
    """The texts of items cut into tokens, each once."""

    def __init__(self, items: Sequence[Item], lexicon: Lexicon) -> None:
        """Nothing is cut yet."""
        self._items = items
        self._lexicon = lexicon
        self._made: dict[int, Side] = {}

    def of(self, number: int) -> Side:
        """The text of one item."""
        if number not in self._made:
            self._made[number] = make_side(self._items[number].text, self._lexicon)
        return self._made[number]


def mark_differences(
    items: Sequence[Item], types: Mapping[tuple[int, int], LinkType], side: Callable[[int], Side]
) -> tuple[Difference, ...]:
    """Mark the differences of every pair of items that are linked as same or partial.

    Pairs in which a text is empty or not the official wording are left out.

    Args:
        items: Items in record order.
        types: Type of link by pair of indices.
        side: Gives the text of an item, by its index, cut into tokens.

    Returns:
        One difference for each pair, the item of the earlier record as base.
    """
    found = []
    for (one, other), kind in sorted(types.items()):
        base, changed = items[one], items[other]
        if kind == "mention" or not (base.text and changed.text and base.official and changed.official):
            continue
        operations = find_difference(side(one), side(other))
        found.append(Difference(base=base.ref, other=changed.ref, operations=operations))
    return tuple(found)


def find_difference(base: Side, other: Side) -> tuple[DifferenceOperation, ...]:
    """The operations that turn the text of `base` into that of `other`.

    Args:
        base: The base text.
        other: The other text.

    Returns:
        Operations; `text` of equal and delete joined is the base text, `other_text or text` of equal and `text`
        of insert is the other. Tokens that differ in width or case only are equal.
    """
    blocks = _without_islands(list(_blocks(base, other)), base, other)
    gone, come = _moved_tokens(blocks, base, other)
    return tuple(_operations(blocks, base, other, gone, come))


def _blocks(base: Side, other: Side) -> Iterator[Block]:
    """What both have alike, and between that what they have not."""
    a = b = 0
    for match in matching_blocks(base.keys, other.places, len(other.keys)):
        if a < match.a or b < match.b:
            yield Block(False, a, match.a, b, match.b)
        a, b = match.a + match.size, match.b + match.size
        if match.size:
            yield Block(True, match.a, a, match.b, b)


def _without_islands(blocks: list[Block], base: Side, other: Side) -> list[Block]:
    """Merge equal stretches that are too short to be read into the changes around them."""
    merged = _join_changes(blocks)
    number = 1
    while number < len(merged) - 1:
        if merged[number].equal and _is_island(merged, number, base, other):
            before, after = merged[number - 1], merged[number + 1]
            merged[number - 1 : number + 2] = [Block(False, before.a, after.a_end, before.b, after.b_end)]
            # The change has grown, so the stretch before it may be an island now.
            number = max(1, number - 2)
        else:
            number += 1
    return merged


def _join_changes(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        if joined and not joined[-1].equal and not block.equal:
            joined[-1] = Block(False, joined[-1].a, block.a_end, joined[-1].b, block.b_end)
        else:
            joined.append(block)
    return joined


def _is_island(blocks: list[Block], number: int, base: Side, other: Side) -> bool:
    size = base.count(blocks[number].a, blocks[number].a_end)
    around = [
        max(base.count(block.a, block.a_end), other.count(block.b, block.b_end))
        for block in (blocks[number - 1], blocks[number + 1])
    ]
    return size < ISLAND or (size < SMALL_ISLAND and 2 * size <= min(around))


def _moved_tokens(blocks: Sequence[Block], base: Side, other: Side) -> tuple[dict[int, int], dict[int, int]]:
    """Deleted and inserted tokens that stand elsewhere in the other text: token index -> number of the move."""
    changes = [block for block in blocks if not block.equal]
    left = _row(base, [(c.a, c.a_end) for c in changes], "<")
    right = _row(other, [(c.b, c.b_end) for c in changes], ">")
    gone: dict[int, int] = {}
    come: dict[int, int] = {}
    if not left or not right:
        return gone, come
    places = places_of([key for key, _ in right])
    rows = [places.get(key, ()) for key, _ in left]
    ranges = [(0, len(left), 0, len(right))]
    number = 0
    while ranges:
        match = longest_match(rows, area := ranges.pop())
        # A match never holds a separator, so its tokens stand side by side in the text.
        if not match.size or base.count(left[match.a][1], left[match.a + match.size - 1][1] + 1) < MOVED:
            continue
        number += 1
        gone.update((index, number) for _, index in left[match.a : match.a + match.size])
        come.update((index, number) for _, index in right[match.b : match.b + match.size])
        # A move may cross another, so the rest of each side is compared with the whole rest of the other.
        for rest in ((area[0], match.a), (match.a + match.size, area[1])):
            ranges += [(*rest, area[2], match.b), (*rest, match.b + match.size, area[3])]
    return gone, come


def _row(side: Side, gaps: Sequence[tuple[int, int]], mark: str) -> list[tuple[str, int]]:
    """The tokens of all gaps long enough, as (key, index); before each gap a key that stands nowhere else."""
    row: list[tuple[str, int]] = []
    for start, end in gaps:
        if side.count(start, end) >= MOVED:
            row.append((f"{mark}\n{start}", -1))
            row += [(side.keys[index], index) for index in range(start, end)]
    return row


def _operations(
    blocks: Sequence[Block], base: Side, other: Side, gone: Mapping[int, int], come: Mapping[int, int]
) -> Iterator[DifferenceOperation]:
    for block in blocks:
        if block.equal:
            text, other_text = base.text(block.a, block.a_end), other.text(block.b, block.b_end)
            yield DifferenceOperation(op="equal", text=text, other_text=None if text == other_text else other_text)
            continue
        for moved, text in _pieces(base.tokens, block.a, block.a_end, gone):
            yield DifferenceOperation(op="delete", text=text, moved=moved)
        for moved, text in _pieces(other.tokens, block.b, block.b_end, come):
            yield DifferenceOperation(op="insert", text=text, moved=moved)


def _pieces(tokens: Sequence[str], start: int, end: int, moves: Mapping[int, int]) -> Iterator[tuple[bool, str]]:
    """Cut tokens [start, end) where a move begins or ends: (moved, text)."""
    position = start
    for index in range(start + 1, end + 1):
        if index == end or moves.get(index) != moves.get(position):
            yield position in moves, "".join(tokens[position:index])
            position = index
