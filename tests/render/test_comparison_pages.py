from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import pytest
from lxml import html

from generator.models import Cell, Comparison, Difference, DifferenceOperation, ItemRef, PersonalData
from generator.render.compared import Marking, common_runs, provision
from generator.render.data import desk_items, desk_marks
from generator.render.environment import index_of
from generator.render.opposite import opposite
from generator.render.pages import desk, domains, pairs, principles
from generator.render.site import SiteInput
from tests.render.comparing import (
    BASE,
    DIFFERENCE,
    DRAFT,
    FULL,
    HOSTILE,
    RECORDS,
    SECOND,
    link,
    pages_of,
    principle,
    ref,
    small_site,
)
from tests.render.every import every_file


@pytest.fixture(scope="module")
def site() -> SiteInput:
    return small_site()


def document(markdown: str) -> html.HtmlElement:
    """The page's HTML blocks; Markdown headings stay as text between them."""
    return html.document_fromstring(markdown.split("---\n", 2)[2])


def cell(page: html.HtmlElement, row: str, policy: str) -> html.HtmlElement:
    (found,) = page.xpath(f"//table[@class='pk-compare']//tr[@data-row='{row}']/td[@data-policy='{policy}']")
    return found


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_one_page_per_domain_and_a_matrix(site: SiteInput) -> None:
    made = pages_of(domains, site)
    names = ("index", "buying", "debt", "culture", "law")
    assert list(made) == [f"domains/{name}.md" for name in names]
    matrix = document(made["domains/index.md"])
    states = [
        re.findall(r"state-(\w+)", link.get("class"))[0]
        for link in matrix.xpath(
            "//table[@class='pk-coverage-table']//a[contains(@class,'pk-cell')][contains(@href,'debt')]"
        )
    ]
    assert states == ["present", "absent", "unknown", "absent"]


def test_cells_say_absent_or_unknown_with_their_reason(site: SiteInput) -> None:
    page = document(pages_of(domains, site)["domains/debt.md"])
    assert words(cell(page, "text", FULL)) == f"○ 未见{FULL}的理由。"
    assert words(cell(page, "text", SECOND)) == f"？ 不明{SECOND}的理由。"
    assert words(cell(page, "units", SECOND)) == "不明"
    assert words(cell(page, "units", FULL)) == "—"


def test_provisions_are_marked_against_the_base(site: SiteInput) -> None:
    page = document(pages_of(domains, site)["domains/buying.md"])
    assert page.xpath("//div[@data-compare]/@data-default-base") == [FULL]
    draft = cell(page, "text", DRAFT).xpath(".//div[@class='pk-variant']")[0]
    assert [node.text for node in draft.xpath(".//del")] == ["建立"]
    assert [node.text for node in draft.xpath(".//ins")] == ["健全"]
    # The base itself stands unmarked, and keeps a version against the draft for when the base is switched.
    base = cell(page, "text", FULL)
    assert not base.xpath(".//div[@class='pk-variant']//ins")
    assert [node.text for node in base.xpath(f".//template[@data-base='{DRAFT}']//ins")] == ["建立"]


def test_rows_hold_units_deadlines_and_own_sentences(site: SiteInput) -> None:
    page = document(pages_of(domains, site)["domains/buying.md"])
    assert "牵头 财政局" in words(cell(page, "units", FULL))
    assert "2018年底前" in words(cell(page, "deadlines", FULL))
    own = words(cell(page, "own", DRAFT))
    assert own.startswith("0 / 2 句独有")
    assert "逐字相同 1 句" in own
    assert "摘编" in words(cell(page, "own", BASE))


def test_digest_is_named_wherever_it_stands(site: SiteInput) -> None:
    for path, markdown in pages_of(domains, site).items():
        if path.endswith("index.md"):
            continue
        heads = document(markdown).xpath(f"//th[@id='{BASE}']")
        assert "摘编" in heads[0].text_content(), path


def test_mention_shows_the_mentioning_sentence(site: SiteInput) -> None:
    page = document(pages_of(domains, site)["domains/buying.md"])
    (mention,) = page.xpath("//section[@class='pk-mention-group']//li")
    assert "对采购活动开展评估。" in words(mention)
    assert "宣传诚信文化" not in words(mention)


def test_runs_are_listed_once_whatever_the_width_of_their_signs(site: SiteInput) -> None:
    refs = [ItemRef(policy=FULL, item="t-1"), ItemRef(policy=DRAFT, item="t-1")]
    (run,) = common_runs(index_of(site), refs)
    assert run.holders == tuple(refs)
    # The spelling shown is that of the first document, in whatever order the provisions come.
    assert common_runs(index_of(site), refs[::-1]) == (run,)


def test_hostile_text_stays_text(site: SiteInput) -> None:
    made = {**pages_of(domains, site), **pages_of(pairs, site), **pages_of(desk, site)}
    assert any("&lt;script&gt;alert(1)" in markdown for markdown in made.values())
    for path, markdown in made.items():
        assert "<script>alert" not in markdown, path
        assert "49 *强调*" not in markdown, path
    for file in every_file(desk_items, site):
        assert b"<script" not in file.content


def test_every_pair_has_one_page_in_record_order(site: SiteInput) -> None:
    made = list(pages_of(pairs, site))
    ids = [record.id for record in RECORDS]
    expected = [f"pairs/{a}--{b}.md" for number, a in enumerate(ids) for b in ids[number + 1 :]]
    assert made == ["pairs/index.md", *expected]


def side(site: SiteInput, left: str, right: str) -> html.HtmlElement:
    made = pages_of(pairs, site)
    path = f"pairs/{left}--{right}.md"
    swapped = path not in made
    page = document(made[f"pairs/{right}--{left}.md" if swapped else path])
    (found,) = page.xpath(f"//section[@data-side='{'swapped' if swapped else 'straight'}']")
    return found


def test_both_sides_of_a_pair_go_to_the_desk(site: SiteInput) -> None:
    rows = side(site, FULL, DRAFT).xpath(".//tr[@data-kind='same']")
    assert rows
    for row in rows:
        chosen = [
            (button.get("data-policy"), button.get("data-item"))
            for button in row.xpath(".//button[contains(@class,'desk-add')]")
        ]
        assert chosen[0] == (FULL, row.get("data-item"))
        assert len(chosen) > 1 and {policy for policy, _ in chosen[1:]} == {DRAFT}


def test_pair_puts_linked_provisions_on_one_row(site: SiteInput) -> None:
    rows = side(site, FULL, DRAFT).xpath(".//tr[contains(@class,'pk-row')]")
    assert [(row.get("data-item"), row.get("data-kind")) for row in rows] == [
        ("t-1", "same"),
        ("t-2", "none"),
        ("p-1", "none"),
        ("t-2", "none"),
    ]
    left, right = rows[0].xpath("./td")
    assert "建立采购责任制" in words(left)
    assert [node.text for node in right.xpath(".//ins")] == ["健全"]
    assert "标题共有词采购" in words(right)
    assert [node.text for node in side(site, DRAFT, FULL).xpath(".//tr[@data-kind='same']//ins")] == ["建立"]


def test_pair_never_calls_unknown_absent(site: SiteInput) -> None:
    (row,) = side(site, BASE, SECOND).xpath(".//tr[@data-item='t-2'][@data-kind='none']")
    assert "不明" in words(row.xpath("./td")[1])
    assert "未见" not in words(row.xpath("./td")[1])
    (row,) = side(site, BASE, FULL).xpath(".//tr[@data-item='t-2'][@data-kind='none']")[:1]
    assert "未见" in words(row.xpath("./td")[1])


def counted(site: SiteInput, left: str, right: str) -> list[list[str]]:
    """The rows of figures: document, provisions, same, in part, without counterpart, of these named, text in common."""
    rows = side(site, left, right).xpath(".//table[contains(@class,'pk-figures')]/tbody/tr")
    return [[words(cell) for cell in row.xpath("./*")] for row in rows]


def test_pair_figures_come_from_the_comparison_and_turn_with_the_page(site: SiteInput) -> None:
    """Each document's provisions, principles too, are counted alike on both orders of the page, as its lists hold."""
    first, second = ["甲市", "2", "1", "0", "1", "0", "60%"], ["丙县", "3", "1", "0", "2", "0", "40%"]
    assert counted(site, FULL, DRAFT) == [first, second]
    assert counted(site, DRAFT, FULL) == [second, first]
    assert [row[-1] for row in counted(site, BASE, FULL)] == ["不适用（摘编）", "不适用（摘编）"]
    for left, right in itertools.permutations((BASE, FULL, SECOND, DRAFT), 2):
        shown = side(site, left, right)
        alone = [row for row in shown.xpath(".//tr[contains(@class,'pk-row')]") if "没有找到对应条文" in words(row)]
        of_left = [row for row in alone if "没有找到对应条文" in words(row.xpath("./td")[1])]
        mine, theirs = counted(site, left, right)
        assert (mine[4], theirs[4]) == (str(len(of_left)), str(len(alone) - len(of_left)))
        assert f"有的条文（{theirs[4]} 条）" in words(shown)


def test_a_provision_that_is_only_named_has_no_counterpart(site: SiteInput) -> None:
    """丙县 t-2 is named by the baseline's t-1 and nothing else: the same is said of both facts in both orders.

    Its domain (诚信文化) is what the coverage says of it, 不明; the mention is of another one, and is told as that.
    """
    said = (
        "没有找到对应条文 culture ？ 不明：base-2016的理由。 "
        "有联系的条文：国家 (一)（都涉及“采购”，用词“采购活动”）。只算提及，不算对应。"
    )
    for left, right, column in ((BASE, DRAFT, 0), (DRAFT, BASE, 1)):
        rows = side(site, left, right).xpath(".//tr[@data-item='t-2']")
        (only,) = [row for row in rows if "宣传诚信文化" in words(row.xpath("./td")[1 - column])]
        (opposite,) = only.xpath("./td")[column].xpath(".//div[contains(@class,'pk-empty-cell')]")
        assert words(opposite) == said
        mine = next(row for row in counted(site, left, right) if row[0] == "丙县")
        assert mine[4:6] == ["2", "1"]


def test_a_missing_counterpart_never_contradicts_the_coverage(site: SiteInput) -> None:
    """Each cell without counterpart has the state that the coverage has for the provision's domain and the document."""
    index = index_of(site)
    seen = set()
    for left, right in itertools.permutations((BASE, FULL, SECOND, DRAFT), 2):
        made = pairs.make_side(index, index.record(left), index.record(right))
        for row in (*(row for part in made.parts for row in part.rows), *made.rest):
            if row.opposite is not None and row.item.domains.primary is not None:
                covered = index.cell(row.item.domains.primary.id, row.opposite.policy)
                assert row.opposite.state == covered.state
                assert row.opposite.reason.startswith(covered.reason)
                seen.add(covered.state)
    assert {"present", "absent", "unknown"} <= seen


def test_a_tie_names_no_domain_that_the_coverage_finds_nowhere(site: SiteInput) -> None:
    """“没有条文涉及依法” and “都涉及依法” in one cell contradict each other; the words of the link remain true."""
    one, other = ref(FULL, "t-2"), ref(BASE, "t-1")
    for domain, said in (("culture", "用词相近：“规范”"), ("buying", "都涉及“采购”，用词“规范”")):
        tied = link(other, one, "mention", 0.1, domains=(domain,), cues=("规范",))
        comparison = site.comparison.model_copy(update={"links": (tied,)})
        index = index_of(replace(site, comparison=comparison))
        found = opposite(index, index.record(BASE), index.item(FULL, "t-2"), [tied])
        assert [(tie.items, tie.said) for tie in found.ties] == [(("t-1",), said)]


def test_a_domain_that_is_covered_is_not_called_missing(site: SiteInput) -> None:
    """甲市 has a second provision on 采购; 丙县 speaks of it too, but of something else."""
    (row,) = side(site, FULL, DRAFT).xpath(".//tr[@data-item='t-2']")[:1]
    told = words(row.xpath("./td")[1])
    assert told == "没有找到对应条文 buying ● 有条文：gamma-2019-draft的理由。"
    (row,) = side(site, FULL, BASE).xpath(".//tr[@data-item='t-2']")[:1]
    assert words(row.xpath("./td")[1]).endswith("所收国家文件为摘编，未列入不等于原文没有。")


def test_who_is_responsible_stands_on_both_sides(site: SiteInput) -> None:
    for left, right in ((FULL, DRAFT), (DRAFT, FULL)):
        (row,) = side(site, left, right).xpath(".//tr[@data-kind='same']")
        (duties,) = row.xpath(".//p[@class='pk-provision-units']")
        assert words(duties) == "牵头 财政局 时限 2018年底前"
        assert row.xpath("./td").index(duties.xpath("ancestor::td")[0]) == (0 if left == FULL else 1)


def test_what_a_relation_means_is_said_on_the_page(site: SiteInput) -> None:
    """相同 beside texts with hardly a word in common was read as the same words."""
    (page,) = [text for path, text in pages_of(pairs, site).items() if path == f"pairs/{FULL}--{DRAFT}.md"]
    keys = " ".join(words(node) for node in document(page).xpath("//p[contains(@class,'pk-key')]"))
    assert "同一事项 两条讲的是同一件事，文字不一定相同。" in keys
    (label,) = side(site, FULL, DRAFT).xpath(".//tr[@data-kind='same']//span[contains(@class,'pk-link-type')]")
    assert (words(label), label.get("title")) == ("同一事项", "两条讲的是同一件事，文字不一定相同。")


def test_principles_stand_by_subject_and_missing_ones_are_told_apart(site: SiteInput) -> None:
    markdown = pages_of(principles, site)["principles.md"]
    page = document(markdown)
    (row,) = page.xpath("//tr[@data-row='subject']")
    assert [td.get("data-policy") for td in row.xpath("./td")] == [BASE, DRAFT]
    without = [words(node) for node in page.xpath("//div[@class='pk-without']/p")]
    assert without == [
        "甲市 ○ 未见 全文没有“基本原则”一节。",
        "乙省解读 ？ 不明 所收乙省文件为解读，原文未收录，未提到不等于没有。",
    ]


def test_principles_of_one_title_stand_in_one_row_whatever_they_are_about(site: SiteInput) -> None:
    """What a guess at their matter set apart was said to be missing beside the very same words."""
    held = (
        ("坚持问题导向", "law"),
        ("坚持便民", "buying"),
        ("坚持守法", "culture"),
    ), (
        ("坚持问题导向", "debt"),
        ("坚持 便民", "buying"),
        ("坚持依法", "culture"),
        ("坚持法治", "law"),
    )  # fmt: skip
    listed = {
        policy: tuple(principle(f"p-{n}", title, title, domain) for n, (title, domain) in enumerate(entries, 1))
        for policy, entries in zip((BASE, DRAFT), held, strict=True)
    }
    records = tuple(entry.model_copy(update={"principles": listed.get(entry.id, ())}) for entry in site.records)
    bare = replace(site, records=records, comparison=Comparison(baseline=None))
    page = document(pages_of(principles, bare)["principles.md"])
    rows = {
        words(row.xpath("./th")[0]): [
            [button.get("data-item") for button in td.xpath(".//button[@data-item]")] for td in row.xpath("./td")
        ]
        for row in page.xpath("//tr[@data-row='subject']")
    }
    assert rows == {
        "坚持问题导向": [["p-1"], ["p-1"]],
        "坚持便民": [["p-2"], ["p-2"]],
        "culture": [["p-3"], ["p-3"]],
        "坚持法治": [[], ["p-4"]],
    }


def test_desk_data_call_the_script_and_hold_every_item(site: SiteInput) -> None:
    files = {file.path: file.content.decode() for file in every_file(desk_items, site)}
    assert set(files) == {f"data/desk/{record.id}.js" for record in RECORDS}
    found = re.fullmatch(r'policykbDesk\("([^"]+)", (.*)\);\n', files[f"data/desk/{FULL}.js"], re.DOTALL)
    assert found is not None
    data = json.loads(found[2])
    assert found[1] == FULL
    assert [item["id"] for item in data["items"]] == ["t-1", "t-2"]
    assert data["items"][0]["units"] == [{"function": "", "name": "", "raw": "财政局", "role": "牵头"}]
    assert data["items"][1]["text"] == [HOSTILE]


def test_desk_gets_the_marked_differences_of_pairs_with_a_page(site: SiteInput) -> None:
    files = {file.path: file.content.decode() for file in every_file(desk_marks, site)}
    ids = [record.id for record in RECORDS]
    assert set(files) == {f"data/desk/{a}--{b}.js" for a, b in itertools.combinations(ids, 2)}
    name = f"{FULL}--{DRAFT}"
    found = re.fullmatch(r'policykbDeskMarks\("([^"]+)", (.*)\);\n', files[f"data/desk/{name}.js"])
    assert found is not None
    common = "采购责任制。公开采购信息,接受监督。"
    assert (found[1], json.loads(found[2])) == (name, {"t-1 t-1": [["-", "建立"], ["+", "健全"], ["=", common]]})


def test_the_desk_gets_no_steps_of_a_text_in_which_a_person_is_hidden(site: SiteInput) -> None:
    """Steps cut a name into pieces that nobody would find again."""
    index = index_of(site)
    start = site.sources[DRAFT].index("采购责任制")
    person = PersonalData(kind="name", span=(start, start + 5))
    named = index.record(DRAFT).model_copy(update={"personal_data": (person,)})
    records = tuple(named if entry.id == DRAFT else entry for entry in site.records)
    files = {file.path: file.content.decode() for file in every_file(desk_marks, replace(site, records=records))}
    assert files[f"data/desk/{FULL}--{DRAFT}.js"].endswith(", {});\n")


def test_rewritten_texts_show_only_what_is_common() -> None:
    steps = DIFFERENCE.operations
    assert not Marking(steps, 0.9).rewritten
    assert Marking(steps, 0.2).rewritten
    assert not Marking((), 0.0).rewritten


def test_empty_comparison_still_makes_pages() -> None:
    bare = small_site()
    bare = SiteInput(
        records=bare.records[:1], sources=bare.sources, comparison=Comparison(baseline=None), vocabulary=bare.vocabulary
    )
    made = {**pages_of(domains, bare), **pages_of(pairs, bare), **pages_of(principles, bare)}
    assert "收录文件不足两份" in made["pairs/index.md"]
    assert "data-pair-chooser" not in made["pairs/index.md"], "there is nothing to choose from"
    assert "本库没有收录词表指定的国家基准文件" in made["domains/index.md"]


def test_provision_has_no_own_sentences_in_a_digest(site: SiteInput) -> None:
    index = index_of(site)
    assert provision(index, BASE, index.item(BASE, "t-1")).work is None
    work = provision(index, FULL, index.item(FULL, "t-2")).work
    assert work is not None
    assert work.own


def test_a_counterpart_on_the_page_comes_before_a_closer_one_elsewhere() -> None:
    """A provision named after two domains stands on two pages, beside another counterpart on each."""
    near, far, own = ref(FULL, "t-1"), ref(FULL, "t-2"), ref(DRAFT, "t-1")
    same = (DifferenceOperation(op="equal", text="监督", moved=False),)
    comparison = Comparison(
        baseline=None,
        links=(link(own, near, "partial", 0.9), link(own, far, "partial", 0.2)),
        differences=tuple(Difference(base=base, other=own, operations=same) for base in (near, far)),
    )
    index = index_of(replace(small_site(), comparison=comparison))
    item = index.item(DRAFT, "t-1")
    for shown, expected in (((), near), ((near, own), near), ((far, own), far)):
        assert [variant.base for variant in provision(index, DRAFT, item, FULL, shown).variants] == [expected]


def _within(*sentences: str) -> SiteInput:
    """The documents, of which one writes on 采购 in a provision on something else only."""
    aside = Cell(
        domain="buying",
        policy=DRAFT,
        state="present",
        items=("t-2",),
        within=True,
        sentences=(sentences,),
        reason="写在1项其他条文中。",
    )
    made = small_site()
    cells = tuple(aside if (one.domain, one.policy) == ("buying", DRAFT) else one for one in made.comparison.cells)
    return replace(made, comparison=made.comparison.model_copy(update={"cells": cells}))


def test_a_provision_on_something_else_says_first_what_is_on_the_domain() -> None:
    column = cell(document(pages_of(domains, _within("对采购活动开展评估。"))["domains/buying.md"]), "text", DRAFT)
    (shown,) = column.xpath(".//div[@class='pk-provision']")
    assert [words(q) for q in shown.xpath("div[@class='pk-on-domain']/q")] == ["对采购活动开展评估。"]
    assert "宣传诚信文化。" in words(shown.xpath("div[contains(@class,'pk-long')]")[0])
    assert not cell(document(pages_of(domains, _within())["domains/buying.md"]), "text", DRAFT).find_class(
        "pk-on-domain"
    )


def test_hostile_sentences_stay_text() -> None:
    hostile = "<b>{{ 1 }}"
    column = cell(document(pages_of(domains, _within(hostile))["domains/buying.md"]), "text", DRAFT)
    (said,) = column.find_class("pk-quoted")
    assert said.text_content() == hostile
    assert len(said) == 0


def test_columns_that_readers_choose_get_the_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _within("对采购活动开展评估。")
    monkeypatch.setattr(index_of(made), "large", True)
    (file,) = desk_items.part_files(made, DRAFT)
    told = json.loads(file.content.decode().partition(",")[2].rpartition(")")[0])["cells"]
    assert told["buying"] == ["within", 0, ["t-2"], [], [], [["对采购活动开展评估。"]]]
    assert told["debt"][2:] == []
