"""Which domains a provision names, and what that makes of two provisions."""

from __future__ import annotations

import pytest

from generator.compare import compare
from generator.compare.named import DOUBTFUL, acting_pattern, find_names, is_doubtful
from generator.models import Link
from generator.naming import Namer
from generator.telling import Teller
from generator.vocabulary import Cue, Domain, DomainWords, Vocabulary
from tests.compare.support import Row, record, vocabulary

NAMING = (
    DomainWords(domain="bidding", base=-4.0, words={6.0: "开标"}),
    DomainWords(domain="finance", base=-4.0, words={3.0: "信贷"}),
)


def _vocabulary(**words: tuple[DomainWords | Domain, ...]) -> Vocabulary:
    return vocabulary().model_copy(update=words)


def test_words_of_the_vocabulary_need_no_more_than_that_nothing_speaks_against_them() -> None:
    namer = Namer(_vocabulary(naming_words=NAMING))
    touched = {"finance": ("金融管理",), "statistics": ("统计",)}
    assert find_names(touched, None, namer, "", "金融管理").words == {"statistics": ("统计",)}
    assert find_names(touched, None, namer, "", "信贷、金融管理").words == touched


def test_weighed_words_alone_name_the_fields_that_they_tell() -> None:
    namer = Namer(_vocabulary(naming_words=NAMING))
    text = "公开承诺，开标后不得反悔，办理信贷"
    names = find_names({}, "commitments", namer, "", text, alone={"bidding", "finance"})
    assert names.words == {"bidding": ("开标",)}
    assert names.weighed == {"bidding"}
    assert find_names({}, "bidding", namer, "", "开标后不得反悔", alone={"bidding"}).words == {}
    # A matter is spoken of in words that stand everywhere: it takes a word of the vocabulary.
    assert find_names({}, "commitments", namer, "", text, alone={"finance"}).words == {}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("推动乡镇、街道公开财务", True),
        ("创建示范乡镇", True),
        ("对部门和乡镇（街道），责令整改", False),
        ("每年对乡镇（街道）和县政府部门监督检查", False),
        ("各部门、各乡镇要抓好落实", False),
        ("各乡镇、市各有关部门要抓好落实", False),
        ("所属部门、街道和乡镇均须报送", False),
        ("各部门、各乡镇要抓好落实，推动乡镇公开财务", True),
        ("部门抓好落实，乡镇公开财务", True),
    ],
)
def test_who_acts_beside_departments_is_not_named(text: str, named: bool) -> None:
    rows = (DomainWords(domain="townships", base=-4.0, words={6.0: "乡镇 街道"}),)
    word = Cue(text="乡镇", examples=("乡镇",))
    towns = vocabulary().domains[0].model_copy(update={"id": "townships", "nature": "actor", "cues": (word,)})
    namer = Namer(_vocabulary(naming_words=rows, domains=(towns,)))
    acting = {"townships": acting_pattern(("乡镇", "街道"))}
    found = find_names({}, "commitments", namer, "", text, alone={"townships"}, acting=acting)
    assert ("townships" in found.words) == named
    assert "townships" in find_names({}, "commitments", namer, "", text, alone={"townships"}).words


def test_without_words_nobody_acts() -> None:
    assert acting_pattern(()).search("各部门、各乡镇") is None


def test_words_made_of_others_are_not_tried_in_every_combination() -> None:
    """乡镇街道 is 乡镇 and 街道, or the end of one 街道乡镇 and the beginning of the next: of 60, 2^60 ways."""
    acting = acting_pattern(("乡镇", "街道", "街道乡镇", "街道、乡镇"))
    assert acting.search("乡镇街道" * 60) is None
    assert acting.search("街道、乡镇" * 60 + "。") is None
    for passage in ("部门、街道、乡镇", "街道、乡镇综合部门", "街道乡镇和县政府部门"):
        assert acting.sub("", f"对{passage}考核") == "对考核"


def test_how_surely_all_words_tell_a_domain() -> None:
    """Scores of -4 + 6 = 2 and of -4 + 3 = -1: probabilities of .88 and .27; of another domain .02."""
    words = (*NAMING, DomainWords(domain="statistics", base=-4.0, words={6.0: "报表"}))
    names = find_names({}, None, Namer(_vocabulary(naming_words=words)), "", "开标，办理信贷")
    assert names.surely == {"bidding"}
    assert names.hardly == {"finance", "statistics"}
    assert names.unlikely == {"statistics"}
    unknown = find_names({}, None, Namer(vocabulary()), "", "开标")
    assert (unknown.surely, unknown.hardly) == (frozenset(), frozenset())


def test_without_weighed_words_nothing_changes() -> None:
    names = find_names({"finance": ("金融管理",)}, None, Namer(vocabulary()), "", "金融管理")
    assert (names.words, names.weighed) == ({"finance": ("金融管理",)}, frozenset())


def test_a_field_speaks_of_others_than_governments_so_that_its_words_need_more() -> None:
    """A score of -1.1, a probability of .25, suffices in a provision on a matter."""
    rows = (DomainWords(domain="commitments", base=-4.0, words={2.9: "承诺"}),)
    words = _vocabulary(naming_words=rows)
    pledge = ("1", "推行公开承诺", "commitments", "task", "各单位公开承诺，向社会公布。")
    names = ("1", "防范金融风险", "finance", "task", "银行公开承诺。")
    assert [link.type for link in _links(words, names, pledge)] == ["mention"]
    assert _links(_as_fields(words, "finance"), names, pledge) == []


def test_what_all_words_do_not_tell_is_doubtful() -> None:
    rows = (DomainWords(domain="bidding", words={9.0: "开标"}), DomainWords(domain="finance", words={9.0: "信贷"}))
    teller = Teller(_vocabulary(domain_words=rows))
    assert teller.tell("", "开标").shares["finance"] < DOUBTFUL
    assert is_doubtful("finance", teller, "", "开标")
    assert not is_doubtful("bidding", teller, "", "开标")
    assert not is_doubtful(None, teller, "", "开标")
    assert not is_doubtful("statistics", teller, "", "没有一个字")


def _as_fields(words: Vocabulary, *names: str, **changes: object) -> Vocabulary:
    """The vocabulary with some domains as fields."""
    return words.model_copy(
        update={
            "domains": tuple(
                domain.model_copy(update={"nature": "field", **changes}) if domain.id in names else domain
                for domain in words.domains
            )
        }
    )


def _links(words: Vocabulary, one: Row, other: Row) -> list[Link]:
    links = compare([record("one", [one]), record("other", [other])], words).links
    return [link for link in links if link.from_.policy == "one"]


BIDDING = ("1", "规范招标投标", "bidding", "task", "招标投标应当公平，评审专家随机抽取。")
PLEDGE = ("1", "推行公开承诺", "commitments", "task", "各单位公开承诺，开标以后不得反悔。")


def test_a_provision_that_only_weighed_words_name_is_mentioned_and_the_link_says_by_which() -> None:
    assert not any(link.type == "mention" for link in _links(vocabulary(), PLEDGE, BIDDING))
    (link,) = _links(_as_fields(_vocabulary(naming_words=NAMING), "bidding"), PLEDGE, BIDDING)
    assert (link.type, link.evidence.cues) == ("mention", ("开标",))
    assert _links(_vocabulary(naming_words=NAMING), PLEDGE, BIDDING) == []


def test_of_a_domain_of_several_matters_the_provision_named_must_say_the_words_too() -> None:
    several = _as_fields(_vocabulary(naming_words=NAMING), "bidding", several_matters=True)
    assert _links(several, PLEDGE, BIDDING) == []
    said = (*BIDDING[:4], BIDDING[4] + "开标公开进行。")
    assert [link.type for link in _links(several, PLEDGE, said)] == ["mention"]


def test_a_provision_of_doubtful_domain_is_not_named() -> None:
    """Its title does not say so, and all its words tell another domain."""
    rows = (DomainWords(domain="bidding", words={0.0: "专家"}), DomainWords(domain="finance", words={9.0: "随机"}))
    untitled = ("1", "随机办法", "bidding", "task", "评审专家随机抽取。")
    by_name = ("1", "招标投标办法", "bidding", "task", "评审专家随机抽取。")
    words = _as_fields(_vocabulary(naming_words=NAMING), "bidding")
    doubting = words.model_copy(update={"domain_words": rows})
    assert [link.type for link in _links(words, PLEDGE, untitled)] == ["mention"]
    assert _links(doubting, PLEDGE, untitled) == []
    assert [link.type for link in _links(doubting, PLEDGE, by_name)] == ["mention"]


EVALUATION = ("1", "开展第三方评估", "inspection-and-evaluation", "task", "委托高校评价各镇，公布结果。")
NAMES_IT = ("1", "推行公开承诺", "commitments", "task", "各单位公开承诺，健全督查考核并公布。")
ASPECTS = {"nature": "matter", "several_matters": True, "aspects": (("第三方",), ("督查考核",))}


def _told(score: float) -> Vocabulary:
    """A vocabulary of which 督查 tells its domain with a score of -4 and this."""
    rows = (DomainWords(domain="inspection-and-evaluation", base=-4.0, words={score: "督查"}),)
    return _vocabulary(naming_words=rows)


def test_weak_words_name_what_all_words_surely_tell() -> None:
    """Of a domain of several matters another one may be meant, unless all words tell it, and no other aspect."""
    several = {**ASPECTS, "aspects": ()}
    name = "inspection-and-evaluation"
    assert _links(_as_fields(_told(3.5), name, **several), NAMES_IT, EVALUATION) == []
    assert [link.type for link in _links(_as_fields(_told(6.0), name, **several), NAMES_IT, EVALUATION)] == ["mention"]
    assert _links(_as_fields(_told(6.0), name, **ASPECTS), NAMES_IT, EVALUATION) == []


def test_what_all_words_hardly_tell_is_named_and_not_settled() -> None:
    rating = ("1", "健全督查考核", "inspection-and-evaluation", "task", "督查考核每年修订。")
    both = ("1", "推行公开承诺", "commitments", "task", "各单位公开承诺。督查考核由市里制定，督查考核按年修订。")
    assert [link.type for link in _links(_told(6.0), both, rating)] == ["partial"]
    assert [link.type for link in _links(_told(3.5), both, rating)] == ["mention"]
