"""Personal data (个人信息): where it stands; the data itself is never copied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from generator.models import PersonalData, SourceText, Span

DIGITS = r"[(（]?[\d０-９][\d０-９\-—－–\s\u00a0()（）转]{4,24}[\d０-９]"

FORMS: tuple[tuple[Literal["name", "phone", "fax", "email"], re.Pattern[str]], ...] = (
    (
        "email",
        re.compile(
            r"(?<![A-Za-z0-9._%+\-])(?P<found>[A-Za-z0-9._%+\-]{1,64}[@＠][A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8})"
        ),
    ),
    ("fax", re.compile(rf"(?:传\s*真|图文传真)(?:号码)?\s*[:：]?\s*(?P<found>{DIGITS})")),
    ("phone", re.compile(rf"(?:电\s*话|手\s*机|联系方式|座机|热线)(?:号码)?\s*[:：]\s*(?P<found>{DIGITS})")),
    ("phone", re.compile(r"(?<!\d)(?P<found>1[3-9]\d{9})(?!\d)")),
    ("phone", re.compile(r"(?<!\d)(?P<found>[(（]?0\d{2,3}[)）]?[\-—－ ]\d{7,8})(?!\d)")),
    (
        "name",
        re.compile(
            r"(?:联\s*系|解\s*读|经\s*办|承\s*办)\s*人\s*[:：]\s*"
            r"(?P<found>[\u4e00-\u9fff·]{2,8}(?:[、 ](?!电话|手机|传真)[\u4e00-\u9fff·]{2,4})*)"
        ),
    ),
)
"""Kind and form; earlier forms win where two overlap, so that a fax number is not taken for a phone number."""

SIGN = re.compile(r"[@＠]|[\d０-９][\d０-９\-—－–\s\u00a0()（）转]{4}|(?:联\s*系|解\s*读|经\s*办|承\s*办)\s*人")
"""What every form holds; a passage without is not looked at further."""


def find_personal_data(source: SourceText, spans: Sequence[Span]) -> tuple[PersonalData, ...]:
    """Find phone and fax numbers, e-mail addresses and named contacts.

    Short public service numbers (12345) carry no label of a contact and are left alone.

    Args:
        source: The document.
        spans: The passages to look at, half-open code points into the source.

    Returns:
        Non-overlapping finds in text order, each with its kind and span and nothing else.
    """
    found: list[PersonalData] = []
    for start, end in spans:
        if SIGN.search(source.text, start, end) is None:
            continue
        for kind, form in FORMS:
            for match in form.finditer(source.text, start, end):
                span = _cut(source.text, match.span("found"))
                if not any(span[0] < one.span[1] and one.span[0] < span[1] for one in found):
                    found.append(PersonalData(kind=kind, span=span))
    return tuple(sorted(found, key=lambda one: one.span))


def _cut(text: str, span: Span) -> Span:
    """End a number at the first wide gap: what follows it on the line is something else."""
    gap = re.search(r"[\s\u00a0]{2,}|\n", text[span[0] : span[1]])
    return (span[0], span[0] + gap.start()) if gap else span
