"""read: bytes -> SourceText, and what people are told when that is not possible."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from generator.problems import PolicykbError, Problem
from generator.read import MAX_BYTES, READERS, find_source, read_source

TEXT = "关于加强政务诚信建设的实施意见\r\n一、总体要求\n\u00a0〔2020〕70号\r尾行"


def _refusal(path: Path) -> Problem:
    with pytest.raises(PolicykbError) as caught:
        read_source(path, f"policies/x/{path.name}")
    (problem,) = caught.value.problems
    assert problem.path == f"policies/x/{path.name}"
    assert "\n" not in str(problem)
    return problem


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030")]
)
def test_text_is_kept_with_its_line_ends(tmp_path: Path, encoding: str, named: str) -> None:
    path = tmp_path / "source.txt"
    data = TEXT.replace("\u00a0", "").encode(encoding) if encoding == "gbk" else TEXT.encode(encoding)
    path.write_bytes(data)
    source = read_source(path, "policies/x/source.txt")
    assert source.text == (TEXT.replace("\u00a0", "") if encoding == "gbk" else TEXT)
    assert source.encoding == named
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.path == "policies/x/source.txt"


def test_suffix_in_capitals_is_the_same_format(tmp_path: Path) -> None:
    path = tmp_path / "SOURCE.TXT"
    path.write_bytes("正文".encode())
    assert read_source(path, "x").text == "正文"


def test_characters_beyond_the_basic_plane_count_as_one(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes("𠮷林省".encode("gb18030"))
    assert len(read_source(path, "x").text) == 3


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "\u3000\u00a0\n".encode()])
def test_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(data)
    assert _refusal(path).code == "source_empty"


@pytest.mark.parametrize(
    ("data", "code", "line", "says"),
    [
        (b"%PDF-1.7\n...", "source_binary", 0, "PDF"),
        (b"PK\x03\x04rest", "source_binary", 0, "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "source_binary", 0, "Word"),
        (b"one\ntwo\x00three", "source_binary", 2, "空字节"),
        ("正文".encode("utf-16"), "source_encoding", 0, "UTF-16"),
        ("一、工作要求。\n（一）建立信用記錄，由市財政局負責。\n".encode("big5"), "source_encoding", 0, "Big5"),
        ("正文\n".encode() + b"\xff\xff\n", "source_encoding", 2, "UTF-8"),
        (b"\xef\xbb\xbf" + "正\n".encode() + "文字".encode("gb18030"), "source_encoding", 2, "UTF-8"),
    ],
)
def test_no_text(tmp_path: Path, data: bytes, code: str, line: int, says: str) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(data)
    problem = _refusal(path)
    assert (problem.code, problem.line) == (code, line)
    assert says in problem.message


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".rtf", ".jpg", ".xyz", ""])
def test_unsupported_formats_say_what_to_do(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"source{suffix}"
    path.write_bytes("正文".encode())
    problem = _refusal(path)
    assert problem.code == "source_unsupported"
    assert "txt" in problem.message


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert _refusal(path).code == "source_too_large"


def test_missing_folder_and_pipe(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "source.txt").code == "source_unreadable"
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    assert _refusal(folder).code == "source_unreadable"
    assert "文件夹" in _refusal(tmp_path).message
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert _refusal(pipe).code == "source_unreadable"


def test_what_office_programs_leave_beside_an_open_document_is_told(tmp_path: Path) -> None:
    lock = tmp_path / "~$送审稿.docx"
    lock.write_bytes(b"\x06user" + bytes(150))
    assert "临时文件" in _refusal(lock).message


def test_a_link_may_lead_within_the_knowledge_base_only(tmp_path: Path) -> None:
    folder = tmp_path / "base" / "policies" / "x-1"
    folder.mkdir(parents=True)
    (tmp_path / "base" / "originals").mkdir()
    for where in (tmp_path / "base" / "originals", tmp_path):
        (where / "a.txt").write_text("甲", encoding="utf-8")
    (folder / "source.txt").symlink_to("../../originals/a.txt")
    assert find_source(folder, "policies/x-1") == folder / "source.txt"
    (folder / "source.txt").unlink()
    (folder / "source.txt").symlink_to("../../../a.txt")
    with pytest.raises(PolicykbError, match=r"policies/x-1/source\.txt:0: source_elsewhere: "):
        find_source(folder, "policies/x-1")


def test_find_source(tmp_path: Path) -> None:
    (tmp_path / "source.yaml").write_text("url: null\n", encoding="utf-8")
    (tmp_path / "record.yaml").write_text("id: x\n", encoding="utf-8")
    with pytest.raises(PolicykbError, match="source_missing"):
        find_source(tmp_path, "policies/x")
    (tmp_path / "source.txt").write_text("正文", encoding="utf-8")
    assert find_source(tmp_path, "policies/x") == tmp_path / "source.txt"
    (tmp_path / "source.doc").write_text("正文", encoding="utf-8")
    with pytest.raises(PolicykbError, match="source_ambiguous"):
        find_source(tmp_path, "policies/x")


def test_every_reader_is_a_known_suffix() -> None:
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in READERS)
