"""What the comparison pages put into their columns: provisions with their differences to every possible base."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from generator.models import CellState, DifferenceOperation, ItemRef, Link, PolicyRecord, Principle, Task
from generator.render.index import Index
from generator.render.near import Near, steps
from generator.render.sentences import OwnWork
from generator.render.wording import SECOND_HAND

Item = Task | Principle

Scored = TypeVar("Scored", bound=Link | Near)

SAME_WORDING = 0.85
"""Two runs of the same provisions this much alike are the same passage as each of them spells it."""

REWRITTEN_BELOW = 0.3
"""Where less of the shorter text than this stands in both, marking every change would hide what is common."""


@dataclass(frozen=True)
class Marking:
    """The steps from one text to another, and how they are best shown.

    `share` is the part of the shorter text that stands in both, 0 to 1; a `rewritten` text is shown with
    its common passages marked instead of all its changes.
    """

    operations: tuple[DifferenceOperation, ...] = ()
    share: float = 0.0

    @property
    def rewritten(self) -> bool:
        """Whether the texts have so little in common that only the common passages are worth marking."""
        return bool(self.operations) and self.share < REWRITTEN_BELOW


@dataclass(frozen=True)
class Variant:
    """A provision marked against one base: the base's provision and the steps from it to this one."""

    base: ItemRef
    marking: Marking


@dataclass(frozen=True)
class Provision:
    """A provision in a column: at most one variant for each other policy, and its own sentences.

    `unmarked` are counterparts on the same page that the page's script marks when they are asked for.
    """

    policy: str
    item: Item
    variants: tuple[Variant, ...]
    work: OwnWork | None
    unmarked: tuple[ItemRef, ...] = ()


@dataclass(frozen=True)
class CommonRun:
    """A verbatim run with every provision in which it stands."""

    text: str
    holders: tuple[ItemRef, ...]

    @property
    def letters(self) -> int:
        """How long it is, signs left out, as everywhere where shared text is counted."""
        return letters(self.text)


def marking(index: Index, base: ItemRef, other: ItemRef) -> Marking:
    """The marked difference of two provisions with the share of the shorter text that both have."""
    operations = steps(index, base, other)
    sizes = {op: sum(len(step.text) for step in operations if step.op == op) for op in ("equal", "insert", "delete")}
    shorter = sizes["equal"] + min(sizes["insert"], sizes["delete"])
    return Marking(operations, sizes["equal"] / shorter if shorter else 0.0)


def strong(links: Iterable[Scored]) -> list[Scored]:
    """Links that are more than a mention, best first."""
    found = [link for link in links if link.type != "mention"]
    return sorted(found, key=lambda link: (link.type != "same", -link.score, link.to.policy, link.to.item))


def provision(
    index: Index, policy: str, item: Item, base: str | None = None, shown: Collection[ItemRef] = ()
) -> Provision:
    """A provision with its variants (best counterpart in each other policy) and its own sentences.

    Args:
        index: The look-ups.
        policy: The document of the provision.
        item: The provision.
        base: Mark it against this document only; None for against all of them.
        shown: With `base`: the provisions of the page; counterparts among them come first, and the best ones in other
            documents are named and not marked.

    Returns:
        What its column shows.
    """
    me = ItemRef(policy=policy, item=item.id)
    variants: list[Variant] = []
    unmarked: list[ItemRef] = []
    for other, links in index.counterparts(policy, item.id):
        if base not in (None, other):
            near = [link.to for link in strong(links) if link.to in shown]
            unmarked += [] if index.is_digest(policy) or index.is_digest(other) else near[:1]
            continue
        found = variant(index, me, links, shown)
        variants += [] if found is None else [found]
    return Provision(policy, item, tuple(variants), index.own_work(policy, item.id), tuple(unmarked))


def variant(index: Index, me: ItemRef, links: Iterable[Link | Near], shown: Collection[ItemRef] = ()) -> Variant | None:
    """A provision marked against its best counterpart in another policy, None where none was measured.

    Args:
        index: The look-ups.
        me: The provision.
        links: Its links to that policy.
        shown: The provisions of the page, among which counterparts come first.

    Returns:
        The variant.
    """
    # A provision named after two domains is closest to one thing here and to another on the other page.
    for link in sorted(strong(links), key=lambda link: link.to not in shown):
        marked = marking(index, link.to, me)
        if marked.operations:
            return Variant(link.to, marked)
    return None


def common_runs(index: Index, refs: Iterable[ItemRef]) -> tuple[CommonRun, ...]:
    """The verbatim runs of these provisions, longest first.

    Runs inside longer ones of the same holders are left out, and so are other spellings of a run (或者 for 或, other
    quotation marks): each document spells the text that it shares in its own way.
    """
    holders: dict[str, set[ItemRef]] = {}
    spelled: dict[str, str] = {}
    # In the order of the documents: the first of them decides how a run is spelled.
    for ref in sorted(refs, key=lambda ref: (index.place_of(ref.policy), ref.item)):
        reuse = index.reuse(ref.policy, ref.item)
        for run in reuse.runs if reuse is not None else ():
            # The same run stands in half-width and in full-width punctuation: one spelling is shown.
            folded = unicodedata.normalize("NFKC", run.text)
            spelled.setdefault(folded, run.text)
            holders.setdefault(folded, set()).update({ref, *run.others})
    kept: list[CommonRun] = []
    # By holder, so that a run is only held against those that one of its own provisions has too.
    of_holder: dict[ItemRef, list[tuple[str, set[ItemRef]]]] = {}
    for folded in sorted(holders, key=lambda text: (-letters(text), text)):
        here = holders[folded]
        fewest = min((of_holder.setdefault(ref, []) for ref in here), key=len)
        if any(
            (folded in longer and here <= theirs) or (here == theirs and _same_wording(folded, longer))
            for longer, theirs in fewest
        ):
            continue
        places = sorted(here, key=lambda ref: (index.place_of(ref.policy), ref.item))
        kept.append(CommonRun(spelled[folded], tuple(places)))
        for ref in here:
            of_holder[ref].append((folded, here))
    return tuple(kept)


def letters(text: str) -> int:
    """Characters of a text without punctuation and blanks, as shares of text count them."""
    return sum(character.isalnum() for character in text)


def _same_wording(one: str, other: str) -> bool:
    """Whether two runs of the same provisions differ in so few letters that they are one run spelled twice."""
    left, right = ("".join(filter(str.isalnum, text)) for text in (one, other))
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= SAME_WORDING


def missing_state(record: PolicyRecord) -> CellState:
    """What a missing clause means in this document: "unknown" where its text is second-hand, else "absent"."""
    return "unknown" if record.text_status in SECOND_HAND else "absent"


def missing_reason(index: Index, record: PolicyRecord) -> str:
    """Why a missing clause of this document is shown as it is, as a Chinese sentence."""
    short = index.short(record.id)
    reasons = {
        "digest": f"所收{short}文件为摘编，未列入不等于原文没有。",
        "interpretation": f"所收{short}文件为解读，原文未收录，未提到不等于没有。",
        "template": f"所收{short}文件为节选的范本，未列入不等于原文没有。",
    }
    return reasons.get(record.text_status, f"{short}文件全文中未见对应条文。")
