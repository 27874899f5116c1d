"""The id of a new document, and whether it is one that is held already."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Collection, Sequence

from generator.models import PolicyRecord, PolicyStub

_NUMBER = re.compile(r"[\[〔［【(（](?P<year>(?:19|20)\d{2})[\]〕］】)）](?:第)?(?P<number>\d+)号")
LATE_NUMBERS = 1
"""Years by which that of a number and that of the date of one document may differ."""

_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_SUFFIXES = {"interpretation": "jd", "draft": "draft", "template": "template"}
"""What an id says about a text that is not the document itself (解读: jd)."""


def proposed_id(record: PolicyRecord) -> str:
    """The id that a document's own data give: place, year, number, and what kind of text it is.

    Args:
        record: The document as read; its own id does not count.

    Returns:
        An id like "yixing-2020-70", "jiangyin-2018-draft", "jilin-2017-75-jd"; the same data always give the
        same id. Without a number the date counts, without a date a checksum of the title.
    """
    numbered = _numbered(record)
    suffix = _SUFFIXES.get(record.text_status)
    parts = [record.jurisdiction.id if record.jurisdiction.id != "unknown" else "policy"]
    date = record.issued_on or record.published_on
    if numbered is not None:
        parts += [numbered["year"], numbered["number"]]
    elif date is not None:
        parts += [str(date.year)] if suffix else [date.isoformat()]
    elif (year := _YEAR.search(record.title)) is not None:
        parts += [year.group()]
    if numbered is None and date is None and not (suffix and record.jurisdiction.id != "unknown"):
        parts.append(f"{zlib.crc32(_plain(record.title).encode()):08x}")
    return "-".join([*parts, suffix] if suffix else parts)


def held_as(record: PolicyRecord, held: Sequence[PolicyStub]) -> str | None:
    """The id under which the same document is held, in whatever text, or None.

    Args:
        record: The document as read.
        held: All documents of the knowledge base.

    Returns:
        The id of the one with the same number; without a number, of the one with the same title from the same
        place, unless its number tells that it is an earlier edition: this one repeals it, or was issued in another
        year. A draft, an interpretation and a template are documents of their own.
    """
    kind = _SUFFIXES.get(record.text_status)
    same_kind = [stub for stub in held if _SUFFIXES.get(stub.text_status) == kind]
    number = _plain(record.doc_number or "")
    if number:
        return next((stub.id for stub in same_kind if _plain(stub.doc_number or "") == number), None)
    return next((s.id for s in same_kind if _same_title(record, s) and not _is_earlier(record, s)), None)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or the first of `wanted`-2, `wanted`-3, … that no other document has."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _numbered(record: PolicyRecord) -> re.Match[str] | None:
    own = _NUMBER.search(_plain(record.doc_number or ""))
    if own is not None or record.text_status != "interpretation":
        return own
    # An interpretation has no number of its own; it is called after the document that it interprets.
    numbers = [entry.number for entry in record.citations if entry.relation == "interprets" and entry.number]
    return next((found for number in numbers if (found := _NUMBER.search(_plain(number))) is not None), None)


def _same_title(record: PolicyRecord, stub: PolicyStub) -> bool:
    return stub.jurisdiction == record.jurisdiction.id and _plain(stub.title) == _plain(record.title)


def _is_earlier(record: PolicyRecord, stub: PolicyStub) -> bool:
    """Whether a document held under the same title is another edition, by the number that it has."""
    number = _plain(stub.doc_number or "")
    repealed = {_plain(entry.number) for entry in record.citations if entry.relation == "repeals" and entry.number}
    found = _NUMBER.search(number)
    date = record.issued_on or record.published_on
    return number in repealed or (
        found is not None and date is not None and abs(int(found["year"]) - date.year) > LATE_NUMBERS
    )


def _plain(text: str) -> str:
    folded = (
        unicodedata.normalize("NFKC", text)
        .translate(str.maketrans("〔［【", "[[[", ""))
        .translate(str.maketrans("〕］】", "]]]"))
    )
    return re.sub(r"\s", "", folded)
