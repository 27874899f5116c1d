"""What all documents of a large knowledge base say together (全部文件), counted document by document and kept.

Pages that set documents side by side show a choice of a large knowledge base; what they count here is true of all.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.models import PolicyRecord, Task
from generator.render.duties import units_said, years_of, years_said
from generator.render.environment import index_of
from generator.render.materials import Maker, Materials
from generator.render.site import SiteInput
from generator.render.wording import LEVELS
from generator.vocabulary import Domain, FunctionClass

SAID: Final = "said"
SHARING: Final = "sharing"
"""The materials that these are made from: a module that counts names the one it needs.

What a record says is told by all that count at one go: to unpack it takes longer than to count.
"""

CLASSES: Final = 5
"""Function classes named for a domain, those that most documents name."""

TITLES: Final = 60
"""Titles of principles that are listed, those that most documents have; none that only one has."""

PAIRS: Final = 60
"""Documents that are listed with the one they share most with."""

HEADING: Final = ("lead", "responsible")
"""Roles of a unit that answers for a provision; search takes them as alternatives."""

PARTS: Final = ("own", "above", "peer", "below", "unknown")
"""Where the text of a document stands too, "own" where nowhere."""


@dataclass(frozen=True)
class ClassCount:
    """A function class, and how many documents name it so."""

    function: FunctionClass
    documents: int


@dataclass(frozen=True)
class DomainDuties:
    """Who answers for a domain in all documents.

    Attributes:
        documents: Documents that name a unit in a provision on it.
        heads: Classes that lead or are responsible there, those of most documents first.
        helpers: Classes that cooperate, likewise.
    """

    domain: Domain
    documents: int
    heads: tuple[ClassCount, ...]
    helpers: tuple[ClassCount, ...]


@dataclass(frozen=True)
class TitleCount:
    """A title of a principle as most often written; the number of documents that have it, in all and by level."""

    title: str
    documents: int
    by_level: tuple[int, ...]


@dataclass(frozen=True)
class Titles:
    """The titles of principles: levels and how many documents of each have any, and the rows."""

    levels: Mapping[str, int]
    rows: tuple[TitleCount, ...]


@dataclass(frozen=True)
class YearCount:
    """What falls into a year: time limits, milestones, and the documents that set them.

    Attributes:
        sought: Whether search lists provisions by this year; it does not where only a row without a provision has it,
            or the notice of a consultation.
    """

    year: str
    deadlines: int
    milestones: int
    documents: int
    sought: bool


@dataclass(frozen=True)
class Years:
    """The dated time limits by year; how many are told by a frequency, as lasting, or by no date that is known."""

    rows: tuple[YearCount, ...]
    frequency: int
    ongoing: int
    undated: int


@dataclass(frozen=True)
class LevelReuse:
    """The text of all documents of a level: their number, characters, and the share of each of PARTS, 0 to 1."""

    level: str
    documents: int
    chars: int
    shares: tuple[float, ...]


@dataclass(frozen=True)
class SharedMost:
    """A document and the one with which it shares most: characters, and their share of its own text."""

    policy: str
    other: str
    chars: int
    share: float


@dataclass(frozen=True)
class Sharing:
    """Text reuse of all documents."""

    levels: tuple[LevelReuse, ...]
    pairs: tuple[SharedMost, ...]


def charged(site: SiteInput, materials: Materials) -> tuple[DomainDuties, ...]:
    """Count for each domain the documents in which units of each function class answer for a provision on it.

    Args:
        site: The whole site.
        materials: Keeps what each document says.

    Returns:
        The domains that some document names units for, in the vocabulary's order. What is counted is what search finds
        by domain, function class and role; classes that no unit by name belongs to (各相关部门) are left out.
    """
    documents: Counter[str] = Counter()
    counted: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    named: set[str] = set()
    for _, told in _said_by_all(site, materials, "charged"):
        named.update(told["named"])
        for domain, classes in told["domains"].items():
            documents[domain] += 1
            counted[domain].update((part, function) for part, functions in classes.items() for function in functions)
    functions = [function for function in site.vocabulary.functions if function.id in named]

    def most(domain: str, part: str) -> tuple[ClassCount, ...]:
        counts = [ClassCount(function, counted[domain][part, function.id]) for function in functions]
        return tuple(sorted((one for one in counts if one.documents), key=lambda one: -one.documents)[:CLASSES])

    return tuple(
        DomainDuties(domain, documents[domain.id], most(domain.id, "heads"), most(domain.id, "helpers"))
        for domain in site.vocabulary.domains
        if documents[domain.id]
    )


def _charged(site: SiteInput, policy: str) -> object:
    """Domain -> the classes that answer for it and that cooperate; and the classes of units that have a name."""
    index = index_of(site)
    record = index.record(policy)
    domains: dict[str, dict[str, set[str]]] = {}
    named: set[str] = set()
    for task in (item for item in index.items(policy) if isinstance(item, Task)):
        about = {domain.id for domain in (task.domains.primary, *task.domains.secondary) if domain is not None}
        for unit in units_said(record, task):
            if unit.function is None:
                continue
            if unit.kind == "named":
                named.add(unit.function.id)
            part = "heads" if unit.role in HEADING else "helpers"
            for domain in about:
                domains.setdefault(domain, {}).setdefault(part, set()).add(unit.function.id)
    told = {domain: {part: sorted(held) for part, held in parts.items()} for domain, parts in domains.items()}
    return {"named": sorted(named), "domains": told}


def principle_titles(site: SiteInput, materials: Materials) -> Titles:
    """Count in how many documents, of each level and in all, principles of one title stand.

    Args:
        site: The whole site.
        materials: Keeps the titles of each document.

    Returns:
        The titles of two documents and more, those of most documents first; blanks and punctuation do not count.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    counted: Counter[tuple[str, str]] = Counter()
    holders: Counter[str] = Counter()
    for record, told in _said_by_all(site, materials, "titles"):
        level = record.jurisdiction.level
        holders[level] += bool(told)
        for folded, title in told.items():
            forms[folded][title] += 1
            counted[folded, level] += 1
    levels = {level: holders[level] for level in LEVELS if holders[level]}
    rows = [
        TitleCount(
            min(titles, key=lambda title: (-titles[title], title)),
            titles.total(),
            tuple(counted[folded, level] for level in levels),
        )
        for folded, titles in forms.items()
        if titles.total() > 1
    ]
    return Titles(levels, tuple(sorted(rows, key=lambda row: (-row.documents, row.title))[:TITLES]))


def _titled(site: SiteInput, policy: str) -> object:
    """The titles of a document's principles without blanks and punctuation -> as written, each once."""
    titles = [principle.title for principle in index_of(site).record(policy).principles]
    folded = {"".join(filter(str.isalnum, title)): title for title in reversed(titles)}
    return {key: title for key, title in folded.items() if key}


def dated(site: SiteInput, materials: Materials) -> Years:
    """Count the time limits of all documents by year.

    Args:
        site: The whole site.
        materials: Keeps what each document sets.

    Returns:
        The years in which something falls due, the first one first.
    """
    counted: Counter[tuple[str, str]] = Counter()
    documents: Counter[str] = Counter()
    sought: set[str] = set()
    for _, told in _said_by_all(site, materials, "dated"):
        documents.update({year for _, year, _ in told["counts"] if year})
        sought.update(told["sought"])
        for kind, year, number in told["counts"]:
            counted[kind if year or kind in ("frequency", "ongoing") else "undated", year] += number
    rows = tuple(
        YearCount(year, counted["deadline", year], counted["milestone", year], documents[year], year in sought)
        for year in sorted(documents)
    )
    return Years(rows, *(counted[kind, ""] for kind in ("frequency", "ongoing", "undated")))


def _dated(site: SiteInput, policy: str) -> object:
    """Kinds of time limits, their years ("" without one), and how many there are; years that search knows."""
    index = index_of(site)
    record = index.record(policy)
    counted: Counter[tuple[str, str]] = Counter()
    for deadline in record.all_deadlines:
        lasting = deadline.type in ("frequency", "ongoing")
        counted[deadline.type, "" if lasting else (deadline.date or "")[:4]] += 1
    sought = {year for item in index.items(policy) for year in years_said(record, item)}
    sought.update(year for part in record.sections if part.item is None for year in years_of(part.deadlines))
    counts = [[kind, year, number] for (kind, year), number in sorted(counted.items())]
    return {"counts": counts, "sought": sorted(sought)}


def heard(site: SiteInput, materials: Materials) -> Counter[str]:
    """Count in how many provisions of all documents each word stands that tells a domain.

    Args:
        site: The whole site.
        materials: Keeps the counts of each document.

    Returns:
        The words that stand somewhere.
    """
    counted: Counter[str] = Counter()
    for _, told in _said_by_all(site, materials, "heard"):
        counted.update(told)
    return counted


def _heard(site: SiteInput, policy: str) -> object:
    """In how many provisions of a document each word stands that tells a domain, of those that stand there."""
    words = sorted({cue.text for domain in site.vocabulary.domains for cue in domain.cues})
    texts = [item.text for item in index_of(site).items(policy)]
    counted = {word: sum(word in text for text in texts) for word in words}
    return {word: count for word, count in counted.items() if count}


def sharing(site: SiteInput, materials: Materials) -> Sharing:
    """Sum up the text reuse of all documents by level, and find those that share most with another one.

    Args:
        site: The whole site.
        materials: Keeps the reuse of each document.

    Returns:
        The sums and the documents, the largest share first; texts that are not measured are left out.
    """
    index = index_of(site)
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: list[SharedMost] = []
    for record, told in _every(site, materials, SHARING, _sharing):
        if not told:
            continue
        of_level = sums[record.jurisdiction.level]
        of_level.update({"documents": 1, **{part: told[part] for part in PARTS}})
        if told["most"]:
            other, chars = told["most"]
            pairs.append(SharedMost(record.id, other, chars, chars / sum(told[part] for part in PARTS)))
    levels = []
    for level in LEVELS:
        chars = sum(sums[level][part] for part in PARTS) if level in sums else 0
        if chars:
            shares = tuple(sums[level][part] / chars for part in PARTS)
            levels.append(LevelReuse(level, sums[level]["documents"], chars, shares))
    pairs.sort(key=lambda pair: (-pair.share, index.place_of(pair.policy)))
    return Sharing(tuple(levels), tuple(pairs[:PAIRS]))


def _sharing(site: SiteInput, policy: str) -> bytes:
    """Characters of each of PARTS, and the document it shares most with; nothing where that is not measured."""
    entry = index_of(site).document_reuse(policy)
    if entry is None or entry.share is None:
        return b"{}"
    most = min(entry.by_policy.items(), key=lambda held: (-held[1], held[0]), default=None)
    told: dict[str, object] = {part: getattr(entry, f"{part}_chars") for part in PARTS}
    return json.dumps({**told, "most": most if most and most[1] else None}).encode()


def _said_by_all(site: SiteInput, materials: Materials, part: str) -> Iterator[tuple[PolicyRecord, Any]]:
    """Each document with one part of what its record says, in record order."""
    return ((record, told[part]) for record, told in _every(site, materials, SAID, _said))


def _said(site: SiteInput, policy: str) -> bytes:
    """Everything that is counted of a record."""
    told = {
        "charged": _charged(site, policy),
        "titles": _titled(site, policy),
        "dated": _dated(site, policy),
        "heard": _heard(site, policy),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _every(site: SiteInput, materials: Materials, kind: str, make: Maker) -> Iterator[tuple[PolicyRecord, Any]]:
    """Each document with what is told of it, in record order."""
    return ((record, json.loads(materials.of(kind, record.id, make))) for record in site.records)
