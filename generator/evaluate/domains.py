"""Evaluation of what single provisions are told to speak of, against provisions labelled by their writers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from generator.compare.spoken import Spoken, find_spoken
from generator.documents import make_provisions
from generator.evaluate.alignment import PARTS, Part, TypeScore, score_rows
from generator.models import Frozen
from generator.pipeline import read_corpus
from generator.problems import PolicykbError, Problem
from generator.read.gold import read_gold_file

GOLD = tuple(f"tests/truth/provisions_{number}.yaml" for number in range(1, 14))
"""The files that are scored where none is named; paths from the folder of the knowledge base."""

Level = Literal["main", "settled", "named"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""A main matter; settled at all; spoken of at all."""


class GoldProvision(Frozen):
    """A provision with the ids of its domains as its writer labelled them."""

    title: str
    text: str
    main: frozenset[str]
    settles: frozenset[str]
    names: frozenset[str]
    part: Part


class DomainScores(Frozen):
    """Agreement at each level over all domains, for each domain as a main matter, and what was told otherwise."""

    levels: tuple[TypeScore, ...]
    domains: tuple[TypeScore, ...]
    misses: tuple[str, ...]

    @property
    def f1(self) -> dict[str, float]:
        """F1 by level."""
        return {score.type: score.f1 for score in self.levels}


def read_provisions(content: Mapping[str, object], known: frozenset[str]) -> tuple[GoldProvision, ...]:
    """Read labelled provisions.

    Args:
        content: The YAML content: `part`, and `provisions: [{title, text, main, settles, names}]`.
        known: Ids of the domains there are.

    Returns:
        The provisions.

    Raises:
        ValueError: The content has another shape, or names an unknown part or domain.
    """
    rows, part = content.get("provisions"), content.get("part")
    if not isinstance(rows, list) or part not in PARTS:
        raise ValueError(f"应有 provisions 列表，part 应为 {'、'.join(PARTS)} 之一")
    found = []
    for number, row in enumerate(rows, 1):
        labels = {field: frozenset(row[field]) for field in ("main", "settles", "names")}
        unknown = sorted(frozenset().union(*labels.values()) - known)
        if unknown:
            raise ValueError(f"第 {number} 条：没有领域 {'、'.join(unknown)}")
        found.append(GoldProvision(title=row["title"], text=row["text"], part=part, **labels))
    return tuple(found)


def read_provision_files(paths: Sequence[Path], known: frozenset[str]) -> tuple[GoldProvision, ...]:
    """Read labelled provisions of several files, in their order.

    Raises:
        PolicykbError: A file is unusable (gold_invalid).
    """
    found: list[GoldProvision] = []
    for path in paths:
        content = read_gold_file(path, str(path))
        try:
            found += read_provisions(content, known)
        except (ValueError, KeyError, TypeError) as error:
            message = f"{error}；格式见 {GOLD[0]}"
            raise PolicykbError(Problem(path=str(path), line=0, code="gold_invalid", message=message)) from error
    return tuple(found)


def report_domains(root: Path, paths: Sequence[Path]) -> dict[Part, DomainScores]:
    """Score what is told of labelled provisions.

    Args:
        root: The folder of the knowledge base.
        paths: The files of labelled provisions.

    Returns:
        The scores of each part that holds any.

    Raises:
        PolicykbError: A file or the knowledge base is unusable.
    """
    corpus = read_corpus(root)
    known = frozenset(domain.id for domain in corpus.vocabulary.domains)
    gold = read_provision_files(paths, known)
    records = make_provisions([(entry.title, entry.text) for entry in gold], corpus.vocabulary)
    told = find_spoken(corpus.records, records, corpus.vocabulary)
    # What a provision's own heading makes a domain of (自拟领域) no label can name.
    pairs = [(entry, _among(known, spoken)) for entry, spoken in zip(gold, told, strict=True)]
    return {part: score_domains(held) for part in PARTS if (held := [pair for pair in pairs if pair[0].part == part])}


def score_domains(pairs: Sequence[tuple[GoldProvision, Spoken]]) -> DomainScores:
    """Compare what is told of provisions with their labels.

    Args:
        pairs: Each provision with what is told of it.

    Returns:
        The scores.
    """
    levels = tuple(_score(level, [(_at(level, gold), _at(level, told)) for gold, told in pairs]) for level in LEVELS)
    ids = sorted(frozenset().union(*(gold.main | told.main for gold, told in pairs)))
    domains = tuple(_score(name, [(gold.main & {name}, told.main & {name}) for gold, told in pairs]) for name in ids)
    misses = tuple(
        f"{gold.title or gold.text[:16]}: " + "；".join(f"{level} {_shown(gold, told, level)}" for level in LEVELS[:2])
        for gold, told in pairs
        if gold.main != told.main
    )
    return DomainScores(levels=levels, domains=domains, misses=misses)


def _among(known: frozenset[str], told: Spoken) -> Spoken:
    return Spoken(main=told.main & known, settles=told.settles & known, names=told.names & known)


def _shown(gold: GoldProvision, told: Spoken, level: Level) -> str:
    return f"{'、'.join(sorted(_at(level, gold))) or '-'} -> {'、'.join(sorted(_at(level, told))) or '-'}"


def _at(level: Level, labels: GoldProvision | Spoken) -> frozenset[str]:
    settled = labels.main | labels.settles
    return labels.main if level == "main" else settled if level == "settled" else settled | labels.names


def _score(name: str, pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> TypeScore:
    return TypeScore(
        type=name,
        hits=sum(len(gold & found) for gold, found in pairs),
        found=sum(len(found) for _, found in pairs),
        expected=sum(len(gold) for gold, _ in pairs),
    )


def format_domains(report: Mapping[Part, DomainScores], *, misses: bool) -> str:
    """The report as text: for each part its levels, then each domain as a main matter, and on request the misses."""
    blocks = []
    for part, scores in report.items():
        lines = [f"== {part}", *score_rows("level", (*scores.levels, *scores.domains), 28)]
        blocks.append("\n".join([*lines, *(scores.misses if misses and part != "held_out" else ())]))
    return "\n\n".join(blocks)
