"""Coverage matrix (覆盖矩阵), gaps and local additions: what each policy says about each domain, and why we say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.compare.folding import fold_word
from generator.compare.items import Item
from generator.models import Addition, Cell, CellState, Gap, PolicyRecord
from generator.vocabulary import Domain, Vocabulary

NOT_WHOLE = {
    "digest": "现有文本为摘编，并非全文，未见不等于没有",
    "interpretation": "现有文本为官方解读，并非文件全文，未见不等于没有",
    "template": "现有文本为截断的范本，并非全文，未见不等于没有",
}
"""Kinds of text in which a missing clause proves nothing, with the reason shown."""

CUES_SHOWN = 3


@dataclass(frozen=True)
class Coverage:
    """The matrix and what follows from it."""

    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]
    additions: tuple[Addition, ...]


def measure_coverage(
    records: Sequence[PolicyRecord], items: Sequence[Item], vocabulary: Vocabulary, baseline: str | None
) -> Coverage:
    """Fill the matrix: one cell for each domain and policy, domains in the order of the vocabulary.

    A domain is present if an item has it as primary domain, mentioned if items only touch it, by however loose a
    word; otherwise it is
    absent where the text is whole (full text or draft) and unknown where it is not. The baseline also has every
    domain that the vocabulary maps to one of its items.

    Args:
        records: Records in record order.
        items: Their items.
        vocabulary: Domains with their baseline items.
        baseline: Id of the baseline among the records, or None.

    Returns:
        Cells; gaps of each policy against the baseline; additions to it.
    """
    by_policy: dict[str, list[Item]] = {record.id: [] for record in records}
    for item in items:
        by_policy[item.ref.policy].append(item)
    cells = tuple(
        _cell(record, domain, by_policy[record.id], record.id == baseline)
        for domain in vocabulary.domains
        for record in records
    )
    if baseline is None:
        return Coverage(cells, (), ())
    table = {(cell.domain, cell.policy): cell for cell in cells}
    gaps, additions = [], []
    for record in records:
        for domain in vocabulary.domains:
            cell, national = table[domain.id, record.id], table[domain.id, baseline]
            if record.id == baseline:
                continue
            if national.state == "present" and cell.state in ("absent", "mentioned", "unknown"):
                gaps.append(Gap(policy=record.id, domain=domain.id, baseline_items=national.items, state=cell.state))
            if national.state != "present" and cell.state == "present":
                additions.append(Addition(policy=record.id, domain=domain.id, items=cell.items))
    return Coverage(cells, tuple(gaps), tuple(additions))


def _cell(record: PolicyRecord, domain: Domain, items: Sequence[Item], is_baseline: bool) -> Cell:
    about = [item for item in items if item.primary == domain.id]
    mapped = [item for item in items if is_baseline and item.ref.item in domain.national_items and item not in about]
    others = [item for item in items if item not in mapped]
    # Loose words are no mention worth listing, but where they stand nobody may say that there is nothing.
    touching = _words(others, domain, "touched") or _words(others, domain, "heard")
    state, reason = _state(record, domain, items, about, bool(mapped), touching)
    return Cell(
        domain=domain.id,
        policy=record.id,
        state=state,
        items=tuple(item.ref.item for item in (*about, *mapped)),
        mentions=tuple(touching),
        reason=reason,
    )


def _words(items: Sequence[Item], domain: Domain, kind: Literal["touched", "heard"]) -> dict[str, tuple[str, ...]]:
    """Item id -> the words with which it touches the domain."""
    found = {item.ref.item: item.touched if kind == "touched" else item.heard for item in items}
    return {item_id: words[domain.id] for item_id, words in found.items() if domain.id in words}


def _state(
    record: PolicyRecord,
    domain: Domain,
    items: Sequence[Item],
    about: Sequence[Item],
    mapped: bool,
    touching: Mapping[str, tuple[str, ...]],
) -> tuple[CellState, str]:
    if not items:
        return "not_parsed", "未能从该文件中识别出任务或原则条文，无法判断。"
    if about:
        tasks = sum(item.kind == "task" for item in about)
        principles = len(about) - tasks
        counts = [f"{tasks}项条文" if tasks else "", f"{principles}条基本原则" if principles else ""]
        only = "" if tasks else "，仅见于基本原则"
        return "present", f"有{'、'.join(filter(None, counts))}以“{domain.name}”为主要内容{only}。"
    if mapped:
        return "present", f"词表将“{domain.name}”对应到该文件{domain.national_clause or '的有关条款'}。"
    if touching:
        words = list(dict.fromkeys(word for found in touching.values() for word in found))[:CUES_SHOWN]
        cited = f"（{'、'.join(f'“{word}”' for word in words)}）" if words else ""
        return "mentioned", f"没有专门条文，有{len(touching)}处条文提及{cited}。"
    passing = _in_passing(record, domain)
    if passing is not None:
        return "mentioned", f"没有条文涉及，只在“{passing[0]}”中提到“{passing[1]}”。"
    if record.text_status in NOT_WHOLE:
        return "unknown", f"{NOT_WHOLE[record.text_status]}。"
    draft = "征求意见稿" if record.text_status == "draft" else "文件"
    return "absent", f"{draft}全文已解析，没有条文涉及“{domain.name}”。"


def _in_passing(record: PolicyRecord, domain: Domain) -> tuple[str, str] | None:
    """Where a part that obliges nobody (引言、总体要求) names the domain: the part's title, and the longest word.

    Words of two characters (横向) mean too many things there, and a background tells of other documents.
    """
    own = [section for section in record.sections if section.role != "background"]
    parts = [("引言", record.preamble.text), *((section.title, section.text) for section in own)]
    words = sorted({cue.text for cue in domain.cues if len(cue.text) > 2}, key=lambda word: (-len(word), word))
    folded = [(title, fold_word(text)) for title, text in parts if text]
    return next(((title, word) for word in words for title, text in folded if fold_word(word) in text), None)
