"""Forms of documents that the first corpus does not have: regulations, unnumbered principles, closing articles."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary


def reading_of(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


REGULATION = """青川市政务信用管理办法

第一章　总　则

第一条　为了规范政务信用管理，根据《社会信用条例》，制定本办法。

第二条　本办法适用于本市各级人民政府及其部门。

第二章　信用信息归集

第三条　市发展改革部门负责统筹政务信用信息归集。
归集目录每年公布一次。

第四条【信用承诺】　各级人民政府应当公开作出信用承诺，下列事项应当纳入承诺：
（一）行政事项的办理期限；
（二）服务质量和保障措施。

第三章　附　则

第五条　本办法由市发展和改革委员会负责解释。

第六条　本办法自2022年3月1日起施行，有效期5年。《青川市政务信用暂行办法》（青政发〔2015〕8号）同时废止。
"""


def test_a_regulation_is_read_by_chapters_and_articles(vocabulary: Vocabulary) -> None:
    reading = reading_of(REGULATION, vocabulary)
    assert [(h.number, h.level) for h in reading.headings if h.level == 1] == [
        ("第一章", 1),
        ("第二章", 1),
        ("第三章", 1),
    ]
    assert [(t.id, t.title) for t in reading.tasks] == [
        ("t-2-3", "第三条"),
        ("t-2-4", "信用承诺"),
        ("t-2-4-1", "行政事项的办理期限"),
        ("t-2-4-2", "服务质量和保障措施"),
    ]
    third = reading.tasks[0]
    assert "".join(REGULATION[a:b] for a, b in third.body.spans) == (
        "市发展改革部门负责统筹政务信用信息归集。归集目录每年公布一次。"
    )
    assert third.body.paragraph_starts == (0, 1)


def test_closing_articles(vocabulary: Vocabulary) -> None:
    reading = reading_of(REGULATION, vocabulary)
    metadata = reading.metadata
    assert metadata.effective_on == "2022-03-01"
    assert metadata.effective_raw == "自2022年3月1日起施行"
    assert metadata.validity_raw == "有效期5年"
    assert metadata.interpreted_by == "市发展和改革委员会"
    for key in ("effective_raw", "validity_raw", "interpreted_by"):
        assert REGULATION[slice(*metadata.spans[key])] == getattr(metadata, key)
    assert [(c.title, c.number, c.relation) for c in reading.citations] == [
        ("社会信用条例", None, "basis"),
        ("青川市政务信用暂行办法", "青政发〔2015〕8号", "repeals"),
    ]


PLAN = """青川市政务诚信建设实施方案

一、总体要求

（一）基本原则
{principles}
（二）工作目标
到2025年，归集率达到95%以上，培训公务员3000人次。

二、主要任务

（三）建立信用档案。为各部门建立档案。（市发展改革委牵头，各区政府配合；2023年底前完成）

三、重点工作

（四）完善公开制度。由市政府办公室牵头，市司法局配合，推进政务公开。
"""

PRINCIPLES = [
    ("——坚持依法行政。严格依法履职。\n——坚持政务公开。以公开为常态。\n", ["坚持依法行政", "坚持政务公开"],
     ["严格依法履职。", "以公开为常态。"]),
    ("一是坚持依法行政。严格依法履职。二是坚持政务公开。以公开为常态。\n", ["坚持依法行政", "坚持政务公开"],
     ["严格依法履职。", "以公开为常态。"]),
    ("要坚持依法依规原则，严格履职。要坚持公开透明的原则，接受监督。要坚持守信践诺原则，兑现承诺。\n",
     ["依法依规", "公开透明", "守信践诺"],
     ["要坚持依法依规原则，严格履职。", "要坚持公开透明的原则，接受监督。", "要坚持守信践诺原则，兑现承诺。"]),
    ("1.坚持依法行政。严格依法履职。\n2.坚持政务公开。以公开为常态。\n", ["坚持依法行政", "坚持政务公开"],
     ["严格依法履职。", "以公开为常态。"]),
    ("坚持政府推动，社会共建。发挥政府作用。\n坚持改革创新，示范引领。鼓励先行先试。\n",
     ["坚持政府推动", "坚持改革创新"],
     ["坚持政府推动，社会共建。发挥政府作用。", "坚持改革创新，示范引领。鼓励先行先试。"]),
    (
        "坚持问题导向。聚焦企业关切。坚持改革创新。鼓励先行先试，形成经验。\n",
        ["坚持问题导向", "坚持改革创新"],
        ["聚焦企业关切。", "鼓励先行先试，形成经验。"],
    ),
    ("坚持把群众满意作为衡量诚信建设成效的根本标准，不断改进作风。工作要求另行通知。\n", [], []),
    ("把诚信放在首位，贯穿工作始终。\n", [], []),
    (
        "坚持依法行政，决策都要有法定依据；坚持政务公开，以公开为常态；坚持失信惩戒，对失信零容忍。\n",
        ["坚持依法行政", "坚持政务公开", "坚持失信惩戒"],
        ["坚持依法行政，决策都要有法定依据", "坚持政务公开，以公开为常态", "坚持失信惩戒，对失信零容忍。"],
    ),
    (
        "推进诚信建设，应遵循以下原则：坚持统筹推进，分步实施；坚持问题导向，重点突破。\n",
        ["坚持统筹推进", "坚持问题导向"],
        ["坚持统筹推进，分步实施", "坚持问题导向，重点突破。"],
    ),
    (
        "工作中应把握好以下原则：\n政府引导、社会参与。发挥表率作用。\n问题导向、突出重点。先还旧账，不添新账。\n",
        ["政府引导、社会参与", "问题导向、突出重点"],
        ["发挥表率作用。", "先还旧账，不添新账。"],
    ),
    # one sentence that strings verbs together, paragraphs without titles
    ("坚持统筹推进；加强组织领导；形成工作合力。\n", [], []),
    ("坚持“谁主管、谁负责；谁审批、谁监管”的原则，落实责任。\n", [], []),
    ("诚信是立身之本，也是为政之要，必须长期坚持，不能松懈。\n要从小事做起，从具体的人和事做起。\n", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("principles", "titles", "texts"), PRINCIPLES)
def test_principles_in_every_form(principles: str, titles: list[str], texts: list[str], vocabulary: Vocabulary) -> None:
    text = PLAN.format(principles=principles)
    reading = reading_of(text, vocabulary)
    assert [item.title for item in reading.principles] == titles
    assert ["".join(text[a:b] for a, b in item.body.spans) for item in reading.principles] == texts


LISTED = """青川市加强政务诚信建设的若干措施

一、{title}
推进政务诚信建设，应当遵循下列原则：
——问题导向、靶向施策。先还旧账，不添新账。
——依法行政、阳光行政。权力运行全程可查。
力争用两年时间，承诺兑现率达到98%以上。
二、重点任务
（一）建立台账。逐件登记承诺。
"""


@pytest.mark.parametrize("title", ["把握工作原则", "遵循以下原则", "基本原则", "总体要求"])
def test_what_stands_around_a_list_of_principles_stays_with_its_part(title: str, vocabulary: Vocabulary) -> None:
    text = LISTED.format(title=title)
    reading = reading_of(text, vocabulary)
    assert [item.title for item in reading.principles] == ["问题导向、靶向施策", "依法行政、阳光行政"]
    assert [item.id for item in reading.tasks] == ["t-2-1"]
    part = reading.headings[0]
    assert [text[slice(*span)] for span in part.body.spans] == [
        "推进政务诚信建设，应当遵循下列原则：",
        "力争用两年时间，承诺兑现率达到98%以上。",
    ]
    assert part.body.lines == (4, 7)
    assert [entry.raw for entry in part.deadlines] == ["用两年时间"]
    assert [entry.raw for entry in part.quantities] == ["98%以上"]


def test_dashes_that_nothing_announces_as_principles_are_text(vocabulary: Vocabulary) -> None:
    text = LISTED.format(title="重点工作").replace("应当遵循下列原则", "重点做好下列工作")
    reading = reading_of(text, vocabulary)
    assert reading.principles == ()
    assert [item.id for item in reading.tasks] == ["t-1", "t-2-1"]


def test_numbers_that_run_on_through_the_parts_are_no_gap(vocabulary: Vocabulary) -> None:
    reading = reading_of(PLAN.format(principles=PRINCIPLES[0][0]), vocabulary)
    assert [item.id for item in reading.tasks] == ["t-2-3", "t-3-4"]
    assert [warning.code for warning in reading.warnings if warning.code == "numbering_gap"] == []


STRAIGHT = """青川市优化营商环境行动计划

一、行动目标
到2026年引进人才5000名以上，企业开办压缩至0.5个工作日以内。

二、重点行动

（一）准入行动

1.推进改革。深化改革。

2.深化登记。优化登记。

（二）要素行动

3.保障用地。供应土地。

4.降低成本。减轻负担。

三、保障措施

（一）加强领导。压实责任，5家单位参加。
"""


def test_items_numbered_straight_through_the_parts(vocabulary: Vocabulary) -> None:
    reading = reading_of(STRAIGHT, vocabulary)
    assert [(task.id, task.title) for task in reading.tasks] == [
        ("t-2-1-1", "推进改革"),
        ("t-2-1-2", "深化登记"),
        ("t-2-2-3", "保障用地"),
        ("t-2-2-4", "降低成本"),
        ("t-3-1", "加强领导"),
    ]
    assert not [warning for warning in reading.warnings if warning.code == "numbering_gap"]
    goals = next(heading for heading in reading.headings if heading.role == "goals")
    assert [(d.raw, d.date) for d in goals.deadlines] == [("到2026年", "2026")]
    assert [q.raw for q in goals.quantities] == ["5000名以上"]


def test_a_text_without_numbers_says_that_no_provisions_were_read(vocabulary: Vocabulary) -> None:
    text = (
        "青川市人民政府关于做好防汛工作的通知\n\n青政发〔2024〕5号\n\n"
        "为做好防汛工作，全市已完成水库调度方案的修编。\n\n五月以来降水偏多。\n\n"
        "青川市人民政府\n2024年4月18日\n"
    )
    reading = reading_of(text, vocabulary)
    (warning,) = [warning for warning in reading.warnings if warning.code == "no_provisions"]
    assert warning.severity == "warning"
    assert text[slice(*warning.span)].startswith("为做好防汛工作")
    numbered = reading_of(PLAN.format(principles=""), vocabulary)
    assert "no_provisions" not in {warning.code for warning in numbered.warnings}


LETTER = """青川市财政局关于调整有关事项的函

青财函〔2024〕56号

市数据局：

来函收悉。现函复如下：

一、试点经费由市财政局、市数据局按照职责分工负责监督使用。

二、资产登记由市数据局牵头，我局配合。

专此函复。

青川市财政局
2024年8月12日
"""


def test_a_letter(vocabulary: Vocabulary) -> None:
    reading = reading_of(LETTER, vocabulary)
    assert reading.metadata.document_type == "函"
    assert [[(u.role, u.raw) for u in task.units] for task in reading.tasks] == [
        [("responsible", "市财政局"), ("responsible", "市数据局")],
        [("lead", "市数据局"), ("cooperate", "我局")],
    ]
    assert all("专此函复" not in LETTER[a:b] for task in reading.tasks for a, b in task.body.spans)


def test_units_charged_by_verbs_and_a_deadline_in_the_bracket(vocabulary: Vocabulary) -> None:
    first, second = reading_of(PLAN.format(principles=PRINCIPLES[0][0]), vocabulary).tasks
    assert [(u.role, u.raw) for u in first.units] == [("lead", "市发展改革委"), ("cooperate", "各区政府")]
    assert [(d.type, d.date) for d in first.deadlines] == [("deadline", "2023-12-31")]
    assert [(u.role, u.raw) for u in second.units] == [("lead", "市政府办公室"), ("cooperate", "市司法局")]


def test_goals_keep_their_years_and_figures(vocabulary: Vocabulary) -> None:
    goals = next(
        h for h in reading_of(PLAN.format(principles=PRINCIPLES[0][0]), vocabulary).headings if h.role == "goals"
    )
    assert [(d.raw, d.date) for d in goals.deadlines] == [("到2025年", "2025")]
    assert [q.raw for q in goals.quantities] == ["95%以上", "3000人次"]
