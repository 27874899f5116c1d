"""BibTeX entries (also read by biblatex) for documents and their provisions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.models import PolicyRecord
from generator.render.wording import cited_title

_SPECIAL: Mapping[int, str] = MappingProxyType(
    str.maketrans(
        {
            "\\": "\\textbackslash{}",
            # BibTeX counts braces even behind a backslash, so they are named instead.
            "{": "\\textbraceleft{}",
            "}": "\\textbraceright{}",
            "~": "\\textasciitilde{}",
            "^": "\\textasciicircum{}",
            **{sign: f"\\{sign}" for sign in "$&#%_"},
        }
    )
)


def bibtex_text(text: str) -> str:
    """Plain text as the value of a field: signs that TeX or BibTeX would act on escaped, on one line."""
    return " ".join(text.split()).translate(dict(_SPECIAL))


def bibtex_entry(record: PolicyRecord, *, item: str = "", number: str = "", url: str = "") -> str:
    """The entry of a document or of one of its provisions.

    Args:
        record: The document.
        item: Id of the provision or section, "" for the document as a whole.
        number: The provision's number as people cite it ("二(一)1").
        url: Address, "" where only the reader's browser knows it.

    Returns:
        An @misc entry that ends with a line end; every field ends with a comma, so that more can be added before
        the closing brace. Author and title stand in double braces: names of offices have no first name, and
        titles keep their case.
    """
    issued = record.issued_on or record.published_on
    fields = {
        "author": "{" + bibtex_text(record.issuer or record.jurisdiction.name) + "}",
        "title": "{" + bibtex_text(cited_title(record.title, record.text_status)) + "}",
        "number": bibtex_text(record.doc_number or ""),
        "year": f"{issued.year}" if issued else "",
        "month": f"{issued.month}" if issued else "",
        "day": f"{issued.day}" if issued else "",
        "note": bibtex_text(number),
        "url": bibtex_address(url),
        "langid": "chinese",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = f"{record.id}:{item}" if item else record.id
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


def bibtex_address(url: str) -> str:
    """An address as the value of a url field, which is taken as it is but for braces and blanks."""
    return url.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")
