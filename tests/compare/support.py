"""Small records for the tests of the comparison, built from what matters there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from generator.compare import compare
from generator.models import Comparison, PolicyRecord
from generator.models.packed import Piece
from generator.vocabulary import Vocabulary

Others = ParamSpec("Others")
Result = TypeVar("Result")

DOMAINS = {
    "government-procurement": ("政府采购", ("政府采购", "采购人")),
    "bidding": ("招标投标", ("招标投标", "招投标")),
    "government-debt": ("政府债务", ("政府债务", "债务风险")),
    "statistics": ("统计", ("统计",)),
    "finance": ("金融", ("金融管理", "金融风险")),
    "work-safety": ("安全生产", ("安全生产",)),
    "commitments": ("守信践诺", ("守信践诺", "公开承诺")),
    "rights-and-credit-repair": ("信用权益保护与信用修复", ("信用修复", "权益保护")),
    "integrity-education": ("公职人员诚信教育", ("诚信教育", "宣传教育")),
    "lawful-administration": ("依法行政", ("依法行政", "法定职责")),
    "townships-and-subdistricts": ("街道乡镇", ("街道和乡镇",)),
    "leadership": ("组织领导", ("组织领导",)),
    "inspection-and-evaluation": ("督查考核", ("督查考核", "考评机制")),
}


class Memory(dict[str, bytes]):
    """A cache that ends with the test."""

    def put(self, key: str, content: bytes) -> None:
        """Keep an entry."""
        self[key] = content

    def hold(self, key: str) -> None:
        """Nothing is ever dropped."""

    def lay(self, content: bytes) -> Piece:
        """Somewhere else than at hand, as on a disk."""
        return Elsewhere(content) if content else content


@dataclass(frozen=True)
class Elsewhere:
    """Bytes that are read when somebody asks for them."""

    content: bytes

    @property
    def digest(self) -> str:
        """What tells them from others."""
        return hashlib.sha256(self.content).hexdigest()

    def read(self) -> bytes:
        """The bytes."""
        return self.content


ACTOR = "townships-and-subdistricts"

Row = tuple[str, str, str | None, str, str]
"""Number, title, primary domain, kind, text."""


def vocabulary(baseline: str | None = None, national: dict[str, Sequence[str]] | None = None) -> Vocabulary:
    """A vocabulary with a handful of domains and nothing else."""
    empty: dict[str, Any] = {name: () for name, field in Vocabulary.model_fields.items() if field.is_required()}
    domains = [
        {
            "id": key,
            "code": key,
            "name": name,
            "group": "all",
            "definition": name,
            "nature": "actor" if key == ACTOR else "matter",
            "cues": [{"text": cue, "examples": [cue]} for cue in cues],
            "national_clause": "五(一)" if key in (national or {}) else None,
            "national_items": tuple((national or {}).get(key, ())),
        }
        for key, (name, cues) in DOMAINS.items()
    ]
    return Vocabulary.model_validate(
        {**empty, "baseline": baseline, "domain_groups": [{"id": "all", "name": "全部"}], "domains": domains}
    )


def record(
    policy: str,
    rows: Iterable[Row],
    *,
    status: str = "full",
    level: str = "county",
    issued: date | None = date(2020, 1, 1),
    secondary: dict[str, Sequence[str]] | None = None,
) -> PolicyRecord:
    """A record whose items are t-1, t-2 … (tasks) and p-1, p-2 … (principles), in the order of `rows`."""
    tasks: list[dict[str, Any]] = []
    principles: list[dict[str, Any]] = []
    for number, title, domain, kind, text in rows:
        target, letter = (principles, "p") if kind == "principle" else (tasks, "t")
        item_id = f"{letter}-{len(target) + 1}"
        entry: dict[str, Any] = {
            "id": item_id,
            "number": number,
            "title": title,
            "text": text,
            "lines": (1,),
            "spans": ((0, len(text)),),
            "title_span": (0, len(title)),
            "domains": {
                "primary": {"id": domain, "name": DOMAINS[domain][0]} if domain else None,
                "secondary": [{"id": key, "name": DOMAINS[key][0]} for key in (secondary or {}).get(item_id, ())],
            },
        }
        if kind != "principle":
            entry |= {"kind": kind, "path": ()}
        target.append(entry)
    return PolicyRecord.model_validate(
        {
            "id": policy,
            "title": policy,
            "document_type": "实施意见",
            "text_status": status,
            "issued_on": issued,
            "jurisdiction": {"id": policy, "name": policy, "level": level},
            "source": {"file": "source.txt", "sha256": "0" * 64, "chars": 0},
            "tasks": tasks,
            "principles": principles,
        }
    )


def types_of(comparison: Comparison) -> dict[tuple[str, str, str, str], str]:
    """Policy and item of both ends -> type, for every link."""
    return {(link.from_.policy, link.from_.item, link.to.policy, link.to.item): link.type for link in comparison.links}


def compare_pair(left: Sequence[Row], right: Sequence[Row]) -> dict[tuple[str, str], str]:
    """Item of the one document and item of the other -> type of their link, in a corpus of these two."""
    comparison = compare([record("a", left), record("b", right)], vocabulary())
    return {key[1::2]: kind for key, kind in types_of(comparison).items() if key[0] == "a"}


def noting(asked: list[str], work: Callable[Concatenate[PolicyRecord, Others], Result]) -> Callable[..., Result]:
    """The same work on a document, which notes the document's id."""

    def noted(record: PolicyRecord, *others: Others.args, **named: Others.kwargs) -> Result:
        asked.append(record.id)
        return work(record, *others, **named)

    return noted
