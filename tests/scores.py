"""The scores of the quality page: what the hand-made readings hold, and how much of it the records hold.

`python -m tests.scores --write` writes site_src/quality_scores.yaml; test_scores.py fails when that file is stale.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import yaml

from generator.evaluate.alignment import Part, Report, report_alignment
from generator.evaluate.coverage import ANY, CoverageScores, report_coverage
from generator.evaluate.coverage import GOLD as LABELLED
from generator.evaluate.files import GOLD, read_gold_files
from generator.evaluate.links import judged_links
from generator.models import PolicyRecord
from generator.render.pages.method import CELLS, LINKS
from generator.render.wording import LINK_TYPES, SHOWN_STATES
from tests.support import real_corpus
from tests.truth_files import POLICY_OF, ROOT, record, spans, truth

FILE = ROOT / "site_src" / "quality_scores.yaml"

PART_NAMES = {"tuned": "定参数所用", "seen": "曾留出，后已看过", "held_out": "留出", "own_words": "留出，用语自成一格"}

Measure = Callable[[dict[str, Any], PolicyRecord], tuple[Iterable[Any], Iterable[Any]]]
"""From the reading and the record: the expected and the found values."""


def outline(read: dict[str, Any], made: PolicyRecord) -> tuple[Iterable[Any], Iterable[Any]]:
    return (
        [(h["title"], h["level"], h["line"]) for h in read["outline"]],
        [(s.title, s.level, s.line) for s in made.sections],
    )


def principles(read: dict[str, Any], made: PolicyRecord) -> tuple[Iterable[Any], Iterable[Any]]:
    return (
        [(p["title"], tuple(p["text_span"])) for p in read["principles"]],
        [(p.title, p.spans[0]) for p in made.principles],
    )


def tasks(read: dict[str, Any], made: PolicyRecord) -> tuple[Iterable[Any], Iterable[Any]]:
    return (
        [(t["kind"], t["title"], tuple(t["title_span"]), spans(t["text_spans"])) for t in read["tasks"]],
        [(t.kind, t.title, t.title_span, t.spans) for t in made.tasks],
    )


def units(read: dict[str, Any], made: PolicyRecord) -> tuple[Iterable[Any], Iterable[Any]]:
    return (
        [
            (u["raw"], u["role"], tuple(u["span"]))
            for t in read["tasks"]
            for u in [*t.get("responsibility", {}).get("units", []), *t.get("charged", [])]
        ],
        [(u.raw, u.role, u.span) for t in made.tasks for u in t.units],
    )


def deadlines(read: dict[str, Any], made: PolicyRecord) -> tuple[Iterable[Any], Iterable[Any]]:
    return (
        [(d["type"], tuple(d["span"])) for t in read["tasks"] for d in t["deadlines"]],
        [(d.type, d.span) for t in made.tasks for d in t.deadlines],
    )


def annex_units(read: dict[str, Any], made: PolicyRecord) -> tuple[Iterable[Any], Iterable[Any]]:
    return (
        [(u["raw"], u["role"], tuple(u["span"])) for r in read["annex_rows"] for u in r["units"]],
        [(u.raw, u.role, u.span) for r in made.annex_rows for u in r.units],
    )


def annex_rows(read: dict[str, Any], made: PolicyRecord) -> tuple[Iterable[Any], Iterable[Any]]:
    return [r["title"] for r in read["annex_rows"]], [r.title for r in made.annex_rows]


def citations(read: dict[str, Any], made: PolicyRecord) -> tuple[Iterable[Any], Iterable[Any]]:
    return (
        [tuple(c["title_span"]) for c in read["cited_documents"] if c["relation"] != "related_interpretation"],
        [c.span for c in made.citations if c.relation != "related_interpretation"],
    )


def primary_domains(read: dict[str, Any], made: PolicyRecord) -> tuple[Iterable[Any], Iterable[Any]]:
    code = {domain.id: domain.code for domain in real_corpus().vocabulary.domains}
    found = [(t.title_span, code[t.domains.primary.id]) for t in made.tasks if t.domains.primary]
    return [(tuple(t["title_span"]), t["domains"]["primary"]) for t in read["tasks"]], found


def secondary_domains(read: dict[str, Any], made: PolicyRecord) -> tuple[Iterable[Any], Iterable[Any]]:
    code = {domain.id: domain.code for domain in real_corpus().vocabulary.domains}
    return (
        [(tuple(t["title_span"]), d) for t in read["tasks"] for d in t["domains"]["secondary"]],
        [(t.title_span, code[d.id]) for t in made.tasks for d in t.domains.secondary],
    )


MEASURES: tuple[tuple[str, Measure], ...] = (
    ("标题层级", outline),
    ("基本原则", principles),
    ("任务与保障措施（类别、标题、正文起止）", tasks),
    ("责任单位（名称、角色、位置）", units),
    ("时限", deadlines),
    ("任务分工表行", annex_rows),
    ("任务分工表责任单位", annex_units),
    ("引用文件", citations),
    ("主要领域", primary_domains),
    ("相关领域", secondary_domains),
)


def scores() -> list[dict[str, object]]:
    """One row for each document and measure: how many were expected, found, and found right."""
    rows: list[dict[str, object]] = []
    for name, policy in POLICY_OF.items():
        for label, measure in MEASURES:
            wanted, got = (Counter(values) for values in measure(truth(name), record(name)))
            correct = sum((wanted & got).values())
            if wanted or got:
                rows.append(
                    {
                        "policy": policy,
                        "measure": label,
                        "expected": sum(wanted.values()),
                        "found": sum(got.values()),
                        "correct": correct,
                    }
                )
    return rows


def aligned() -> Report:
    """How the links of the whole corpus agree with the gold alignment; comparing them takes long."""
    gold = read_gold_files([ROOT / file for file in GOLD])
    return report_alignment(judged_links(ROOT, gold.documents, gold.pairs), gold.pairs)


def alignment_scores(report: Report) -> list[dict[str, object]]:
    """Rows for the whole corpus (policy ""): agreement with the gold alignment, by part and type of link."""
    names = {"linked": "有无对应", **LINK_TYPES}
    return [
        {
            "policy": "",
            "measure": f"{LINKS}{names[score.type]}（{PART_NAMES[part]}）",
            "expected": score.expected,
            "found": score.found,
            "correct": score.hits,
        }
        for part, of_part in report.parts.items()
        for score in (of_part.linked, *of_part.types)
        if score.type in names
    ]


def covered() -> dict[Part, CoverageScores]:
    """What the matrix says of labelled documents."""
    return report_coverage(ROOT, [ROOT / file for file in LABELLED])


def coverage_scores(report: Mapping[Part, CoverageScores]) -> list[dict[str, object]]:
    """Rows for the whole corpus: agreement with labelled documents, by part and state; ANY first."""
    names = {ANY: "写到", **SHOWN_STATES}
    return [
        {
            "policy": "",
            "measure": f"{CELLS}{names[score.type]}（{PART_NAMES[part]}）",
            "expected": score.expected,
            "found": score.found,
            "correct": score.hits,
        }
        for part, of_part in report.items()
        for score in (of_part.states[-1], *of_part.states[:-1])
    ]


def rendered(report: Report, cells: Mapping[Part, CoverageScores]) -> str:
    """The scores as YAML."""
    rows = [*scores(), *alignment_scores(report), *coverage_scores(cells)]
    return yaml.dump(rows, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


if __name__ == "__main__":
    if "--write" in sys.argv:
        FILE.write_text(rendered(aligned(), covered()), encoding="utf-8")
    else:
        sys.stdout.write(rendered(aligned(), covered()))
