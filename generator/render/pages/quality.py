"""质量报告: what of each source was used for what, what is doubtful, and how the reading was measured."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from generator.models import PolicyRecord, QualityScore, Repair, Unit, Warning_
from generator.models.held_record import numbers_of
from generator.models.limits import ALL_COMPARED, ROWS
from generator.problems import Problem
from generator.render.personal_data import mask_for
from generator.render.site import Page, SiteInput
from generator.render.wording import BLOCKS

BAR_WIDTH: Final = 1000

RESOLUTIONS: Mapping[str, str] = MappingProxyType(
    {
        "registry": "名录中有登记",
        "function_words": "按职能词归类",
        "collective": "集合称谓",
        "unresolved": "归不了类",
    }
)

FINDINGS: Mapping[str, str] = MappingProxyType(
    {
        "annex_missing_item": "附表缺项",
        "annex_name_split": "附表姓名断开",
        "annex_role_differs": "附表角色不同",
        "annex_text_differs": "附表文字不同",
        "annex_unit_differs": "附表单位不同",
        "alias_ambiguous": "简称有歧义",
        "annex_cell_empty": "附表单元格空着",
        "annex_cell_merged": "附表合并单元格",
        "annex_cell_unassigned": "附表单元格未归",
        "annex_column_unknown": "附表栏目不识",
        "annex_line_unassigned": "附表行未归",
        "annex_not_read": "附表未读出",
        "annex_row_unlinked": "附表行无对应条文",
        "anonymised": "隐去地名",
        "bracket_unbalanced": "括号或引号不成对",
        "citation_unbracketed": "引用缺书名号",
        "consultation_before_publication": "征求意见期限早于发布",
        "count_mismatch": "数目与所列不符",
        "count_unverified": "数目无从核对",
        "date": "日期残缺",
        "date_damaged": "日期残缺",
        "date_impossible": "日期不存在",
        "deadline_before_publication": "期限早于发布",
        "digest": "摘编",
        "doubled_item": "列举重复",
        "doubled_word": "词语重复",
        "domain_from_heading": "领域取自标题",
        "duplicate_block": "整段重复",
        "further_document": "另有一份文件",
        "interpreted_document_missing": "所解读的文件未收录",
        "issuer_is_website": "发布机构为网站",
        "jurisdiction_ambiguous": "地区有歧义",
        "jurisdiction_unknown": "地区不明",
        "jurisdiction_unregistered": "地区未登记",
        "list_count_mismatch": "数目与所列不符",
        "lost_character": "疑缺字",
        "lost_separator": "疑缺分隔",
        "metadata_missing": "文件信息不全",
        "name_differs": "名称不一",
        "name_unknown": "名称未登记",
        "near_duplicate_differs": "重复处有出入",
        "no_provisions": "没有读出条文",
        "no_principles": "没有基本原则",
        "principles_not_split": "基本原则没有逐条读出",
        "no_responsible_unit": "没有责任单位",
        "notice_items": "通知自身分条",
        "numbering_gap": "序号不连续",
        "ocr_and": "识别误字",
        "page_break_join": "跨页断句",
        "personal_data": "个人信息",
        "provisions_by_paragraph": "按自然段读出条文",
        "publish_date_differs": "发布日期不一",
        "quote": "引号误识",
        "stages_undated": "阶段未写时间",
        "stray_space": "多余空格",
        "suspect_hotline": "号码存疑",
        "title_join": "标题断行",
        "title_repeated": "标题重复",
        "units_glued": "单位名称相连",
        "truncated": "文本不全",
        "unit_damaged": "单位名称误写",
        "unit_repeated": "单位重复",
        "unit_unknown": "单位未登记",
        "wrong_character": "疑错字",
    }
)
"""Chinese names of warning codes and repair kinds; one that is not listed is shown by its code."""


@dataclass(frozen=True)
class Share:
    """A kind of block: characters, share of the source (0 to 1), and its place in the bar (of BAR_WIDTH)."""

    kind: str
    chars: int
    share: float
    x: float
    width: float


@dataclass(frozen=True)
class Finding:
    """A warning or repair with the 1-based line it stands on; `name` is its kind as people read it."""

    line: int
    name: str
    before: str
    after: str
    message: str
    severity: str


@dataclass(frozen=True)
class Row:
    """A document in the overview; `share` of its source is unclassified, `detailed` if it is shown below as well."""

    policy: str
    chars: int
    unclassified: int
    share: float
    warnings: int
    repairs: int
    corrections: int
    unresolved: int
    detailed: bool


@dataclass(frozen=True)
class Report:
    """All about one document; `uncovered` counts characters that no block claims (must be 0)."""

    record: PolicyRecord
    chars: int
    shares: tuple[Share, ...]
    unclassified: Share
    uncovered: int
    units: tuple[tuple[str, int], ...]
    unresolved: tuple[Unit, ...]
    warnings: tuple[Finding, ...]
    repairs: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    scores: tuple[QualityScore, ...]


def pages(site: SiteInput) -> Iterator[Page]:
    """The one page on quality."""
    by_policy, general = _sorted_out(site)
    detailed = _most_to_check(site, ALL_COMPARED)
    shown = {record.id for record in detailed}
    measures: dict[str, list[QualityScore]] = defaultdict(list)
    for score in site.scores:
        measures[score.measure].append(score)
    context: dict[str, object] = {
        "listed": tuple(_row(record, site, record.id in shown) for record in _most_to_check(site, ROWS)),
        "detailed": tuple(_report(record, site, by_policy.get(record.id, ())) for record in detailed),
        "resolutions": RESOLUTIONS,
        "totals": _totals(site),
        "measures": tuple((name, _sum(name, scores)) for name, scores in measures.items()),
        "read_by_hand": len({score.policy for score in site.scores if score.policy}),
        "general_problems": general,
    }
    yield Page("quality.md", "质量报告", "quality.html", context)


def _sorted_out(site: SiteInput) -> tuple[dict[str, list[Problem]], tuple[Problem, ...]]:
    """The problems of each document held, and those of none."""
    by_policy: dict[str, list[Problem]] = {record.id: [] for record in site.records}
    general: list[Problem] = []
    for problem in site.problems:
        parts = problem.path.split("/")
        held = by_policy.get(parts[1]) if len(parts) > 2 and parts[0] == "policies" else None
        (general if held is None else held).append(problem)
    return by_policy, tuple(general)


def _most_to_check(site: SiteInput, most: int) -> tuple[PolicyRecord, ...]:
    """All documents of a small corpus, else those with most to check; in record order."""
    ranked = sorted(site.records, key=lambda record: -numbers_of(record).to_check)
    chosen = {record.id for record in ranked[:most]}
    return tuple(record for record in site.records if record.id in chosen)


def _row(record: PolicyRecord, site: SiteInput, detailed: bool) -> Row:
    chars, held = len(site.sources[record.id]), numbers_of(record)
    return Row(
        policy=record.id,
        chars=chars,
        unclassified=held.unclassified,
        share=held.unclassified / chars if chars else 0.0,
        warnings=held.warnings,
        repairs=held.repairs,
        corrections=held.corrections,
        unresolved=held.resolved.get("unresolved", 0),
        detailed=detailed,
    )


def _report(record: PolicyRecord, site: SiteInput, problems: Iterable[Problem]) -> Report:
    source = site.sources[record.id]
    hide = mask_for(record, site).text
    breaks = [position for position, char in enumerate(source) if char == "\n"]
    units = [unit for item in (*record.tasks, *record.annex_rows) for unit in _units(item)]
    counted: Counter[str] = Counter(unit.resolution for unit in units)
    shares = block_shares(record, len(source))
    return Report(
        record=record,
        chars=len(source),
        shares=shares,
        unclassified=next(share for share in shares if share.kind == "unclassified"),
        uncovered=uncovered(record, len(source)),
        units=tuple((name, counted[name]) for name in RESOLUTIONS if counted[name]),
        unresolved=tuple(unit for unit in units if unit.resolution == "unresolved"),
        warnings=_in_order(_of_warning(warning, hide(warning.message)) for warning in record.warnings),
        repairs=_in_order(
            _of_repair(repair, hide(repair.evidence), bisect.bisect_left(breaks, repair.span[0]) + 1)
            for repair in record.repairs
        ),
        problems=_own_problems(record, problems),
        scores=tuple(score for score in site.scores if score.policy == record.id),
    )


def _units(item: object) -> tuple[Unit, ...]:
    units: tuple[Unit, ...] = getattr(item, "units", ())
    return units


def block_shares(record: PolicyRecord, chars: int) -> tuple[Share, ...]:
    """How much of the source is what: every kind of block that occurs, and 未归类 in any case.

    Args:
        record: Its blocks are half-open spans into the source.
        chars: Length of the source in code points.

    Returns:
        Shares in a fixed order of kinds; `x` and `width` place them side by side in a bar.
    """
    sizes: Counter[str] = Counter()
    for block in record.blocks:
        sizes[block.kind] += block.span[1] - block.span[0]
    shares: list[Share] = []
    position = 0.0
    for kind in BLOCKS:
        if sizes[kind] or kind == "unclassified":
            share = sizes[kind] / chars if chars else 0.0
            width = round(share * BAR_WIDTH, 2)
            shares.append(Share(kind, sizes[kind], share, round(position, 2), width))
            position += share * BAR_WIDTH
    return tuple(shares)


def uncovered(record: PolicyRecord, chars: int) -> int:
    """How many characters of the source lie in no block; overlaps do not hide a hole."""
    missing, reached = 0, 0
    for start, end in sorted(block.span for block in record.blocks):
        missing += max(0, start - reached)
        reached = max(reached, end)
    return missing + max(0, chars - reached)


def _of_warning(warning: Warning_, message: str) -> Finding:
    return Finding(warning.line, FINDINGS.get(warning.code, warning.code), "", "", message, warning.severity)


def _of_repair(repair: Repair, evidence: str, line: int) -> Finding:
    return Finding(line, FINDINGS.get(repair.kind, repair.kind), repair.before, repair.after, evidence, "info")


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.line))


def _own_problems(record: PolicyRecord, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """What validation found in this document, without the warnings of its record, which are shown already."""
    known = {(warning.code, warning.line) for warning in record.warnings}
    return tuple(problem for problem in problems if (problem.code, problem.line) not in known)


def _totals(site: SiteInput) -> dict[str, float]:
    numbers = tuple(map(numbers_of, site.records))
    chars = sum(len(site.sources[record.id]) for record in site.records)
    unclassified = sum(held.unclassified for held in numbers)
    return {
        "documents": len(numbers),
        "chars": chars,
        "unclassified": unclassified,
        "unclassified_share": unclassified / chars if chars else 0.0,
        "units": sum(held.units + held.row_units for held in numbers),
        **{kind: sum(held.resolved.get(kind, 0) for held in numbers) for kind in RESOLUTIONS},
        "to_check": sum(held.to_check for held in numbers),
        "notes": sum(held.warnings - held.to_check for held in numbers),
        "repairs": sum(held.repairs for held in numbers),
        "corrections": sum(held.corrections for held in numbers),
    }


def _sum(name: str, scores: list[QualityScore]) -> QualityScore:
    return QualityScore(
        policy="",
        measure=name,
        expected=sum(score.expected for score in scores),
        found=sum(score.found for score in scores),
        correct=sum(score.correct for score in scores),
    )
