"""Citations with wrong or missing numbers, judged by the documents held and by what they cite."""

from __future__ import annotations

import re
import unicodedata

from generator.drafting.desk import Desk, merged
from generator.drafting.report import Finding
from generator.models import Citation

NUMBERED = ("basis", "implements", "interprets")
"""What a draft stands on is cited by title and number (GB/T 9704-2012: 先引标题，后引发文字号)."""

_BY_NAME = re.compile("(?:(?<!办)法|法典|条例|章程|准则)(?:（[^（）]*）)?$")
"""Laws, regulations (行政法规、地方性法规) and party rules are cited by their name alone."""

_BRACKETS = str.maketrans("[]（）()【】", "〔〕〔〕〔〕〔〕")


def citation_findings(desk: Desk) -> tuple[Finding, ...]:
    """Citations whose number is missing, or is not the one that is known for the title, or the reverse.

    Returns:
        Findings in text order; nothing about documents that the draft itself has to produce.
    """
    numbers, titles = _known(desk)
    found: list[Finding] = []
    bare: dict[int, list[Citation]] = {}
    for entry in desk.draft.citations:
        finding = _judge(desk, entry, numbers, titles) or _brackets(desk, entry)
        if finding is not None:
            found.append(finding)
        elif _unknown_without_number(desk, entry, numbers):
            bare.setdefault(desk.line(entry.span[0]), []).append(entry)
    found += [_bare(desk, entries) for entries in bare.values()]
    return tuple(sorted(merged(found), key=lambda finding: finding.spot.line))


def _unknown_without_number(desk: Desk, entry: Citation, numbers: dict[str, str]) -> bool:
    known = _held_number(desk, entry) or numbers.get(_core(entry.title))
    stands = entry.relation in NUMBERED and not _BY_NAME.search(entry.title.strip())
    return entry.number is None and known is None and stands


def _bare(desk: Desk, entries: list[Citation]) -> Finding:
    """All documents of one line that are cited without a number and that nobody knows."""
    shown = "".join(f"《{entry.title}》" for entry in entries)
    message = f"引用{shown}没有注明文号，库中也没有{'这些' if len(entries) > 1 else '这份'}文件"
    advice = "有文号的补上文号；没有正式印发的，核对可否作为依据"
    return desk.finding("citations", "citation_number_missing", "check", entries[0].span, message, advice)


def _brackets(desk: Desk, entry: Citation) -> Finding | None:
    """A number as it is written: the year stands in 〔〕 (GB/T 9704-2012, 7.2.5), without blanks."""
    if entry.number is None or entry.number_span is None:
        return None
    written = desk.source[slice(*entry.number_span)].strip()
    bracket = re.search(r"[\[\]［］（）()【】]\s*\d{4}|\d{4}\s*[\[\]［］（）()【】]", written)
    if bracket is not None:
        message, advice = f"文号“{written}”的年份没有用六角括号", f"写作“{_level(entry.number)}”"
        return desk.finding("citations", "citation_number_form", "must", entry.number_span, message, advice)
    if re.search(r"\s", written):
        message, advice = f"文号“{written}”中间有空格", f"写作“{_level(entry.number)}”"
        return desk.finding("citations", "citation_number_form", "check", entry.number_span, message, advice)
    return None


def _judge(desk: Desk, entry: Citation, numbers: dict[str, str], titles: dict[str, str]) -> Finding | None:
    right = _held_number(desk, entry) or numbers.get(_core(entry.title))
    shown = f"《{entry.title}》"
    if entry.number is None:
        if right is not None and entry.relation != "deliverable":
            message, advice = f"引用{shown}没有注明文号", f"标题后补“（{right}）”"
            return desk.finding("citations", "citation_number_missing", "must", entry.span, message, advice)
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
