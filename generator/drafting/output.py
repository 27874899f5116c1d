"""The report as HTML, Markdown or JSON."""

from __future__ import annotations

import functools
import json
import re

from jinja2 import Environment
from markupsafe import Markup

from generator.drafting.report import DraftReport, Urgency
from generator.plain_markdown import environment_of, escape_text
from generator.render.environment import percent

_LIST_START = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+=]))([-+=.)])")

FORMATS = ("html", "md", "json")

_PARTS = (
    ("leftovers", "套用遗留"),
    ("citations", "引用文件"),
    ("numbering", "结构与序号"),
    ("units", "责任单位名称"),
    ("tasks", "责任与时限"),
    ("wording", "文字"),
)
_COUNTED: tuple[Urgency, ...] = ("must", "check")
_URGENCIES = {"must": "应改", "check": "应核", "note": "参考"}


def render_report(report: DraftReport, form: str) -> str:
    """The report in one of FORMATS.

    Args:
        report: The report.
        form: "html" (one file that needs nothing else), "md" or "json".

    Returns:
        The text, with a line end at its end.

    Raises:
        KeyError: There is no such format.
    """
    if form == "json":
        return json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    template = {"html": "report.html", "md": "report.md"}[form]
    return (
        _environment()
        .get_template(template)
        .render(
            report=report,
            summary=summary_of(report),
            kept_and_new=kept_and_new,
            parts=_PARTS,
            urgencies=_URGENCIES,
        )
    )


def summary_of(report: DraftReport) -> str:
    """The report in one sentence, for those who read no further."""
    counts = {urgency: len(report.of_urgency(urgency)) for urgency in _COUNTED}
    lacks = sum(bool(gap.baseline) and not gap.answered for gap in report.missing)
    parts = [f"应改 {counts['must']} 处，应核 {counts['check']} 处"]
    if report.other_matter:
        parts.append("主题可能与库中文件不同，未查缺项")
    elif report.provisions:
        parts.append(f"草稿和对照文件共涉及 {report.domains_total} 个领域，草稿有条文的 {report.domains_present} 个")
        parts.append(f"国家指导意见有而草稿没有相应条文的领域 {lacks} 个" if report.has_baseline else "")
    else:
        parts.append("没有读出条文，未查缺项")
    if report.edition is not None:
        held = report.edition
        parts.append(f"像是{held.name}（{held.doc_number or held.status}）的修订稿，{kept_and_new(report)}")
    elif report.own_share is not None and report.shares:
        first = report.shares[0]
        parts.append(
            f"正文中 {percent(1 - report.own_share)} 与其他文件逐字相同，最多的是{first.name}（{percent(first.share)}）"
        )
    return "；".join(filter(None, parts)) + "。"


def kept_and_new(report: DraftReport) -> str:
    """What of the running text of a revision stayed as it was; hardly anything new is not nothing."""
    assert report.edition is not None
    kept = "99% 以上" if 0.995 <= report.edition.share < 1 else percent(report.edition.share)
    return f"正文 {kept}照旧，另有 {percent(report.edition.elsewhere)} 与别的文件逐字相同"


def escape_line(text: object) -> Markup:
    """A text as one line of Markdown in which neither Markdown nor HTML sees anything, readable as plain text too."""
    line = escape_text(re.sub(r"\s+", " ", str(text)).strip())
    return Markup(_LIST_START.sub(r"\1\\\2", line))  # noqa: S704 - all of it escaped


@functools.cache
def _environment() -> Environment:
    return environment_of("generator.drafting", md=escape_line, percent=percent)
