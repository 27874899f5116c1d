"""A table that stands in the body is shown with those of annexes; the provision above it leads there."""

from __future__ import annotations

from generator.models import SourceNotes, SourceText
from generator.normalise import normalise
from generator.parse import parse
from generator.render.document_view import document_parts
from tests.normalise.readings import vocabulary

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
