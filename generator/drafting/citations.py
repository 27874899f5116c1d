"""Citations with wrong or missing numbers, judged by the documents held and by what they cite."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.cited_titles import (
    core_of_title,
    head_of_number,
    is_same_title,
    level_number,
    nearest_title,
)
from generator.drafting.desk import Desk, merged
from generator.drafting.report import Finding, Urgency
from generator.models import Citation
from generator.models.held_record import citations_of

NUMBERED = ("basis", "implements", "interprets")
"""What a draft stands on is cited by title and number (GB/T 9704-2012: 先引标题，后引发文字号)."""

_ASIDE = re.compile(r"[（(][^（()）]*[)）]$")
"""What may stand behind the title of a law: （2018年修正）."""


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
        judged = (_judge(desk, entry, known), _brackets(desk, entry), _not_in_force(desk, entry), _over(desk, entry))
        told = [finding for finding in judged if finding is not None]
        found += told
        if not told and _unknown_without_number(desk, entry, known):
            bare.setdefault(desk.line(entry.span[0]), []).append(entry)
    found += [_without_numbers(desk, entries) for entries in bare.values()]
    return tuple(sorted(merged(found), key=lambda finding: finding.spot.line))


def _unknown_without_number(desk: Desk, entry: Citation, known: _Known) -> bool:
    """Laws, regulations (行政法规、地方性法规) and party rules are cited by their name alone."""
    stands = entry.relation in NUMBERED and not desk.words("cited_by_name").search(entry.title.strip())
    return entry.number is None and entry.policy is None and _right(desk, entry, known) is None and stands


def _without_numbers(desk: Desk, entries: list[Citation]) -> Finding:
    """All documents of one line that are cited without a number and that nobody knows."""
    shown = "".join(f"《{entry.title}》" for entry in entries)
    message = f"引用{shown}没有注明文号，库中也没有{'这些' if len(entries) > 1 else '这份'}文件"
    advice = "有文号的补上文号；没有正式印发的，核对可否作为依据"
    return desk.finding("citations", "citation_number_missing", "check", entries[0].span, message, advice)


def _not_in_force(desk: Desk, entry: Citation) -> Finding | None:
    """A document that is held as a draft for comments: as far as is known nothing can stand on it."""
    if entry.number or entry.relation not in NUMBERED or not (entry.policy and desk.index.holds(entry.policy)):
        return None
    if desk.index.record(entry.policy).text_status != "draft":
        return None
    message = f"引用《{entry.title}》没有注明文号，库中所收的是它的征求意见稿"
    advice = "核对是否已正式印发：已印发的补上文号，没有印发的不作依据"
    return desk.finding("citations", "citation_of_draft", "check", entry.span, message, advice)


def _over(desk: Desk, entry: Citation) -> Finding | None:
    """A law that was repealed, or a plan whose years are over, before the draft's day."""
    day = desk.draft.issued_on or desk.as_of
    if entry.relation in ("repeals", "deliverable"):
        return None
    name = _ASIDE.sub("", entry.title.strip()).removeprefix("中华人民共和国")
    for law in desk.vocabulary.outdated_laws:
        if day >= law.since and name in law.titles:
            message = f"《{entry.title}》自{law.since.year}年{law.since.month}月{law.since.day}日起已不再施行"
            advice = f"核对后改引现行规定：{law.successor}"
            return desk.finding("citations", "citation_repealed", "must", entry.span, message, advice)
    period = desk.words("plan_period").search(entry.title.strip())
    if period is not None and int(period["end"]) < day.year:
        message = f"《{entry.title}》的规划期到{period['end']}年已满"
        advice = "核对有没有接续的规划、方案；作为背景提及的，可不改"
        return desk.finding("citations", "citation_period_over", "check", entry.span, message, advice)
    return None


def _brackets(desk: Desk, entry: Citation) -> Finding | None:
    """A number as it is written: the year stands in 〔〕 (GB/T 9704-2012, 7.2.5), without blanks."""
    if entry.number is None or entry.number_span is None:
        return None
    written = desk.source[slice(*entry.number_span)].strip()
    bracket = re.search(r"[\[\]［］（）()【】]\s*\d{4}|\d{4}\s*[\[\]［］（）()【】]", written)
    if bracket is not None:
        message, advice = f"文号“{written}”的年份没有用六角括号", f"写作“{level_number(entry.number)}”"
        return desk.finding("citations", "citation_number_form", "must", entry.number_span, message, advice)
    if re.search(r"\s", written):
        message, advice = f"文号“{written}”中间有空格", f"写作“{level_number(entry.number)}”"
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
    if right is not None and level_number(right.number) != level_number(entry.number):
        message = f"引用{shown}注作{entry.number}，所知文号为{right.number}{right.said}"
        return desk.finding("citations", "citation_number_wrong", "must", number, message, advice)
    other = known.titles.get(level_number(entry.number))
    if other is not None and not is_same_title(other.title, entry.title, desk.vocabulary):
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
    return known.numbers.get(core_of_title(entry.title, desk.vocabulary))


def _near(desk: Desk, title: str, number: str, known: _Known) -> _Title | None:
    """A document of the same issuer and year whose title is nearly the one cited."""
    head = head_of_number(number)
    among = ((entry.title, entry) for entry in known.titles.values() if head_of_number(entry.number) == head)
    return nearest_title(title, among, desk.vocabulary)


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
        numbers.setdefault(core_of_title(entry.title, desk.vocabulary), entry)
        titles.setdefault(level_number(entry.number), entry)
    return _Known(numbers, titles)
