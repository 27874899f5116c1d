"""Vocabularies of the program, taken into a knowledge base to be changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.starter import starter_files
from generator.vocabulary_files import load_vocabulary
from generator.writer import new_folder
from tests.support import ROOT, policykb

OURS = ROOT / "schema" / "vocabulary"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_folder(tmp_path / "own", starter_files())
    return tmp_path / "own"


def test_a_copy_counts_once_it_is_changed(root: Path) -> None:
    done = policykb("vocabulary", "copy", "role_labels", "annex_columns", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    target = root / "schema" / "vocabulary" / "role_labels.yaml"
    assert target.read_bytes() == (OURS / "role_labels.yaml").read_bytes()
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("责任单位", "责办单位"), encoding="utf-8")
    labels = {entry.label for entry in load_vocabulary(root / "schema" / "vocabulary").role_labels}
    assert "责办单位" in labels
    assert "责任单位" not in labels
    assert "公文用语有自己的 annex_columns.yaml、role_labels.yaml" in policykb("doctor", cwd=root).stdout


def test_what_is_there_is_not_written_over(root: Path) -> None:
    own = root / "schema" / "vocabulary" / "damage.yaml"
    own.write_bytes((OURS / "damage.yaml").read_bytes() + b"# own\n")
    done = policykb("vocabulary", "copy", "role_labels", "damage", cwd=root)
    assert done.returncode == 1
    assert done.stderr.startswith("schema/vocabulary/damage.yaml:0: vocabulary_held: ")
    assert own.read_bytes().endswith(b"# own\n")
    assert not (root / "schema" / "vocabulary" / "role_labels.yaml").exists()


def test_only_words_of_the_language_are_copied_and_only_into_a_knowledge_base(root: Path, tmp_path: Path) -> None:
    assert policykb("vocabulary", "copy", "agencies", cwd=root).returncode == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    done = policykb("vocabulary", "copy", "role_labels", cwd=empty)
    assert (done.returncode, "vocabulary_missing" in done.stderr) == (1, True)
    assert list(empty.iterdir()) == []
