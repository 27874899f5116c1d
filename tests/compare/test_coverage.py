from __future__ import annotations

import pytest

from generator.compare import compare
from generator.models import Cell, Comparison, Section
from tests.compare.support import Row, record, vocabulary

PROCUREMENT: Row = ("1", "政府采购", "government-procurement", "task", "建立政府采购诚信责任制，加强履约验收监督。")
DEBT: Row = ("2", "政府债务", "government-debt", "task", "建立债务风险预警机制，并在招标投标中核查信用报告。")
BIDDING: Row = ("3", "招标投标", "bidding", "task", "推行招标投标信用评价。")
LAW: Row = ("1", "依法行政", "lawful-administration", "principle", "坚持依法行政。")


def _cells(comparison: Comparison, policy: str) -> dict[str, Cell]:
    return {cell.domain: cell for cell in comparison.cells if cell.policy == policy}


def test_every_domain_has_one_cell_in_every_policy() -> None:
    words = vocabulary()
    comparison = compare([record("a", [PROCUREMENT]), record("b", [DEBT])], words)
    keys = [(cell.domain, cell.policy) for cell in comparison.cells]
    assert keys == [(domain.id, policy) for domain in words.domains for policy in ("a", "b")]


def test_present_and_mentioned() -> None:
    comparison = compare([record("a", [DEBT, LAW]), record("b", [BIDDING])], vocabulary())
    cells = _cells(comparison, "a")
    assert (cells["government-debt"].state, cells["government-debt"].items) == ("present", ("t-1",))
    assert (cells["bidding"].state, cells["bidding"].items, cells["bidding"].mentions) == ("mentioned", (), ("t-1",))
    assert "招标投标" in cells["bidding"].reason
    assert cells["lawful-administration"].state == "present"
    assert "仅见于基本原则" in cells["lawful-administration"].reason


def test_a_provision_named_after_two_domains_is_on_both() -> None:
    both: Row = (
        "1",
        "政府采购和招标投标",
        "government-procurement",
        "task",
        "加强履约验收监督，推行招标投标信用评价。",
    )
    cells = _cells(compare([record("a", [both]), record("b", [BIDDING])], vocabulary()), "a")
    for domain in ("government-procurement", "bidding"):
        assert (cells[domain].state, cells[domain].items, cells[domain].mentions) == ("present", ("t-1",), ())


def test_loose_word_is_enough_not_to_be_absent() -> None:
    """政府采购 stands in provisions on everything here, so it links nothing; yet it stands there."""
    loose: list[Row] = [
        ("1", "统计", "statistics", "task", "在政府采购中核查统计信用。"),
        ("2", "金融管理", "finance", "task", "在政府采购中核查金融信用。"),
        ("3", "安全生产", "work-safety", "task", "在政府采购中核查事故责任。"),
    ]
    comparison = compare([record("a", loose), record("b", [PROCUREMENT])], vocabulary())
    assert not comparison.links
    cell = _cells(comparison, "a")["government-procurement"]
    assert (cell.state, cell.mentions) == ("mentioned", ("t-1", "t-2", "t-3"))


@pytest.mark.parametrize(
    ("status", "state", "says"),
    [
        ("full", "absent", "全文"),
        ("draft", "absent", "征求意见稿"),
        ("digest", "unknown", "摘编"),
        ("interpretation", "unknown", "解读"),
        ("template", "unknown", "截断"),
    ],
)
def test_missing_clause_is_absent_only_in_a_whole_text(status: str, state: str, says: str) -> None:
    cell = _cells(compare([record("a", [PROCUREMENT], status=status)], vocabulary()), "a")["statistics"]
    assert cell.state == state
    assert says in cell.reason


@pytest.mark.parametrize("status", ["full", "interpretation"])
def test_record_without_items_is_not_parsed(status: str) -> None:
    comparison = compare([record("a", [], status=status)], vocabulary())
    assert {cell.state for cell in comparison.cells} == {"not_parsed"}


def test_what_the_baseline_has_too_is_neither_gap_nor_addition() -> None:
    words = vocabulary("national", {"government-procurement": ["t-1"]})
    comparison = compare([record("national", [PROCUREMENT], level="national"), record("local", [PROCUREMENT])], words)
    assert _cells(comparison, "local")["government-procurement"].state == "present"
    assert {entry.domain for entry in (*comparison.gaps, *comparison.additions)} == set()


def test_gaps_and_additions_against_the_baseline() -> None:
    words = vocabulary("national", {"government-procurement": ["t-1"], "statistics": ["t-1"]})
    records = [
        record("national", [PROCUREMENT, BIDDING], status="digest", level="national"),
        record("local", [DEBT, LAW]),
        record("told", [LAW], status="interpretation", level="province"),
    ]
    comparison = compare(records, words)
    assert comparison.baseline == "national"
    gaps = {(gap.policy, gap.domain): (gap.state, gap.baseline_items) for gap in comparison.gaps}
    assert gaps == {
        ("told", "government-procurement"): ("unknown", ("t-1",)),
        ("told", "bidding"): ("unknown", ("t-2",)),
        ("told", "statistics"): ("unknown", ("t-1",)),
        ("local", "government-procurement"): ("absent", ("t-1",)),
        ("local", "bidding"): ("mentioned", ("t-2",)),
        ("local", "statistics"): ("absent", ("t-1",)),
    }
    additions = {(addition.policy, addition.domain): addition.items for addition in comparison.additions}
    assert additions == {
        ("local", "government-debt"): ("t-1",),
        ("local", "lawful-administration"): ("p-1",),
        ("told", "lawful-administration"): ("p-1",),
    }


def test_baseline_that_is_not_in_the_corpus_gives_no_gaps() -> None:
    comparison = compare([record("a", [PROCUREMENT])], vocabulary("national", {"bidding": ["t-1"]}))
    assert (comparison.baseline, comparison.gaps, comparison.additions) == (None, (), ())


@pytest.mark.parametrize(
    ("role", "text", "state"),
    [
        ("preliminary", "将实施招标投标信用管理作为重要手段。", "mentioned"),
        ("background", "国家此前印发了招标投标信用管理办法。", "absent"),
        ("preliminary", "营造良好营商环境。", "absent"),
    ],
)
def test_a_general_part_can_mention_a_domain(role: str, text: str, state: str) -> None:
    """What stands only in 总体要求 is no provision, but nobody may say that the document does not know it."""
    plain = record("a", [PROCUREMENT])
    section = Section(
        id="s-1", number="一", level=1, title="总体要求", line=1, span=(0, 4), role=role, text=text, spans=((0, 4),)
    )
    cell = _cells(compare([plain.model_copy(update={"sections": (section,)})], vocabulary()), "a")["bidding"]
    assert cell.state == state
    assert ("总体要求" in cell.reason) is (state == "mentioned")
    assert cell.mentions == ()


WIDE: Row = (
    "1",
    "统计",
    "statistics",
    "task",
    "加强统计人员管理。公开承诺统计数据真实，建立守信践诺机制，记录履行情况。健全招标投标信用评价，公开招标投标信息。",
)


def test_what_a_provision_on_something_else_settles_is_no_mere_mention() -> None:
    """Two clauses of a sentence of its own are on 招标投标: whoever calls that missing is wrong."""
    words = vocabulary("national", {"bidding": ["t-1"]})
    records = [record("national", [BIDDING], status="digest", level="national"), record("a", [WIDE])]
    comparison = compare(records, words)
    cell = _cells(comparison, "a")["bidding"]
    assert (cell.state, cell.within, cell.shown, cell.items) == ("present", True, "within", ("t-1",))
    assert cell.sentences == (("健全招标投标信用评价，公开招标投标信息。",),)
    assert cell.mentions == ()
    assert cell.reason.startswith("没有专门条文，写在1项其他条文中")
    assert "招标投标" in cell.reason
    assert not [gap for gap in comparison.gaps if (gap.policy, gap.domain) == ("a", "bidding")]


def test_a_provision_on_the_domain_goes_before_what_others_settle() -> None:
    cell = _cells(compare([record("a", [WIDE, BIDDING])], vocabulary()), "a")["bidding"]
    assert (cell.state, cell.within, cell.items, cell.mentions) == ("present", False, ("t-2",), ("t-1",))
    assert cell.sentences == ()


@pytest.mark.parametrize(("title", "shown"), [("甲市街道和乡镇诚信方案", "within"), ("甲市诚信方案", "mentioned")])
def test_a_document_about_those_who_act_is_on_them_as_a_whole(title: str, shown: str) -> None:
    """江阴's plan is on 镇街园区 from its title to its end; no provision of it is on them apart from the others."""
    rows: list[Row] = [
        ("1", "统计", "statistics", "task", "街道和乡镇公开统计数据。"),
        ("2", "金融管理", "finance", "task", "防范金融风险。"),
    ]
    plan = record("a", rows).model_copy(update={"title": title})
    cell = _cells(compare([plan], vocabulary()), "a")["townships-and-subdistricts"]
    assert cell.shown == shown
    assert (cell.items, cell.mentions) == ((("t-1",), ()) if shown == "within" else ((), ("t-1",)))
    assert ("整份文件以“街道和乡镇”为对象" in cell.reason) is (shown == "within")


def test_a_domain_that_is_a_heading_of_another_document_is_not_said_to_be_absent() -> None:
    words = vocabulary()
    derived = [
        domain.model_copy(update={"derived": True, "cues": ()}) if domain.id == "bidding" else domain
        for domain in words.domains
    ]
    words = words.model_copy(update={"domains": tuple(derived)})
    comparison = compare([record("a", [PROCUREMENT]), record("b", [BIDDING])], words)
    cells = _cells(comparison, "a")
    assert cells["bidding"].state == "unknown"
    assert "自拟领域" in cells["bidding"].reason
    assert _cells(comparison, "b")["bidding"].state == "present"
    assert cells["statistics"].state == "absent"
