"""The columns of the published tables: machine-readable name, what it means, width."""

from __future__ import annotations

from generator.render.data.spreadsheet import Column, codes
from generator.render.wording import DEADLINES, KINDS, LEVELS, RELATIONS, ROLES, STATUSES

_POLICY = (
    Column("policy", "文件编号（本库）", 20),
    Column("jurisdiction", "地区编号", 12, folded=True),
    Column("jurisdiction_name", "地区名称", 12),
)
_PLACE = (
    Column("start", "在原文中的起点（字符序号，从 0 起）", 8, folded=True),
    Column("end", "在原文中的终点（不含）", 8, folded=True),
    Column("line", "在原文中的行号（从 1 起）", 8),
)
TASK_COLUMNS = (
    *_POLICY,
    Column("level", "地区级别：" + codes(LEVELS), 12, folded=True),
    Column("document_title", "文件标题", 24),
    Column("doc_number", "发文字号", 18),
    Column("issued_on", "成文日期", 12),
    Column("text_status", "文本性质：" + codes(STATUSES), 12),
    Column("item", "条文编号，与页面锚点一致", 10, folded=True),
    Column("kind", "条文类别：" + codes(KINDS), 12),
    Column("number", "条文序号（原样）", 8),
    Column("path", "上级标题，以“ > ”分隔", 24),
    Column("title", "条文标题", 24),
    Column("text", "条文正文（已作登记的修复）", 70),
    Column("chars", "正文字数", 8, folded=True),
    Column("domain", "主要领域编号", 20, folded=True),
    Column("domain_name", "主要领域名称", 14),
    Column("secondary_domains", "兼及领域编号，以“；”分隔", 20, folded=True),
    Column("lead_units", "牵头单位（原样），以“；”分隔", 18),
    Column("cooperate_units", "配合单位（原样），以“；”分隔", 18),
    Column("responsible_units", "责任单位（原样），以“；”分隔", 18),
    Column("open_list", "单位名单是否以“等”结尾", 8),
    Column("units_from", "前三列取自哪一上级条文标题后的括号，或就是单位名称的标题；本条自己写有单位的为空", 8),
    Column("deadlines", "时限（原样），以“；”分隔", 14),
    Column("deadlines_from", "前一列取自哪一上级条文标题后的括号；本条自己写有时限的为空", 8),
    Column("annex_deadlines", "附表另写的时限（原样），以“；”分隔", 14),
    Column("quantities", "量化指标（原样），以“；”分隔", 14),
    Column("first_line", "原文起始行", 8, folded=True),
    Column("last_line", "原文结束行", 8, folded=True),
    Column("verbatim_share", "沿用比例：与他处连续 10 字以上相同的字数占比；摘编不计，为空", 8),
    Column("page", "页面地址（相对于站点根目录）", 40, folded=True),
)
UNIT_COLUMNS = (
    *_POLICY,
    Column("item", "条文编号或附表行编号", 10, folded=True),
    Column("place", "所在：body 正文，heading 上级标题后的括号（本条没有自己的），annex 附表", 8),
    Column("item_title", "条文标题", 30),
    Column("domain", "条文的主要领域编号（附表行取对应正文条文的）", 20, folded=True),
    Column("raw", "单位名称（原样）", 20),
    Column("role", "角色：" + codes(ROLES), 12),
    Column("role_label", "原文用的角色名称", 12),
    Column("kind", "单位类别：named 具名单位，collective 集合称谓", 12),
    Column("agency", "名录中的单位编号", 20, folded=True),
    Column("agency_name", "名录中的单位全称", 24),
    Column("function", "职能类别编号", 16, folded=True),
    Column("function_name", "职能类别名称", 16),
    Column(
        "resolution",
        "识别方式：registry 名录，function_words 职能词，collective 集合称谓，unresolved 未识别",
        16,
        folded=True,
    ),
    *_PLACE,
)
DEADLINE_COLUMNS = (
    *_POLICY,
    Column("item", "条文、标题或附表行的编号；不属于某一条的为空", 10, folded=True),
    Column(
        "place",
        "所在：body 正文，heading 上级标题后的括号（本条没有自己的），annex 附表，section 标题下的总述（总体目标等），"
        "document 征求意见期限等",
        8,
    ),
    Column("item_title", "条文标题", 30),
    Column("domain", "条文的主要领域编号", 20, folded=True),
    Column("raw", "时限（原样）", 24),
    Column("type", "类型：" + codes(DEADLINES), 12),
    Column("date", "推得的日期（年、年-月或年-月-日），不能推得时为空", 12),
    Column("period", "推得的周期（ISO 8601），不能推得时为空", 10),
    *_PLACE,
)
QUANTITY_COLUMNS = (
    *_POLICY,
    Column("item", "条文或标题的编号", 10, folded=True),
    Column("item_title", "条文标题", 30),
    Column("domain", "条文的主要领域编号", 20, folded=True),
    Column("raw", "量化指标（原样；指标表中的写明栏目和计量单位）", 30),
    *_PLACE,
)
CITATION_COLUMNS = (
    *_POLICY,
    Column("title", "所引文件的标题（原样）", 40),
    Column("number", "所引文件的发文字号（原样）", 20),
    Column("relation", "关系：" + codes(RELATIONS), 18),
    Column("cited_policy", "所引文件在本库的编号，未收录时为空", 20, folded=True),
    Column("held", "本库是否收录", 8),
    Column("mentions", "除首次外再次提及的次数", 8),
    *_PLACE,
)
REFERENCE_COLUMNS = (
    *_POLICY,
    Column("raw", "所引条款（原样）", 20),
    Column("title", "所引文件的标题（原样），空为本文件", 40),
    Column("cited_policy", "所引文件在本库的编号，未收录时为空", 20, folded=True),
    Column("article", "条，第十二条之一作 12之1", 8),
    Column("paragraph", "款，未写明为空", 8),
    Column("point", "项，未写明为空", 8),
    Column("cited_item", "所引条文在本库的编号，与页面锚点一致；对不上时为空", 12, folded=True),
    *_PLACE,
)
DEFINITION_COLUMNS = (
    *_POLICY,
    Column("short", "简称（原样）", 20),
    Column("name", "所指的全称（原样）", 40),
    *_PLACE,
)
SHARED_COLUMNS = (
    *_POLICY,
    Column("item", "条文编号，与页面锚点一致", 10, folded=True),
    Column("item_title", "条文标题", 30),
    Column("text", "与别处逐字相同的一段（原样）", 60),
    Column("letters", "字数，不计标点", 8),
    Column("homes", "另见于几条", 8),
    Column("others", "另见于，写作“文件编号#条文编号”，以“；”分隔", 40),
    Column("start", "在条文正文中的起点（字符序号，从 0 起）", 8, folded=True),
    Column("end", "在条文正文中的终点（不含）", 8, folded=True),
)

QUALITY_COLUMNS = (
    *_POLICY,
    Column("chars", "原文字数", 8),
    Column("unclassified", "未能归类的字数", 8),
    Column("to_check", "待核处数", 8),
    Column("notes", "说明处数", 8),
    Column("repairs", "修复处数", 8),
    Column("corrections", "人工更正处数", 8),
    Column("units", "写明的单位处数，正文与附表合计", 8),
    Column("unresolved", "其中未能识别的", 8),
)
