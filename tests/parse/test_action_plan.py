"""A provincial action plan on another subject, written for this test: read as a person reads it."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary
from tests.support import ROOT

TEXT = (ROOT / "tests" / "fixtures" / "action-plan" / "source.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reading(vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=TEXT, sha256="0" * 64, encoding="utf-8"), vocabulary)


def test_metadata(reading: Reading) -> None:
    metadata = reading.metadata
    assert metadata.title == "云川省营商环境优化提升行动计划（2022—2024年）"
    assert metadata.doc_number == "云政办发〔2022〕33号"
    assert metadata.issuer == "云川省人民政府办公厅"
    assert (metadata.issued_on, metadata.effective_on, metadata.validity_raw) == (
        "2022-05-06",
        "2022-06-01",
        "有效期3年",
    )
    assert (metadata.document_type, metadata.legal_status) == ("行动计划", "有效")
    assert metadata.index_number == "01430000/2022-00088"


def test_numbers_run_on_and_every_task_is_found(reading: Reading) -> None:
    assert [(task.id, task.kind, task.title) for task in reading.tasks] == [
        ("t-2-4", "task", "优化企业开办服务"),
        ("t-2-5", "task", "提升不动产登记便利度"),
        ("t-2-6", "task", "强化知识产权保护"),
        ("t-2-7", "task", "加强信用监管"),
        ("t-3-8", "safeguard", "加强统筹协调"),
        ("t-3-9", "safeguard", "严格督查问责"),
    ]
    assert "numbering_gap" not in {warning.code for warning in reading.warnings}


def test_principles_and_goals(reading: Reading) -> None:
    assert [principle.title for principle in reading.principles] == ["坚持问题导向", "坚持改革创新", "坚持协同联动"]
    goals = next(heading for heading in reading.headings if heading.role == "goals")
    assert [(deadline.raw, deadline.date) for deadline in goals.deadlines] == [("到2024年", "2024")]
    assert [quantity.raw for quantity in goals.quantities] == ["98%以上", "4485家"]


def test_units_and_deadlines_in_brackets_and_in_prose(reading: Reading) -> None:
    units = {task.id: [(unit.role, unit.raw) for unit in task.units] for task in reading.tasks}
    assert units["t-2-4"] == [
        ("lead", "省市场监管局"),
        ("cooperate", "省税务局"),
        ("cooperate", "省公安厅"),
        ("cooperate", "人民银行成都分行"),
    ]
    assert units["t-2-5"] == [
        ("lead", "省自然资源厅"),
        ("cooperate", "省住房城乡建设厅"),
        ("cooperate", "省税务局"),
    ]
    assert units["t-2-6"] == [("responsible", "省知识产权局"), ("responsible", "省法院")]
    assert sorted(units["t-2-7"]) == [
        ("cooperate", "省营商办"),
        ("lead", "省发展改革委"),
        ("responsible", "各有关部门"),
    ]
    dates = {task.id: [deadline.date or deadline.period for deadline in task.deadlines] for task in reading.tasks}
    assert dates["t-2-4"] == ["2022-12-31"]
    assert dates["t-2-6"] == ["2023-06-30"]
    assert dates["t-3-8"] == ["P3M"]
    assert [deadline.raw for deadline in reading.tasks[-1].deadlines] == ["自印发之日起6个月内"]


def test_two_annexes_of_which_one_is_a_table(reading: Reading) -> None:
    assert [heading.title for heading in reading.headings if heading.kind == "annex"] == ["重点任务分工表", "名词解释"]
    assert [(row.row, row.task, [unit.role for unit in row.units]) for row in reading.annex_rows] == [
        ("1", "t-2-4", ["lead", "cooperate", "cooperate"]),
        ("2", "t-2-5", ["lead", "cooperate"]),
    ]
    assert [TEXT[slice(*entry.span)] for entry in reading.personal_data] == ["张三", "李四"]


def test_citations_with_what_is_repealed(reading: Reading) -> None:
    assert [(entry.title, entry.relation) for entry in reading.citations] == [
        ("优化营商环境条例", "basis"),
        ("国务院关于开展营商环境创新试点工作的意见", "basis"),
        ("云川省优化营商环境实施办法", "repeals"),
    ]


def test_nothing_is_left_unclassified(reading: Reading) -> None:
    assert "unclassified" not in {block.kind for block in reading.blocks}
