"""What changed between two states of the records, and how a comment says it."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import markdown
import pytest
from lxml import html

from generator.changes import PolicyChanges, changes_between
from generator.commands.diff import inert
from generator.models import Deadline, Figure, PolicyRecord
from generator.store import dump_record, load_record
from tests.support import ROOT, policykb

YIXING = "yixing-2020-70"


@pytest.fixture(scope="module")
def record() -> PolicyRecord:
    return load_record(ROOT / "policies" / YIXING / "record.yaml")


def _only(old: PolicyRecord, new: PolicyRecord) -> PolicyChanges:
    found = changes_between([old], [new]).policies
    assert len(found) == 1
    return found[0]


def test_the_same_records_have_not_changed(record: PolicyRecord) -> None:
    assert changes_between([record], [record]).policies == ()


def test_positions_are_no_change(record: PolicyRecord) -> None:
    moved = tuple(task.model_copy(update={"lines": (1,), "spans": ((0, 1),)}) for task in record.tasks)
    assert changes_between([record], [record.model_copy(update={"tasks": moved})]).policies == ()


def test_what_stands_below_a_heading_and_before_the_first_is_told(record: PolicyRecord) -> None:
    at, section = next((at, one) for at, one in enumerate(record.sections) if one.item is None and one.text)
    other = section.model_copy(
        update={
            "text": f"{section.text}到2030年底全面建成。",
            "deadlines": (Deadline(raw="到2030年底", type="deadline", date="2030-12-31", span=(0, 7)),),
        }
    )
    sections = (*record.sections[:at], other, *record.sections[at + 1 :])
    preamble = record.preamble.model_copy(update={"text": f"{record.preamble.text}结合实际，另作说明。"})
    found = _only(record, record.model_copy(update={"sections": sections, "preamble": preamble}))
    (item,) = found.changed
    assert (item.item.kind, item.item.id) == ("章节", section.id)
    assert [(one.name, one.removed, one.added) for one in item.fields] == [
        ("正文", (), ("到2030年底全面建成。",)),
        ("时限", (), ("到2030年底（2030-12-31）",)),
    ]
    assert [(one.name, one.added) for one in found.fields] == [("引言", ("结合实际，另作说明。",))]


def test_a_value_of_an_indicator_that_changes_is_named() -> None:
    record = load_record(ROOT / "policies" / "panjin-2017-25" / "record.yaml")
    first, *rest = record.annex_rows
    rows = [
        first.model_copy(update={"figures": (Figure(raw=raw, column="2025年目标", measure="%", span=(0, 2)),)})
        for raw in ("85", "90")
    ]
    old, new = (record.model_copy(update={"annex_rows": (row, *rest)}) for row in rows)
    (item,) = _only(old, new).changed
    assert [(one.name, one.removed, one.added) for one in item.fields] == [
        ("数值", ("2025年目标：85%",), ("2025年目标：90%",))
    ]


def test_documents_come_and_go(record: PolicyRecord) -> None:
    (gone,) = changes_between([record], []).policies
    (come,) = changes_between([], [record]).policies
    assert (gone.state, come.state) == ("removed", "added")
    assert len(gone.removed) == len(come.added) == len(record.principles) + len(record.tasks) + len(record.annex_rows)


def test_a_unit_and_a_deadline_that_change_are_named(record: PolicyRecord) -> None:
    task = next(task for task in record.tasks if len(task.units) > 1)
    first = task.units[0]
    changed = task.model_copy(
        update={
            "units": (first.model_copy(update={"raw": "市数据局"}), *task.units[1:]),
            "deadlines": (Deadline(raw="2027年底前", type="deadline", date="2027-12-31", span=(0, 7)),),
        }
    )
    tasks = tuple(changed if one is task else one for one in record.tasks)
    found = _only(record, record.model_copy(update={"tasks": tasks}))
    (item,) = found.changed
    fields = {field.name: (field.removed, field.added) for field in item.fields}
    assert fields == {
        "责任单位": ((f"{first.role_label}：{first.raw}",), (f"{first.role_label}：市数据局",)),
        "时限": ((), ("2027年底前（2027-12-31）",)),
    }
    assert (found.added, found.removed, found.fields) == ((), (), ())


def test_an_inserted_provision_does_not_change_those_behind_it(record: PolicyRecord) -> None:
    """One paragraph more shifts every id behind it; that is one addition, and the others are only renumbered."""
    tasks = record.tasks
    new = tasks[0].model_copy(update={"title": "新增的一条", "text": "从来没有过的文字。", "units": ()})
    shifted = [
        later.model_copy(update={"title": earlier.title, "text": earlier.text, "units": earlier.units})
        for earlier, later in itertools.pairwise(tasks)
    ]
    last = tasks[-1].model_copy(update={"id": "t-9-9-9"})
    found = _only(record, record.model_copy(update={"tasks": (new, *shifted, last)}))
    assert [line.title for line in found.added] == ["新增的一条"]
    assert found.removed == ()
    assert all("正文" not in {field.name for field in one.fields} for one in found.changed)
    assert found.changed[0].old_id == tasks[0].id


def test_only_the_sentences_that_differ_are_shown(record: PolicyRecord) -> None:
    task = next(task for task in record.tasks if task.text.count("。") > 2)
    changed = task.model_copy(update={"text": task.text + "另加一句。"})
    tasks = tuple(changed if one is task else one for one in record.tasks)
    (item,) = _only(record, record.model_copy(update={"tasks": tasks})).changed
    assert [(field.name, field.removed, field.added) for field in item.fields] == [("正文", (), ("另加一句。",))]


def test_metadata_that_change_are_named(record: PolicyRecord) -> None:
    found = _only(record, record.model_copy(update={"legal_status": "废止"}))
    assert [(field.name, field.added) for field in found.fields] == [("效力", ("废止",))]


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "[a](javascript:1)",
        "**粗** _斜_ `码` ~~删~~",
        "@everyone #12 !3",
        "| a | b |",
        "![i](x)",
        "https://evil.invalid/x",
        "1. 甲",
    ],
)
def test_text_in_a_comment_is_inert(text: str) -> None:
    shown = html.fragment_fromstring(markdown.markdown(f"- {inert(text)}"), create_parent="div")
    assert [element.tag for element in shown.iter()] == ["div", "ul", "li"]
    assert "".join(shown.itertext()).strip().replace("\u2060", "") == text
    assert not any(sign in inert(text) for sign in "@<>`[]*")


def test_the_command_compares_folders(tmp_path: Path, record: PolicyRecord) -> None:
    for name in ("old", "new"):
        shutil.copytree(ROOT / "policies", tmp_path / name, ignore=shutil.ignore_patterns("source.*"))
    shutil.rmtree(tmp_path / "new/template-x")
    changed = record.model_copy(update={"title": "改过的<b>标题"})
    (tmp_path / "new" / YIXING / "record.yaml").write_text(dump_record(changed), encoding="utf-8")
    finished = policykb("diff", str(tmp_path / "old"), str(tmp_path / "new"))
    assert finished.returncode == 0, finished.stderr
    assert "`template-x` | 删去文件 | 0 | 0 |" in finished.stdout
    assert f"`{YIXING}` | 有改动 | 0 | 0 | 0 |" in finished.stdout
    assert "<b>" not in finished.stdout
    rendered = html.fragment_fromstring(markdown.markdown(finished.stdout, extensions=["tables"]), create_parent="div")
    assert len(rendered.xpath("//table//tbody/tr")) == 2
    assert "改过的<b>标题" in "".join(rendered.itertext())


def test_the_command_says_when_nothing_changed() -> None:
    path = str(ROOT / "policies")
    assert policykb("diff", path, path).stdout == "## 记录的变化\n\n记录没有变化。\n"


def test_the_command_names_what_it_cannot_read(tmp_path: Path) -> None:
    finished = policykb("diff", str(tmp_path / "none"), str(ROOT / "policies"))
    assert finished.returncode == 1
    assert "path_missing" in finished.stderr
    assert "Traceback" not in finished.stderr
