"""The YAML store: what is written can be read again, is readable, and faults are told with their lines."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.models import PolicyRecord, Repair
from generator.problems import PolicykbError
from generator.store import (
    check_record,
    corrections_path,
    dump_record,
    dump_yaml,
    load_record,
    read_corrections,
    read_notes,
    write_record,
    write_text,
)
from tests.normalise.conftest import records

__all__ = ["records"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "policies" / "x-1"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def record(records: dict[str, PolicyRecord]) -> PolicyRecord:
    return records["panjin"]


def test_every_record_comes_back_as_it_was(records: dict[str, PolicyRecord], folder: Path) -> None:
    for made in records.values():
        write_record(folder, made)
        assert load_record(folder / "record.yaml") == made


def test_records_are_written_for_readers(record: PolicyRecord) -> None:
    lines = dump_record(record).splitlines()
    assert lines[0] == "id: panjin-2017-25"
    assert lines[1] == "title: 盘锦市加强政务诚信建设实施方案"
    assert "issued_on: 2017-10-10" in lines
    start, end = record.tasks[0].spans[0]
    assert f"  spans: [[{start}, {end}]]" in lines
    assert "    primary: {id: special-supervision, name: 专项督导与考核评价}" in lines
    assert not [line for line in lines if "\\u" in line]
    keys = [line.partition(":")[0] for line in lines if line[0].isalpha()]
    assert keys == list(PolicyRecord.model_fields)


@pytest.mark.parametrize(
    "text",
    [
        "yes", "null", "2017", "2017-10-10", "~", "", " 空格 ", "- 列表", "键: 值", "# 注", "甲\n乙", "\xa0",
        "\t", "“引”", "'", '"', "{{ 7 }}", "\x85", "\u2028", "😀", "00:11", "1e5", "0o7",
    ],
)  # fmt: skip
def test_hostile_texts_come_back(text: str, record: PolicyRecord, folder: Path) -> None:
    hostile = record.model_copy(update={"title": text, "keywords": (text,), "metadata_spans": {text: (0, 1)}})
    write_record(folder, hostile)
    assert load_record(folder / "record.yaml") == hostile


def test_a_repair_that_holds_line_ends(record: PolicyRecord, folder: Path) -> None:
    repair = Repair(kind="page_break", before="\n\n", after="", evidence="e", span=(1, 3))
    write_record(folder, record.model_copy(update={"repairs": (repair,)}))
    assert load_record(folder / "record.yaml").repairs == (repair,)


def test_the_same_record_gives_the_same_bytes(record: PolicyRecord, folder: Path) -> None:
    assert write_record(folder, record) is True
    first = (folder / "record.yaml").read_bytes()
    stamp = (folder / "record.yaml").stat().st_mtime_ns
    assert write_record(folder, PolicyRecord.model_validate_json(record.model_dump_json())) is False
    assert ((folder / "record.yaml").read_bytes(), (folder / "record.yaml").stat().st_mtime_ns) == (first, stamp)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_text(folder / "record.yaml", "old")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(PolicykbError, match=r"policies/x-1/record\.yaml:0: target_unwritable: .*磁盘已满"):
        write_text(folder / "record.yaml", "new")
    assert [path.name for path in folder.iterdir()] == ["record.yaml"]
    assert (folder / "record.yaml").read_text(encoding="utf-8") == "old"


def test_a_stale_record_is_told_with_the_line_that_differs(record: PolicyRecord, folder: Path) -> None:
    missing = check_record(folder, record)
    assert missing is not None
    assert (missing.path, missing.code) == ("policies/x-1/record.yaml", "record_missing")
    write_record(folder, record)
    assert check_record(folder, record) is None
    stale = check_record(folder, record.model_copy(update={"title": "另题"}))
    assert stale is not None
    assert (stale.line, stale.code) == (2, "record_stale")


def test_a_record_cut_short_is_stale(record: PolicyRecord, folder: Path) -> None:
    write_record(folder, record)
    path = folder / "record.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    stale = check_record(folder, record)
    assert stale is not None
    assert stale.line == len(lines)


def test_notes_are_optional(folder: Path) -> None:
    assert read_notes(folder).model_dump(exclude_none=True) == {}
    (folder / "source.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert read_notes(folder).model_dump(exclude_none=True) == {}
    assert read_corrections(folder) == ()


def test_notes_are_read(folder: Path) -> None:
    (folder / "source.yaml").write_text("jurisdiction: wuxi\nissued_on: 2018-05-01\n", encoding="utf-8")
    notes = read_notes(folder)
    assert (notes.jurisdiction, str(notes.issued_on)) == ("wuxi", "2018-05-01")


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        ("note: a\njurisdicton: wuxi\n", 2, "notes_invalid"),
        ("url: a\n\nissued_on: 去年\n", 3, "notes_invalid"),
        ("text_status: whole\n", 1, "notes_invalid"),
        ("- a\n", 1, "notes_invalid"),
        ("url: a\nurl: b\n", 2, "yaml_key_repeated"),
        ("url: [\n", 2, "yaml_unreadable"),
        ("url: a\nissued_on: 2018-02-31\n", 2, "yaml_unreadable"),
        ("url: !!python/object/apply:os.getcwd []\n", 1, "yaml_unreadable"),
    ],
)
def test_faults_of_notes_are_told_with_their_lines(folder: Path, content: str, line: int, code: str) -> None:
    (folder / "source.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(PolicykbError) as raised:
        read_notes(folder)
    problem = raised.value.problems[0]
    assert (problem.path, problem.line, problem.code) == ("policies/x-1/source.yaml", line, code)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("jurisdicton: wuxi\n", "jurisdicton：没有这个字段；请删去或改正拼写"),
        ("issued_on: 去年\n", "issued_on：应是日期，如 2020-09-03"),
        ("text_status: whole\n", "text_status：应是 full、digest、interpretation、draft、template 之一"),
        ("doc_number: 2020\n", "doc_number：应是文字；数字、日期请加引号"),
        ("- a\n", "全文：应由“字段: 值”组成"),
    ],
)
def test_faults_of_notes_are_told_in_chinese(folder: Path, content: str, said: str) -> None:
    (folder / "source.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(PolicykbError) as raised:
        read_notes(folder)
    assert raised.value.problems[0].message == said


def test_notes_in_another_encoding(folder: Path) -> None:
    (folder / "source.yaml").write_bytes("note: 附件".encode("gb18030"))
    with pytest.raises(PolicykbError) as raised:
        read_notes(folder)
    assert raised.value.problems[0].code == "yaml_unreadable"


def test_corrections_carry_their_lines(folder: Path) -> None:
    (folder / "corrections.yaml").write_text(
        "# by hand\n"
        "- target: t-1\n  field: title\n  before: 旧\n  after: 新\n  reason: 原件第3页\n"
        "- target: document\n  field: issued_on\n  before: null\n  after: 2018-01-02\n  reason: 电话核实\n",
        encoding="utf-8",
    )
    assert [(entry.target, entry.line) for entry in read_corrections(folder)] == [("t-1", 2), ("document", 7)]
    assert corrections_path(folder) == "policies/x-1/corrections.yaml"


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        ("- target: t-1\n  field: title\n", 1, "corrections_invalid"),
        (
            "- {target: t-1, field: title, reason: r}\n- target: t-2\n  fild: title\n  reason: r\n",
            2,
            "corrections_invalid",
        ),
        ("target: t-1\n", 1, "corrections_invalid"),
        ("- target: t-1\n  field: title\n  reason: '  '\n", 1, "correction_unreasoned"),
    ],
)
def test_faults_of_corrections_are_told_with_their_lines(folder: Path, content: str, line: int, code: str) -> None:
    (folder / "corrections.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(PolicykbError) as raised:
        read_corrections(folder)
    problem = raised.value.problems[0]
    assert (problem.path, problem.line, problem.code) == ("policies/x-1/corrections.yaml", line, code)


def test_a_damaged_record_is_no_traceback(folder: Path) -> None:
    (folder / "record.yaml").write_text("id: x\ntitle: [1\n", encoding="utf-8")
    with pytest.raises(PolicykbError):
        load_record(folder / "record.yaml")
    (folder / "record.yaml").write_text("id: x\n", encoding="utf-8")
    with pytest.raises(PolicykbError) as raised:
        load_record(folder / "record.yaml")
    assert {problem.code for problem in raised.value.problems} == {"record_invalid"}


def test_plain_data_in_the_same_style() -> None:
    assert (
        dump_yaml({"甲": [1, 2], "乙": [[1, 2]], "丙": [True], "丁": []})
        == "甲: [1, 2]\n乙: [[1, 2]]\n丙:\n- true\n丁: []\n"
    )
