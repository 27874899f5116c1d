"""The words that readers see for the codes of the contract, in one place for all pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ROLE_ORDER = ("lead", "responsible", "cooperate")
"""Who answers for a provision before who helps, as documents name them: what follows all (等部门) belongs to those."""

ROLES: Mapping[str, str] = MappingProxyType({"lead": "牵头", "responsible": "责任", "cooperate": "配合"})

STATES: Mapping[str, str] = MappingProxyType(
    {"present": "有条文", "mentioned": "仅提及", "absent": "未见", "unknown": "不明", "not_parsed": "未能解析"}
)
"""Cell states (覆盖状态)."""

STATE_SYMBOLS: Mapping[str, str] = MappingProxyType(
    {"present": "●", "mentioned": "◐", "absent": "○", "unknown": "？", "not_parsed": "×"}
)

SHOWN_STATES: Mapping[str, str] = MappingProxyType({"within": "写在其他条文中", **STATES})
SHOWN_SYMBOLS: Mapping[str, str] = MappingProxyType({"within": "◉", **STATE_SYMBOLS})
"""The same as readers see them."""

STATUSES: Mapping[str, str] = MappingProxyType(
    {"full": "全文", "digest": "摘编", "interpretation": "解读", "draft": "征求意见", "template": "范本"}
)
"""Text status (文本性质): what kind of text of the document is held."""


def unsaid(text_status: str, otherwise: str = "未写明") -> str:
    """What stands where a text says nothing of a provision's units, time limits or figures.

    Args:
        text_status: What kind of text is held.
        otherwise: What is said of a document whose whole text is held.

    Returns:
        The word; of a text that is not the whole document, that nobody knows.
    """
    return "不明" if text_status in SECOND_HAND else otherwise


def marked_name(name: str, status: str) -> str:
    """The name of a document with the mark that what is held is not its full text ("国家（摘编）")."""
    return name if status == "full" else f"{name}（{STATUSES[status]}）"


def further_status(legal: str | None, status: str) -> str:
    """What a legal status (效力) says besides the text status that stands before it ("解读，不具规范效力")."""
    told = legal or ""
    rest = told.removeprefix(STATUSES[status])
    return rest.lstrip("，、；：") if not rest or rest[0] in "，、；：" else told


_CITED: Mapping[str, str] = MappingProxyType(
    {"digest": "摘编", "interpretation": "解读", "draft": "征求意见稿", "template": "范本"}
)


def cited_title(title: str, status: str) -> str:
    """A title as citations give it: with what is held of the document, unless it says so itself."""
    mark = _CITED.get(status, "")
    return title if mark in title else f"{title}（{mark}）"


STATUS_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "full": "所收为公开发布的全文。",
        "digest": "所收为逐条摘编，并非正式文本，引用请以正式文本为准。",
        "interpretation": "所收为官方解读，文件本身未收入；未提到的内容不等于文件没有。",
        "draft": "所收为征求意见稿，并非定稿。",
        "template": "所收为隐去地名的范本，文本不全；未提到的内容不等于没有。",
    }
)

LEVELS: Mapping[str, str] = MappingProxyType(
    {"national": "国家", "province": "省级", "prefecture": "地级", "county": "县级", "unknown": "不详"}
)

SECOND_HAND = ("digest", "interpretation", "template")
"""Kinds of text in which a missing clause proves nothing: it is unknown (不明), never absent (未见)."""

OPEN_LIST = "等（未列全）"
"""Behind units where the document goes on with 等 or 等有关部门."""

IN_ANNEX = "（附表）"
FROM_HEADING = "（随上级）"
"""Said of units and time limits that stand in the bracket behind a heading above the provision."""
"""Before what only the annex of a document says."""

LINK_TYPES: Mapping[str, str] = MappingProxyType({"same": "同一事项", "partial": "部分对应", "mention": "提及"})

LINK_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "same": "两条讲的是同一件事，文字不一定相同。",
        "partial": "两条有一部分讲同一件事。",
        "mention": "一条只点到另一条的主题，不算对应。",
    }
)

NO_COUNTERPART = "没有找到对应条文"
ONLY_MENTIONED = "只算提及，不算对应"

KINDS: Mapping[str, str] = MappingProxyType(
    {"task": "任务", "task_group": "任务组", "safeguard": "保障措施", "principle": "基本原则"}
)

AROUND: Mapping[str, str] = MappingProxyType({"preamble": "引言", "closing": "结尾"})
"""What stands before the first provision, and behind the last."""

DEADLINES: Mapping[str, str] = MappingProxyType(
    {"deadline": "时限", "ongoing": "长期", "milestone": "节点", "frequency": "频次"}
)

RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "basis": "依据",
        "implements": "落实",
        "interprets": "解读",
        "background": "背景",
        "deliverable": "拟出台",
        "instrument_generic": "一般提及",
        "related_interpretation": "关联解读",
        "repeals": "废止",
        "amends": "修改",
    }
)

BLOCKS: Mapping[str, str] = MappingProxyType(
    {
        "metadata": "文件信息",
        "boilerplate": "网页杂项",
        "duplicate": "重复内容",
        "heading": "标题",
        "body": "正文",
        "clause": "责任条款",
        "annex": "附件",
        "imprint": "版记",
        "unclassified": "未归类",
    }
)

PASSAGES: Mapping[str, str] = MappingProxyType(
    {
        "personal": "个人信息",
        "unit": "责任单位",
        "deadline": "时限",
        "quantity": "量化指标",
        "number": "文号",
        "citation": "引用文件",
        "reference": "引用条款",
        "definition": "简称",
        "repair": "修复",
        "warning": "提示",
        "title": "标题",
        "clause": "责任条款",
        "metadata": "文件信息",
        "cell": "附表单元格",
        "body": "正文",
    }
)
"""Kinds of passages marked in the source view."""

DISAGREEMENTS: Mapping[str, str] = MappingProxyType(
    {"role": "分工不一致", "unit": "单位不一致", "text": "文字不一致", "missing": "附表缺"}
)

SEVERITIES: Mapping[str, str] = MappingProxyType({"info": "说明", "warning": "提示", "error": "错误"})

REDACTED = "〔个人信息未公布〕"
"""What stands where personal data (个人信息) is not published."""

WORDING: Mapping[str, object] = MappingProxyType(
    {
        "roles": ROLES,
        "states": STATES,
        "shown_states": SHOWN_STATES,
        "symbols": SHOWN_SYMBOLS,
        "statuses": STATUSES,
        "status_hints": STATUS_HINTS,
        "levels": LEVELS,
        "in_annex": IN_ANNEX,
        "from_heading": FROM_HEADING,
        "link_types": LINK_TYPES,
        "link_hints": LINK_HINTS,
        "no_counterpart": NO_COUNTERPART,
        "only_mentioned": ONLY_MENTIONED,
        "kinds": KINDS,
        "deadlines": DEADLINES,
        "relations": RELATIONS,
        "blocks": BLOCKS,
        "passages": PASSAGES,
        "disagreements": DISAGREEMENTS,
        "severities": SEVERITIES,
    }
)
"""All tables under the name `words` in the templates."""
