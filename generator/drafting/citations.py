"""Citations with wrong or missing numbers, judged by the documents held and by what they cite."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from generator.drafting.desk import Desk, merged
from generator.drafting.report import Finding, Urgency
from generator.models import Citation
from generator.models.held_record import citations_of

NUMBERED = ("basis", "implements", "interprets")
"""What a draft stands on is cited by title and number (GB/T 9704-2012: 先引标题，后引发文字号)."""

_BRACKETS = str.maketrans("[]（）()【】", "〔〕〔〕〔〕〔〕")


NEARLY = 80
"""Titles at least this much alike (rapidfuzz ratio, 0 to 100) may be those of one document."""


@dataclass(frozen=True)
class _Title:
    """A title with its number; `said` names the document held that cites it so, "" if it is held itself."""

    title: str
    number: str
    said: str = ""


@dataclass(frozen=True)
class _Known:
    """What is known by title, and by number."""

    numbers: Mapping[str, _Title]
    titles: Mapping[str, _Title]


def citation_findings(desk: Desk) -> tuple[Finding, ...]:
    """Citations whose number is missing, or is not the one that is known for the title, or the reverse.

    Returns:
        Findings in text order; nothing about documents that the draft itself has to produce.
    """
    known = _known(desk)
    found: list[Finding] = []
    bare: dict[int, list[Citation]] = {}
    for entry in desk.draft.citations:
        told = [finding for finding in (_judge(desk, entry, known), _brackets(desk, entry)) if finding is not None]
        found += told
        if not told and _unknown_without_number(desk, entry, known):
            bare.setdefault(desk.line(entry.span[0]), []).append(entry)
    found += [_without_numbers(desk, entries) for entries in bare.values()]
    return tuple(sorted(merged(found), key=lambda finding: finding.spot.line))


def _unknown_without_number(desk: Desk, entry: Citation, known: _Known) -> bool:
    """Laws, regulations (行政法规、地方性法规) and party rules are cited by their name alone."""
    stands = entry.relation in NUMBERED and not desk.words("cited_by_name").search(entry.title.strip())
    return entry.number is None and _right(desk, entry, known) is None and stands


def _without_numbers(desk: Desk, entries: list[Citation]) -> Finding:
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


def _judge(desk: Desk, entry: Citation, known: _Known) -> Finding | None:
    right = _right(desk, entry, known)
    shown = f"《{entry.title}》"
    if entry.number is None:
        if right is not None and entry.relation != "deliverable":
            message, advice = f"引用{shown}没有注明文号", f"标题后补“（{right.number}）”{right.said}"
            return desk.finding("citations", "citation_number_missing", "must", entry.span, message, advice)
        return None
    number = entry.number_span or entry.span
    advice = "对照原件核实，改正文号或标题"
    if right is not None and _level(right.number) != _level(entry.number):
        message = f"引用{shown}注作{entry.number}，所知文号为{right.number}{right.said}"
        return desk.finding("citations", "citation_number_wrong", "must", number, message, advice)
    other = known.titles.get(_level(entry.number))
    if other is not None and not _is_same_title(desk, other.title, entry.title):
        message = f"{entry.number}是《{other.title}》的文号{other.said}，草稿写作{shown}"
        urgency: Urgency = "check" if other.said else "must"
        return desk.finding("citations", "citation_title_differs", urgency, entry.span, message, advice)
    near = _near(desk, entry.title, entry.number, known) if right is None and other is None else None
    if near is not None:
        message = (
            f"引用{shown}注作{entry.number}，与所知的《{near.title}》（{near.number}）{near.said}标题相近，文号不同"
        )
        return desk.finding("citations", "citation_number_near", "check", number, message, advice)
    return None


def _right(desk: Desk, entry: Citation, known: _Known) -> _Title | None:
    """What is known of the document cited: by the one held, else by its title."""
    if entry.policy and desk.index.holds(entry.policy):
        record = desk.index.record(entry.policy)
        return _Title(record.title, record.doc_number) if record.doc_number else None
    return known.numbers.get(_core(desk, entry.title))


def _near(desk: Desk, title: str, number: str, known: _Known) -> _Title | None:
    """A document of the same issuer and year whose title is nearly the one cited."""
    head = _level(number).partition("〕")[0]
    core = _bare(desk, title)
    found = [
        (fuzz.ratio(core, _bare(desk, entry.title)), entry)
        for entry in known.titles.values()
        if _level(entry.number).partition("〕")[0] == head
    ]
    score, best = max(found, key=lambda pair: pair[0], default=(0, None))
    return best if score >= NEARLY else None


def _bare(desk: Desk, title: str) -> str:
    """A title without what titles of one document are written with and without (关于, 进一步加强)."""
    return desk.words("title_filler").sub("", _core(desk, title))


def _known(desk: Desk) -> _Known:
    """Number by title and title by number, from the documents held, then from what they cite with a number."""
    others = [record for record in desk.records if record.id != desk.draft.id]
    found = [
        _Title(title, record.doc_number)
        for record in others
        if record.doc_number and record.text_status not in ("interpretation", "template")
        for title in (record.title, record.wrapper_title)
        if title
    ]
    found += [
        _Title(entry.title, entry.number, f"（{desk.held.short(record.id)}所引）")
        for record in others
        for entry in citations_of(record)
        if entry.number
    ]
    numbers: dict[str, _Title] = {}
    titles: dict[str, _Title] = {}
    for entry in found:
        numbers.setdefault(_core(desk, entry.title), entry)
        titles.setdefault(_level(entry.number), entry)
    return _Known(numbers, titles)


def _core(desk: Desk, title: str) -> str:
    """A title without what its readers leave out: blanks, punctuation, issuer of a covering notice.

    Who issued it counts by its place alone: 江苏省人民政府关于…, 江苏省关于….
    """
    text = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title))
    issued = desk.words("covering_notice").fullmatch(text)
    text = issued["inner"] if issued else text
    text = desk.words("digest_mark").sub("", text).replace("人民政府", "政府")
    return desk.words("issuing_government").sub(r"\g<place>", text)


def _is_same_title(desk: Desk, one: str, other: str) -> bool:
    """Whether two titles are the same; 省政府关于… names no province, and may be that of any."""
    first, second = _core(desk, one), _core(desk, other)
    heads = [title.partition("关于")[0] for title in (first, second)]
    matters = [title.partition("关于")[2] for title in (first, second)]
    open_head = any(len(head) <= 1 for head in heads) and (heads[0][-1:] == heads[1][-1:] or not all(heads))
    return first == second or (matters[0] == matters[1] != "" and open_head)


def _level(number: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).translate(_BRACKETS)
