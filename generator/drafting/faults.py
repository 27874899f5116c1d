"""Leftovers, numbering, announced counts and damage: what compare and parse found, put for a drafter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.drafting.desk import Desk, merged
from generator.drafting.report import Finding, Part, Urgency
from generator.models import Repair, Span, Warning_

_TOLD: Mapping[str, tuple[Part, Urgency, str]] = MappingProxyType(
    {
        "numbering_gap": ("numbering", "must", "核对序号；确有缺漏的补上条文"),
        "count_mismatch": ("numbering", "must", "改标题中的数目，或补足、删减条目"),
        "list_count_mismatch": ("numbering", "must", "改数目，或补足、删减所列各项"),
        "count_unverified": ("numbering", "check", "数一数，使标题与内容一致"),
        "truncated": ("numbering", "check", "核对稿件是否完整，缺的部分补上"),
        "stages_undated": ("tasks", "check", "写明各阶段的起止时间"),
        "doubled_word": ("wording", "must", "删去重复的字词"),
        "doubled_item": ("wording", "must", "删去重复的一项"),
        "lost_character": ("wording", "must", "补上丢失的字"),
        "wrong_character": ("wording", "must", "改正"),
        "bracket_unbalanced": ("wording", "must", "补上配对的括号、引号或书名号"),
        "stray_space": ("wording", "check", "删去空格"),
        "date_damaged": ("wording", "must", "写全年月日"),
        "date_impossible": ("wording", "must", "改正日期"),
        "suspect_hotline": ("wording", "check", "核对号码"),
        "unit_repeated": ("units", "check", "删去重复的单位"),
        "unit_damaged": ("units", "must", "改正单位名称"),
        "annex_unit_differs": ("tasks", "check", "使正文与附表一致"),
        "annex_role_differs": ("tasks", "check", "使正文与附表一致"),
        "annex_text_differs": ("wording", "check", "使正文与附表一致"),
        "annex_missing_item": ("tasks", "check", "在附表中补上这一项，或说明不列的原因"),
        "annex_cell_empty": ("tasks", "check", "补上；确实不定的，写明由谁、何时确定"),
        "annex_cell_merged": ("tasks", "check", "确是合并单元格的不必改，空着的补上单位"),
        "annex_row_unlinked": ("tasks", "check", "使附表的任务名称与正文标题一致"),
        "citation_unbracketed": ("citations", "check", "加书名号，注明文号"),
        "deadline_before_publication": ("tasks", "must", "改正时限"),
        "consultation_before_publication": ("tasks", "check", "改正日期"),
        "near_duplicate_differs": ("wording", "check", "删去重复的一份，保留正确的文字"),
        "duplicate_block": ("wording", "must", "删去重复的一份"),
    }
)
"""Codes of the record's own warnings that a drafter can act on: part, urgency, what to do."""

_MENDED: Mapping[str, tuple[Part, Urgency, str]] = MappingProxyType(
    {
        "date": ("wording", "must", "写全年月日"),
        "lost_separator": ("wording", "must", "补上标点"),
        "ocr_and": ("wording", "must", "改为汉字"),
        "quote": ("wording", "must", "改正标点"),
        "stray_space": ("wording", "check", "删去空格"),
    }
)
"""What the reader of archives mends on its own (kinds of repairs) is a fault of a draft all the same."""

_FOR_ARCHIVISTS = re.compile(
    "[：；，]请(?:核对|对照)[^；。]*$|[；，](?:照原文保留|多处一致，不作修改|按一份处理|已按后者归入[^；，]*|视为同一单位"
    "|未见的内容记为不明，不记为没有)(?=[；，]|$)"
)
"""A draft has no original to be compared with, and what the record does about a fault mends no draft."""

_LISTED_UNIT = re.compile("(?:^|(?<=单位))“(?P<unit>[^”]+)”(?=正文|$)")
_ROW_WRITES = re.compile("^附表.*?(?=写作“)")

_MINOR = frozenset({"annex_unit_differs", "annex_text_differs"})
"""Where these are mere information (same unit in another form, punctuation), they are worth a look at most."""


def fault_findings(desk: Desk) -> tuple[Finding, ...]:
    """Faults that the draft's record warns of or mends, as far as a drafter can act on them."""
    warnings = [warning for warning in desk.draft.warnings if _concerns(desk, warning)]
    warned = [_of_warning(desk, warning) for warning in warnings if warning.code != "annex_row_unlinked"]
    mended = [_of_repair(desk, repair) for repair in desk.draft.repairs if repair.kind in _MENDED]
    return merged([*_joined(warned), *_unlinked_rows(desk, warnings), *mended])


def _concerns(desk: Desk, warning: Warning_) -> bool:
    """Whether a drafter can act on a warning: a table alone repeats no body, nor has every one what leads the work."""
    if warning.code == "annex_row_unlinked":
        return bool(desk.draft.tasks)
    if warning.code == "annex_missing_item":
        listed = {row.task for row in desk.draft.annex_rows}
        leading = [task for task in desk.draft.tasks if task.kind == "safeguard"]
        return any(task.id in listed for task in leading) or warning.span not in {task.title_span for task in leading}
    return warning.code in _TOLD


def _unlinked_rows(desk: Desk, warnings: Sequence[Warning_]) -> Sequence[Finding]:
    """Rows whose task has another name in the body: one finding, as they are mended in one go."""
    found = [_of_warning(desk, warning) for warning in warnings if warning.code == "annex_row_unlinked"]
    if len(found) <= 1:
        return found
    rows = len(desk.draft.annex_rows)
    titles = "、".join(dict.fromkeys(desk.source[slice(*w.span)] for w in warnings if w.code == "annex_row_unlinked"))
    message = f"附表{rows}行中有{len(found)}行在正文中没有同名条目，这些行没有与正文核对"
    others = tuple(dict.fromkeys(finding.spot for finding in found[1:]))
    return [found[0].model_copy(update={"message": message, "passage": titles, "others": others})]


def _of_warning(desk: Desk, warning: Warning_) -> Finding:
    part, urgency, advice = _TOLD[warning.code]
    if warning.severity == "info" and warning.code in _MINOR:
        urgency = "note"
    message = warning.message
    while (shorter := _FOR_ARCHIVISTS.sub("", message)) != message:
        message = shorter
    if warning.code == "annex_unit_differs":
        message = _ROW_WRITES.sub("附表", message)
    return desk.finding(part, warning.code, urgency, warning.span, message, advice)


def _of_repair(desk: Desk, repair: Repair) -> Finding:
    part, urgency, advice = _MENDED[repair.kind]
    written = "此处的引号" if repair.kind == "quote" else f"“{repair.before.strip()}”"
    message = f"{written}疑应作“{repair.after}”：{repair.evidence}"
    return desk.finding(part, repair.kind, urgency, repair.span, message, advice)


def _joined(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings of one line that differ only in the unit they name become one that names all these units."""
    groups: dict[tuple[str, int, str, int], list[Finding]] = {}
    for number, finding in enumerate(findings):
        listed = _LISTED_UNIT.search(finding.message) if finding.part == "tasks" else None
        rest = _LISTED_UNIT.sub("“”", finding.message)
        groups.setdefault((finding.code, finding.spot.line, rest, -1 if listed else number), []).append(finding)
    for group in groups.values():
        named = [match["unit"] for entry in group if (match := _LISTED_UNIT.search(entry.message)) is not None]
        before, _, after = _LISTED_UNIT.sub("“”", group[0].message).partition("“”")
        listing = "".join(f"“{unit}”" for unit in named)
        message = f"{before}{listing}{after}" if named else group[0].message
        yield group[0].model_copy(update={"message": message})


def leftover_findings(desk: Desk) -> tuple[Finding, ...]:
    """Leftovers of the draft, the same one in several places told once."""
    own = [entry for entry in desk.comparison.leftovers if entry.policy == desk.draft.id]
    parts = _parts_of_others([(entry.code, entry.span) for entry in own])
    found = [
        desk.finding("leftovers", entry.code, "must", entry.span, entry.message, entry.advice)
        for entry in own
        # 我县 is told with 结合我县实际
        if (entry.code, entry.span) not in parts
    ]
    return merged([*found, *_levels_below(desk)])


def _parts_of_others(told: Iterable[tuple[str, Span]]) -> set[tuple[str, Span]]:
    """Those that stand within another one of the same code."""
    found: set[tuple[str, Span]] = set()
    reach: dict[str, int] = {}
    for code, span in sorted(set(told), key=lambda one: (one[1][0], -one[1][1])):
        if span[1] <= reach.get(code, -1):
            found.add((code, span))
        reach[code] = max(span[1], reach.get(code, -1))
    return found


def _levels_below(desk: Desk) -> Iterator[Finding]:
    """Words for governments below (各县区) in a text of a county, which has none of them."""
    place = desk.draft.jurisdiction
    if place.level != "county":
        return
    for span in desk.words_for_below():
        said = f"“{desk.source[slice(*span)]}”是设区的市对下级的称谓"
        message = f"{said}，而本文件属{place.name}，下面没有县（市、区）"
        yield desk.finding("leftovers", "leftover_level", "must", span, message, "改为本地的镇、街道、园区等")
