"""The page on quality: blocks, findings, problems and scores."""

import ast
import re

import pytest
from lxml import html

from generator.models import Block, Comparison, QualityScore
from generator.problems import Problem
from generator.render.data import tables
from generator.render.environment import render_page
from generator.render.pages import (
    policies,
    quality,
)
from tests.render.every import every_page, rendered, words
from tests.render.made import SOURCE, local, national, real_site, site
from tests.support import ROOT


def test_quality_leads_to_where_the_notes_of_a_document_stand():
    records_ = tuple(local().model_copy(update={"id": f"made-{number}"}) for number in range(20))
    made = site(
        records=records_, sources={entry.id: SOURCE for entry in records_}, comparison=Comparison(baseline=None)
    )
    page = rendered(made, "quality.md")
    links = [link.partition("#") for link in page.xpath("//*[@aria-label='各文件总览']//td[5]/a/@href")]
    assert ("policies/made-19.html", "#", "notes") in links
    (text,) = [render_page(page, made) for page in every_page(policies, made) if page.path == "policies/made-19.md"]
    leads = html.fromstring(text.partition("---\n\n")[2]).xpath("//details[@id='notes']//a/@href")
    assert leads
    assert all(f'id="{lead[1:]}"' in text for lead in leads)


def test_block_shares_add_up_and_always_name_what_is_unclassified():
    for made in (site(), real_site()):
        for record in made.records:
            chars = len(made.sources[record.id])
            shares = quality.block_shares(record, chars)
            assert sum(share.chars for share in shares) == chars
            assert sum(share.share for share in shares) == pytest.approx(1)
            assert "unclassified" in {share.kind for share in shares}
            assert quality.uncovered(record, chars) == 0


def test_holes_between_blocks_are_told():
    broken = local().model_copy(
        update={"blocks": (Block(kind="body", span=(0, 30)), Block(kind="annex", span=(10, 25)))}
    )
    chars = broken.source.chars
    assert quality.uncovered(broken, chars) == chars - 30
    page = rendered(site(records=(national(), broken)), "quality.md")
    assert f"有 {chars - 30} 字不在任何部分之内" in page.text_content()


def test_every_kind_of_finding_has_a_chinese_name():
    codes = {warning.code for record in real_site().records for warning in record.warnings}
    kinds = {repair.kind for record in real_site().records for repair in record.repairs}
    assert sorted((codes | kinds) - set(quality.FINDINGS)) == []
    assert sorted(_codes_of_warnings() - set(quality.FINDINGS)) == []


def test_no_name_is_kept_for_a_finding_that_nothing_makes():
    stages = [
        path for stage in ("parse", "normalise", "validate") for path in (ROOT / "generator" / stage).glob("*.py")
    ]
    said = "".join(path.read_text(encoding="utf-8") for path in (*stages, *(ROOT / "schema/vocabulary").glob("*.yaml")))
    assert [code for code in quality.FINDINGS if not re.search(rf"\b{code}\b", said)] == []


def _codes_of_warnings() -> set[str]:
    """The codes that parse and normalise write down, be they in a document here or not."""
    found: set[str] = set()
    for stage in ("parse", "normalise"):
        for path in (ROOT / "generator" / stage).glob("*.py"):
            nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            # Modules have functions of their own that make warnings, with the code somewhere among their arguments.
            places = {"Warning_": None, "warn": 2} | {
                node.name: [argument.arg for argument in node.args.args].index("code")
                for node in nodes
                if isinstance(node, ast.FunctionDef) and any(argument.arg == "code" for argument in node.args.args)
            }
            for node in nodes:
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in places:
                    place = places[node.func.id]
                    told = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
                    told += node.args[place : place + 1] if place is not None else ()
                    constants = (part for code in told for part in ast.walk(code) if isinstance(part, ast.Constant))
                    found |= {str(part.value) for part in constants}
    assert {"jurisdiction_unregistered", "count_unverified", "annex_cell_empty"} <= found
    return found


def test_findings_lead_to_their_passage():
    page = rendered(site(), "quality.md")
    assert "policies/a-2018-1.html#L5" in page.xpath("//a/@href")
    assert "〔个人信息未公布〕的姓名" in page.text_content()


def test_problems_of_validation_are_shown_once():
    repeated = Problem(path="policies/a-2018-1/source.txt", line=4, code="wrong_character", message="疑错字")
    other = Problem(path="policies/a-2018-1/source.txt", line=1, code="title_differs", message="标题不符")
    general = Problem(path="schema/vocabulary/domains.yaml", line=0, code="unused", message="词未用到")
    text = rendered(site(problems=(repeated, other, general)), "quality.md").text_content()
    assert text.count("标题不符") == 1
    assert text.count("词未用到") == 1
    assert text.count("疑错字") == 1 + text.count("疑错字<i>")


def test_scores_are_summed_and_unmeasured_ones_not_invented():
    assert "没有附带对照结果" in rendered(site(), "quality.md").text_content()
    scores = (
        QualityScore(policy="a-2018-1", measure="条文", expected=3, found=2, correct=2),
        QualityScore(policy="national-2016-76", measure="条文", expected=1, found=1, correct=1),
    )
    page = rendered(site(scores=scores), "quality.md")
    (row,) = page.xpath("//table[.//th='查全']/tbody/tr")
    assert words(row.xpath("./td")) == ["条文", "4", "3", "3", "75.00%", "100.00%"]
    assert "75.00%" in rendered(site(scores=scores), "method.md").text_content()


def test_scores_of_the_alignment_are_told_apart_from_those_of_the_reading():
    scores = (
        QualityScore(policy="a-2018-1", measure="条文", expected=4, found=4, correct=3),
        QualityScore(policy="", measure="条文对应·有无对应（留出）", expected=10, found=6, correct=4),
    )
    page = rendered(site(scores=scores), "method.md")
    (row,) = page.xpath("//table[.//th='F1']/tbody/tr")
    assert words(row.xpath("./td")) == ["条文对应·有无对应（留出）", "10", "6", "4", "0.500"]
    assert "应有 4 项，读出 4 项，完全一致 3 项（75.00%）" in page.text_content()


def test_the_table_on_quality_counts_what_the_page_counts():
    table = next(table for table in tables.tables(site()) if table.name == "quality")
    row = dict(zip((column.name for column in table.columns), table.rows[1], strict=True))
    assert row["policy"] == "a-2018-1"
    assert (row["chars"], row["unclassified"]) == (len(SOURCE), len(SOURCE) - 20)
    assert (row["to_check"], row["notes"], row["repairs"], row["corrections"]) == (1, 1, 1, 0)
    assert row["units"] == sum(len(item.units) for item in (*local().tasks, *local().annex_rows))
