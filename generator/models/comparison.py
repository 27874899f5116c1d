"""Comparison: what the compare stage found between the records; every judgement with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from generator.models.base import Frozen, Span
from generator.models.packed import Entries

LinkType = Literal["same", "partial", "mention"]
CellState = Literal["present", "mentioned", "absent", "unknown", "not_parsed"]
"""有条文 / 仅提及 / 未见 / 不明（解读、节选、摘编） / 未能解析。"""

ShownState = Literal["present", "within", "mentioned", "absent", "unknown", "not_parsed"]
"""The same, with what stands in provisions on something else (写在其他条文中) apart from 有条文."""


class ItemRef(Frozen):
    """A provision: policy id and item id (task or principle)."""

    policy: str
    item: str


class SentencePair(Frozen):
    """The two sentences of linked items that are most alike; spans count into the items' own texts."""

    from_text: str
    to_text: str
    from_span: Span
    to_span: Span
    score: float


class SharedRun(Frozen):
    """A verbatim run that both texts share after folding; spans count into the items' own texts."""

    text: str
    from_span: Span
    to_span: Span


class Evidence(Frozen):
    """Why two items were linked.

    `domains` the domain ids both are about or touch, `settled` those about which both settle something;
    `title_words` words both titles share (boilerplate left out); `cues` the words of a mention; `similarity` weighted
    bigram similarity of the texts, 0 to 1.
    """

    domains: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    similarity: float = 0.0
    title_similarity: float = 0.0
    best_pair: SentencePair | None = None
    runs: tuple[SharedRun, ...] = ()


class Link(Frozen):
    """A directed link: `to` is the counterpart of `from_` in the other document.

    `runs` and all verbatim measures are empty where either text is not the official wording (digest).
    """

    from_: ItemRef
    to: ItemRef
    type: LinkType
    score: float
    evidence: Evidence


class Cell(Frozen):
    """One cell of the coverage matrix (覆盖矩阵): what one policy says about one domain.

    `items` are ids of items whose primary domain it is (tasks first, then principles), `mentions` ids of
    items that only touch it; `reason` is a Chinese sentence that says why the state is what it is. Where no item has
    it as primary domain, but items on something else settle something about it, or all of the document is about
    those who act there, it is present too: `within` is true, `items` are these, and `sentences` says for each of them
    in which sentences it speaks of the domain.
    """

    domain: str
    policy: str
    state: CellState
    items: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    within: bool = False
    sentences: tuple[tuple[str, ...], ...] = ()
    reason: str

    @property
    def shown(self) -> ShownState:
        """The state as readers see it: provisions on something else are told apart from those on the domain."""
        return "within" if self.within else self.state


class Gap(Frozen):
    """A domain that the baseline has and a policy lacks; `state` is absent, mentioned or unknown."""

    policy: str
    domain: str
    baseline_items: tuple[str, ...]
    state: CellState


class Addition(Frozen):
    """Items of a policy in a domain that the baseline does not have (地方新增)."""

    policy: str
    domain: str
    items: tuple[str, ...]


class ReusedRun(Frozen):
    """A passage of an item (span into its own text) that stands in other items too."""

    text: str
    span: Span
    others: tuple[ItemRef, ...]


class ItemReuse(Frozen):
    """Verbatim share (沿用比例) of one item: characters in runs of 10 and more found elsewhere / all characters."""

    policy: str
    item: str
    chars: int
    shared_chars: int
    share: float
    runs: tuple[ReusedRun, ...] = ()


class DocumentReuse(Frozen):
    """How much of a document's provisions is its own, and with whom the rest is shared.

    `share` 0 to 1; `by_policy` other policy id -> characters shared; null share where it is not measured
    (the text is a digest). The shared characters by the level of their other homes: `above_chars` stand in a
    document of a higher level, `peer_chars` of the others in one of the same level, `below_chars` of the rest in
    one of a lower level, `unknown_chars` in one of no known level only. With `own_chars` they add up to `chars`.
    """

    policy: str
    chars: int
    own_chars: int
    share: float | None
    by_policy: dict[str, int] = {}
    above_chars: int = 0
    peer_chars: int = 0
    below_chars: int = 0
    unknown_chars: int = 0


Step = Literal["equal", "insert", "delete"]

_TURNED: Mapping[Step, Step] = MappingProxyType({"equal": "equal", "insert": "delete", "delete": "insert"})


class DifferenceOperation(Frozen):
    """A step that turns the base text into the other: `text` is of the base for equal/delete, else of the other.

    `moved` marks a deletion/insertion whose text stands elsewhere in the other text. `other_text` is how the
    other text writes an equal passage, where it differs in width, case or kind of blank only; null where both
    write it alike. So `text` of equal and delete, joined, is the base; `other_text or text` of equal and
    `text` of insert is the other.
    """

    op: Step
    text: str
    moved: bool = False
    other_text: str | None = None


class Difference(Frozen):
    """Marked difference of two linked items, base first."""

    base: ItemRef
    other: ItemRef
    operations: tuple[DifferenceOperation, ...]

    def turned(self) -> Difference:
        """The same difference seen from the other side; in each change the deletion stands first."""
        operations: list[DifferenceOperation] = []
        for step in self.operations:
            # Built without checks: every part comes from a checked step, and large pages turn thousands of them.
            text, other = (step.text, None) if step.other_text is None else (step.other_text, step.text)
            turned = DifferenceOperation.model_construct(
                op=_TURNED[step.op], text=text, other_text=other, moved=step.moved
            )
            at = len(operations)
            while turned.op == "delete" and at and operations[at - 1].op == "insert":
                at -= 1
            operations.insert(at, turned)
        return Difference(base=self.other, other=self.base, operations=tuple(operations))


class PairSummary(Frozen):
    """Two policies side by side, counted from a's point of view over provisions (tasks and principles).

    `same`, `partial` and `mention` count each provision of `a` once, by its strongest link. `only_a` and `only_b` are
    those without a same or partial counterpart; those counted by `mention` are among `only_a`.
    """

    a: str
    b: str
    same: int
    partial: int
    mention: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    verbatim_a: float | None
    verbatim_b: float | None


class Leftover(Frozen):
    """A passage that seems to be left over (遗留) from another place, another level or another time.

    `code` is leftover_place, leftover_level, leftover_placeholder or outdated_body; `span` counts into the
    source, `line` is 1-based; `context` is the sentence around; `item` the provision it stands in, if any;
    `message` says in Chinese why it is pointed out, `advice` what to do.
    """

    policy: str
    code: Literal["leftover_place", "leftover_level", "leftover_placeholder", "outdated_body"]
    text: str
    span: Span
    line: int
    item: str | None = None
    context: str = ""
    message: str
    advice: str


class Comparison(Frozen):
    """Everything compared. `baseline` is the id of the national guideline, if it is in the corpus.

    In a large corpus the entries are packed by policy (`generator.models.packed`): links by the policy of `from_`,
    differences by that of `base`, the rest by `policy`; they come policy by policy in record order, and
    `Packed.of` gives those of one policy without touching the others. In a small one they are tuples.

    `compared` are the pairs of documents all of whose provisions were compared, ids in record order; null where every
    two were. Between others there may be links all the same, in domains in which they stand side by side.
    """

    baseline: str | None
    compared: tuple[tuple[str, str], ...] | None = None
    links: Entries[Link] = ()
    cells: Entries[Cell] = ()
    gaps: Entries[Gap] = ()
    additions: Entries[Addition] = ()
    item_reuse: Entries[ItemReuse] = ()
    document_reuse: Entries[DocumentReuse] = ()
    differences: Entries[Difference] = ()
    pairs: tuple[PairSummary, ...] = ()
    leftovers: Entries[Leftover] = ()
