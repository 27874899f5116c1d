"""What documents are called in a word: by their place, and by the year where it has several."""

from __future__ import annotations

from collections.abc import Sequence

from generator.models import PolicyRecord


def short_name(record: PolicyRecord, place: str | None, twins: Sequence[PolicyRecord]) -> str:
    """Short name of a document.

    Args:
        record: The document.
        place: Short name of its place, None where the vocabulary does not hold it.
        twins: The documents of that place that are on the site.

    Returns:
        "宜兴", "宜兴2020" or "宜兴2020（2）".
    """
    name = record.jurisdiction.name if place is None else place
    # What is not on the site, a draft, makes no document of its place one of several.
    if all(twin.id == record.id for twin in twins) or all(twin.id != record.id for twin in twins):
        return name
    same_year = [twin for twin in twins if _year(twin) == _year(record)]
    return name + _year(record) + ("" if len(same_year) == 1 else f"（{same_year.index(record) + 1}）")


def _year(record: PolicyRecord) -> str:
    return str(record.issued_on.year) if record.issued_on else ""
