"""The noun phrase (名词短语) in a heading: official headings are a verb or two and what they are done to."""

from __future__ import annotations

import re

from generator.normalise.folding import compact

# fmt: off
VERBS = (
    "建立健全", "健全完善", "贯彻落实", "统筹推进", "加快推进", "协同推进", "组织实施", "组织开展", "巩固提升",
    "做好", "做强", "加强", "推进", "健全", "完善", "建立", "深化", "强化", "提升", "提高", "加快", "促进",
    "推动", "规范", "优化", "开展", "实施", "落实", "构建", "打造", "创新", "加大", "扩大", "发展", "培育", "支持",
    "鼓励", "引导", "明确", "制定", "制订", "抓好", "狠抓", "突出", "坚持", "探索", "推行", "推广",
    "拓展", "拓宽", "增强", "改进", "改善", "保障", "确保", "夯实", "建设", "完成", "形成", "营造",
    "严格", "压实", "畅通", "简化", "丰富", "整合", "搭建", "设立", "开发", "聚焦", "全面", "大力",
    "积极", "着力", "进一步", "切实", "有序", "深入", "持续", "统筹", "稳步", "不断", "努力", "充分",
    "扎实", "广泛", "有效", "依法", "认真", "逐步", "重点", "合理", "科学", "主动", "率先", "协同",
)
# fmt: on
"""Verbs and adverbs that open headings, each of them however often and in whatever order."""

_LEADING = re.compile(
    rf"^(?:(?:{'|'.join(sorted(VERBS, key=lambda word: (-len(word), word)))})(?![性化型者])|和|与|并|、)+"
)
_TRAILING = re.compile(r"(?:工作|力度|步伐|进程|进度)+$")
_CLAUSE = re.compile(r"[,。;:!?]")
_BRACKETS = re.compile(r"\([^()]*\)")
_SHORTEST = 2

_GENERIC = re.compile(
    r"^(?:[主重]要|重点|主体|工作|总体|基本|具体|年度|近期|任务|目标|要求|举措|措施|内容|保障|安排|步骤|及|和|与|分工|政策|实施|"
    r"组织|方法|附则|其他|事项|责任|推进|机制|部署|行动|项目|清单|方式|时间|进度|原则|思路|指导|思想|方向|总则|有关|相关|、)+$"
)
"""Headings that say what kind of part follows, and nothing about its matter (主要任务, 工作措施)."""

_NUMBER = re.compile(r"^第[零〇一二两三四五六七八九十百\d]{1,6}[编章节条款项](?:之[一二三四五六七八九十]{1,3})?$")
"""What stands for the title of an article that has none."""


def noun_phrase(heading: str) -> str:
    """What a heading is about.

    Args:
        heading: A title ("加强分类投放设施建设，提升服务水平").

    Returns:
        Its first clause without the verbs in front and without 工作 and the like behind ("分类投放设施建设"),
        folded in width; "" if nothing is left, or if the heading only names a kind of part (主要任务).
    """
    clause = _CLAUSE.split(_BRACKETS.sub("", compact(heading)).strip("\"'“”"))[0]
    if _GENERIC.match(clause) or _NUMBER.match(clause):
        return ""
    bare = _LEADING.sub("", clause)
    shorter = _TRAILING.sub("", bare)
    found = shorter if len(shorter) >= _SHORTEST else bare
    if len(found) < _SHORTEST:
        found = clause
    return "" if len(found) < _SHORTEST or _GENERIC.match(found) else found


def opens_with_verb(text: str) -> bool:
    """Whether a text opens as headings do, with a verb or adverb of official language."""
    return text.startswith(VERBS)
