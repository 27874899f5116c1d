"""A build is left out only if it would give the same site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.stamp import FILE, BuildStamp
from tests.support import copy_knowledge_base

GOOD = "template-x"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base with a finished site and its stamp."""
    folder = copy_knowledge_base(tmp_path / "base", [GOOD])
    (folder / "site" / "data").mkdir(parents=True)
    (folder / "site" / "index.html").write_text("<p>site</p>", encoding="utf-8")
    (folder / "policies" / GOOD / "record.yaml").write_text("id: x\n", encoding="utf-8")
    BuildStamp(folder, folder / "site", strict=False).write("六份文件")
    return folder


def _holds(root: Path, *, strict: bool = False, site: str = "site") -> bool:
    return BuildStamp(root, root / site, strict=strict).summary() == "六份文件"


def test_nothing_changed(root: Path) -> None:
    assert _holds(root)
    assert not _holds(root, strict=True)
    assert not _holds(root, site="elsewhere")


def _append(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    return change


def _new_document(root: Path) -> None:
    (root / "policies" / "new").mkdir()
    (root / "policies" / "new" / "source.txt").write_text("新文件", encoding="utf-8")


def _page_gone(root: Path) -> None:
    (root / "site" / "index.html").unlink()


def _stamp_damaged(root: Path) -> None:
    (root / FILE).write_bytes(b"\xff{")


@pytest.mark.parametrize(
    "change",
    [
        _append(f"policies/{GOOD}/source.txt"),
        _append(f"policies/{GOOD}/record.yaml"),
        _append("schema/vocabulary/domains.yaml"),
        _append("mkdocs.yml"),
        _append("site_src/assets/css/base.css"),
        _append("site/index.html"),
        _new_document,
        _page_gone,
        _stamp_damaged,
    ],
)
def test_any_change_means_a_new_build(root: Path, change: Callable[[Path], None]) -> None:
    change(root)
    assert not _holds(root)


def test_the_address_of_the_site_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYKB_SITE_URL", "https://example.org/kb/")
    assert not _holds(root)


def test_a_record_that_the_build_itself_writes_is_no_change(root: Path) -> None:
    record = root / "policies" / GOOD / "record.yaml"
    record.write_text("id: stale\n", encoding="utf-8")
    stamp = BuildStamp(root, root / "site", strict=False)
    assert [why for why in stamp.reasons() if "record.yaml" in why] == ["有 record.yaml 不是上次写的：重写"]
    record.write_text("id: x\n", encoding="utf-8")
    stamp.write("六份文件")
    assert _holds(root)
