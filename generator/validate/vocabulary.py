"""Whether the vocabularies agree with themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.problems import Problem
from generator.vocabulary import Vocabulary
from generator.vocabulary_files import FOLDER


def vocabulary_problems(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Check the references between the vocabularies.

    Args:
        vocabulary: The vocabularies.

    Yields:
        Repeated ids, references to entries that do not exist, and forms that mean two agencies of one
        jurisdiction.
    """
    groups = {entry.id for entry in vocabulary.domain_groups}
    functions = {entry.id for entry in vocabulary.functions}
    places = {entry.id for entry in vocabulary.places}
    yield from _repeated("domains.yaml", "领域", (entry.id for entry in vocabulary.domains))
    yield from _repeated("agencies.yaml", "单位", (entry.id for entry in vocabulary.agencies))
    yield from _repeated("agencies.yaml", "职能类别", (entry.id for entry in vocabulary.functions))
    yield from _repeated("jurisdictions.yaml", "地区", (entry.id for entry in vocabulary.places))
    for domain in vocabulary.domains:
        if domain.group not in groups:
            yield _unknown("domains.yaml", domain.id, "领域组", domain.group)
    for agency in vocabulary.agencies:
        if agency.function not in functions:
            yield _unknown("agencies.yaml", agency.id, "职能类别", agency.function)
        if agency.jurisdiction not in places:
            yield _unknown("agencies.yaml", agency.id, "地区", agency.jurisdiction)
    for place in vocabulary.places:
        if place.parent is not None and place.parent not in places:
            yield _unknown("jurisdictions.yaml", place.id, "上级地区", place.parent)
    yield from _ambiguous(vocabulary)


def _ambiguous(vocabulary: Vocabulary) -> Iterator[Problem]:
    owners: dict[tuple[str, str], set[str]] = {}
    for agency in vocabulary.agencies:
        for alias in agency.aliases:
            owners.setdefault((agency.jurisdiction, alias.text), set()).add(agency.id)
    for (place, text), agencies in sorted(owners.items()):
        if len(agencies) > 1:
            message = f"{place} 的“{text}”同时是 {'、'.join(sorted(agencies))} 的别名；请只留一处"
            yield Problem(path=f"{FOLDER}/agencies.yaml", line=0, code="alias_ambiguous", message=message)


def _repeated(file: str, kind: str, ids: Iterable[str]) -> Iterator[Problem]:
    for name, number in sorted(Counter(ids).items()):
        if number > 1:
            message = f"{kind}“{name}”登记了{number}次；请合并"
            yield Problem(path=f"{FOLDER}/{file}", line=0, code="vocabulary_repeated", message=message)


def _unknown(file: str, entry: str, kind: str, name: str) -> Problem:
    message = f"“{entry}”所写的{kind}“{name}”不存在；请改正或补登"
    return Problem(path=f"{FOLDER}/{file}", line=0, code="vocabulary_reference", message=message)
