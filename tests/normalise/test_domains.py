from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.models import Domains, PolicyRecord
from generator.normalise.domains import DomainFinder, is_on_subject
from generator.telling import NOTHING
from generator.vocabulary import DomainWords
from tests.normalise.readings import POLICIES, truth, vocabulary

PRIMARY_FLOOR = 0.9
SECONDARY_FLOOR = 0.5

TITLES: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parents[1] / "truth" / "titles.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def finder() -> DomainFinder:
    return DomainFinder(vocabulary())


def _expected() -> dict[tuple[str, str], tuple[str, set[str]]]:
    codes = {domain.code: domain.id for domain in vocabulary().domains}
    expected = {}
    for name in POLICIES:
        for task in truth(name)["tasks"]:
            domains = task["domains"]
            secondary = {codes[code] for code in domains["secondary"]}
            expected[name, task["id"].replace(".", "-")] = codes[domains["primary"]], secondary
        for principle in truth(name)["principles"]:
            expected[name, principle["id"]] = codes[principle["domains"][0]], set()
    return expected


def test_domains_agree_with_the_hand_made_reading(
    records: dict[str, PolicyRecord], capsys: pytest.CaptureFixture[str]
) -> None:
    expected = _expected()
    found = {(name, item.id): item.domains for name in POLICIES for item in records[name].tasks}
    found |= {(name, item.id): item.domains for name in POLICIES for item in records[name].principles}
    assert found.keys() == expected.keys()
    assert len(expected) == 84 + 9
    wrong, hits, extra, missed = [], 0, 0, 0
    for key, (primary, secondary) in expected.items():
        got = found[key]
        if got.primary is None or got.primary.id != primary:
            wrong.append((*key, primary, got.primary and got.primary.id))
        named = {domain.id for domain in got.secondary}
        hits, extra, missed = (
            hits + len(named & secondary),
            extra + len(named - secondary),
            missed + len(secondary - named),
        )
    share, f1 = 1 - len(wrong) / len(expected), 2 * hits / (2 * hits + extra + missed)
    with capsys.disabled():
        print(f"\ndomains: primary {len(expected) - len(wrong)}/{len(expected)}, secondary F1 {f1:.2f}, wrong {wrong}")
    assert share >= PRIMARY_FLOOR
    assert f1 >= SECONDARY_FLOOR


@pytest.mark.parametrize(
    ("title", "text", "domain"),
    [
        ("加强政府采购领域政务诚信建设", "畅通投诉举报渠道，依法处理失信行为。", "government-procurement"),
        ("（标题没有线索）", "开展统计从业人员诚信教育，引导从业人员依法统计、诚信统计。", "statistics"),
        ("加强政府和社会资本合作领域政务诚信建设", "明确项目政府方责任人。", "public-private-partnership"),
    ],
)
def test_the_title_decides_before_the_text(finder: DomainFinder, title: str, text: str, domain: str) -> None:
    primary = finder.find(title, (), text, safeguard=False).primary
    assert primary is not None
    assert primary.id == domain


def test_a_title_without_a_cue_counts_by_short_words_in_a_document_on_the_subject(finder: DomainFinder) -> None:
    text = "信用办按月归集各单位受到处罚的信息。"
    domains = finder.find("记好诚信台账", (), text, safeguard=False, on_subject=True)
    assert domains.primary is not None
    assert domains.primary.id == "dishonesty-records"
    assert domains.basis[0].endswith("：诚信台账")
    assert finder.find("记好诚信台账", (), text, safeguard=False).primary.id == "credit-information"  # type: ignore[union-attr]


def test_a_short_word_does_not_stand_against_a_cue_of_the_title(finder: DomainFinder) -> None:
    told = finder.find("政府采购台账公开", (), "", safeguard=False, on_subject=True)
    assert [word for word in told.basis if "政府采购" not in word] == []


@pytest.mark.parametrize(
    ("title", "provisions", "expected"),
    [
        ("关于加强政务诚信建设的意见", (), True),
        ("关于加强生活垃圾分类的意见", ("规范分类投放。", "信用记录。"), False),
        ("工作方案", ("建立失信台账。", "诚信教育。", "组织领导。"), True),
        ("工作方案", (), False),
    ],
)
def test_a_document_is_on_the_subject_by_its_title_or_most_of_its_provisions(
    title: str, provisions: tuple[str, ...], expected: bool
) -> None:
    assert is_on_subject(vocabulary(), title, provisions) is expected
    assert not is_on_subject(vocabulary().model_copy(update={"subject": ()}), title, provisions)


def test_the_heading_counts_where_the_text_agrees(finder: DomainFinder) -> None:
    text = "征信信息由各单位上报。建立政府采购台账。"
    assert finder.find("其他", ["推进农村征信"], text, safeguard=False).primary.id == "rural-and-personal-credit"  # type: ignore[union-attr]
    away = finder.find("其他", ["加强统计工作"], "建立政府采购台账。", safeguard=False)
    assert away.primary is not None
    assert away.primary.id == "government-procurement"


def test_a_sentence_that_names_a_domain_makes_it_secondary(finder: DomainFinder) -> None:
    domains = finder.find("加强政府采购领域政务诚信建设", (), "建立信用承诺制度。", safeguard=False)
    assert [domain.id for domain in domains.secondary] == ["commitments"]
    assert any(word.endswith("：信用承诺") for word in domains.basis)


def test_who_is_to_act_is_not_what_it_is_about(finder: DomainFinder) -> None:
    domains = finder.find("政府采购", (), "各镇街园区、各镇(园区、街道)要落实。", safeguard=False)
    assert domains.secondary == ()


def test_a_cue_inside_a_longer_one_does_not_count(finder: DomainFinder) -> None:
    domains = finder.find("诚信乡镇", (), "加强政府和社会资本合作。", safeguard=False)
    assert not [word for word in domains.basis if word.endswith("：社会资本合作")]


def test_without_any_cue_there_is_no_domain(finder: DomainFinder) -> None:
    domains = finder.find("其他", (), "按有关规定办理。", safeguard=False)
    assert (domains.primary, domains.secondary, domains.basis) == (None, (), ())


def test_width_makes_no_difference(finder: DomainFinder) -> None:
    assert finder.find("镇（园区、街道）", (), "", safeguard=False) == finder.find(
        "镇(园区、街道)", (), "", safeguard=False
    )
    assert finder.find("镇（园区、街道）", (), "", safeguard=False).primary is not None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "推动政府在政府和社会资本合作领域、债务融资、招标投标、招商引资等市场交易领域实行信用评级制,加强金融、统计领域建设。",
            {
                "public-private-partnership",
                "government-debt",
                "bidding",
                "investment-promotion",
                "finance",
                "statistics",
            },
        ),
        ("建立统计报表,完善政府债务台账。", set()),
    ],
)
def test_a_sentence_that_lists_domains_names_each(finder: DomainFinder, text: str, named: set[str]) -> None:
    found = finder.find(
        "推进一事一议惩戒", ["重点工作"], "建立政府采购方面的诚信责任制。政府采购要公开。" + text, safeguard=False
    )
    assert found.primary is not None
    assert found.primary.id == "government-procurement"
    assert {domain.id for domain in found.secondary} >= named
    assert named or not {"statistics"} & {domain.id for domain in found.secondary}


@pytest.mark.parametrize("domain", TITLES)
def test_titles_as_plans_word_them_tell_their_domain(finder: DomainFinder, domain: str) -> None:
    """Without any text; see tests/truth/titles.yaml."""
    groups = {entry.id: entry.group for entry in vocabulary().domains}
    safeguard = groups[domain] == "safeguards" or domain == "integrity-culture"
    told = {title: finder.find(title, (), "", safeguard=safeguard, on_subject=True) for title in TITLES[domain]}
    wrong = {title: found.primary and found.primary.id for title, found in told.items()}
    assert {title: found for title, found in wrong.items() if found != domain} == {}


def test_a_cue_inside_a_word_in_which_it_names_nothing_does_not_count(finder: DomainFinder) -> None:
    """公务员诚信 names the education of officials, but not in 公务员诚信档案."""
    found = finder.find("建立公务员诚信档案", (), "", safeguard=False)
    assert found.primary is not None
    assert found.primary.id == "dishonesty-records"
    assert found.secondary == ()
    education = finder.find("加强公务员诚信监督管理", (), "", safeguard=False).primary
    assert education is not None
    assert education.id == "integrity-education"


def test_short_words_of_a_principle_tell_no_safeguard() -> None:
    """统筹推进 says how, and nothing about who leads; by short words alone, without what all words weigh together."""
    finder = DomainFinder(vocabulary().model_copy(update={"domain_words": ()}))
    title = "统筹推进、重点突破"
    task = finder.find(title, (), "", safeguard=False, on_subject=True).primary
    assert task is not None
    assert task.id == "leadership"
    assert finder.find(title, (), "", safeguard=False, on_subject=True, principle=True).primary is None
    kept = finder.find("言必信、行必果", (), "", safeguard=False, on_subject=True, principle=True).primary
    assert kept is not None
    assert kept.id == "commitments"


def test_what_all_words_say_is_on_nothing_has_no_domain_unless_its_title_tells_one() -> None:
    """A cue in passing (政府采购) tells a provision's domain only where all words together do not speak against it."""
    rows = (
        DomainWords(domain="government-procurement", words={1.0: "采购"}),
        DomainWords(domain=NOTHING, words={9.0: "征程"}),
    )
    finder = DomainFinder(vocabulary().model_copy(update={"domain_words": rows}))
    text = "踏上新征程，政府采购等各项工作迈上新台阶。"
    assert finder.find("", (), text, safeguard=False, on_subject=True) == Domains()
    assert finder.find("", (), text, safeguard=False).primary is not None, "not asked in documents on other subjects"
    assert finder.find("", (), text.replace("征程", "时代"), safeguard=False, on_subject=True).primary is not None
    assert finder.find("加强政府采购管理", (), text, safeguard=False, on_subject=True).primary is not None
