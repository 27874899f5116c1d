"""The lists of the long text as they are published, and what becomes of them when some documents change."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from generator.collecting import give_back
from generator.render.search.codec import clusters, gaps, read_clusters, read_gaps
from generator.render.search.places import ENTRIES, SLOT, hash_of, power_above, slots_needed
from generator.render.search.postings import CAP, UNIT, Holders, Layout, entries_of, holders_of, longer, strings_of
from generator.render.search.sweep import swept

Value = str | list[str]
"""As published: the places of a listed string; or the entries that have a character or a frequent string, and those
that have it in the title."""

Span = tuple[int, int]
"""Slots of a document, half open."""

SHARD_CHARACTERS: Final = 1_300
"""Characters of the long text for a shard at most; at 300 documents each takes 2.6 bytes of it, at 1,000 some five."""

NEARLY: Final = 8
"""Strings are counted from an eighth below the number of places above which they are frequent."""


class Placed(NamedTuple):
    """A document in the long text: its first slot, and its own text with its entries."""

    slot: int
    layout: Layout

    @property
    def span(self) -> Span:
        """Its slots."""
        return self.slot, self.slot + slots_needed(len(self.layout.text))


@dataclass
class Edit:
    """What becomes of a list: the slots whose members leave it, and the members that come to it."""

    gone: list[Span] = field(default_factory=list)
    come: list[int] = field(default_factory=list)
    come_titled: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Changes:
    """What becomes of the lists when some documents change.

    Attributes:
        values: String -> its list, None where there is none any more.
        edits: String -> what leaves and what comes; none of them is in `values`.
        frequent: Frequent string -> in how many places it is.
        nearly: String that is not frequent, but nearly -> the same. Those in `edits` are still to be counted.
    """

    values: dict[str, Value | None]
    edits: dict[str, Edit]
    frequent: dict[str, int]
    nearly: dict[str, int]


class Counted(NamedTuple):
    """Frequent strings, and those that are nearly so, each with the number of its places."""

    frequent: dict[str, int]
    nearly: dict[str, int]


def shard_of(text: str, shards: int) -> int:
    """Number of the shard that holds a string."""
    return hash_of(text) % shards


def shards_for(lengths: Iterable[int]) -> int:
    """How many shards the lists are cut into of documents with so many characters: a number that seldom changes."""
    return power_above(-(-sum(lengths) // SHARD_CHARACTERS))


def nearly(limit: int) -> int:
    """Above how many places strings are counted."""
    return limit - limit // NEARLY


def whole(documents: list[Placed], limit: int, put: Callable[[str, Value], None]) -> Counted:
    """All lists of some documents.

    Args:
        documents: The documents; they are taken out, as their texts are not needed twice.
        limit: Number of places above which a string is frequent.
        put: Told each string with its list, once.

    Returns:
        The frequent strings, and those nearly so.
    """
    documents.sort(key=lambda document: document.slot)
    joined, places, entries = _joined(documents)
    documents.clear()
    give_back()
    frequent: dict[str, int] = {}
    counted: dict[str, int] = {}
    for gram, holders in holders_of(joined, {}).items():
        put(gram, _set_of(holders, entries))
    for gram, found, often in swept(joined.text, limit):
        if often:
            put(gram, _set_of(entries_of(found, joined.starts), entries))
            frequent[gram] = len(found)
        else:
            put(gram, gaps([at + places[at // UNIT] for at in found]))
            if len(found) > nearly(limit) and len(gram) < CAP:
                counted[gram] = len(found)
    return Counted(frequent, counted)


def _joined(documents: Sequence[Placed]) -> tuple[Layout, Sequence[int], Sequence[int]]:
    """The texts one after the other; for each UNIT of it what a place gains, for each entry its number."""
    starts = [0]
    places, entries = array("q"), array("q")
    for slot, layout in documents:
        begin = starts[-1]
        starts += [begin + start for start in layout.starts[1:]]
        places.extend([slot * SLOT - begin] * (len(layout.text) // UNIT))
        entries.extend(range(slot * ENTRIES, slot * ENTRIES + len(layout.starts) - 1))
    return Layout("".join(layout.text for _, layout in documents), tuple(starts)), places, entries


def changed(
    documents: Collection[tuple[Placed | None, Placed | None]],
    every: Callable[[], Sequence[Placed]],
    frequent: Mapping[str, int],
    counted: Mapping[str, int],
    limit: int,
) -> Changes | None:
    """What becomes of the lists when some documents change.

    Args:
        documents: Each as it was and as it is; None where there is none.
        every: All documents as they are, asked for only if a string becomes frequent or ceases to be.
        frequent: The frequent strings so far, with the number of their places.
        counted: Strings that are not frequent, but nearly, with theirs.
        limit: The number of places above which a string is frequent.

    Returns:
        The changes; None where so much changes that the lists are better made anew.
    """
    known = {**frequent, **counted}
    difference: Counter[str] = Counter()
    for sign, found in ((-1, [old for old, _ in documents]), (1, [new for _, new in documents])):
        for document in filter(None, found):
            for strings in strings_of(document.layout.text, lambda gram, _: gram in frequent):
                difference.update({gram: sign * len(places) for gram, places in strings.items()})
    # What was not counted is far from being frequent.
    if any(more > limit - nearly(limit) and gram not in known for gram, more in difference.items()):
        return None
    counts = {gram: count + difference[gram] for gram, count in known.items()}
    risen = {gram for gram in counted if counts[gram] > limit}
    fallen = {gram for gram in frequent if counts[gram] <= limit}
    now = {gram: counts[gram] for gram in frequent if gram not in fallen}
    values: dict[str, Value | None] = {}
    near = {gram: counts[gram] for gram in counted if counts[gram] > nearly(limit) and gram not in risen}
    if risen or fallen:
        values, turned = _turned(every(), risen, fallen, now, limit)
        near = {gram: count for gram, count in near.items() if gram not in values} | turned
    return Changes(values, _edits(documents, frequent, now, values), now, near)


def _turned(
    documents: Sequence[Placed], risen: Iterable[str], fallen: Collection[str], frequent: dict[str, int], limit: int
) -> tuple[dict[str, Value | None], dict[str, int]]:
    """The lists of strings that became frequent or ceased to be, and of those that are one character longer.

    Args:
        documents: All documents.
        risen: Strings that became frequent.
        fallen: Those that are not any more.
        frequent: The other frequent strings with the number of their places; those that rose are put into it.
        limit: See `changed`.

    Returns:
        String -> its list, None where it has none any more; and those that are nearly frequent, counted.
    """
    joined, places, entries = _joined(sorted(documents, key=lambda document: document.slot))
    values: dict[str, Value | None] = {}
    listed = {gram: _found(joined.text, gram) for gram in fallen}
    for gram, found in tuple(listed.items()):
        listed |= longer(joined.text, {gram: found}, len(gram))
    left = sorted(risen)
    while left:
        gram = left.pop()
        found = _found(joined.text, gram)
        frequent[gram] = len(found)
        values[gram] = _set_of(entries_of(found, joined.starts), entries)
        for more, where in longer(joined.text, {gram: found}, len(gram)).items():
            if len(where) <= limit or len(more) == CAP:
                listed[more] = where
            elif more not in frequent:
                left.append(more)
    near: dict[str, int] = {}
    for gram, found in listed.items():
        has_list = found and (len(gram) == 2 or gram[:-1] in frequent or gram[1:] in frequent)
        values[gram] = gaps([at + places[at // UNIT] for at in found]) if has_list else None
        if has_list and len(found) > nearly(limit) and len(gram) < CAP:
            near[gram] = len(found)
    return values, near


def _found(text: str, string: str) -> array[int]:
    """Where a string begins in a text."""
    found = array("I")
    at = text.find(string)
    while at >= 0:
        found.append(at)
        at = text.find(string, at + 1)
    return found


def _edits(
    documents: Iterable[tuple[Placed | None, Placed | None]],
    before: Collection[str],
    now: Collection[str],
    without: Collection[str],
) -> dict[str, Edit]:
    """What changes in the lists that are not made anew (`without`)."""
    edits: dict[str, Edit] = defaultdict(Edit)
    for old, new in documents:
        had, has = _members(old, before), _members(new, now)
        for gram in had.keys() | has.keys():
            if gram in without or had.get(gram) == has.get(gram):
                continue
            edit = edits[gram]
            if old is not None and gram in had:
                edit.gone.append(old.span)
            come, titled = has.get(gram, ((), ()))
            edit.come += come
            edit.come_titled += titled
    return dict(edits)


def _members(document: Placed | None, frequent: Collection[str]) -> dict[str, Holders]:
    """What a document has in each list; of places there is no second part."""
    if document is None:
        return {}
    slot, layout = document
    often, listed = strings_of(layout.text, lambda gram, _: gram in frequent)
    found: dict[str, Holders] = {gram: ([slot * SLOT + at for at in places], ()) for gram, places in listed.items()}
    for gram, (having, titled) in holders_of(layout, often).items():
        found[gram] = [slot * ENTRIES + at for at in having], [slot * ENTRIES + at for at in titled]
    return found


def edited(value: Value | None, edit: Edit, *, is_set: bool) -> tuple[Value | None, int]:
    """A list after an edit.

    Args:
        value: The list, None where there was none.
        edit: What leaves it and what comes.
        is_set: Whether it is that of a character or a frequent string.

    Returns:
        The list, None if nothing is left of it; and how many places it has, 0 for a set of entries.
    """
    if is_set:
        sets = value if isinstance(value, list) else ["", ""]
        having = _merged(read_clusters(sets[0]), edit.gone, ENTRIES, edit.come)
        titled = _merged(read_clusters(sets[1]), edit.gone, ENTRIES, edit.come_titled)
        return ([clusters(having), clusters(titled)] if having else None), 0
    places = _merged(read_gaps(value) if isinstance(value, str) else [], edit.gone, SLOT, edit.come)
    return (gaps(places) if places else None), len(places)


def _merged(members: list[int], gone: Iterable[Span], unit: int, come: Iterable[int]) -> list[int]:
    """Members in ascending order without those of some slots and with others."""
    for first, end in gone:
        del members[bisect_left(members, first * unit) : bisect_left(members, end * unit)]
    members += come
    return sorted(members)


def _set_of(holders: Holders, entries: Sequence[int]) -> Value:
    having, titled = holders
    return [clusters([entries[at] for at in having]), clusters([entries[at] for at in titled])]
