"""The whole comparison on small corpora whose answer a reader can see."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compare import compare
from generator.models import Comparison, Link, PolicyRecord
from generator.vocabulary import Cue, Mention
from tests.compare.foreign import FLOOD_CONTROL, WASTE_SORTING
from tests.compare.support import Row, record, vocabulary

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


def _types(comparison: Comparison) -> dict[tuple[str, str, str, str], str]:
    return {(link.from_.policy, link.from_.item, link.to.policy, link.to.item): link.type for link in comparison.links}


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
    types = _types(comparison)
    between = {key[1::2]: kind for key, kind in types.items() if key[0] == "province" and key[2] == "city"}
    assert between == {
        ("t-1", "t-1"): "same",
        ("t-3", "t-3"): "same",
        ("p-1", "p-1"): "same",
        ("t-2", "t-4"): "mention",
    }


def test_items_without_text_are_linked_by_title(comparison: Comparison) -> None:
    types = _types(comparison)
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


def test_principle_and_task_are_never_the_same() -> None:
    text = "将依法行政贯穿于决策、执行、监督和服务的全过程，切实做到依法决策、依法执行和依法监督。"
    records = [
        record("a", [("1", "依法行政", "lawful-administration", "principle", text)]),
        record("b", [("1", "全面推进依法行政", "lawful-administration", "task", text)]),
    ]
    assert _types(compare(records, vocabulary()))["a", "p-1", "b", "t-1"] == "partial"


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


def _compare_pair(left: Sequence[Row], right: Sequence[Row]) -> dict[tuple[str, str], str]:
    comparison = compare([record("a", left), record("b", right)], vocabulary())
    return {key[1::2]: kind for key, kind in _types(comparison).items() if key[0] == "a"}


def test_one_provision_is_the_same_as_one_other_only() -> None:
    whole = ("1", "政府采购", "government-procurement", "task", "建立政府采购诚信责任制，加强履约验收环节的监督。")
    part = ("2", "政府采购信息", "government-procurement", "task", "公开政府采购信息，提高透明度。")
    assert _compare_pair([whole], [whole, part]) == {("t-1", "t-1"): "same", ("t-1", "t-2"): "partial"}


def test_provision_on_two_matters_is_partly_each() -> None:
    education = "以社会主义核心价值观为引领，编制公务员诚信手册，将信用建设纳入公务员培训和领导干部进修课程。"
    keeping = "推动守信践诺，准确记录并客观评价服务质量承诺、期限承诺和保障承诺的履行情况。"
    both: Row = ("1", "加强诚信管理", "integrity-education", "task", education + keeping)
    one: Row = ("1", "加强公务员诚信教育", "integrity-education", "task", education)
    other: Row = ("2", "健全守信践诺机制", "commitments", "task", keeping)
    assert _compare_pair([both], [one, other]) == {("t-1", "t-1"): "partial", ("t-1", "t-2"): "partial"}
    assert _compare_pair([("1", "加强诚信管理", "integrity-education", "task", education)], [one]) == {
        ("t-1", "t-1"): "same"
    }


def test_task_group_is_the_same_only_under_the_same_title() -> None:
    text = "建立政府采购诚信责任制，加强履约验收环节的监督。"
    group: Row = ("（一）", "突出重点整治", "government-procurement", "task_group", text)
    task: Row = ("1", "政府采购", "government-procurement", "task", text)
    assert _compare_pair([group], [task]) == {("t-1", "t-1"): "partial"}
    assert _compare_pair([(*group[:1], "政府采购", *group[2:])], [task]) == {("t-1", "t-1"): "same"}


def test_a_paragraph_on_many_matters_is_part_of_each() -> None:
    own = "符合容错情形的行为不作为失信记录，扩展信用修复渠道，严格规范认定容错的程序，完善风险防范和纠错机制。"
    matters = "加强诚信教育。规范政府采购。推进招标投标公开。防范债务风险。落实安全生产责任。"
    alone: Row = ("1", "建立修复机制", "rights-and-credit-repair", "task", own)
    among: Row = ("1", "发挥关键作用", "rights-and-credit-repair", "task", matters + own)
    others = [
        ("2", "加强诚信教育", "integrity-education", "task", ""),
        ("3", "政府采购", "government-procurement", "task", ""),
        ("4", "招标投标", "bidding", "task", ""),
        ("5", "政府债务", "government-debt", "task", ""),
        ("6", "安全生产", "work-safety", "task", ""),
    ]
    assert _compare_pair([alone], [alone])["t-1", "t-1"] == "same"
    assert _compare_pair([among], [alone, *others])["t-1", "t-1"] == "partial"


def test_a_little_of_title_and_text_is_not_the_same() -> None:
    one: Row = ("1", "抓试点推示范", "statistics", "task", "以甲街道为打造点，广泛宣传先进事迹，开展统计培训。")
    other: Row = ("1", "统计", "statistics", "task", "总结推广经验，鼓励各地率先探索新路径，形成标杆，开展统计培训。")
    assert _compare_pair([one], [other]) == {("t-1", "t-1"): "partial"}


def test_title_of_a_cited_document_is_no_mention() -> None:
    bidding: Row = ("1", "招标投标", "bidding", "task", "健全招标投标信用评价体系，公开招标代理机构资质信息。")
    named: Row = ("1", "债务", "government-debt", "task", "强化预算约束，在招标投标中核查。")
    cited: Row = ("1", "债务", "government-debt", "task", "强化预算约束，落实《招标投标管理办法》。")
    assert _compare_pair([named], [bidding]) == {("t-1", "t-1"): "mention"}
    assert _compare_pair([cited], [bidding]) == {}


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
    assert _compare_pair([said, *PROVINCE], [other, *CITY])["t-1", "t-1"] == "mention"
    assert ("t-1", "t-1") not in _compare_pair([said, *PROVINCE], [stranger, *CITY])


def test_copied_sentence_links_across_domains() -> None:
    sentence = "建立环境保护和治理任务目标公开制度，加强对污染防治的督导检查，推进不力的依法进行通报。"
    left: Row = ("1", "强化问责", "work-safety", "task", "落实事故责任追究。" + sentence)
    right: Row = ("1", "践诺", "commitments", "task", sentence)
    assert _compare_pair([left], [right]) == {("t-1", "t-1"): "partial"}


def test_clause_copied_inside_a_long_sentence_links_across_domains() -> None:
    clause = "将办理人大代表建议和政协委员提案的情况作为重要考量因素"
    # Two long sentences with nothing else in common: their similarity alone would link nothing.
    one, other = ("".join(map(chr, range(start, start + 130))) for start in (0x5000, 0x6000))
    left: Row = ("1", "强化问责", "work-safety", "task", f"{one}，{clause}。")
    right: Row = ("1", "践诺", "commitments", "task", f"{clause}，{other}。")
    assert _compare_pair([left], [right]) == {("t-1", "t-1"): "partial"}


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


def test_pair_counts_tasks_by_their_strongest_link(comparison: Comparison) -> None:
    pair = next(pair for pair in comparison.pairs if (pair.a, pair.b) == ("province", "city"))
    assert (pair.same, pair.partial, pair.mention) == (2, 0, 1)
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


BY_LAW = ("1", "坚持依法行政", "lawful-administration", "principle", "决策要经合法性审查，程序不全的不得上会。")
BY_DUTY = ("1", "法定职责必须履行", "lawful-administration", "principle", "行政机关的职权由法律授予，不得随意扩大。")


def test_two_principles_on_one_matter_are_the_same_in_whatever_words() -> None:
    types = _types(compare([record("one", [BY_LAW]), record("other", [BY_DUTY])], vocabulary()))
    assert types["one", "p-1", "other", "p-1"] == "same"
    doubled = record("other", [BY_DUTY, (BY_DUTY[0], "依法行政见成效", *BY_DUTY[2:4], "每年向社会报告一次。")])
    types = _types(compare([record("one", [BY_LAW]), doubled], vocabulary()))
    assert "same" not in types.values()


def test_who_acts_is_not_named_as_a_matter() -> None:
    """街道和乡镇 is to do something: that says nothing about the provision on 街道和乡镇."""
    town = ("1", "街道和乡镇", "townships-and-subdistricts", "task", "公开村级账目，兑现惠民政策。")
    acting = ("1", "政府债务", "government-debt", "task", "对街道和乡镇的债务风险开展评级，健全预警。")
    assert _types(compare([record("one", [town]), record("other", [acting])], vocabulary())) == {}


def test_who_names_what_another_provision_is_not_known_by_does_not_mention_it() -> None:
    """Half of one is about 诚信教育, but its title is not: who names 诚信教育 speaks of something else."""
    half = "推行公开承诺，记录守信践诺的情况。面向公务员开展诚信教育，编制手册，宣传典型。"
    naming: Row = ("1", "统计", "statistics", "task", "开展统计人员诚信教育，提高数据真实性。")
    teaching: Row = ("1", "诚信教育", "integrity-education", "task", "面向公务员开展诚信教育，编制手册。")
    assert _compare_pair([("1", "守信践诺", "commitments", "task", half)], [naming]) == {}
    assert _compare_pair([teaching], [naming]) == {("t-1", "t-1"): "mention"}


INSPECTING: Row = ("1", "督查考核", "inspection-and-evaluation", "task", "对方案落实情况开展督查，结果全县通报。")
MONITORING: Row = ("1", "督查考核", "inspection-and-evaluation", "task", "按月发布指标数据和预警报告。")
REPORTING: Row = ("1", "统计", "statistics", "task", "推进不力的，予以通报批评，限期整改。")


def _pair_with(
    changes: dict[str, object], left: Row, right: Row, changed: str = "inspection-and-evaluation"
) -> dict[tuple[str, str], str]:
    """The links of two provisions where a domain is `changes`."""
    held = vocabulary()
    domains = tuple(domain.model_copy(update=changes) if domain.id == changed else domain for domain in held.domains)
    links = compare([record("left", [left]), record("right", [right])], held.model_copy(update={"domains": domains}))
    return {(link.from_.item, link.to.item): link.type for link in links.links if link.from_.policy == "left"}


def test_a_word_that_only_names_names_what_says_it_too() -> None:
    """A cue names its domain alone, unless the domain holds several matters."""
    named: dict[str, object] = {"mentions": (Mention(text="通报", examples=("通报",)),)}
    linked = {("t-1", "t-1"): "mention"}
    assert _pair_with({}, INSPECTING, REPORTING) == {}
    assert _pair_with(named, MONITORING, REPORTING) == {}
    assert _pair_with(named, INSPECTING, REPORTING) == linked
    cue = {**named, "cues": (Cue(text="督查考核", examples=("督查考核",)), Cue(text="通报", examples=("通报",)))}
    assert _pair_with(cue, MONITORING, REPORTING) == linked
    assert _pair_with({**cue, "several_matters": True}, MONITORING, REPORTING) == {}
    assert _pair_with({**cue, "several_matters": True}, INSPECTING, REPORTING) == linked


def test_provisions_on_different_aspects_of_a_domain_are_not_linked() -> None:
    """督查 and 指标监测 are in one domain; a provision that says words of both is on either."""
    aspects: dict[str, object] = {"aspects": (("督查", "通报"), ("指标", "预警"))}
    checking: Row = ("1", "抓好落实", "inspection-and-evaluation", "task", INSPECTING[4])
    measuring: Row = ("1", "用好数据", "inspection-and-evaluation", "task", MONITORING[4])
    both: Row = ("1", "抓好督查", "inspection-and-evaluation", "task", "每季度督查一次，按月发布指标。")
    neither: Row = ("1", "抓好落实", "inspection-and-evaluation", "task", "每季度向县政府报告一次工作。")
    assert _pair_with({}, checking, measuring) == {("t-1", "t-1"): "mention"}
    assert _pair_with(aspects, checking, measuring) == {}
    assert ("t-1", "t-1") in _pair_with(aspects, both, measuring)
    assert _pair_with(aspects, neither, measuring) == {("t-1", "t-1"): "mention"}


def test_provisions_on_one_field_are_the_same_whatever_their_measures() -> None:
    """If each is its document's only one on the field."""
    limit: Row = ("1", "管住举债行为", "government-debt", "task", "按月监测偿债资金缺口，严禁变相担保。")
    rating: Row = ("1", "政府债务", "government-debt", "task", "推行信用评级制度，强化预算约束和责任追究。")
    titles: dict[str, object] = {"titles": ("举债",)}
    assert _pair_with(titles, limit, rating, "government-debt") == {("t-1", "t-1"): "partial"}
    assert _pair_with({**titles, "nature": "field"}, limit, rating, "government-debt") == {("t-1", "t-1"): "same"}


def test_a_title_that_joins_a_second_matter_is_partly_the_one() -> None:
    text = "严格债务限额管理，健全风险预警，明确投标人的资格审查办法，推广信用报告。"
    debt: Row = ("1", "政府债务", "government-debt", "task", "严格债务限额管理，健全风险预警。")
    joined: Row = ("1", "政府债务和招标投标", "government-debt", "task", text)
    assert _compare_pair([debt], [("1", "政府债务", "government-debt", "task", text)]) == {("t-1", "t-1"): "same"}
    assert _compare_pair([debt], [joined]) == {("t-1", "t-1"): "partial"}


def test_a_principle_and_the_task_on_its_domain_share_a_part_in_whatever_words() -> None:
    task: Row = ("1", "推行清单管理", "commitments", "task", "列出服务事项和时限，年底逐项对账，结果张榜。")
    principle: Row = ("1", "重信守诺", "commitments", "principle", "政府说到就要做到。")
    assert _compare_pair([task], [principle]) == {("t-1", "p-1"): "partial"}


def test_a_first_sentence_that_stands_for_a_title_does_not_say_what_a_provision_is_known_by() -> None:
    """Without a title of its own it is known by its domain alone, whatever else its first sentence says."""
    naming: Row = ("1", "统计", "statistics", "task", "开展统计人员诚信教育，提高数据真实性。")
    text = "推行公开承诺，记录守信践诺的情况，并结合起来开展诚信教育，编制手册，宣传典型。"
    opening = text[: text.index("，编制")]
    assert _compare_pair([("1", opening, "commitments", "task", text)], [naming]) == {}
    titled = ("1", "公开承诺和诚信教育", "commitments", "task", text)
    assert _compare_pair([titled], [naming]) == {("t-1", "t-1"): "mention"}
