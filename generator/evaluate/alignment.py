"""Evaluation of the alignment against a gold alignment made by reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, cast, get_args

from generator.models import Frozen, ItemRef, LinkType

GoldType = Literal["same", "partial", "mention", "none"]
TYPES: tuple[GoldType, ...] = get_args(GoldType)

Part = Literal["tuned", "seen", "held_out", "own_words"]
"""What a judgement is good for: chosen on; drawn as pairs come, kept from that and looked at since; still kept; still
kept, of documents in words of their own."""

PARTS: tuple[Part, ...] = get_args(Part)

KEPT: frozenset[Part] = frozenset({"held_out", "own_words"})
"""The parts by which nothing is chosen or learned."""

MEANT: dict[Part, str] = {
    "tuned": "chosen by these pairs, no measure",
    "seen": "drawn as they come, looked at and chosen by since: no measure either, but of how many are linked falsely",
    "held_out": "the figures to report: plans as such plans are written, with the guideline on the desk",
    "own_words": "held out as well: plans in words of their own, which draw on no other text",
}


class GoldPair(Frozen):
    """Two items and how they are linked, "none" included; it holds for both directions."""

    a: ItemRef
    b: ItemRef
    type: GoldType
    part: Part = "tuned"


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
        """Mean F1 of the types of link (same, partial, mention) that the gold alignment holds."""
        held = [score.f1 for score in self.types if score.expected and score.type != "none"]
        return sum(held) / len(held) if held else 0.0

    @property
    def falsely_linked(self) -> float:
        """Share of the pairs judged "none" that were linked all the same, 0 where none was judged so."""
        none = next(score for score in self.types if score.type == "none")
        return 1 - none.recall if none.expected else 0.0

    @property
    def f1(self) -> dict[str, float]:
        """F1 by type, "linked" included, of those that the gold alignment holds."""
        return {score.type: score.f1 for score in (*self.types, self.linked) if score.expected}


class Report(Frozen):
    """The scores of the parts that hold pairs, and within each by pair of policies ("a b" -> scores)."""

    parts: dict[Part, AlignmentScores]
    policies: dict[Part, dict[str, AlignmentScores]]


def read_gold(content: Mapping[str, object]) -> tuple[GoldPair, ...]:
    """Read a gold alignment.

    Args:
        content: The YAML content: `pairs: [{a: policy, b: policy, part: held_out, items: [[item, item, type], …]}]`;
            without `part` a group is "tuned".

    Returns:
        All pairs.

    Raises:
        ValueError: The content has another shape, an unknown type or part, or judges a pair twice.
    """
    pairs = content.get("pairs")
    if not isinstance(pairs, list):
        raise ValueError("对齐金标准应有 pairs 列表")
    gold: list[GoldPair] = []
    for entry in pairs:
        part = entry.get("part", "tuned")
        if part not in PARTS:
            raise ValueError(f"未知的部分 {part}，应为 {'、'.join(PARTS)} 之一")
        for first, second, kind in entry["items"]:
            if kind not in TYPES:
                raise ValueError(f"未知的对应类型 {kind}，应为 {'、'.join(TYPES)} 之一")
            a, b = ItemRef(policy=entry["a"], item=first), ItemRef(policy=entry["b"], item=second)
            gold.append(GoldPair(a=a, b=b, type=cast(GoldType, kind), part=part))
    if len({frozenset((pair.a, pair.b)) for pair in gold}) < len(gold):
        raise ValueError("对齐金标准中同一对条文判了两次")
    return tuple(gold)


def read_documents(content: Mapping[str, object]) -> dict[str, str]:
    """Read which documents a gold alignment judges that are not in the knowledge base.

    Args:
        content: The YAML content; `documents: {policy: file}`, if there are any, with paths from the gold file on.

    Returns:
        Id -> path.

    Raises:
        ValueError: The content has another shape.
    """
    documents = content.get("documents", {})
    if not isinstance(documents, dict) or not all(isinstance(path, str) for path in documents.values()):
        raise ValueError("documents 应为“编号: 文件路径”的映射")
    return {str(policy): path for policy, path in documents.items()}


def score_alignment(links: Mapping[tuple[ItemRef, ItemRef], LinkType], gold: Sequence[GoldPair]) -> AlignmentScores:
    """Compare links with a gold alignment; pairs that the gold alignment does not judge are left out.

    Args:
        links: Two provisions -> the type of their link, in both directions.
        gold: The pairs judged by hand.

    Returns:
        The scores.
    """
    judged: list[tuple[GoldPair, GoldType]] = [(pair, links.get((pair.a, pair.b), "none")) for pair in gold]
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


def report_alignment(links: Mapping[tuple[ItemRef, ItemRef], LinkType], gold: Sequence[GoldPair]) -> Report:
    """Score the parts of a gold alignment, each as a whole and by pair of policies.

    Args:
        links: Two provisions -> the type of their link, in both directions.
        gold: The pairs judged by hand.

    Returns:
        The scores; pairs of policies in the order of the gold alignment.
    """
    parts: dict[Part, AlignmentScores] = {}
    policies: dict[Part, dict[str, AlignmentScores]] = {}
    for part in PARTS:
        judged = [pair for pair in gold if pair.part == part]
        if not judged:
            continue
        names = dict.fromkeys(f"{pair.a.policy} {pair.b.policy}" for pair in judged)
        parts[part] = score_alignment(links, judged)
        policies[part] = {
            name: score_alignment(links, [pair for pair in judged if f"{pair.a.policy} {pair.b.policy}" == name])
            for name in names
        }
    return Report(parts=parts, policies=policies)


def format_report(report: Report) -> str:
    """The report as text: for each part its scores, the share falsely linked, F1 by pair of policies, the misses."""
    blocks = []
    for part, scores in report.parts.items():
        lines = [f"== {part} ({MEANT[part]})", *_rows(scores)]
        lines.append(f"mean F1 of same, partial, mention: {scores.macro_f1:.3f}")
        lines.append(f'"none" linked all the same: {scores.falsely_linked:.1%}')
        for name, within in report.policies[part].items():
            f1 = "  ".join(f"{kind} {value:.3f}" for kind, value in within.f1.items())
            lines.append(f"{name}: {f1}")
        blocks.append("\n".join([*lines, *_confusion(scores), *_misses(scores)]))
    return "\n\n".join(blocks)


def score_rows(heading: str, scores: Iterable[TypeScore], width: int) -> list[str]:
    """Scores as a table.

    Args:
        heading: What stands above the names of the scores.
        scores: A row each.
        width: Of the column of names, in characters.

    Returns:
        The lines, the heading first.
    """
    return [f"{heading:{width}} P      R      F1     hits/found/expected"] + [
        f"{score.type:{width}} {score.precision:.3f}  {score.recall:.3f}  {score.f1:.3f}"
        f"  {score.hits}/{score.found}/{score.expected}"
        for score in scores
    ]


def _rows(scores: AlignmentScores) -> list[str]:
    return score_rows("type", (*scores.types, scores.linked), 10)


def _confusion(scores: AlignmentScores) -> list[str]:
    """What was found for each type judged: a row for each type of the gold alignment, a column for each found."""
    missed = Counter((pair.type, got) for pair, got in scores.misses)
    hits = {score.type: score.hits for score in scores.types}
    return ["judged / found " + "".join(f"{kind:>9}" for kind in TYPES)] + [
        f"{kind:15}" + "".join(f"{hits[kind] if kind == got else missed[kind, got]:9}" for got in TYPES)
        for kind in TYPES
    ]


def _misses(scores: AlignmentScores) -> list[str]:
    return [
        f"gold {pair.type}, found {got}: {pair.a.policy} {pair.a.item} <-> {pair.b.policy} {pair.b.item}"
        for pair, got in scores.misses
    ]
