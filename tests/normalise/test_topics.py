"""Domains from a document's own headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.models import PolicyRecord
from generator.normalise.phrases import noun_phrase
from generator.normalise.topics import GROUP, topic_id
from generator.pipeline import Corpus, read_corpus, read_file, with_draft
from tests.normalise.readings import vocabulary
from tests.support import ROOT, copy_knowledge_base, real_stock

PLAN = ROOT / "tests/fixtures/haiyun-2021-18.txt"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The plan of another city on another matter, dropped by hand among two documents."""
    root = copy_knowledge_base(tmp_path_factory.mktemp("topics") / "root", ["national-2016-76", "yixing-2020-70"])
    folder = root / "policies/haiyun-2021-18"
    folder.mkdir()
    (folder / "source.txt").write_bytes(PLAN.read_bytes())
    return read_corpus(root)


def _plan(corpus: Corpus) -> PolicyRecord:
    return next(record for record in corpus.records if record.id == "haiyun-2021-18")


@pytest.mark.parametrize(
    ("heading", "phrase"),
    [
        ("加强分类投放设施建设", "分类投放设施建设"),
        ("建立健全生活垃圾源头减量机制", "生活垃圾源头减量机制"),
        ("统筹推进和完善餐厨垃圾处理", "餐厨垃圾处理"),
        ("全面推进生活垃圾分类工作", "生活垃圾分类"),
        ("推进再生资源回收利用，提升水平", "再生资源回收利用"),
        ("规范性文件审查", "规范性文件审查"),
        ("加强组织领导", "组织领导"),
        ("主要任务", ""),
        ("成员单位职责", ""),
        ("各部门职责分工", ""),
        ("牵头推进垃圾分类", "垃圾分类"),
        ("重点任务及分工", ""),
        ("保障措施", ""),
        ("强化保障落实", ""),
        ("抓实重点领域诚信建设", "重点领域诚信建设"),
        ("织密养老服务设施网络", "养老服务设施网络"),
        ("增加高质量数据供给", "高质量数据供给"),
        ("改善条件", "改善条件"),
        ("提升服务水平", "服务水平"),
        ("验收阶段（2016年下半年）", ""),
        ("深化“一网通办”", "一网通办"),
        ("“一网通办”改革", "“一网通办”改革"),
        ("“一网通办”", "一网通办"),
        ("“一网通办改革", "一网通办改革"),
        ("支持对象", "支持对象"),
        ("", ""),
    ],
)
def test_the_noun_phrase_of_a_heading(heading: str, phrase: str) -> None:
    assert noun_phrase(heading, vocabulary()) == phrase


def test_tasks_on_another_matter_are_named_after_their_parts(corpus: Corpus) -> None:
    found = {task.id: task.domains.primary.name for task in _plan(corpus).tasks if task.domains.primary}
    assert found == {
        "t-2-1": "源头减量和分类投放",
        "t-2-2": "源头减量和分类投放",
        "t-2-3": "源头减量和分类投放",
        "t-2-4": "源头减量和分类投放",
        "t-3-1": "分类收集和运输",
        "t-3-2": "分类收集和运输",
        "t-3-3": "分类收集和运输",
        "t-4-1": "分类处理",
        "t-4-2": "分类处理",
        "t-4-3": "分类处理",
        "t-5-1": "组织领导",
        "t-5-2": "日常机制与经费保障",
        "t-5-3": "宣传引导",
    }
    leadership = next(task for task in _plan(corpus).tasks if task.id == "t-5-1")
    assert leadership.domains.primary is not None
    assert leadership.domains.primary.id == "leadership"


def test_it_is_said_and_marked(corpus: Corpus) -> None:
    told = [warning for warning in _plan(corpus).warnings if warning.code == "domain_from_heading"]
    assert len(told) == 4
    assert {warning.severity for warning in told} == {"info"}
    assert next((warning.line, "共4条" in warning.message) for warning in told) == (17, True)
    derived = [domain for domain in corpus.vocabulary.domains if domain.derived]
    assert {domain.group for domain in derived} == {GROUP.id}
    assert GROUP in corpus.vocabulary.domain_groups
    assert next(domain.id for domain in derived) == topic_id("源头减量和分类投放")


def test_documents_on_the_matter_of_the_vocabulary_make_no_domain(tmp_path: Path) -> None:
    corpus = read_corpus(copy_knowledge_base(tmp_path / "root"))
    assert corpus.vocabulary.domains == vocabulary().domains
    assert corpus.vocabulary.domain_groups == vocabulary().domain_groups
    assert not [w for record in corpus.records for w in record.warnings if w.code == "domain_from_heading"]


def test_a_stray_cue_does_not_decide_in_a_document_on_another_matter(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", ["national-2016-76"])
    folder = root / "policies/haiyun-2021-18"
    folder.mkdir()
    text = PLAN.read_text(encoding="utf-8").replace("新增厨余垃圾车40辆", "通过政府采购新增厨余垃圾车40辆")
    assert "政府采购" in text
    (folder / "source.txt").write_text(text, encoding="utf-8")
    task = next(task for task in _plan(read_corpus(root)).tasks if task.id == "t-3-1")
    assert task.domains.primary is not None
    assert task.domains.primary.name == "分类收集和运输"
    assert [domain.id for domain in task.domains.secondary] == ["government-procurement"]


def test_titles_that_begin_or_end_alike_share_a_domain(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", ["national-2016-76"])
    folder = root / "policies/haiyun-2022-1"
    folder.mkdir()
    titles = ("建设分布式光伏电站", "推广分布式光伏屋顶", "新建公共充电桩", "更换居民充电桩", "改善候鸟栖息地")
    numbers = "一二三四五"
    tasks = "\n".join(f"（{n}）{t}。按计划办理。" for n, t in zip(numbers, titles, strict=True))
    text = f"海云市低碳行动方案\n海政发〔2022〕1号\n\n一、主要任务\n{tasks}\n\n海云市人民政府\n2022年1月5日\n"
    (folder / "source.txt").write_text(text, encoding="utf-8")
    record = next(entry for entry in read_corpus(root).records if entry.id == "haiyun-2022-1")
    found = [task.domains.primary.name for task in record.tasks if task.domains.primary]
    assert found == ["分布式光伏", "分布式光伏", "充电桩", "充电桩", "候鸟栖息地"]


def test_units_of_an_unregistered_city_keep_their_names(corpus: Corpus) -> None:
    record = _plan(corpus)
    units = {unit.raw: unit for task in record.tasks for unit in task.units}
    assert len(units) == 17
    assert all(unit.agency is None for unit in units.values())
    assert units["市财政局"].function is not None
    assert units["市财政局"].function.id == "finance"
    assert units["各县区人民政府"].function is not None
    assert units["各县区人民政府"].function.id == "lower-governments"
    assert units["市分类办"].resolution == "unresolved"
    told = {w.message.split("“")[1].split("”")[0] for w in record.warnings if w.code == "unit_unknown"}
    assert told == {raw for raw, unit in units.items() if unit.kind == "named"}


def test_the_unregistered_place_is_said(corpus: Corpus) -> None:
    record = _plan(corpus)
    assert record.jurisdiction.model_dump() == {
        "id": "haiyun",
        "name": "海云市",
        "level": "prefecture",
        "parents": ("national",),
    }
    assert [w.severity for w in record.warnings if w.code == "jurisdiction_unregistered"] == ["warning"]


IN_OTHER_WORDS = """某市关于加强政务诚信建设的意见
一、让守信成为习惯
（一）把账记清楚。把履职中受到行政处罚的信息记入失信记录。
（二）把话说到做到。未兑现的公开承诺限期兑现。
（三）把门打开。全面推进政务公开。
"""


@pytest.mark.parametrize(("subject", "derived"), [("政务诚信建设", 0), ("日常工作", 3)])
def test_a_document_on_the_subject_needs_no_domains_of_its_own(tmp_path: Path, subject: str, derived: int) -> None:
    """Whatever its titles say, it is about what its texts name; else such a document is on another matter."""
    file = tmp_path / "plan.txt"
    text = IN_OTHER_WORDS.replace("政务诚信建设", subject).replace("让守信成为习惯", "让好事成为习惯")
    file.write_text(text, encoding="utf-8")
    corpus, name = with_draft(real_stock(), file)
    tasks = next(record for record in corpus.records if record.id == name).tasks
    primaries = [task.domains.primary.id for task in tasks if task.domains.primary]
    assert len(primaries) == 3
    assert sum(found.startswith("topic-") for found in primaries) == derived


RULES = """青川市公共长椅管理办法

第一条　为了规范长椅管理，制定本办法。
第二条　长椅应当具备下列条件：
（一）有固定位置；
（二）有必要标识。
第三条　禁止损坏长椅。
"""


def test_articles_without_chapters_are_on_what_the_title_says(tmp_path: Path) -> None:
    record = _record(tmp_path, RULES)
    assert {task.id: task.domains.primary and task.domains.primary.name for task in record.tasks} == {
        "t-2": "公共长椅",
        "t-2-1": "公共长椅",
        "t-2-2": "公共长椅",
        "t-3": "公共长椅",
    }


def test_no_quote_is_cut_in_what_titles_share(tmp_path: Path) -> None:
    plan = "青川市工作分工\n\n一、主要任务\n1.在“聚焦深化开放”方面。共15条。\n2.在“聚焦增强优势”方面。共9条。\n"
    names = [task.domains.primary.name for task in _record(tmp_path, plan).tasks if task.domains.primary]
    assert names == ["在“聚焦深化开放”方面", "在“聚焦增强优势”方面"]


def _record(tmp_path: Path, text: str) -> PolicyRecord:
    path = tmp_path / "source.txt"
    path.write_text(text, encoding="utf-8")
    return read_file(real_stock(), path)


def test_duties_of_offices_are_named_after_what_they_do(tmp_path: Path) -> None:
    """Neither the list's heading nor an office is what a provision is about."""
    text = PLAN.read_text(encoding="utf-8").split("一、")[0] + (
        "一、成员单位职责\n\n1.市城市管理局：负责牵头推进垃圾分类，组织检查。\n2.市教育局：负责学校垃圾分类教育。\n\n"
        "二、责任分工\n\n市城市管理局：负责清运厨余垃圾。\n市公安局：负责查处非法倾倒。\n"
    )
    file = tmp_path / "duties.txt"
    file.write_text(text, encoding="utf-8")
    record = read_file(real_stock(), file)
    assert [task.domains.primary.name for task in record.tasks if task.domains.primary] == [
        "垃圾分类",
        "学校垃圾分类教育",
        "清运厨余垃圾",
        "查处非法倾倒",
    ]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("由市数据局牵头建立信息平台，2024年底前完成。", "信息平台"),
        ("市数据局会同市财政局负责优化办事流程。", "办事流程"),
        ("市数据局、市财政局要牵头开展人才培训。", "人才培训"),
        ("市数据局要整治老旧小区。", "整治老旧小区"),
        ("市数据局负责做好以下工作：", "摸清底数"),
    ],
)
def test_parts_below_a_sentence_are_named_after_what_is_to_be_done(tmp_path: Path, heading: str, name: str) -> None:
    text = f"云州市电梯安全实施方案\n\n一、{heading}\n（一）摸清底数。逐台登记。\n（二）更新改造。分批改造。\n"
    record = _record(tmp_path, text)
    found = {task.domains.primary.name for task in record.tasks if task.domains.primary is not None}
    assert name in found
    assert not any("市数据局" in entry for entry in found)
