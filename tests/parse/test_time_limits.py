"""Time limits in running text: what is a limit of the task, what is a span of time within a rule, what is neither.

The sentences are worded as notices, plans and measures word them; each stands for one form.
"""

from __future__ import annotations

import pytest

from generator.parse.deadlines import find_deadlines, find_quantities
from generator.vocabulary import Vocabulary

LIMITS = [
    # by a day or month; a year that is not named is not made up
    ("2018年9月底前完成编制公布。", ["deadline 2018年9月底前 2018-09-30"]),
    ("年度检查计划须在3月底前公布。", ["deadline 3月底前"]),
    ("评议结果于当年10月底前公开，12月底前反馈办理情况。", ["deadline 当年10月底前", "deadline 12月底前"]),
    ("次年1月31日前报送上年度总结。", ["deadline 次年1月31日前"]),
    ("力争6月底实现系统互联。", ["deadline 6月底"]),
    ("请于次月5日前报市信用办汇总。", ["deadline 次月5日前"]),
    ("于2023年12月31日24时前报送。", ["deadline 2023年12月31日24时前 2023-12-31"]),
    ("“十四五”期间基本建成，到“十五五”末全覆盖。", ["milestone “十四五”期间 2025", "milestone “十五五”末 2030"]),
    ("“十三五”期间，全市累计归集信息20万条。", []),
    ("2019年春节前结清小额欠款，国庆节前公布进展，春节前后加强检查。", ["deadline 2019年春节前", "deadline 国庆节前"]),
    ("本年度内整改到位，编入本年度预算。", ["deadline 本年度内"]),
    ("责任单位一周内回应，近两周内的数据不计。", ["deadline 一周内"]),
    # by so many days
    ("于本方案印发之日起20日内报送联络人名单。", ["deadline 于本方案印发之日起20日内"]),
    ("自交付之日起30日内付款，合同另有约定的最长不得超过60日。",
     ["deadline 自交付之日起30日内", "deadline 不得超过60日"]),
    ("材料不超过3份，审核不超过10个工作日。", ["deadline 不超过10个工作日"]),
    ("数据更新延迟不得超过24小时。", ["deadline 不得超过24小时"]),
    ("办理时限原则上不超过5个工作日。", ["deadline 不超过5个工作日"]),
    ("建立媒体曝光问题48小时回应机制。", ["deadline 48小时"]),
    ("对企业诉求实行1小时响应、3日办结。", ["deadline 1小时", "deadline 3日"]),
    ("两个月内完成整改。", ["deadline 两个月内"]),
    ("自印发之日起半年内完成清查。", ["deadline 自印发之日起半年内"]),
    ("两年内实现全覆盖。", ["deadline 两年内"]),
    ("力争用两年时间，实现动态清零。", ["milestone 用两年时间"]),
    # again and again
    ("各单位每年6月底、12月底前报送落实情况。", ["frequency 每年6月底、12月底前 P1Y"]),
    ("每年第三季度组织评议。", ["frequency 每年第三季度 P1Y"]),
    ("市政府每年对所属部门、乡镇、街道开展一次监督检查。", ["frequency 每年 P1Y"]),
    ("市委党校每年至少举办1期专题班。", ["frequency 每年至少 P1Y"]),
    ("每年评选10个窗口。", ["frequency 每年 P1Y"]),
    ("开展评价，每两年不少于一次。", ["frequency 每两年 P2Y"]),
    ("目录每三年修订一次。", ["frequency 每三年 P3Y"]),
    ("于每月5日前报送进展。", ["frequency 每月5日前 P1M"]),
    ("实行一月一调度、一季一通报。", ["frequency 一月一 P1M", "frequency 一季一 P3M"]),
    ("每周五前汇总，每两个月召开一次例会。", ["frequency 每周五前 P1W", "frequency 每两个月 P2M"]),
    ("信用信息每日更新。", ["frequency 每日 P1D"]),
    # conditions and bans
    ("同一单位一年内累计亮红灯三次的，开展现场核查。", []),
    ("逾期3个月仍未履行的，由市政府约谈。", []),
    ("纠正到位且满3个月未再发生同类问题的，可申请修复。", []),
    ("偿债资金缺口连续两个月扩大的，当面说明。", []),
    ("自处罚决定作出之日起三年内不得参加政府采购。", []),
    ("近三年内有违法记录的，不予推荐。", []),
    ("30日内受到两次以上处罚的，列为重点监管对象。", []),
    # what was
    ("截至2022年底，全市共有示范企业80家。", []),
    ("截至9月底，已受理投诉12件。", []),
    ("2017年1月1日以来签订的协议逐件登记。", []),
    # spans of time within a rule
    ("设置过渡期，一般不少于30日。", []),
    ("整改期不少于6个月。", []),
    ("被认定单位在公示前有5日申辩期。", []),
    ("试用期不超过6个月，任期2年。", []),
    ("设24小时自助服务区，提供7×24小时响应服务。", []),
    ("全年下乡累计不超过15天。", []),
    # style
    ("全市每年新增市场主体3万户。", []),
    ("汇总每年的情况和每周工作时间。", []),
    ("落实《机关五年内培训规划》。", []),
]  # fmt: skip

FIGURES = [
    ("设置过渡期，一般不少于30日。", ["30日"]),
    ("整改期不少于6个月，培训不得少于3天。", ["6个月", "3天"]),
    ("被认定单位在公示前有5日申辩期。", ["5日"]),
    ("选聘80名体验官，任期2年。", ["80名", "2年"]),
    ("归集6大类、73项数据，材料不超过3份。", ["6大类", "73项", "不超过3份"]),
    ("分值不低于2分，每年至少举办1期专题班。", ["不低于2分", "1期"]),
    ("逾期3个月仍未履行，满3个月未再发生。", []),
    ("于2018年9月15日前，10个工作日内办结。", []),
    ("12月份分别召开2场，由3人分工。", ["2场", "3人"]),
    ("第2期、第3类、2018期间。", []),
]


@pytest.mark.parametrize(("text", "expected"), LIMITS)
def test_time_limits_of_a_sentence(text: str, expected: list[str], vocabulary: Vocabulary) -> None:
    found = find_deadlines(text, 0, len(text), vocabulary)
    assert [text[slice(*entry.span)] for entry in found] == [entry.raw for entry in found]
    said = [" ".join(filter(None, (entry.type, entry.raw, entry.date, entry.period))) for entry in found]
    assert said == expected


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures_of_a_sentence(text: str, expected: list[str], vocabulary: Vocabulary) -> None:
    assert [entry.raw for entry in find_quantities(text, 0, len(text), vocabulary)] == expected
