"""A file takes its place in one step, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.replacing import replaced_file


@pytest.mark.parametrize("flushed", [True, False])
def test_the_new_file_takes_the_place_of_the_old_one(tmp_path: Path, flushed: bool) -> None:
    target = tmp_path / "x.txt"
    target.write_bytes(b"old")
    with replaced_file(target, flushed=flushed) as file:
        file.write(b"new")
        file.flush()
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_the_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "x.txt"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), replaced_file(target) as file:
        file.write(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_others_may_read_it_as_far_as_new_files_may_be_read(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with replaced_file(tmp_path / "x.txt") as file:
            file.write(b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "x.txt").stat().st_mode & 0o777 == 0o640


def test_the_longest_name_is_not_too_long_for_its_forerunner(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 255)
    with replaced_file(target) as file:
        file.write(b"new")
    assert target.read_bytes() == b"new"
