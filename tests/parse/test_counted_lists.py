"""Counts beside the lists that they count: what differs for certain is told, what may be read otherwise is not."""

from __future__ import annotations

import pytest

from generator.models import SourceText
from generator.parse import parse
from generator.parse.counted_lists import counted_lists
from generator.vocabulary import Vocabulary
from tests.support import ROOT, real_vocabulary

FIVE = "政府采购、招标投标、招商引资、政府债务、街道乡镇"


@pytest.mark.parametrize(
    ("text", "phrase", "listed"),
    [
        (f"加强{FIVE}六大领域政务诚信建设。", "六大领域", "5项（加强政府采购"),
        (f"坚持问题导向，突出{FIVE}6大领域。", "6大领域", "5项（突出政府采购"),
        ("聚焦政府采购、招标投标、招商引资、政府债务和街道乡镇六大领域。", "六大领域", "4至5项（聚焦政府采购"),
        (f"突出六大领域：{FIVE}。", "六大领域", "5项（政府采购"),
        (f"突出六大领域（{FIVE}），抓好落实。", "六大领域", "5项（政府采购"),
        ("健全六项机制，即守信激励、失信惩戒、信用承诺、信用修复、监督考核。", "六项机制", "5项（守信激励"),
        ("做好五个方面工作：一是强化领导；二是加强宣传；三是严格考核；四是落实经费。", "五个方面工作", "4项（一是"),
        ("强化五个方面：组织领导；宣传引导；督促检查；经费保障。", "五个方面", "4项（组织领导"),
        (
            "建立容错、纠错、激励（含表彰、奖励）、保障五项机制。",
            "五项机制",
            "4项（建立容错、纠错、激励（含表彰",
        ),
        ("按“已兑现、正在兑现、尚未兑现”四类管理。", "四类管理", "3项（已兑现"),
        ("打造政务、商务、社会、司法、金融、科技四大领域示范。", "四大领域", "6项（打造政务"),
    ],
)
def test_six_announced_and_five_listed(text: str, phrase: str, listed: str) -> None:
    (found,) = counted_lists(text, (0, len(text)), real_vocabulary())
    assert found.differs
    assert found.phrase == phrase
    assert found.listed.startswith(listed)


@pytest.mark.parametrize(
    "text",
    [
        # it fits, in one reading at least
        f"加强{FIVE}五大领域政务诚信建设。",
        "加强政府采购、政府和社会资本合作、招标投标、招商引资、地方政府债务、街道和乡镇六大领域诚信建设。",
        "从语气、句式长短、正式程度、用词偏好以及详略五个方面评价。",
        "在政务、商务，社会、司法和金融五大领域推进。",
        "健全三项制度：容错、纠错，激励、保障，监督、考核。",
        "做好四个方面工作：一是强化领导；二是加强宣传。加大力度；三是严格考核；四是落实经费。",
        "分“马上办、分步办、司法办”三类销号。",
        # it is left open
        "加强政府采购、招标投标、招商引资、政府债务等六大领域政务诚信建设。",
        "突出六大领域：政府采购、招标投标、招商引资等。",
        # the list is one of something else
        "推动各镇、街道、园区五项重点任务落实。",
        "落实国家、省、市五大领域部署。",
        "对政府采购、招标投标、招商引资、政府债务开展五项整治。",
        "选择两个乡镇、三个部门先行试点。",
        "归集工商、税务、社保三十六类信息。",
        "统筹镇、街道、园区、机关、企业三类主体。",
        # no count at all
        "财政局、审计局、国资委、发改委三个工作日内反馈。",
        "贯彻党的十八大、十九大、二十大精神。",
        "落实第六项、第七项、第八项任务。",
    ],
)
def test_what_may_be_meant_is_left_alone(text: str) -> None:
    assert not any(found.differs for found in counted_lists(text, (0, len(text)), real_vocabulary()))


@pytest.mark.parametrize(
    ("title", "below", "code"),
    [
        ("推进六大领域诚信建设", f"加强{FIVE}领域诚信建设。", "count_mismatch"),
        ("推进五大领域诚信建设", f"加强{FIVE}领域诚信建设。", None),
        ("推进九大领域诚信建设", f"加强{FIVE}领域诚信建设。", "count_unverified"),
        # The sentence counts them itself: told there, and once.
        ("推进六大领域诚信建设", f"加强{FIVE}六大领域诚信建设。公开有关信息。", "list_count_mismatch"),
        ("推进五大领域诚信建设", f"加强{FIVE}五大领域诚信建设。公开有关信息。", None),
        (f"加强{FIVE}六大领域诚信建设", "公开有关信息。", "list_count_mismatch"),
        ("完善四项制度", "一是公开。二是承诺。三是考核。", "count_mismatch"),
        ("完善三项制度", "一是公开。二是承诺。三是考核。", None),
        ("完善四项制度", "公开有关信息，完善有关制度。", "count_unverified"),
    ],
)
def test_what_a_heading_counts(title: str, below: str, code: str | None, vocabulary: Vocabulary) -> None:
    text = f"宜兴市政务诚信建设实施方案\n\n一、主要任务\n\n（一）{title}\n\n{below}\n"
    source = SourceText(path="x.txt", text=text, sha256="0" * 64, encoding="utf-8")
    warnings = parse(source, vocabulary).warnings
    assert [entry.code for entry in warnings if "count_" in entry.code] == ([code] if code else [])
    assert all("5项" in entry.message or "3项" in entry.message for entry in warnings if "mismatch" in entry.code)


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("实施“六大工程”。", "六大工程"),
        ("重点实施六大工程：", "六大工程"),
        ("做好以下6项工作：", "6项工作"),
        ("建设信用宜兴。聚焦三个方面，推进六项任务：", "六项任务"),
        # Right, or said of something else.
        ("实施“五大工程”。", None),
        ("抓好五个方面六项任务：", None),
        ("抓好23项任务：", None),
        ("衔接省六大专项行动。", None),
        ("实施六大工程，提高公信力。", None),
    ],
)
def test_what_the_text_above_items_counts(said: str, phrase: str | None, vocabulary: Vocabulary) -> None:
    items = "\n".join(
        f"（{number}）{name}工程。由市政府办牵头。" for number, name in zip("一二三四五", FIVE.split("、"), strict=True)
    )
    text = f"宜兴市政务诚信建设实施方案\n\n一、主要任务\n{said}\n{items}\n"
    source = SourceText(path="x.txt", text=text, sha256="0" * 64, encoding="utf-8")
    found = [entry for entry in parse(source, vocabulary).warnings if "count_" in entry.code]
    told = [f"“{phrase}”称6项，其下实有5项：请核对原文是否有缺漏"] if phrase else []
    assert [entry.message for entry in found] == told
    assert all((entry.line, text[slice(*entry.span)]) == (4, said) for entry in found)


def test_nothing_is_told_of_the_real_documents(vocabulary: Vocabulary) -> None:
    # Each count beside a list in these was counted by hand; 十大教育工程 has ten.
    texts = [*(ROOT / "policies").glob("*/source.txt"), *(ROOT / "tests" / "fixtures").glob("*.txt")]
    found = [
        entry
        for path in texts
        for text in (path.read_text(encoding="utf-8"),)
        for line in text.split("\n")
        for entry in counted_lists(line, (0, len(line)), real_vocabulary())
    ]
    assert len(found) >= 6
    assert [entry.phrase for entry in found if entry.differs] == []
