"""Evaluation of the alignment against a gold alignment made by reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, cast, get_args

from generator.models import Frozen, ItemRef, Link

GoldType = Literal["same", "partial", "mention", "none"]
TYPES: tuple[GoldType, ...] = get_args(GoldType)


class GoldPair(Frozen):
    """Two items and how they are linked, "none" included; it holds for both directions."""

    a: ItemRef
    b: ItemRef
    type: GoldType


class TypeScore(Frozen):
    """Agreement on one type: `hits` pairs of the type that were found as such, of `expected`, among `found`."""

    type: str
    hits: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """Share of the pairs found that are right, 0 where none was found."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the expected pairs that were found, 0 where none was expected."""
        return self.hits / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class AlignmentScores(Frozen):
    """Agreement per type, on being linked at all ("linked"), and the pairs judged otherwise (gold, found)."""

    types: tuple[TypeScore, ...]
    linked: TypeScore
    misses: tuple[tuple[GoldPair, GoldType], ...]

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the types that the gold alignment holds."""
        held = [score.f1 for score in self.types if score.expected]
        return sum(held) / len(held) if held else 0.0


def read_gold(content: Mapping[str, object]) -> tuple[GoldPair, ...]:
    """Read a gold alignment.

    Args:
        content: The YAML content: `pairs: [{a: policy, b: policy, items: [[item, item, type], …]}]`.

    Returns:
        All pairs.

    Raises:
        ValueError: The content has another shape, an unknown type, or judges a pair twice.
    """
    pairs = content.get("pairs")
    if not isinstance(pairs, list):
        raise ValueError("对齐金标准应有 pairs 列表")
    gold: list[GoldPair] = []
    for entry in pairs:
        for first, second, kind in entry["items"]:
            if kind not in TYPES:
                raise ValueError(f"未知的对应类型 {kind}，应为 {'、'.join(TYPES)} 之一")
            a, b = ItemRef(policy=entry["a"], item=first), ItemRef(policy=entry["b"], item=second)
            gold.append(GoldPair(a=a, b=b, type=cast(GoldType, kind)))
    if len({frozenset((pair.a, pair.b)) for pair in gold}) < len(gold):
        raise ValueError("对齐金标准中同一对条文判了两次")
    return tuple(gold)


def score_alignment(links: Iterable[Link], gold: Sequence[GoldPair]) -> AlignmentScores:
    """Compare links with a gold alignment; pairs that the gold alignment does not judge are left out.

    Args:
        links: The links of a comparison.
        gold: The pairs judged by hand.

    Returns:
        The scores.
    """
    found: dict[tuple[ItemRef, ItemRef], GoldType] = {(link.from_, link.to): link.type for link in links}
    judged = [(pair, found.get((pair.a, pair.b), "none")) for pair in gold]
    types = tuple(
        TypeScore(
            type=kind,
            hits=sum(pair.type == kind == got for pair, got in judged),
            found=sum(got == kind for _, got in judged),
            expected=sum(pair.type == kind for pair, _ in judged),
        )
        for kind in TYPES
    )
    linked = TypeScore(
        type="linked",
        hits=sum(pair.type != "none" and got != "none" for pair, got in judged),
        found=sum(got != "none" for _, got in judged),
        expected=sum(pair.type != "none" for pair, _ in judged),
    )
    misses = tuple((pair, got) for pair, got in judged if pair.type != got)
    return AlignmentScores(types=types, linked=linked, misses=misses)


def format_scores(scores: AlignmentScores) -> str:
    """The scores as lines of text: a row for each type, then the pairs judged otherwise."""
    lines = ["type       P      R      F1     hits/found/expected"]
    lines += [
        f"{score.type:8} {score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f}"
        f"   {score.hits}/{score.found}/{score.expected}"
        for score in (*scores.types, scores.linked)
    ]
    lines += [
        f"gold {pair.type}, found {got}: {pair.a.policy} {pair.a.item} <-> {pair.b.policy} {pair.b.item}"
        for pair, got in scores.misses
    ]
    return "\n".join(lines)
