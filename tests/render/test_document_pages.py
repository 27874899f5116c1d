import datetime

import pytest
from lxml import html

from generator.models import Cell, Warning_
from generator.redaction import BLACK
from generator.render.document_view import (
    allocation_rows,
    basis_chain,
    citation_text,
    document_parts,
    for_readers,
    placed_notes,
    printed_number,
    source_groups,
)
from generator.render.environment import index_of, render_page
from generator.render.pages import home, policies
from generator.render.personal_data import mask_for
from generator.render.site import Settings, SiteInput
from generator.render.wording import REDACTED, cited_title, further_status
from tests.render import made
from tests.render.every import every_page

LOCAL, NATIONAL = "a-2018-1", "national-2016-76"


def markup(site: SiteInput, policy: str) -> str:
    page = next(page for page in every_page(policies, site) if page.path == f"policies/{policy}.md")
    return render_page(page, site)


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text.split("\n---\n", 1)[1])


def words(node: html.HtmlElement) -> str:
    return "".join(node.text_content().split())


@pytest.mark.parametrize(
    ("number", "expected"),
    [("一", "一、"), ("(二)", "（二）"), ("（十二）", "（十二）"), ("3", "3."), ("四是", "四是"), ("第五条", "第五条"),
     ("附件", "附件："), ("", ""), ("⒈", "1."),
     ("⑵", "（2）"), ("㈢", "（三）"), ("二）", "（二）"), ("2.1", "2.1"), ("③", "③")],
)  # fmt: skip
def test_numbers_are_set_as_in_official_print(number, expected):
    assert printed_number(number) == expected


def test_hostile_text_stays_text():
    text = markup(made.site(), LOCAL)
    page = tree(text)
    assert page.xpath("//script | //i | //b | //*[@style] | //@onclick") == []
    (article,) = page.xpath("//article[@id='t-1-1']")
    assert "=1+1公开<script>alert(1)</script>{{7*7}}，ＰＰＰ项目年内完成80%以上。" in words(article)
    assert "公开<b>" in words(article.xpath(".//*[contains(@class, 'pk-heading')]")[0])


def test_a_provision_shows_who_when_where_and_its_counterpart():
    (article,) = tree(markup(made.site(), LOCAL)).xpath("//article[@id='t-1-1']")
    facts = words(article.xpath(".//*[@class='pk-clause-facts']")[0])
    assert facts == "牵头发改委配合各镇时限年内指标80%以上领域公开合作"
    (link,) = article.xpath(".//*[@class='pk-counterparts']//a[contains(@href, '#')]")
    assert (link.get("href"), words(link)) == ("national-2016-76.html#t-1", "一部分对应")
    assert article.xpath(".//a[text()='原文']/@href") == ["#src-t-1-1"]
    assert article.xpath(".//a[text()='对比']/@href") == ["../domains/open.html#a-2018-1"]
    (button,) = article.xpath(".//button[@data-policy]")
    assert dict(button.attrib)["data-item"] == "t-1-1"
    assert button.get("data-label") == "甲 （一）".replace("（一）", "一(一)")


def test_a_title_without_text_says_so_by_having_none():
    (article,) = tree(markup(made.site(), LOCAL)).xpath("//article[@id='t-1-2']")
    assert article.xpath(".//*[contains(@class, 'pk-text')]") == []
    assert "没有相应的条文" in words(article)


def test_every_anchor_of_the_page_leads_somewhere():
    for record in made.real_site().records:
        page = tree(markup(made.real_site(), record.id))
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        targets = {target[1:] for target in page.xpath("//a/@href") if target.startswith("#")}
        assert targets - set(ids) == set()
        expected = {item.id for item in (*record.tasks, *record.principles)}
        assert expected | {f"src-{name}" for name in expected} <= set(ids)


def test_personal_data_is_on_no_page_unless_asked_for():
    text = markup(made.site(), LOCAL)
    assert "张三丰" not in text
    assert "13900001111" not in text
    assert f"分管领导{REDACTED}" in words(tree(text).xpath("//*[@class='pk-source']")[0])
    shown = markup(made.site(settings=Settings(publish_personal_data=True)), LOCAL)
    assert "张三丰" in shown
    assert REDACTED not in shown


def test_paragraphs_with_blacked_out_characters_may_break_within_them():
    """To a browser they are one long word; of justified text it spaces out the line before."""
    record = made.local()
    task = record.tasks[0].model_copy(update={"text": record.tasks[0].text.replace("年内完成", BLACK * 4)})
    black = record.model_copy(update={"tasks": (task, *record.tasks[1:])})
    sources = made.site().sources | {LOCAL: made.SOURCE.replace("年内完成", BLACK * 4)}
    page = tree(markup(made.site(records=(made.national(), black), sources=sources), LOCAL))
    (masked,) = page.xpath("//p[@class='pk-masked']")
    assert BLACK * 4 in words(masked)
    assert not tree(markup(made.site(), LOCAL)).xpath("//p[@class='pk-masked']")


def test_no_personal_word_of_the_real_corpus_is_shown():
    site = made.real_site()
    hidden = 0
    for record in site.records:
        text = markup(site, record.id)
        for entry in record.personal_data:
            word = site.sources[record.id][slice(*entry.span)].strip()
            assert word not in text
            hidden += 1
    assert hidden == 20


def test_the_source_view_holds_the_whole_masked_source_line_by_line():
    site = made.real_site()
    for record in site.records:
        page = tree(markup(site, record.id))
        lines = page.xpath("//div[contains(@class, 'pk-line ')]/span[@class='pk-line-text']")
        source = site.sources[record.id]
        hidden = policies.hidden_passages(record, source, mask_for(record, site))
        groups = source_groups(record, source, hidden)
        held = [line for group in groups for line in group.lines]
        assert len(lines) == len(held) == source.count("\n") + 1
        for shown, line in zip(lines, held, strict=True):
            assert words(shown) == "".join("".join(piece.text for piece in line.segments).split())


def test_a_digest_says_so_at_every_provision_and_in_its_citation():
    page = tree(markup(made.site(), NATIONAL))
    notes = page.xpath("//article[@id='t-1']//a[@href='../method.html#digest']")
    assert [words(note) for note in notes] == ["摘编"]
    assert "（摘编）" in page.xpath("//article[@id='t-1']//@data-copy-citation")[0]


def test_basis_and_citing_documents_are_linked_both_ways():
    site = made.site()
    local, national = tree(markup(site, LOCAL)), tree(markup(site, NATIONAL))
    assert "national-2016-76.html" in local.xpath("//aside//ul[@class='pk-basis']//a/@href")
    assert "某省意见待收录某政发[2017]1号" in words(local.xpath("//aside")[0])
    assert "考核办法" not in words(local.xpath("//aside")[0])
    assert "a-2018-1.html" in national.xpath("//aside//ul[@class='pk-basis']//a/@href")


def test_documents_that_cite_each_other_end_the_chain():
    site = made.site()
    back = made.local().citations[0].model_copy(update={"policy": LOCAL})
    circle = made.national().model_copy(update={"citations": (back,)})
    index = index_of(made.site(records=(circle, made.local())))
    (first, second) = basis_chain(made.local().id, index)
    assert (first.citation.policy, first.basis) == (NATIONAL, ())
    assert second.basis == ()
    assert site.records[0].citations == ()


def test_units_that_only_one_side_names_are_marked():
    first, second = allocation_rows(made.local())
    assert (first.row is not None, first.task is not None) == (True, True)
    assert (first.only_annex, first.only_body) == (frozenset(), frozenset({"各镇"}))
    assert second.row is None
    assert second.task is not None
    assert second.task.id == "t-1-2"
    table = tree(markup(made.site(), LOCAL)).xpath("//table[@class='pk-allocation']")[0]
    assert [words(mark) for mark in table.xpath(".//mark")] == ["各镇"]
    assert "附表没有这一项" in words(table)


def test_words_that_differ_between_body_and_table_are_shown_as_cut_out():
    """They were quoted from the middle of a word (题研讨 of 专题研讨) as if they began there."""
    table = tree(markup(made.real_site(), "panjin-2017-25")).xpath("//table[@class='pk-allocation']")[0]
    told = [words(line) for line in table.xpath(".//*[@class='pk-disagreement']")]
    assert "文字不一致正文：…题研讨、进修等课程…；附表：…题研讨、选修等课程…" in told
    assert "单位不一致正文：经济区管委会；附表：经济区政府管委会" in told


def test_notes_stand_where_they_occur():
    record = made.local()
    head = Warning_(code="x", message="题头", line=1, span=(0, 2))
    record = record.model_copy(update={"warnings": (*record.warnings, head)})
    parts = document_parts(record)
    assert [part.id for part in parts] == ["s-1", "t-1-1", "t-1-2"]
    placed = placed_notes(record, parts, made.SOURCE, mask_for(record, made.site()))
    assert [note.message for note in placed.general] == ["题头"]
    assert [(note.label, note.line) for note in placed.parts["t-1-1"]] == [("提示", 4), ("修复", 4)]
    assert [note.message for note in placed.rows["a-1"]] == [f"{REDACTED}的姓名"]


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("单位“甲局”未登记，暂按名称归入“审计”一类；请在 schema/vocabulary/agencies.yaml 中登记或补充别名",
         "单位“甲局”未登记，暂按名称归入“审计”一类"),
        ("“本局”是发文机关自称，不知指哪个单位；如知道，请在 corrections.yaml 中写明",
         "“本局”是发文机关自称，不知指哪个单位"),
        ("按标题“资金”自拟领域“资金”，共2条；请核对，必要时在 schema/vocabulary/domains.yaml 登记",
         "按标题“资金”自拟领域“资金”，共2条"),
        ("正文作“…；请示报告…”，附表作“…；请示…”", "正文作“…；请示报告…”，附表作“…；请示…”"),
        ("数目与所列不符", "数目与所列不符"),
    ],
)  # fmt: skip
def test_readers_are_told_what_is_found_and_not_what_to_enter_where(message, shown):
    assert for_readers(message) == shown


def test_what_a_repair_takes_away_is_visible():
    record = made.local()
    repair = record.repairs[0].model_copy(update={"before": "\n\n", "after": ""})
    record = record.model_copy(update={"repairs": (repair,), "warnings": ()})
    placed = placed_notes(record, document_parts(record), made.SOURCE, mask_for(record, made.site()))
    assert [(note.before, note.after) for note in placed.parts["t-1-1"]] == [("⏎", "")]


@pytest.mark.parametrize(
    ("status", "title", "cited"),
    [
        ("full", "甲办法", "甲办法"),
        ("digest", "甲办法", "甲办法（摘编）"),
        ("draft", "甲办法", "甲办法（征求意见稿）"),
        ("draft", "甲办法（征求意见稿）", "甲办法（征求意见稿）"),
        ("interpretation", "甲办法出台", "甲办法出台（解读）"),
        ("interpretation", "《甲办法》政策解读", "《甲办法》政策解读"),
        ("template", "X市办法", "X市办法（范本）"),
    ],
)
def test_a_citation_says_what_is_held(status, title, cited):
    assert cited_title(title, status) == cited


@pytest.mark.parametrize(
    ("legal", "status", "further"),
    [
        (None, "full", ""),
        ("有效", "full", "有效"),
        ("征求意见", "draft", ""),
        ("解读，不具规范效力", "interpretation", "不具规范效力"),
        ("征求意见结束", "draft", "征求意见结束"),
    ],
)
def test_the_list_says_nothing_twice_of_what_kind_of_text_it_is(legal, status, further):
    assert further_status(legal, status) == further


def test_the_citation_follows_the_standard():
    text = citation_text(made.national(), "四(二)", name="国家意见（摘编）", holder="国务院")
    assert text == "国务院. 国家意见（摘编）: 国发〔2016〕76号[A/OL]: 四(二). (2016-12-22)"
    unnumbered = citation_text(made.local(), "一", name="甲", holder="甲市")
    assert unnumbered == "甲市. 甲[EB/OL]: 一. (2018-01-02)"


def test_the_list_has_one_row_for_each_document_in_order():
    site = made.site()
    page = next(iter(every_page(policies, site)))
    rows = tree(render_page(page, site)).xpath("//table[@class='sortable']/tbody/tr")
    assert [words(row) for row in rows] == [
        "国家摘编国家意见国发〔2016〕76号2016-12-22意见摘编10—",
        "甲甲市实施意见—2018-01-02实施意见全文22—",
    ]


def test_home_names_the_domains_that_no_document_speaks_of_below_the_matrix():
    whole = made.site()
    (heard, other) = whole.vocabulary.domains
    silent = [
        Cell(domain=other.id, policy=LOCAL, state="absent", reason="全文没有。"),
        Cell(domain=other.id, policy=NATIONAL, state="unknown", reason="摘编。"),
    ]
    comparison = whole.comparison.model_copy(update={"cells": (*whole.comparison.cells, *silent)})
    site = made.site(comparison=comparison)
    (page,) = home.pages(site)
    shown = tree(render_page(page, site))
    rows = [words(cell) for cell in shown.xpath("//table[@class='pk-overview']//th[@scope='row']")]
    assert rows == [heard.name]
    (note,) = (text for text in map(words, shown.xpath("//p[@class='pk-quiet']")) if "没有见到" in text)
    assert note == f"另有1个领域，以上文件中没有见到：{other.name}。"
    mentioned = silent[0].model_copy(update={"state": "mentioned"})
    site = made.site(comparison=comparison.model_copy(update={"cells": (mentioned, silent[1])}))
    assert home.unheard_of(site) == ()


def test_home_shows_the_matrix_and_counts_what_is_there():
    site = made.site()
    (page,) = home.pages(site)
    shown = tree(render_page(page, site))
    heads = [words(cell) for cell in shown.xpath("//table[@class='pk-overview']/thead//th")]
    assert heads == ["领域", "国家", "县级", "国家摘编", "甲"]
    cells = shown.xpath("//table[@class='pk-overview']//td/a")
    assert [cell.get("class") for cell in cells] == [
        "pk-cell state-not_parsed",
        "pk-cell state-present",
        "pk-cell state-not_parsed",
        "pk-cell state-not_parsed",
    ]
    assert cells[1].get("href") == "domains/open.html#a-2018-1"
    figures = home.figures(site)
    assert (figures.policies, figures.tasks, figures.units, figures.to_check) == (2, 3, 2, 1)
    assert figures.unclassified == pytest.approx((len(made.SOURCE) - 20) / (len(made.SOURCE) + 16))
    assert [record.id for record in home.newest(site.records)] == [LOCAL, NATIONAL]
    assert "收录" not in shown.xpath("string(//ul[@class='pk-newest'])")
    (form,) = shown.xpath("//form[@role='search']")
    assert (form.get("action"), form.get("method")) == ("search.html", "get")


def test_home_names_first_what_was_collected_last_and_says_when():
    national = made.national()
    source = national.source.model_copy(update={"retrieved_on": datetime.date(2026, 11, 23)})
    site = made.site(records=(national.model_copy(update={"source": source}), made.local()))
    (page,) = home.pages(site)
    rows = tree(render_page(page, site)).xpath("//ul[@class='pk-newest']/li")
    assert [words(row).endswith("2016-12-222026-11-23收录") for row in rows] == [True, False]
