"""What a new document stands on, as it is cited and as it is held: another number, or another title."""

from __future__ import annotations

from collections.abc import Sequence

from generator.cited_titles import (
    core_of_title,
    head_of_number,
    is_same_title,
    level_number,
    nearest_title,
)
from generator.models import Citation, PolicyRecord, PolicyStub
from generator.read.corpus import POLICIES
from generator.vocabulary import Vocabulary

STANDS_ON = frozenset({"basis", "implements", "interprets", "repeals", "amends"})
"""Relations of what is cited by title and number."""

SECOND_HAND = ("interpretation", "template", "draft")
"""Texts that are not the document itself."""


def doubtful_citations(record: PolicyRecord, held: Sequence[PolicyStub], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Say where a document cites another one otherwise than it is held.

    Args:
        record: The document as read.
        held: All documents of the knowledge base.
        vocabulary: How titles are written.

    Returns:
        A sentence for each: the number of another document, another number, or a title that is nearly the same.
        Which side is wrong only the original tells.
    """
    themselves = [stub for stub in held if stub.id != record.id and stub.text_status not in SECOND_HAND]
    cited = (entry for entry in record.citations if entry.relation in STANDS_ON)
    told = (_doubt(entry, themselves, vocabulary) for entry in cited)
    return tuple(dict.fromkeys(said for said in told if said))


def _doubt(entry: Citation, held: Sequence[PolicyStub], vocabulary: Vocabulary) -> str:
    shown = f"《{entry.title}》{entry.number or ''}"
    numbered = next((stub for stub in held if _has_number(stub, entry.number)), None)
    if numbered is not None:
        same = is_same_title(numbered.title, entry.title, vocabulary)
        return "" if same else f"{shown}：这个文号在库中是《{numbered.title}》（{POLICIES}/{numbered.id}）"
    titled = next((stub for stub in held if _has_title(stub, entry, vocabulary)), None)
    if titled is not None:
        if entry.number is None or titled.doc_number is None:
            return ""
        return f"{shown}：库中同名的是 {titled.doc_number}（{POLICIES}/{titled.id}），文号不同"
    near = _near(entry, held, vocabulary)
    if near is None:
        return ""
    return f"{shown}：与库中《{near.title}》{near.doc_number or ''}（{POLICIES}/{near.id}）标题相近，或许是同一份"


def _has_number(stub: PolicyStub, number: str | None) -> bool:
    return bool(number and stub.doc_number) and level_number(stub.doc_number or "") == level_number(number or "")


def _has_title(stub: PolicyStub, entry: Citation, vocabulary: Vocabulary) -> bool:
    """Whether a document has the title cited; one that names no place is that of many, and the number tells whose."""
    if core_of_title(stub.title, vocabulary) == core_of_title(entry.title, vocabulary):
        return True
    return is_same_title(stub.title, entry.title, vocabulary) and _same_issuer(stub, entry.number)


def _same_issuer(stub: PolicyStub, number: str | None) -> bool:
    """Whether two numbers begin alike (国发)."""
    return _issuer(stub.doc_number) == _issuer(number) != ""


def _issuer(number: str | None) -> str:
    return level_number(number or "").partition("〔")[0]


def _near(entry: Citation, held: Sequence[PolicyStub], vocabulary: Vocabulary) -> PolicyStub | None:
    """The document of the same issuer, and by its number of the same year, whose title is most like the one cited."""
    among = ((stub.title, stub) for stub in held if _may_be(entry, stub, vocabulary))
    return nearest_title(entry.title, among, vocabulary)


def _may_be(entry: Citation, stub: PolicyStub, vocabulary: Vocabulary) -> bool:
    if entry.number and stub.doc_number:
        return head_of_number(stub.doc_number) == head_of_number(entry.number)
    heads = [core_of_title(title, vocabulary).partition("关于")[0] for title in (entry.title, stub.title)]
    return heads[0] == heads[1]
