"""corrections.yaml from the file to the pages, over rebuilds."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline import build_site_content, read_corpus
from generator.problems import PolicykbError
from tests.support import copy_knowledge_base, policykb

CORRECTIONS = """\
- target: t-2-1-3
  field: domains.primary
  before: rewards-and-sanctions
  after: statistics
  reason: 正文只讲<统计>
  by: 张编辑

- target: document
  field: issuer
  before: 宜兴市人民政府办公室
  after: 宜兴市人民政府
  reason: 见印章
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_knowledge_base(tmp_path / "root", ["national-2016-76", "yixing-2020-70"])
    (root / "policies/yixing-2020-70/corrections.yaml").write_text(CORRECTIONS, encoding="utf-8")
    return root


def test_corrections_survive_rebuilds_and_are_shown(root: Path) -> None:
    for _ in range(2):
        assert policykb("records", cwd=root).returncode == 0
    assert policykb("records", "--check", cwd=root).returncode == 0
    record = next(entry for entry in read_corpus(root).records if entry.id == "yixing-2020-70")
    assert record.issuer == "宜兴市人民政府"
    pages = {page.path: page.content.decode("utf-8") for page in build_site_content(root).pages}
    document = pages["policies/yixing-2020-70.md"]
    assert document.count("人工更正") == 2
    assert "主要领域 <del>守信激励与失信惩戒</del> → <ins>统计</ins>　正文只讲&lt;统计&gt;（张编辑）" in document
    assert "发文机关 <del>宜兴市人民政府办公室</del> → <ins>宜兴市人民政府</ins>　见印章" in document
    assert "人工更正 2 处" in pages["quality.md"]
    assert 'policies/yixing-2020-70.html#t-2-1-3">t-2-1-3</a> 主要领域' in pages["quality.md"]


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("before: rewards-and-sanctions", "before: statistics", 1, "correction_stale"),
        ("t-2-1-3", "t-2-1-33", 1, "correction_target_unknown"),
        ("field: issuer", "field: isuer", 8, "correction_field_unknown"),
        ("reason: 见印章", "reason: ''", 8, "correction_unreasoned"),
    ],
)
def test_a_correction_that_no_longer_fits_is_an_error_with_its_line(
    root: Path, old: str, new: str, line: int, code: str
) -> None:
    path = root / "policies/yixing-2020-70/corrections.yaml"
    path.write_text(CORRECTIONS.replace(old, new), encoding="utf-8")
    with pytest.raises(PolicykbError) as raised:
        read_corpus(root)
    found = [(problem.path, problem.line, problem.code) for problem in raised.value.problems]
    assert found == [("policies/yixing-2020-70/corrections.yaml", line, code)]


def test_a_unit_written_otherwise_by_a_person_is_no_fault(root: Path) -> None:
    record = next(entry for entry in read_corpus(root).records if entry.id == "yixing-2020-70")
    task = next(task for task in record.tasks if task.units)
    (root / "policies/yixing-2020-70/corrections.yaml").write_text(
        f"- target: {task.id}\n  field: units[0].raw\n  before: {task.units[0].raw}\n  after: 另一局\n  reason: 原件\n",
        encoding="utf-8",
    )
    after = next(entry for entry in read_corpus(root).records if entry.id == "yixing-2020-70")
    assert next(entry for entry in after.tasks if entry.id == task.id).units[0].raw == "另一局"
