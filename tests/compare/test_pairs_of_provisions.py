"""How two provisions are linked, in corpora of two documents."""

from __future__ import annotations

from generator.compare import compare
from generator.vocabulary import Cue, Mention
from tests.compare.support import Row, compare_pair, record, types_of, vocabulary


def test_principle_and_task_are_never_the_same() -> None:
    text = "将依法行政贯穿于决策、执行、监督和服务的全过程，切实做到依法决策、依法执行和依法监督。"
    records = [
        record("a", [("1", "依法行政", "lawful-administration", "principle", text)]),
        record("b", [("1", "全面推进依法行政", "lawful-administration", "task", text)]),
    ]
    assert types_of(compare(records, vocabulary()))["a", "p-1", "b", "t-1"] == "partial"


def test_one_provision_is_the_same_as_one_other_only() -> None:
    whole = ("1", "政府采购", "government-procurement", "task", "建立政府采购诚信责任制，加强履约验收环节的监督。")
    part = ("2", "政府采购信息", "government-procurement", "task", "公开政府采购信息，提高透明度。")
    assert compare_pair([whole], [whole, part]) == {("t-1", "t-1"): "same", ("t-1", "t-2"): "partial"}


def test_provision_on_two_matters_is_partly_each() -> None:
    education = "以社会主义核心价值观为引领，编制公务员诚信手册，将信用建设纳入公务员培训和领导干部进修课程。"
    keeping = "推动守信践诺，准确记录并客观评价服务质量承诺、期限承诺和保障承诺的履行情况。"
    both: Row = ("1", "加强诚信管理", "integrity-education", "task", education + keeping)
    one: Row = ("1", "加强公务员诚信教育", "integrity-education", "task", education)
    other: Row = ("2", "健全守信践诺机制", "commitments", "task", keeping)
    assert compare_pair([both], [one, other]) == {("t-1", "t-1"): "partial", ("t-1", "t-2"): "partial"}
    assert compare_pair([("1", "加强诚信管理", "integrity-education", "task", education)], [one]) == {
        ("t-1", "t-1"): "same"
    }


def test_task_group_is_the_same_only_under_the_same_title() -> None:
    text = "建立政府采购诚信责任制，加强履约验收环节的监督。"
    group: Row = ("（一）", "突出重点整治", "government-procurement", "task_group", text)
    task: Row = ("1", "政府采购", "government-procurement", "task", text)
    assert compare_pair([group], [task]) == {("t-1", "t-1"): "partial"}
    assert compare_pair([(*group[:1], "政府采购", *group[2:])], [task]) == {("t-1", "t-1"): "same"}


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
    assert compare_pair([alone], [alone])["t-1", "t-1"] == "same"
    assert compare_pair([among], [alone, *others])["t-1", "t-1"] == "partial"


def test_a_little_of_title_and_text_is_not_the_same() -> None:
    one: Row = ("1", "抓试点推示范", "statistics", "task", "以甲街道为打造点，广泛宣传先进事迹，开展统计培训。")
    other: Row = ("1", "统计", "statistics", "task", "总结推广经验，鼓励各地率先探索新路径，形成标杆，开展统计培训。")
    assert compare_pair([one], [other]) == {("t-1", "t-1"): "partial"}


def test_title_of_a_cited_document_is_no_mention() -> None:
    bidding: Row = ("1", "招标投标", "bidding", "task", "健全招标投标信用评价体系，公开招标代理机构资质信息。")
    named: Row = ("1", "债务", "government-debt", "task", "强化预算约束，在招标投标中核查。")
    cited: Row = ("1", "债务", "government-debt", "task", "强化预算约束，落实《招标投标管理办法》。")
    assert compare_pair([named], [bidding]) == {("t-1", "t-1"): "mention"}
    assert compare_pair([cited], [bidding]) == {}


def test_copied_sentence_links_across_domains() -> None:
    sentence = "建立环境保护和治理任务目标公开制度，加强对污染防治的督导检查，推进不力的依法进行通报。"
    left: Row = ("1", "强化问责", "work-safety", "task", "落实事故责任追究。" + sentence)
    right: Row = ("1", "践诺", "commitments", "task", sentence)
    assert compare_pair([left], [right]) == {("t-1", "t-1"): "partial"}


def test_clause_copied_inside_a_long_sentence_links_across_domains() -> None:
    clause = "将办理人大代表建议和政协委员提案的情况作为重要考量因素"
    # Two long sentences with nothing else in common: their similarity alone would link nothing.
    one, other = ("".join(map(chr, range(start, start + 130))) for start in (0x5000, 0x6000))
    left: Row = ("1", "强化问责", "work-safety", "task", f"{one}，{clause}。")
    right: Row = ("1", "践诺", "commitments", "task", f"{clause}，{other}。")
    assert compare_pair([left], [right]) == {("t-1", "t-1"): "partial"}


BY_LAW = ("1", "坚持依法行政", "lawful-administration", "principle", "决策要经合法性审查，程序不全的不得上会。")
BY_DUTY = ("1", "法定职责必须履行", "lawful-administration", "principle", "行政机关的职权由法律授予，不得随意扩大。")


def test_two_principles_on_one_matter_are_the_same_in_whatever_words() -> None:
    types = types_of(compare([record("one", [BY_LAW]), record("other", [BY_DUTY])], vocabulary()))
    assert types["one", "p-1", "other", "p-1"] == "same"
    doubled = record("other", [BY_DUTY, (BY_DUTY[0], "依法行政见成效", *BY_DUTY[2:4], "每年向社会报告一次。")])
    types = types_of(compare([record("one", [BY_LAW]), doubled], vocabulary()))
    assert "same" not in types.values()


def test_who_acts_is_not_named_as_a_matter() -> None:
    """街道和乡镇 is to do something: that says nothing about the provision on 街道和乡镇."""
    town = ("1", "街道和乡镇", "townships-and-subdistricts", "task", "公开村级账目，兑现惠民政策。")
    acting = ("1", "政府债务", "government-debt", "task", "对街道和乡镇的债务风险开展评级，健全预警。")
    assert types_of(compare([record("one", [town]), record("other", [acting])], vocabulary())) == {}


def test_who_names_what_another_provision_is_not_known_by_does_not_mention_it() -> None:
    """Half of one is about 诚信教育, but its title is not: who names 诚信教育 speaks of something else."""
    half = "推行公开承诺，记录守信践诺的情况。面向公务员开展诚信教育，编制手册，宣传典型。"
    naming: Row = ("1", "统计", "statistics", "task", "开展统计人员诚信教育，提高数据真实性。")
    teaching: Row = ("1", "诚信教育", "integrity-education", "task", "面向公务员开展诚信教育，编制手册。")
    assert compare_pair([("1", "守信践诺", "commitments", "task", half)], [naming]) == {}
    assert compare_pair([teaching], [naming]) == {("t-1", "t-1"): "mention"}


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
    assert compare_pair([debt], [("1", "政府债务", "government-debt", "task", text)]) == {("t-1", "t-1"): "same"}
    assert compare_pair([debt], [joined]) == {("t-1", "t-1"): "partial"}


def test_a_principle_and_the_task_on_its_domain_share_a_part_in_whatever_words() -> None:
    task: Row = ("1", "推行清单管理", "commitments", "task", "列出服务事项和时限，年底逐项对账，结果张榜。")
    principle: Row = ("1", "重信守诺", "commitments", "principle", "政府说到就要做到。")
    assert compare_pair([task], [principle]) == {("t-1", "p-1"): "partial"}


def test_a_first_sentence_that_stands_for_a_title_does_not_say_what_a_provision_is_known_by() -> None:
    """Without a title of its own it is known by its domain alone, whatever else its first sentence says."""
    naming: Row = ("1", "统计", "statistics", "task", "开展统计人员诚信教育，提高数据真实性。")
    text = "推行公开承诺，记录守信践诺的情况，并结合起来开展诚信教育，编制手册，宣传典型。"
    opening = text[: text.index("，编制")]
    assert compare_pair([("1", opening, "commitments", "task", text)], [naming]) == {}
    titled = ("1", "公开承诺和诚信教育", "commitments", "task", text)
    assert compare_pair([titled], [naming]) == {("t-1", "t-1"): "mention"}
