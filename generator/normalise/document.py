"""Warnings about a document as a whole, from its metadata and what was found in it."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable

from generator.divisions import find_division
from generator.models import Jurisdiction, PolicyRecord, SourceText, Span, Warning_
from generator.models.kinds import Severity
from generator.normalise.jurisdictions import UNKNOWN, is_registered
from generator.normalise.lines import warn
from generator.vocabulary import Vocabulary


def document_warnings(record: PolicyRecord, source: SourceText, vocabulary: Vocabulary) -> tuple[Warning_, ...]:
    """What a reader should know about the document as a whole.

    Args:
        record: The record with everything but these warnings.
        source: The document, for line numbers.
        vocabulary: The vocabularies.

    Returns:
        The warnings; none that the parse stage gave already (same code and span).
    """
    said = {(warning.code, warning.line) for warning in record.warnings}
    found = (*_dates(record, source), *_identity(record, source, vocabulary), *_contents(record, source))
    return tuple(warning for warning in found if (warning.code, warning.line) not in said)


def _dates(record: PolicyRecord, source: SourceText) -> Iterable[Warning_]:
    issued, published = record.issued_on, record.published_on
    if issued and published and issued != published:
        message = f"成文日期{issued.isoformat()}与公布日期{published.isoformat()}不同，两者都保留"
        yield _at(record, source, "published_on", "publish_date_differs", message, "info")
    since = published or issued
    for deadline in record.all_deadlines:
        end = _last_day(deadline.date)
        if deadline.type == "deadline" and since and end and end < since:
            day = f"{'公布' if published else '成文'}日期{since.isoformat()}"
            message = f"时限“{deadline.raw}”（{deadline.date}）早于{day}；请核对"
            yield warn(source, deadline.span, "deadline_before_publication", message)


def _identity(record: PolicyRecord, source: SourceText, vocabulary: Vocabulary) -> Iterable[Warning_]:
    if record.issuer and re.search(r"网站?$|门户$", record.issuer):
        message = f"发布机构“{record.issuer}”是网站，不是制发机关；请在 source.yaml 写明 issuer"
        yield _at(record, source, "issuer", "issuer_is_website", message)
    if record.jurisdiction == UNKNOWN:
        message = "看不出文件属于哪个地区；请在 source.yaml 写明 jurisdiction，或在 jurisdictions.yaml 补充标志"
        yield _at(record, source, "title", "jurisdiction_unknown", message)
    elif not is_registered(record.jurisdiction.id, vocabulary):
        place = record.jurisdiction
        listed = find_division(place.name, vocabulary) is not None
        message = (
            f"地区“{place.name}”未登记，暂用编号 {place.id}，{_level_told(place, listed)}；"
            "请用 policykb vocabulary suggest 取得条目，登记到 schema/vocabulary/jurisdictions.yaml"
        )
        severity: Severity = "info" if listed else "warning"
        yield _at(record, source, "issuer", "jurisdiction_unregistered", message, severity)


def _level_told(place: Jurisdiction, listed: bool) -> str:
    """How the level of a place that is not registered was told."""
    if listed:
        return "级别和所属省份按行政区划名录"
    if place.level != "unknown":
        return "级别按名称和文中对下级的称呼推定"
    return "级别看不出是地级市还是县级市，暂记为不详" if place.name.endswith("市") else "县级以下，级别记为不详"


def _contents(record: PolicyRecord, source: SourceText) -> Iterable[Warning_]:
    for citation in record.citations:
        if citation.relation == "interprets" and citation.policy is None:
            message = f"所解读的《{citation.title}》不在库中：本页只是第二手内容，未提及不等于没有规定"
            yield warn(source, citation.span, "interpreted_document_missing", message)
    if not record.principles:
        part = next((section for section in record.sections if section.role == "principles"), None)
        if part is None:
            message = "文件没有“基本原则”部分，基本原则为0条（不是漏读）"
            yield _at(record, source, "title", "no_principles", message, "info")
        else:
            message = f"“{part.title}”一节没有分条写明，未能逐条读出原则，文字整段保留在该节；请核对原文"
            yield warn(source, part.span, "principles_not_split", message)
    if record.tasks and not any(task.units for task in record.tasks):
        message = "各项任务都没有按“责任单位”“牵头”等写法列明责任单位"
        yield _at(record, source, "title", "no_responsible_unit", message, "info")


def _last_day(date: str | None) -> datetime.date | None:
    """The last day that a date of any precision (2019, 2019-06, 2019-06-30) can mean."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?", date or "")
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(int(match[3] or last), last))


def _at(
    record: PolicyRecord,
    source: SourceText,
    field: str,
    code: str,
    message: str,
    severity: Severity = "warning",
) -> Warning_:
    span: Span = record.metadata_spans.get(field, (0, 0))
    return warn(source, span, code, message, severity)
