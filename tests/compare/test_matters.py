"""What a provision settles and what it only names; the sentences are of the documents, cut to what matters."""

from __future__ import annotations

import pytest

from generator.compare.matters import Matters, find_matters, is_listed, joined_domains, make_title_words

WORDS = {
    "special-supervision": ("专项督导", "考核评价"),
    "open-government": ("政务公开", "公开为常态", "财务公开"),
    "commitments": ("守信践诺", "公开承诺", "信用承诺"),
    "rewards-and-sanctions": ("守信激励", "失信惩戒"),
    "integrity-education": ("诚信教育",),
}


def _matters(title: str, primary: str | None, sentences: list[str], nature: str = "matter") -> Matters:
    said = title + "".join(sentences)
    words = {domain: tuple(word for word in found if word in said) for domain, found in WORDS.items()}
    return find_matters(title, sentences, primary, {domain: found for domain, found in words.items() if found}, nature)


def test_a_sentence_of_its_own_settles_another_matter() -> None:
    """盘锦 二(一): supervision, and behind it a sentence on open government."""
    supervision = "上级政府要定期对下级政府进行监督检查，实施政务诚信考核评价，结果作为绩效考核的重要参考。"
    openness = "按照“公开为常态，不公开为例外”的原则，全面推进政务公开，让权力在阳光下运行。"
    found = _matters("建立政务诚信专项督导机制", "special-supervision", [supervision, openness])
    assert found == Matters(
        ("special-supervision", "open-government"),
        frozenset({"special-supervision", "open-government"}),
        titled=("special-supervision",),
    )


def test_half_a_sentence_only_names() -> None:
    text = "建立考核评价机制，加大政务公开力度，提高公信力。"
    assert _matters("建立专项督导机制", "special-supervision", [text]).settled == {"special-supervision"}


def test_a_member_of_a_list_is_only_named() -> None:
    text = "加强政务公开、行政审批制度改革、守信践诺机制等制度建设。"
    assert _matters("加快制度建设", None, [text]) == Matters((), frozenset())


def test_a_field_uses_what_others_are_about() -> None:
    """招商引资 with its 信用承诺 does not settle the keeping of promises; a town does."""
    text = "建立信用承诺制度，将守信践诺情况公示。"
    assert _matters("招商引资", "investment-promotion", [text], "field").settled == {"investment-promotion"}
    assert _matters("街道乡镇", "towns", [text], "actor").settled == {"towns", "commitments"}


def test_a_bare_sentence_counts_where_the_provision_consists_of_such() -> None:
    bare = ["加强诚信教育。", "推进政务公开。"]
    assert _matters("完善制度", None, bare).main == ("open-government", "integrity-education")
    long = "规范采集程序并明确保管期限、查询权限和使用范围，由主管部门会同有关单位每年检查一次并向社会公布结果。"
    assert _matters("完善制度", None, [*bare, long, long]).settled == frozenset()


def test_a_large_clause_with_two_words_settles() -> None:
    text = "在专项督导的基础上，形成守信激励措施和失信惩戒措施清单。"
    assert "rewards-and-sanctions" in _matters("专项督导", "special-supervision", [text]).settled


@pytest.mark.parametrize(
    ("word", "clause", "listed"),
    [
        ("政务公开", "加强政务公开、行政审批制度改革、诚信评价等制度建设", True),
        ("招标投标", "推动在债务融资、招标投标等市场交易领域实行信用评级制", True),
        ("债务融资", "规范债务融资、招标投标", False),
        ("守信践诺", "将守信践诺情况纳入市政府对镇(园区、街道)、村(社区)的绩效考核体系", False),
        ("曝光", "通过网站栏目、镇门户网站、镇村公开栏对失信行为进行曝光", False),
        ("督促检查", "对各部门、各单位工作进行督促、检查和指导", False),
    ],
)
def test_what_stands_in_a_list(word: str, clause: str, listed: bool) -> None:
    assert is_listed(word, clause) is listed


def test_a_title_that_joins_two_domains_names_two_main_matters() -> None:
    for title in ("诚信教育和守信激励", "诚信教育、失信惩戒"):
        found = _matters(title, "integrity-education", ["培训公务员。"])
        assert found.main == found.titled == ("integrity-education", "rewards-and-sanctions")
    apart = _matters("推行诚信教育,落实守信激励政策", "integrity-education", ["培训公务员。"])
    assert apart.main == ("integrity-education",)


TITLE_WORDS = make_title_words(
    {
        "law": ("执法", "规范执法"),
        "services": ("服务", "政务服务"),
        "cooperation": ("政府和社会资本合作", "特许经营"),
        "debt": ("政府债务",),
        "procurement": ("采购",),
        "bidding": ("招标",),
        "culture": ("宣传",),
        "education": ("宣传", "教育"),
    }
)


@pytest.mark.parametrize(
    ("title", "primary", "joined"),
    [
        ("规范执法与服务", "law", ("services",)),
        ("整治采购、招标和特许经营中的失信问题", "procurement", ("bidding", "cooperation")),
        ("政府债务与政府和社会资本合作", "cooperation", ("debt",)),
        ("规范政府和社会资本合作", "cooperation", ()),
        ("规范执法，改进服务", "law", ()),
        ("规范执法行为，全面提升各类窗口和政务服务", "law", ()),
        ("加强宣传与教育", "education", ()),
        ("规范执法与服务", "debt", ()),
        ("规范执法与服务", None, ()),
    ],
)
def test_short_words_of_a_title_join_matters(title: str, primary: str | None, joined: tuple[str, ...]) -> None:
    assert joined_domains(title, primary, TITLE_WORDS) == joined


def test_what_a_title_joins_is_a_main_matter_that_the_provision_is_known_by() -> None:
    found = find_matters("规范执法与服务", ("规范涉企检查。",), "law", {"law": ("执法",)}, "matter", ("services",))
    assert found == Matters(("law", "services"), frozenset({"law", "services"}), ("law", "services"))


def test_who_is_treated_how_is_not_settled() -> None:
    """澜桥 六(三十): what befalls units that keep promises is a reward, not the keeping of promises."""
    text = "对守信践诺的单位，在资金安排、改革试点、评先评优中优先考虑。"
    assert _matters("强化守信激励与失信惩戒", "rewards-and-sanctions", [text]).settled == {"rewards-and-sanctions"}
    own = "全面推进守信践诺，对外公开承诺事项。"
    assert "commitments" in _matters("强化守信激励与失信惩戒", "rewards-and-sanctions", [own]).settled


def test_a_clause_that_begins_with_lawfully_is_no_leading_one() -> None:
    """澜桥 六(二十八): what records are used for at the end of a sentence on them is named only."""
    text = "依法依规将年度考核结果等信息纳入公务员诚信教育档案，以此作为考核、任用和失信惩戒的重要依据。"
    assert _matters("建立档案", "integrity-education", [text]).settled == {"integrity-education"}
