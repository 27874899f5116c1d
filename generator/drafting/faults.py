"""Leftovers, numbering, announced counts and damage: what compare and parse found, put for a drafter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from generator.drafting.desk import Desk, merged
from generator.drafting.report import Finding, Part, Urgency
from generator.models import Warning_

_TOLD: Mapping[str, tuple[Part, Urgency, str]] = MappingProxyType(
    {
        "numbering_gap": ("numbering", "must", "核对序号；确有缺漏的补上条文"),
        "count_mismatch": ("numbering", "must", "改标题中的数目，或补足、删减条目"),
        "count_unverified": ("numbering", "check", "数一数，使标题与内容一致"),
        "stages_undated": ("tasks", "check", "写明各阶段的起止时间"),
        "doubled_word": ("wording", "must", "删去重复的字词"),
        "doubled_item": ("wording", "must", "删去重复的一项"),
        "lost_character": ("wording", "must", "补上丢失的字"),
        "wrong_character": ("wording", "must", "改正"),
        "bracket_unbalanced": ("wording", "must", "补上配对的括号、引号或书名号"),
        "stray_space": ("wording", "check", "删去空格"),
        "date_damaged": ("wording", "must", "写全年月日"),
        "suspect_hotline": ("wording", "check", "核对号码"),
        "unit_repeated": ("units", "check", "删去重复的单位"),
        "unit_damaged": ("units", "must", "改正单位名称"),
        "annex_unit_differs": ("tasks", "check", "使正文与附表一致"),
        "annex_role_differs": ("tasks", "check", "使正文与附表一致"),
        "annex_text_differs": ("wording", "check", "使正文与附表一致"),
        "annex_missing_item": ("tasks", "check", "在附表中补上这一项，或说明不列的原因"),
        "annex_row_unlinked": ("tasks", "check", "使附表的任务名称与正文标题一致"),
        "citation_unbracketed": ("citations", "check", "加书名号，注明文号"),
        "deadline_before_publication": ("tasks", "must", "改正时限"),
        "consultation_before_publication": ("tasks", "check", "改正日期"),
        "near_duplicate_differs": ("wording", "check", "删去重复的一份，保留正确的文字"),
    }
)
"""Codes of the record's own warnings that a drafter can act on: part, urgency, what to do."""

_FOR_ARCHIVISTS = re.compile("[：；，]请(?:核对|对照)原[文件][^；。]*$")
"""A draft has no original to be compared with."""

_MINOR = frozenset({"annex_unit_differs", "annex_text_differs"})
"""Where these are mere information (same unit in another form, punctuation), they are worth a look at most."""


def fault_findings(desk: Desk) -> tuple[Finding, ...]:
    """Warnings of the draft's record that a drafter can act on."""
    return merged([_of_warning(desk, warning) for warning in desk.draft.warnings if warning.code in _TOLD])


def _of_warning(desk: Desk, warning: Warning_) -> Finding:
    part, urgency, advice = _TOLD[warning.code]
    if warning.severity == "info" and warning.code in _MINOR:
        urgency = "note"
    message = _FOR_ARCHIVISTS.sub("", warning.message)
    return desk.finding(part, warning.code, urgency, warning.span, message, advice)


def leftover_findings(desk: Desk) -> tuple[Finding, ...]:
    """Leftovers of the draft, the same one in several places told once."""
    entries = [entry for entry in desk.comparison.leftovers if entry.policy == desk.draft.id]
    return merged(
        [desk.finding("leftovers", entry.code, "must", entry.span, entry.message, entry.advice) for entry in entries]
    )
