"""Which document of the corpus a citation means (引用归一)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from generator.models import Citation, PolicyStub, ReadCitation
from generator.normalise.folding import compact

_ISSUE = re.compile(r"^(?P<issuer>.*?)(?:关于)?(?:印发|转发|发布)(?P<quote>[《<]?)(?P<title>.+?)[》>]?的通知$")

_QUOTED = re.compile("《(?P<title>.+)》")


def resolve_citations(
    read: Sequence[ReadCitation], known: Sequence[PolicyStub], policy_id: str, places: Collection[str]
) -> tuple[Citation, ...]:
    """Give each citation the id of the policy it means, if that is in the corpus.

    A number decides alone; only a citation without number goes by its title, and one whose title names
    no issuer only to a document of the same jurisdiction or of those above it. An interpretation is never
    what a citation means: it is about the document, it is not the document. The reverse holds where an
    interpretation is listed as related reading: that names an interpretation, never what it is about.

    Args:
        read: The citations as read.
        known: All policies of the corpus.
        policy_id: The citing policy, which no citation is resolved to.
        places: Ids of the citing policy's jurisdiction and its parents.

    Returns:
        The citations in the same order.
    """
    others = [stub for stub in known if stub.id != policy_id]
    readings = [stub for stub in others if stub.text_status == "interpretation"]
    themselves = [stub for stub in others if stub.text_status != "interpretation"]
    return tuple(
        _citation(
            entry,
            _reading_of(entry.title, readings)
            if entry.relation == "related_interpretation"
            else _resolve(entry, themselves, places),
        )
        for entry in read
    )


def normalise_number(number: str) -> str:
    """A document number with its spaces taken out and its brackets made alike: 国发[2016]76号."""
    return compact(number)


def title_forms(title: str) -> tuple[str, str]:
    """A title split into who issued it and what it is about.

    Args:
        title: As written ("国务院关于加强政务诚信建设的指导意见").

    Returns:
        Issuer ("" if the title does not name one) and core, both without spaces and quotation marks;
        of a covering notice (印发…的通知) the core of the document that it issues.
    """
    text = compact(title).strip("《》<>-—")
    issued = _ISSUE.match(text)
    if issued is not None:
        issuer, core = title_forms(issued["title"])
        return issuer or issued["issuer"], core
    issuer, separator, core = text.partition("关于")
    return (issuer, core) if separator else ("", text)


def interpreted_title(title: str) -> str:
    """The title that the title of an interpretation quotes (《…》政策解读), without blanks; "" if it quotes none."""
    quoted = _QUOTED.search(compact(title))
    return quoted["title"] if quoted is not None else ""


def _reading_of(title: str, readings: Sequence[PolicyStub]) -> str | None:
    found = [stub.id for stub in readings if interpreted_title(stub.title) == compact(title)]
    return found[0] if len(found) == 1 else None


def _resolve(entry: ReadCitation, stubs: Sequence[PolicyStub], places: Collection[str]) -> str | None:
    if entry.number:
        number = normalise_number(entry.number)
        found = [stub.id for stub in stubs if stub.doc_number and normalise_number(stub.doc_number) == number]
        if found:
            return found[0]
        unnumbered = [stub for stub in stubs if not stub.doc_number]
        return _by_full_title(entry.title, unnumbered)
    full = _by_full_title(entry.title, stubs)
    if full is not None:
        return full
    issuer, core = title_forms(entry.title)
    found = [stub.id for stub in stubs if _same_document(issuer, core, stub, places)]
    return found[0] if len(found) == 1 else None


def _by_full_title(title: str, stubs: Sequence[PolicyStub]) -> str | None:
    found = [stub.id for stub in stubs if compact(stub.title) == compact(title)]
    return found[0] if len(found) == 1 else None


def _same_document(issuer: str, core: str, stub: PolicyStub, places: Collection[str]) -> bool:
    stub_issuer, stub_core = title_forms(stub.title)
    if core != stub_core:
        return False
    return issuer == stub_issuer if issuer else stub.jurisdiction in places


def _citation(entry: ReadCitation, policy: str | None) -> Citation:
    return Citation.model_validate({**entry.model_dump(), "policy": policy})
