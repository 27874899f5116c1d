"""What a new document stands on and cites otherwise than it is held."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.add.basis import doubtful_citations
from generator.models import Citation, PolicyRecord, PolicyStub
from tests.normalise.readings import vocabulary
from tests.support import ROOT, copy_knowledge_base, policykb, real_corpus

NATIONAL = "国务院关于加强政务诚信建设的指导意见"
HELD = (
    PolicyStub(id="national-2016-76", title=f"{NATIONAL}（要点摘编）", doc_number="国发〔2016〕76号",
               jurisdiction="national", text_status="digest"),
    PolicyStub(id="yixing-2020-70", title="宜兴市关于加强政务诚信建设的实施意见", doc_number="宜政办发〔2020〕70号",
               jurisdiction="yixing", text_status="full"),
    PolicyStub(id="jilin-2017-75-jd", title="吉林省政务诚信建设实施方案", doc_number=None, jurisdiction="jilin",
               text_status="interpretation"),
)  # fmt: skip


def _told(title: str, number: str | None, relation: str = "basis") -> tuple[str, ...]:
    record: PolicyRecord = real_corpus().records[0]
    citation = Citation.model_validate({"title": title, "number": number, "relation": relation, "span": (0, 1)})
    return doubtful_citations(record.model_copy(update={"id": "new", "citations": (citation,)}), HELD, vocabulary())


@pytest.mark.parametrize(
    ("title", "number", "said"),
    [
        (NATIONAL, "国发〔2016〕67号", "库中同名的是 国发〔2016〕76号（policies/national-2016-76），文号不同"),
        ("关于加强政务诚信建设的指导意见", "国发〔2016〕67号", "文号不同"),
        ("国务院关于加强个人诚信体系建设的指导意见", "国发[2016]76号", "这个文号在库中是《国务院关于加强政务诚信建设"),
        ("国务院关于加强政务诚信体系建设的指导意见", "国发〔2016〕67号", "标题相近，或许是同一份"),
        ("国务院关于加强政务诚信体系建设的指导意见", None, "标题相近，或许是同一份"),
    ],
)
def test_another_number_or_title_is_told(title: str, number: str | None, said: str) -> None:
    (told,) = _told(title, number)
    assert told.startswith(f"《{title}》{number or ''}：") and said in told


@pytest.mark.parametrize(
    ("title", "number", "relation"),
    [
        (NATIONAL, "国发〔2016〕76号", "basis"),
        (NATIONAL, "国发[2016] 76号", "basis"),
        (NATIONAL, None, "basis"),
        ("关于加强政务诚信建设的指导意见", "国发〔2016〕76号", "basis"),
        # others' documents of nearly the same title
        ("江苏省人民政府关于加强政务诚信建设的实施意见", "苏政发〔2018〕23号", "basis"),
        ("江苏省人民政府关于加强政务诚信建设的实施意见", None, "basis"),
        ("关于加强政务诚信建设的实施意见", "苏政发〔2018〕23号", "basis"),
        ("国务院关于加快推进社会诚信建设的指导意见", "国发〔2016〕33号", "basis"),
        # an interpretation is not the document, and what is only mentioned stands for nothing
        ("吉林省政务诚信建设实施方案", "吉政办发〔2017〕75号", "basis"),
        (NATIONAL, "国发〔2016〕67号", "background"),
    ],
)
def test_nothing_is_told_of_what_is_cited_as_it_is_held_or_is_another(
    title: str, number: str | None, relation: str
) -> None:
    assert _told(title, number, relation) == ()


def test_the_person_who_adds_a_document_reads_it(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", ["national-2016-76"])
    text = (ROOT / "tests/fixtures/haiyun-2021-18.txt").read_text(encoding="utf-8")
    file = tmp_path / "plan.txt"
    file.write_text(text.replace("国发〔2016〕76号", "国发〔2016〕67号"), encoding="utf-8")
    shown = "".join(policykb("add", str(file), "--yes", cwd=root).stdout.split())
    assert "引用待核《国务院关于加强政务诚信建设的指导意见》国发〔2016〕67号：库中同名的是国发〔2016〕76号" in shown
    file.write_text(text + "\n", encoding="utf-8")
    assert "引用待核" not in policykb("add", str(file), "--yes", cwd=root).stdout
