"""The whole comparison on small corpora whose answer a reader can see."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compare import compare
from generator.models import Comparison, Link, PolicyRecord
from tests.compare.foreign import FLOOD_CONTROL, WASTE_SORTING
from tests.compare.support import Row, compare_pair, record, types_of, vocabulary

PROVINCE: tuple[Row, ...] = (
    (
        "（一）",
        "加强政府采购领域政务诚信建设",
        "government-procurement",
        "task",
        "建立政府采购诚信责任制，加强对采购人在履约验收环节信用情况的监督，依法处理采购人及有关责任人的失信行为，提高政府采购活动透明度。",
    ),
    (
        "（二）",
        "加强招标投标领域政务诚信建设",
        "bidding",
        "task",
        "健全招标投标信用信息公开和共享制度，及时向社会公开招标代理机构资质信息、信用信息及动态监管信息。",
    ),
    (
        "（三）",
        "健全信用权益保护和信用修复机制",
        "rights-and-credit-repair",
        "task",
        "制定信用信息异议、投诉流程，对在政务失信行为发生后主动挽回损失、消除不良影响或有效阻止危害结果发生的，可从轻或免于实施失信惩戒措施。",
    ),
    (
        "（四）",
        "加强公务员诚信教育",
        "integrity-education",
        "task",
        "深入开展公务员诚信、守法和道德教育，编制公务员诚信手册，将信用建设纳入公务员培训和领导干部进修课程。",
    ),
    (
        "一是",
        "坚持依法行政",
        "lawful-administration",
        "principle",
        "切实履行法定职责必须为、法无授权不可为的要求，做到依法决策、依法执行和依法监督。",
    ),
)
CITY: tuple[Row, ...] = (
    (
        "1",
        "政府采购",
        "government-procurement",
        "task",
        "建立政府采购诚信责任制,推进政府采购全流程电子化,加强履约验收环节信用情况的监督,依法依规处理采购人及有关责任人的失信行为。",
    ),
    (
        "2",
        "统计",
        "statistics",
        "task",
        "引导统计从业人员依法统计、诚信统计,提高统计数据真实性,加大对统计造假、弄虚作假的责任追究力度。",
    ),
    (
        "3",
        "建立权益保护和信用修复机制",
        "rights-and-credit-repair",
        "task",
        "扩展信用修复渠道和方式,鼓励自我纠错。在政务失信行为发生后主动挽回损失、消除不良影响或者有效阻止危害结果发生的,"
        "可从轻或者免于实施失信惩戒措施。",
    ),
    (
        "4",
        "推进一事一议惩戒",
        None,
        "task",
        "推动在债务融资、招标投标等市场交易领域实行信用评级制,形成政务诚信建设合力。",
    ),
    (
        "1",
        "依法行政",
        "lawful-administration",
        "principle",
        "将依法行政作为施政履职的根本准则,切实做到依法决策、依法执行和依法监督,按照权力清单、责任清单制度要求规范政务行为。",
    ),
)
TITLES_ONLY: tuple[Row, ...] = (
    ("", "政府采购领域政务诚信建设", "government-procurement", "task", ""),
    ("", "招标投标领域政务诚信建设", "bidding", "task", ""),
)


def _corpus() -> list[PolicyRecord]:
    return [
        record("province", PROVINCE, level="province"),
        record("city", CITY),
        record("titles", TITLES_ONLY, level="province", status="interpretation"),
    ]


def _link(comparison: Comparison, policy: str, item: str, other: str, other_item: str) -> Link:
    (link,) = (
        link
        for link in comparison.links
        if (link.from_.policy, link.from_.item) == (policy, item)
        and (link.to.policy, link.to.item) == (other, other_item)
    )
    return link


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(_corpus(), vocabulary())


def test_links_are_what_a_drafter_would_draw(comparison: Comparison) -> None:
    types = types_of(comparison)
    between = {key[1::2]: kind for key, kind in types.items() if key[0] == "province" and key[2] == "city"}
    assert between == {
        ("t-1", "t-1"): "same",
        ("t-3", "t-3"): "same",
        ("p-1", "p-1"): "same",
        ("t-2", "t-4"): "mention",
    }


def test_items_without_text_are_linked_by_title(comparison: Comparison) -> None:
    types = types_of(comparison)
    assert types["titles", "t-1", "province", "t-1"] == "same"
    assert types["titles", "t-1", "city", "t-1"] == "same"
    assert types["titles", "t-2", "province", "t-2"] == "same"
    assert ("titles", "t-1", "province", "t-2") not in types


def test_evidence_says_why(comparison: Comparison) -> None:
    evidence = _link(comparison, "province", "t-3", "city", "t-3").evidence
    assert evidence.domains == ("rights-and-credit-repair",)
    assert any("信用修复" in word for word in evidence.title_words)
    assert not any("机制" in word for word in evidence.title_words)
    assert evidence.best_pair is not None
    assert "消除不良影响" in evidence.best_pair.from_text
    assert "消除不良影响" in evidence.best_pair.to_text
    (run,) = evidence.runs
    assert run.text == (
        "在政务失信行为发生后主动挽回损失、消除不良影响或有效阻止危害结果发生的，可从轻或免于实施失信惩戒措施"
    )
    assert CITY[2][4][slice(*run.to_span)].startswith("在政务失信行为发生后")


def test_mention_names_the_words(comparison: Comparison) -> None:
    evidence = _link(comparison, "city", "t-4", "province", "t-2").evidence
    assert (evidence.domains, evidence.cues) == (("bidding",), ("招标投标",))


def test_links_are_symmetric(comparison: Comparison) -> None:
    for link in comparison.links:
        back = _link(comparison, link.to.policy, link.to.item, link.from_.policy, link.from_.item)
        assert (back.type, back.score) == (link.type, link.score)
        assert [run.from_span for run in back.evidence.runs] == sorted(run.to_span for run in link.evidence.runs)


def test_spans_of_evidence_cut_out_what_they_say(comparison: Comparison) -> None:
    texts = {(r.id, i.id): i.text for r in _corpus() for i in (*r.tasks, *r.principles)}
    for link in comparison.links:
        own, other = texts[link.from_.policy, link.from_.item], texts[link.to.policy, link.to.item]
        for run in link.evidence.runs:
            assert own[slice(*run.from_span)] == run.text
        if link.evidence.best_pair:
            assert own[slice(*link.evidence.best_pair.from_span)] == link.evidence.best_pair.from_text
            assert other[slice(*link.evidence.best_pair.to_span)] == link.evidence.best_pair.to_text


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_order_of_records_does_not_matter(comparison: Comparison, order: Sequence[int]) -> None:
    records = _corpus()
    again = compare([records[number] for number in order], vocabulary())
    assert again.model_dump_json() == comparison.model_dump_json()


@pytest.mark.parametrize("rows", [FLOOD_CONTROL, WASTE_SORTING])
def test_documents_on_other_matters_are_not_linked(rows: Sequence[Row]) -> None:
    safeguards: tuple[Row, ...] = (
        (
            "（五）",
            "加强组织领导",
            "leadership",
            "safeguard",
            "各地区、各部门要切实加强对政务诚信建设工作的组织领导，明确任务分工和目标责任，协调解决政务诚信建设中的重大问题。",
        ),
        (
            "（六）",
            "严格督查考核",
            "inspection-and-evaluation",
            "safeguard",
            "建立健全政务诚信建设的督查、考评机制，考评结果作为政府部门绩效考核的重要参考。",
        ),
    )
    records = [record("integrity", (*PROVINCE, *safeguards)), record("foreign", rows)]
    assert compare(records, vocabulary()).links == ()


def test_a_sentence_half_alike_is_at_least_a_mention() -> None:
    """Among others, so that the words both have are rare; in longer texts, which have little else in common."""
    said: Row = (
        "1", "制度", "leadership", "task",
        "加强行政审批制度改革、公务员诚信、政务诚信评价办法等制度建设。各乡镇应当配齐专职人员，按季度上报进展并归档。",
    )  # fmt: skip
    other: Row = (
        "1", "服务", "finance", "task",
        "继续深化行政审批制度改革，持续精简许可。推进实体大厅与移动终端结合，让群众少跑路。坚决取消不必要的证明材料。",
    )  # fmt: skip
    stranger: Row = ("1", "服务", "finance", "task", "规范市场秩序，防范化解风险。")
    assert compare_pair([said, *PROVINCE], [other, *CITY])["t-1", "t-1"] == "mention"
    assert ("t-1", "t-1") not in compare_pair([said, *PROVINCE], [stranger, *CITY])


def test_digest_is_compared_but_never_word_by_word() -> None:
    rows = PROVINCE[:1]
    both = compare([record("a", rows, status="digest"), record("b", rows)], vocabulary())
    link = _link(both, "a", "t-1", "b", "t-1")
    assert link.type == "same"
    assert link.evidence.runs == ()
    assert both.differences == ()
    shares = {entry.policy: entry.share for entry in both.document_reuse}
    assert shares == {"a": None, "b": 0.0}
    assert [entry.policy for entry in both.item_reuse] == ["b"]
    (pair,) = both.pairs
    assert (pair.verbatim_a, pair.verbatim_b) == (None, None)


def test_differences_stand_for_close_links_only(comparison: Comparison) -> None:
    shown = {(d.base.policy, d.base.item, d.other.policy, d.other.item) for d in comparison.differences}
    assert ("province", "t-1", "city", "t-1") in shown
    assert ("province", "p-1", "city", "p-1") in shown
    assert ("province", "t-2", "city", "t-4") not in shown
    assert not any("titles" in key for key in shown)


def test_pair_counts_provisions_by_their_strongest_link(comparison: Comparison) -> None:
    pair = next(pair for pair in comparison.pairs if (pair.a, pair.b) == ("province", "city"))
    assert (pair.same, pair.partial, pair.mention) == (3, 0, 1)
    # A task that the other document only names has no counterpart there.
    assert pair.only_a == ("t-2", "t-4")
    assert pair.only_b == ("t-2", "t-4")


def test_task_with_two_links_is_counted_by_the_stronger() -> None:
    named: Row = ("2", "债务", "government-debt", "task", "强化预算约束，在政府采购中核查信用报告。")
    comparison = compare([record("a", CITY[:1]), record("b", [CITY[0], named])], vocabulary())
    assert len([link for link in comparison.links if link.from_.policy == "a"]) == 2
    (pair,) = comparison.pairs
    assert (pair.same, pair.partial, pair.mention) == (1, 0, 0)


def test_nothing_to_compare_is_no_error() -> None:
    assert compare([], vocabulary()).links == ()
    assert compare([record("a", [])], vocabulary()).pairs == ()


WORDS = st.sampled_from(["政府采购", "招标投标", "信用修复", "加强", "建立健全", "，", "。", "履约验收环节", "甲", " "])
ROW = st.tuples(
    st.just("1"),
    st.lists(WORDS, max_size=3).map("".join),
    st.sampled_from(["government-procurement", "bidding", None]),
    st.sampled_from(["task", "principle", "task_group"]),
    st.lists(WORDS, max_size=15).map("".join),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(ROW, max_size=3), min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_any_records_compare_alike_in_any_order(documents: list[list[Row]], random: object) -> None:
    records = [record(f"doc-{number}", rows) for number, rows in enumerate(documents)]
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = compare(records, vocabulary()), compare(shuffled, vocabulary())
    assert first == second
    assert all(link.from_.policy != link.to.policy and 0 <= link.score <= 1 for link in first.links)
    assert all(0 <= entry.share <= 1 for entry in first.item_reuse)
