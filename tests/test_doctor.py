"""policykb doctor: every failing case says what is missing and what to do, and only what is needed counts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from generator import doctor
from generator.doctor import Finding, examine
from tests.support import copy_knowledge_base, policykb

GOOD = "template-x"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_knowledge_base(tmp_path / "root", [GOOD])


def _of(findings: list[Finding], what: str) -> Finding:
    (found,) = [finding for finding in findings if finding.what == what]
    return found


def test_a_sound_machine(root: Path) -> None:
    findings = list(examine(root))
    assert [finding for finding in findings if finding.state == "missing"] == []
    finished = policykb("doctor", cwd=root)
    assert finished.returncode == 0, finished.stdout
    assert finished.stdout.endswith("可以生成\n")
    assert finished.stderr == ""


def test_an_old_python() -> None:
    found = doctor.check_python((3, 10, 4))
    assert (found.state, "3.10.4" in found.message, "3.11" in found.message) == ("missing", True, True)
    assert doctor.check_python((3, 11, 0)).state == "ok"


@pytest.mark.parametrize(("held", "faults"), [(None, 1), ("1.5.0", 1), ("1.6.1", 0)])
def test_a_package_that_is_missing_or_too_old(held: str | None, faults: int) -> None:
    findings = list(doctor.check_packages(iter([Requirement("mkdocs>=1.6.1,<2")]), lambda name: held))
    assert sum(finding.state == "missing" for finding in findings) == faults
    assert len(findings) == 1
    if faults:
        assert "pip install 'mkdocs<2,>=1.6.1'" in findings[0].message


def test_packages_that_the_tests_do_not_know(tmp_path: Path) -> None:
    file = tmp_path / "constraints.txt"
    file.write_text("click==8.0.0\nrich==15.0.0\nabsent==1\n", encoding="utf-8")
    held = {"click": "8.1.0", "rich": "15.0.0"}
    (found,) = doctor.check_constraints(file, held.get)
    assert found.state == "optional"
    assert "click 8.1.0（测试过的是 8.0.0）" in found.message
    assert "rich" not in found.message
    assert "absent" not in found.message
    assert list(doctor.check_constraints(tmp_path / "none.txt", held.get)) == []


def test_a_plugin_that_mkdocs_does_not_find(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.check_plugin().state == "ok"
    monkeypatch.setattr(doctor.metadata, "entry_points", lambda group: [])
    assert doctor.check_plugin().state == "missing"


def test_a_folder_that_cannot_be_written(root: Path) -> None:
    folder = root / "policies" / GOOD
    folder.chmod(0o555)
    try:
        finished = policykb("doctor", cwd=root, before=("drop_roots_rights",))
    finally:
        folder.chmod(0o755)
    assert finished.returncode == 1
    (line,) = [line for line in finished.stdout.splitlines() if line.startswith("[缺]")]
    assert line.startswith(f"[缺] 写入 policies/{GOOD}：")
    assert "改权限" in line


def test_room_is_asked_for_an_old_site_and_a_new_one() -> None:
    assert doctor.check_room(200 * 1024 * 1024).state == "ok"
    assert doctor.check_room(200 * 1024 * 1024 - 1).state == "missing"


def test_a_disk_that_is_nearly_full(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    usage = shutil.disk_usage(root)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: usage._replace(free=5 * 1024 * 1024))
    found = _of(list(examine(root)), "磁盘空间")
    assert found.state == "missing"
    assert "剩余 5 MB" in found.message


def _no_config(root: Path) -> None:
    (root / "mkdocs.yml").unlink()


def _broken_config(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: x\ndocs_dir: site_src\nplugins: [no-such-plugin]\n", encoding="utf-8")


def _no_vocabulary(root: Path) -> None:
    (root / "schema" / "vocabulary" / "domains.yaml").unlink()


def _vocabulary_that_contradicts_itself(root: Path) -> None:
    path = root / "schema" / "vocabulary" / "agencies.yaml"
    text = path.read_text(encoding="utf-8").replace("jurisdiction: national", "jurisdiction: nowhere")
    path.write_text(text, encoding="utf-8")


def _a_document_that_cannot_be_read(root: Path) -> None:
    folder = root / "policies" / "spoilt-1"
    folder.mkdir()
    (folder / "source.pdf").write_bytes(b"no PDF")


def _only_documents_that_cannot_be_read(root: Path) -> None:
    _a_document_that_cannot_be_read(root)
    shutil.rmtree(root / "policies" / GOOD)


def _no_documents(root: Path) -> None:
    shutil.rmtree(root / "policies" / GOOD)


@pytest.mark.parametrize(
    ("spoil", "what", "told"),
    [
        (_no_config, "mkdocs.yml", "policykb new"),
        (_broken_config, "mkdocs.yml", "no-such-plugin"),
        (_no_vocabulary, "词表", "domains.yaml"),
        (_vocabulary_that_contradicts_itself, "词表", "nowhere"),
        (_no_documents, "policies", "policykb add"),
        (_a_document_that_cannot_be_read, "policies", "其中 1 份不能用，生成时会被略去：policies/spoilt-1/source.pdf"),
        (_only_documents_that_cannot_be_read, "policies", "policies/spoilt-1/source.pdf"),
    ],
)
def test_a_knowledge_base_that_cannot_be_used(root: Path, spoil: Callable[[Path], None], what: str, told: str) -> None:
    spoil(root)
    finished = policykb("doctor", cwd=root)
    assert finished.returncode == 1
    assert finished.stderr == ""
    (line,) = [line for line in finished.stdout.splitlines() if line.startswith("[缺]")]
    assert line.startswith(f"[缺] {what}：")
    assert told in line


def test_what_only_tests_and_people_need_is_no_fault(root: Path) -> None:
    (root / "tests").mkdir()
    finished = policykb("doctor", cwd=root, environment={"PATH": "/nowhere"})
    assert finished.returncode == 0, finished.stdout
    optional = [line.split("：")[0] for line in finished.stdout.splitlines() if line.startswith("[可选]")]
    assert optional == ["[可选] git", "[可选] Chromium", "[可选] 中文字体"]
