"""Closing provisions behind the last item: they say of the document what nobody is charged with."""

from __future__ import annotations

import pytest

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.parse.closing import only_closing
from generator.vocabulary import Vocabulary

PLAN = """青川市加强政务诚信建设实施方案

一、主要任务
（一）建立台账。逐件登记承诺。（责任单位：市商务局）
二、保障措施
（二）加强督查。市财政局牵头，每半年通报一次。
{closing}
青川市人民政府办公室
2022年7月18日
"""

CLOSES = [
    "本措施自2022年8月1日起施行，有效期至2025年7月31日，由市发展改革委会同市司法局负责解释。",
    "本意见自印发之日起施行。",
    "本通知从2022年1月1日起正式实施。",
    "本实施方案由市信用办负责解释。",
    "本办法的具体解释工作由市财政局承担。",
    "本办法有效期5年。",
    "自2023年2月1日起施行，有效期三年。",
    "此前我市有关规定与本措施不一致的，以本措施为准。",
    "国家和省有新规定的，从其规定。",
    "《青川市政务诚信暂行办法》（青政发〔2015〕8号）同时废止。",
]

GOES_ON = [
    "本市自2022年起每年公布承诺目录。",
    "本方案印发后，各县（市、区）要于30日内制定实施细则。",
    "与上级规定不一致的文件要及时清理。",
    "各县（市、区）要参照本方案制定落实清单。",
    "自觉接受社会监督。",
]


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


@pytest.mark.parametrize("closing", CLOSES)
def test_a_closing_paragraph_belongs_to_no_item(closing: str, vocabulary: Vocabulary) -> None:
    text = PLAN.format(closing=closing)
    reading = read(text, vocabulary)
    last = reading.tasks[-1]
    assert "".join(text[a:b] for a, b in last.body.spans) == "市财政局牵头，每半年通报一次。"
    assert [(unit.raw, unit.role) for unit in last.units] == [("市财政局", "lead")]
    assert "".join(text[a:b] for a, b in reading.closing.spans) == closing
    assert reading.closing.lines == (7,)
    assert not [block for block in reading.blocks if block.kind == "unclassified" and text[slice(*block.span)].strip()]


ITSELF = [one for one in CLOSES if not one.startswith(("此前", "国家", "《"))]


@pytest.mark.parametrize("closing", [*ITSELF, ITSELF[1] + CLOSES[-1], CLOSES[7]])
def test_closing_sentences_at_the_end_of_the_last_paragraph_belong_to_no_item(
    closing: str, vocabulary: Vocabulary
) -> None:
    text = PLAN.replace("\n{closing}", "{closing}").format(closing=closing)
    reading = read(text, vocabulary)
    last = reading.tasks[-1]
    assert "".join(text[a:b] for a, b in last.body.spans) == "市财政局牵头，每半年通报一次。"
    assert [(unit.raw, unit.role) for unit in last.units] == [("市财政局", "lead")]
    assert "".join(text[a:b] for a, b in reading.closing.spans) == closing
    assert not [block for block in reading.blocks if block.kind == "unclassified" and text[slice(*block.span)].strip()]


@pytest.mark.parametrize("more", [*GOES_ON, CLOSES[-1], ITSELF[1] + "各单位要认真落实。"])
def test_other_sentences_at_the_end_of_the_last_paragraph_stay_with_the_item(more: str, vocabulary: Vocabulary) -> None:
    """That another document is repealed may be what the item is about."""
    text = PLAN.replace("\n{closing}", "{closing}").format(closing=more)
    reading = read(text, vocabulary)
    assert reading.closing.spans == ()
    assert "".join(text[a:b] for a, b in reading.tasks[-1].body.spans).endswith(more)


def test_a_closing_sentence_behind_the_title_leaves_the_title(vocabulary: Vocabulary) -> None:
    text = PLAN.format(closing="（三）加强宣传。本方案自印发之日起施行。")
    reading = read(text, vocabulary)
    assert (reading.tasks[-1].id, reading.tasks[-1].title, reading.tasks[-1].body.spans) == ("t-2-3", "加强宣传", ())
    assert "".join(text[a:b] for a, b in reading.closing.spans) == "本方案自印发之日起施行。"


@pytest.mark.parametrize("more", GOES_ON)
def test_another_paragraph_goes_on_with_the_item(more: str, vocabulary: Vocabulary) -> None:
    text = PLAN.format(closing=more)
    reading = read(text, vocabulary)
    assert reading.closing.spans == ()
    assert "".join(text[a:b] for a, b in reading.tasks[-1].body.spans).endswith(more)


def test_what_follows_a_closing_paragraph_belongs_to_it(vocabulary: Vocabulary) -> None:
    text = PLAN.format(closing="本方案自印发之日起施行。\n各地可结合实际制定细则。")
    reading = read(text, vocabulary)
    assert reading.closing.lines == (7, 8)
    assert reading.closing.paragraph_starts == (0, 1)
    assert reading.metadata.effective_raw == "自印发之日起施行"


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("三、其他\n本方案自印发之日起施行，由市信用办负责解释。", []),
        ("三、其他\n（三）本方案自印发之日起施行。\n（四）此前规定与本方案不一致的，以本方案为准。", []),
        ("三、本方案自2022年8月1日起施行，有效期2年。", []),
        ("三、其他\n各单位应于2022年底前报送总结。本方案自印发之日起施行。", ["t-3"]),
        ("（三）加强宣传。\n本方案自印发之日起施行。", ["t-2-3"]),
    ],
)
def test_a_part_that_only_closes_the_document_is_no_task(last: str, found: list[str], vocabulary: Vocabulary) -> None:
    reading = read(PLAN.format(closing=last), vocabulary)
    assert [item.id for item in reading.tasks] == ["t-1-1", "t-2-2", *found]
    assert reading.metadata.effective_raw is not None


def test_articles_keep_their_paragraphs(vocabulary: Vocabulary) -> None:
    text = "青川市信用办法\n\n第一条　市信用办负责归集。\n第二条　各部门应当公开承诺。\n本办法自2022年8月1日起施行。\n"
    reading = read(text, vocabulary)
    assert reading.closing.spans == ()
    assert reading.tasks[-1].body.lines == (4, 5)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("本方案自印发之日起施行。此前规定与本方案不一致的，以本方案为准。", True),
        ("本方案自印发之日起施行。各单位要认真落实。", False),
        ("各单位要认真落实。本方案自印发之日起施行。", False),
        ("", False),
    ],
)
def test_only_closing_provisions(text: str, only: bool, vocabulary: Vocabulary) -> None:
    assert only_closing(text, ((0, len(text)),) if text else (), vocabulary) is only


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("由市公安局、市司法局共同负责解释", "市公安局、市司法局"),
        ("具体解释工作由市财政局承担", "市财政局"),
        ("由市发展改革委会同市司法局负责解释", "市发展改革委会同市司法局"),
        ("由市信用办负责对本方案的解释", "市信用办"),
    ],
)
def test_who_interprets_it(said: str, who: str, vocabulary: Vocabulary) -> None:
    reading = read(PLAN.format(closing=f"本方案自印发之日起施行，{said}。"), vocabulary)
    assert reading.metadata.interpreted_by == who


ANNEX = """
附件：重点任务分工表

重点任务分工表

序号	重点任务	责任单位	完成时限
1	建立台账	市商务局	2022年12月底前
"""


@pytest.mark.parametrize("annex", ["", ANNEX])
@pytest.mark.parametrize("closing", ["", ITSELF[0], ITSELF[1]])
@pytest.mark.parametrize(
    "signed",
    [
        "青川市人民政府办公室\n2022年7月18日\n",
        "青川市人民政府办公室\n\n2022年7月18日\n\n（此件公开发布）\n",
        "中共青川市委办公室\n青川市人民政府办公室\n二〇二二年七月十八日\n",
    ],
)
def test_a_signature_belongs_to_no_item_nor_to_what_closes_the_text(
    closing: str, signed: str, annex: str, vocabulary: Vocabulary
) -> None:
    """It stands last, or before what is annexed; its date is told in figures or in 汉字."""
    text = PLAN.partition("{closing}")[0] + closing + "\n" + signed + annex
    reading = read(text, vocabulary)
    last = reading.tasks[-1]
    assert "".join(text[a:b] for a, b in last.body.spans) == "市财政局牵头，每半年通报一次。"
    assert [deadline.raw for deadline in last.deadlines] == ["每半年"]
    assert "".join(text[a:b] for a, b in reading.closing.spans) == closing
    assert reading.metadata.issued_on == "2022-07-18"
    assert [row.title for row in reading.annex_rows] == (["建立台账"] if annex else [])
    assert not [block for block in reading.blocks if block.kind == "unclassified" and text[slice(*block.span)].strip()]


def test_a_short_line_before_an_annex_is_no_signature_without_a_date(vocabulary: Vocabulary) -> None:
    text = PLAN.partition("{closing}")[0] + "有关情况及时报告市信用办\n" + ANNEX
    last = read(text, vocabulary).tasks[-1]
    assert "".join(text[a:b] for a, b in last.body.spans).endswith("有关情况及时报告市信用办")


def test_since_when_a_document_holds_may_stand_in_the_notice_that_passes_it_on(vocabulary: Vocabulary) -> None:
    text = (
        "青川市人民政府关于印发《青川市政务诚信管理办法》的通知\n\n青政发〔2022〕9号\n\n各县（市、区）人民政府：\n\n"
        "现将《青川市政务诚信管理办法》印发给你们，自2022年9月1日起施行，有效期5年。\n\n青川市人民政府\n\n2022年7月18日\n\n"
        "青川市政务诚信管理办法\n\n一、总体要求\n\n依法推进。\n\n二、主要任务\n\n（一）归集信息。按月归集政务信用信息。\n"
    )
    metadata = read(text, vocabulary).metadata
    assert (metadata.effective_on, metadata.validity_raw) == ("2022-09-01", "有效期5年")
    own = read(text + "\n本办法自2022年10月1日起施行。\n", vocabulary).metadata
    assert (own.effective_on, own.validity_raw) == ("2022-10-01", "有效期5年")
