"""What property tests of all stages share: documents made of official pieces, and how many of them are tried.

POLICYKB_EXAMPLES multiplies the number of examples; `make bench` tries many more than `make test`.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from generator.models import PolicyRecord, PolicyStub, Reading, SourceNotes, SourceText
from generator.normalise import normalise
from generator.parse import parse
from tests.support import real_vocabulary

PIECES = (
    *("一、", "（一）", "(二)", "1.", "2", "一是", "第三条 ", "第二章 ", "第一款　", "——", "①"),
    *(
        "⒈",
        "⑴ ",
        "㈠",
        "二）",
        "3）",
        "一　",
        "总 则\n",
        "第一章\n",
        "“十四五”期间",
        "春节前",
        "市工信局设立",
        "市法院每月",
    ),
    *("总体要求", "基本原则", "保障措施", "附则", "工作目标", "完善四项制度", "政务诚信建设", "坚持依法行政。"),
    *("附件：", "任务分解表\n", "序号\t任务\t责任单位\n", "1\t公开\t市财政局\n", "\t", "注：", "抄送：市委。"),
    *("责任单位：", "（牵头单位：", "）", "(", "由市财政局牵头", "各有关部门按职责分工负责。", "会同", "负责"),
    *(
        "市发改委",
        "财政局审计局",
        "各镇、园区",
        "等有关单位",
        "市怪名办",
        "领导小组办公室（以下简称市诚信办）",
        "市诚信办",
    ),
    *("、", "，", "。", "；", "\n", "\n\n", "\r\n", "\u00a0", "\u3000", "\ufeff", "“", "”", "《", "》"),
    *("《社会信用条例》第三条第二款", "前款", "〔2018〕3号", "2018年", "长期", "12月底前", "20181011日", "80%", "and"),
    *("宜兴市", "青川市人民政府", "各县（市、区）", "2020年9月3日", "<script>", "{{x}}", "=1+1", "政務誠信"),
)
"""Beginnings, joints and ends of what official documents are made of, and a few hostile ones."""

SKELETON = (
    "宜兴市关于加强政务诚信建设的实施意见\n\n一、主要任务\n\n"
    "（一）公开信息。{}\n（责任单位：财政局）\n\n（二）守信践诺。{}\n"
)

planned = st.tuples(
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
).map(lambda parts: SKELETON.format(*parts))
"""Texts with two tasks at least, the first of which names a unit."""

documents = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    planned,
)
"""Texts that hold every form the parser knows, whole or broken."""


def some(examples: int) -> settings:
    """Settings for a test that tries so many examples, and many more on demand."""
    factor = int(os.environ.get("POLICYKB_EXAMPLES", "1"))
    return settings(max_examples=examples * factor, suppress_health_check=[HealthCheck.too_slow])


def source_of(text: str) -> SourceText:
    """A document that stands in no folder."""
    return SourceText(path="policies/x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")


def reading_of(text: str) -> Reading:
    """The reading of a text by the real vocabulary."""
    return parse(source_of(text), real_vocabulary())


def record_of(text: str, policy_id: str = "x", known: tuple[PolicyStub, ...] = ()) -> PolicyRecord:
    """The record of a text by the real vocabulary."""
    return normalise(reading_of(text), source_of(text), SourceNotes(), real_vocabulary(), policy_id, known)
