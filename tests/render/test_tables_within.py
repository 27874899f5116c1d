"""A table that stands in the body is shown with those of annexes; the provision above it leads there."""

from __future__ import annotations

import pytest

from generator.changes import changes_between
from generator.holdings import Corpus, FoundProblems
from generator.models import PolicyRecord, SourceNotes, SourceText
from generator.normalise import normalise
from generator.parse import parse
from generator.redaction import published
from generator.render.document_view import allocation_rows, document_parts
from generator.render.search.entries import entries
from tests.normalise.readings import vocabulary
from tests.render import made

TEXT = """云州市政务诚信工作细则

第一条 各单位按照下表推进工作：

序号\t任务
1\t清理拖欠账款。
2\t公开承诺事项。

第二条 各单位每季度报送进度。

第三条 责任分工如下：

单位\t职责
市财政局\t负责资金保障。

第四条 本细则自印发之日起施行。

附件

云州市政务诚信任务清单

序号\t重点任务
1\t建立政务诚信档案。
"""


def test_the_provision_above_a_table_names_its_rows_and_no_annex_does() -> None:
    source = SourceText(path="x", text=TEXT, sha256="0" * 64, encoding="utf-8")
    record = normalise(parse(source, vocabulary()), source, SourceNotes(), vocabulary(), "x", ())
    rows = {part.title: part.rows for part in document_parts(record)}
    assert rows == {
        "第一条": ("a-1", "a-2"),
        "第二条": (),
        "第三条": ("a-3",),
        "第四条": (),
        "云州市政务诚信任务清单": (),
    }


PARTS = """云州市信用工作方案
一、主要任务
（一）归集信用记录。全量归集。（责任单位：市数据局、市司法局）
序号\t工作任务\t责任单位\t完成时限
1\t编制信用目录\t市数据局\t2024年6月底
（二）公开政务承诺。公开承诺。（责任单位：市司法局）
附件
云州市信用工作任务分工表
序号\t工作任务\t具体措施\t责任单位\t承接载体
1\t公开政务承诺\t公布清单\t市司法局\t云州网
\t\t接受监督\t市审计局\t监督平台，电话0518-82345678
"""


@pytest.fixture(scope="module")
def parts() -> PolicyRecord:
    source = SourceText(path="x", text=PARTS, sha256="0" * 64, encoding="utf-8")
    return normalise(parse(source, vocabulary()), source, SourceNotes(), vocabulary(), "x", ())


def test_every_row_that_is_about_a_provision_is_shown_beside_it(parts: PolicyRecord) -> None:
    pairs = allocation_rows(parts)
    assert [(pair.row and pair.row.title, pair.task and pair.task.title) for pair in pairs] == [
        ("编制信用目录", "归集信用记录"),
        ("公布清单", "公开政务承诺"),
        ("接受监督", "公开政务承诺"),
    ]
    assert not any(pair.only_annex or pair.only_body for pair in pairs)


def test_groups_and_further_cells_that_change_are_told(parts: PolicyRecord) -> None:
    bare = parts.annex_rows[2].model_copy(update={"groups": (), "others": ()})
    changed = parts.model_copy(update={"annex_rows": (*parts.annex_rows[:2], bare)})
    (policy,) = changes_between([parts], [changed]).policies
    assert [field.name for item in policy.changed for field in item.fields] == ["分组", "其他栏目"]


def test_groups_and_further_cells_are_on_the_page_and_found_without_personal_data(parts: PolicyRecord) -> None:
    site = made.site(records=(parts,), sources={parts.id: PARTS}, vocabulary=vocabulary())
    (entry,) = [entry for entry in entries(site) if entry.item == "a-3"]
    assert entry.path == ("公开政务承诺",)
    assert entry.text.startswith("承接载体：监督平台，电话")
    assert "82345678" not in entry.text
    corpus = Corpus((parts,), {parts.id: PARTS}, FoundProblems(), vocabulary(), "")
    corpus = published(corpus, personal_data=False)
    assert "82345678" not in corpus.records[0].annex_rows[2].others[0].raw
