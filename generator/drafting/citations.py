"""Citations with wrong or missing numbers, judged by the documents held and by what they cite."""

from __future__ import annotations

import re
import unicodedata

from generator.drafting.desk import Desk
from generator.drafting.report import Finding
from generator.models import Citation

NUMBERED = ("basis", "implements", "interprets")
"""What a draft stands on is cited by title and number (GB/T 9704-2012: 先引标题，后引发文字号)."""

_BRACKETS = str.maketrans("[]（）()【】", "〔〕〔〕〔〕〔〕")


def citation_findings(desk: Desk) -> tuple[Finding, ...]:
    """Citations whose number is missing, or is not the one that is known for the title, or the reverse.

    Returns:
        Findings in text order; nothing about documents that the draft itself has to produce.
    """
    numbers, titles = _known(desk)
    found = [_judge(desk, entry, numbers, titles) for entry in desk.draft.citations]
    return tuple(finding for finding in found if finding is not None)


def _judge(desk: Desk, entry: Citation, numbers: dict[str, str], titles: dict[str, str]) -> Finding | None:
    right = _held_number(desk, entry) or numbers.get(_core(entry.title))
    shown = f"《{entry.title}》"
    if entry.number is None:
        if right is not None and entry.relation != "deliverable":
            message, advice = f"引用{shown}没有注明文号", f"标题后补“（{right}）”"
            return desk.finding("citations", "citation_number_missing", "must", entry.span, message, advice)
        if entry.relation in NUMBERED:
            message, advice = (
                f"引用{shown}没有注明文号，库中也没有这份文件",
                "有文号的补上文号；没有正式印发的，核对可否作为依据",
            )
            return desk.finding("citations", "citation_number_missing", "check", entry.span, message, advice)
        return None
    if right is not None and _level(right) != _level(entry.number):
        message, advice = f"引用{shown}注作{entry.number}，所知文号为{right}", "对照原件核实，改正文号或标题"
        return desk.finding(
            "citations", "citation_number_wrong", "must", entry.number_span or entry.span, message, advice
        )
    other = titles.get(_level(entry.number))
    if other is not None and _core(other) != _core(entry.title):
        message, advice = f"{entry.number}是《{other}》的文号，草稿写作{shown}", "对照原件核实，改正文号或标题"
        return desk.finding("citations", "citation_title_differs", "must", entry.span, message, advice)
    return None


def _held_number(desk: Desk, entry: Citation) -> str | None:
    return desk.index.record(entry.policy).doc_number if entry.policy and desk.index.holds(entry.policy) else None


def _known(desk: Desk) -> tuple[dict[str, str], dict[str, str]]:
    """Number by title and title by number, from the documents held and from what they cite with a number."""
    pairs: list[tuple[str, str]] = []
    others = [record for record in desk.records if record.id != desk.draft.id]
    for record in others:
        if record.doc_number and record.text_status not in ("interpretation", "template"):
            pairs += [(title, record.doc_number) for title in (record.title, record.wrapper_title) if title]
    pairs += [(entry.title, entry.number) for record in others for entry in record.citations if entry.number]
    numbers: dict[str, str] = {}
    titles: dict[str, str] = {}
    for title, number in pairs:
        numbers.setdefault(_core(title), number)
        titles.setdefault(_level(number), title)
    return numbers, titles


def _core(title: str) -> str:
    """A title without what its readers leave out: blanks, punctuation, issuer of a covering notice."""
    text = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title))
    issued = re.fullmatch(r".*?(?:印发|转发)(?P<inner>.+?)的通知", text)
    text = issued["inner"] if issued else text
    return re.sub(r"[（(](?:要点)?摘编[)）]$|要点摘编$", "", text).replace("人民政府", "政府")


def _level(number: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).translate(_BRACKETS)
