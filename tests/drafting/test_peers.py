"""In a large knowledge base a draft is compared with documents on its own matter, and with what it was copied from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.drafting import DraftReport, check_draft
from generator.drafting.output import render_report
from generator.drafting.peers import MOST, choose_peers
from generator.models.held_record import digest_of
from generator.pipeline import Stock, read_corpus, read_stock, with_draft
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.drafting.drafts import TODAY
from tests.support import ROOT

COUNT = 80
GUIDELINE = "national-2016-76"
SUBJECT = "credit"
MATTERS = tuple(zip("一二三四五", ("普查", "挂牌", "养护", "复壮", "巡护"), strict=True))


DRAFT = """宜兴市加强政务诚信建设实施方案

{opening}结合我市实际，制定本方案。

一、总体要求

加强政务诚信建设，提高政府公信力。

二、重点任务

（一）政府采购。建立政府采购诚信责任制，加强对采购人的信用管理。（责任单位：财政局；长期坚持）

（二）招标投标。健全招标投标信用信息公开制度，建立失信联合惩戒机制。（责任单位：财政局；长期坚持）

（三）公务员诚信教育。开展公务员诚信教育，建立政务失信记录和信用档案。（责任单位：人事局；长期坚持）

（四）街道乡镇。建立街道和乡镇公开承诺制度。（责任单位：民政局；长期坚持）
{more}
三、保障措施

加强组织领导，落实督查考核。
"""


def subject_of(policy: str) -> str:
    return policy.split("-")[-2] if policy != GUIDELINE else ""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents on six subjects and the national guideline, not built yet; tests only read it."""
    root = write_knowledge_base(tmp_path_factory.mktemp("large") / "made", COUNT, sizes=SHORT)
    shutil.copytree(ROOT / "policies" / GUIDELINE, root / "policies" / GUIDELINE)
    return root


@pytest.fixture(scope="module")
def plain(root: Path) -> Stock:
    """The documents as they are read where nothing was built."""
    return read_stock(root)


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with what a build keeps of them; tests only read it."""
    built = shutil.copytree(root, tmp_path_factory.mktemp("built") / "made")
    read_corpus(built, cached=True)
    return built


@pytest.fixture(scope="module")
def stock(built: Path) -> Stock:
    return read_stock(built)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A plan of a city on government integrity."""
    return _written(tmp_path / "draft.txt")


def _written(file: Path, opening: str = "", more: str = "") -> Path:
    file.write_text(DRAFT.format(opening=opening, more=more), encoding="utf-8")
    return file


def _chosen(stock: Stock, file: Path, *asked: str) -> tuple[str, ...]:
    corpus, name = with_draft(stock, file)
    record = next(record for record in corpus.records if record.id == name)
    chosen = choose_peers(record, corpus.records, corpus.sources, corpus.vocabulary, asked)
    order = [record.id for record in corpus.records]
    assert sorted(chosen, key=order.index) == list(chosen)
    assert name not in chosen
    return chosen


def _report(stock: Stock, file: Path, *against: str) -> DraftReport:
    return check_draft(stock, file, against, as_of=TODAY)


def test_those_on_its_matter_and_the_guideline_are_chosen(stock: Stock, draft: Path) -> None:
    chosen = _chosen(stock, draft)
    alike = {entry.policy_id for entry in stock.documents if subject_of(entry.policy_id) == SUBJECT}
    assert GUIDELINE in chosen
    assert 3 < len(chosen) <= MOST
    assert set(chosen) - {GUIDELINE} <= alike


def test_the_guideline_is_chosen_among_many_that_are_more_alike(stock: Stock) -> None:
    corpus, _ = with_draft(stock, stock.documents[0].folder / "source.txt" if stock.documents[0].folder else Path())
    alike = [record for record in corpus.records if subject_of(record.id) == SUBJECT]
    assert len(alike) > MOST + 1
    chosen = choose_peers(alike[-1], corpus.records, corpus.sources, corpus.vocabulary)
    assert len(chosen) == MOST
    assert GUIDELINE in chosen


def test_what_a_draft_rests_on_is_chosen_whatever_it_is_about(stock: Stock, draft: Path) -> None:
    other = next(entry for entry in stock.documents if subject_of(entry.policy_id) == "water")
    assert other.policy_id not in _chosen(stock, draft)
    title, number = other.outline.metadata.title, other.outline.metadata.doc_number
    assert title
    assert other.policy_id in _chosen(stock, _written(draft, opening=f"根据《{title}》（{number}），"))


def test_what_a_draft_was_copied_from_is_chosen_whatever_its_titles_say(stock: Stock, draft: Path) -> None:
    other = next(entry for entry in stock.documents if subject_of(entry.policy_id) == "elderly")
    assert other.policy_id not in _chosen(stock, draft)
    # Without its titles: sentences from the midst of its provisions, in one of the draft's own.
    lines = [line for line in other.source.text.split("\n") if len(line) > 60]
    sentences = "".join(f"{sentence}。" for line in lines for sentence in line.split("。")[1:-1])
    assert len(sentences) > 200
    more = f"（五）第三方评估。{sentences}\n"
    assert other.policy_id in _chosen(stock, _written(draft, more=more))


def test_a_draft_on_nothing_that_is_held_has_some_to_compare_with(stock: Stock, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    tasks = "\n".join(f"（{number}）古树{matter}。逐株登记挂牌。" for number, matter in MATTERS)
    file.write_text(f"某县古树名木保护工作方案\n\n一、主要任务\n\n{tasks}\n", encoding="utf-8")
    assert 1 <= len(_chosen(stock, file)) <= MOST
    report = _report(stock, file)
    assert report.other_matter
    assert not report.missing


def test_whom_the_user_asks_for_is_compared_and_nobody_else(stock: Stock, draft: Path) -> None:
    asked = [entry.policy_id for entry in stock.documents if subject_of(entry.policy_id) == "waste"][:2]
    assert set(_chosen(stock, draft, *asked)) == {*asked, GUIDELINE}
    report = _report(stock, draft, *asked)
    assert {entry.policy for entry in report.compared} == {*asked, GUIDELINE}
    assert report.chosen_from == 0


def test_up_to_twelve_documents_all_are_compared(draft: Path, stock: Stock) -> None:
    few = Stock(stock.root, stock.vocabulary, stock.documents[:MOST], ())
    assert set(_chosen(few, draft)) == {entry.policy_id for entry in few.documents}
    assert _report(few, draft).chosen_from == 0


def test_the_report_says_what_was_left_out(stock: Stock, draft: Path) -> None:
    report = _report(stock, draft)
    assert report.chosen_from == COUNT + 1
    assert len(report.compared) <= MOST
    for form in ("md", "html"):
        said = render_report(report, form)
        assert f"库中 {COUNT + 1} 份文件" in said
        assert "用 --against 指定" in said
    # What stands in documents on other subjects is nothing that the draft lacks.
    peers = {peer.policy for gap in report.missing for peer in gap.peers}
    assert {subject_of(peer) for peer in peers} == {SUBJECT}


def test_numbers_of_documents_that_are_not_compared_are_known(stock: Stock, draft: Path) -> None:
    other = next(
        entry
        for entry in stock.documents
        if subject_of(entry.policy_id) == "business" and entry.outline.metadata.doc_number
    )
    metadata = other.outline.metadata
    wrong = f"按照《{metadata.title}》（国发〔1999〕999号）另有规定的，从其规定。"
    report = _report(stock, _written(draft, more=wrong))
    assert other.policy_id not in {entry.policy for entry in report.compared}
    assert [finding for finding in report.findings if str(metadata.doc_number) in finding.message + finding.advice]


def test_a_built_knowledge_base_is_read_as_it_was_kept(root: Path, plain: Stock, built: Path, draft: Path) -> None:
    assert plain.made is None
    made = _report(plain, draft)
    assert not (root / ".policykb").exists()
    before = {path: path.read_bytes() for path in (built / ".policykb").rglob("*") if path.is_file()}
    assert before
    stock = read_stock(built)
    assert stock.made is not None
    assert _report(stock, draft) == made
    # Nothing is kept of a draft.
    assert {path: path.read_bytes() for path in (built / ".policykb").rglob("*") if path.is_file()} == before


def test_what_was_kept_is_what_would_be_made(plain: Stock, stock: Stock, draft: Path) -> None:
    one, _ = with_draft(plain, draft)
    other, _ = with_draft(stock, draft)
    assert [digest_of(record) for record in one.records] == [digest_of(record) for record in other.records]
