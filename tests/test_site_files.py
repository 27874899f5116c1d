"""Taking files over from the last site: the new one has the same bytes as one written from nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from generator import site_begun
from generator.render import DataFile, KeptFile, Site
from generator.render.stream import Stream
from generator.site_build import build_html
from generator.site_files import FILE, SiteFiles
from generator.writer import MARKER, begun_folder, replaced_folder
from tests.support import tree

EPOCH = 1_600_000_000
CONFIG = """
site_name: 试验库
docs_dir: site_src
use_directory_urls: false
nav: [index.md]
theme: {name: null, custom_dir: theme}
markdown_extensions: [attr_list, {toc: {permalink: false}}]
plugins: [policykb]
"""
THEME = "<title>{{ page.meta.title | e }}</title>{{ page.content }}<footer>{{ page.meta.text_hash }}</footer>"
PAGE = "---\nkind: policy\ntext_hash: '{state}'\ntitle: {title}\n---\n\n# {title} {{#top}}\n\n<div>\n{text}\n</div>\n"
FILES = {
    "index.md": "# 首页 {#top}\n",
    "policies/a.md": PAGE.format(state="123456789012", title="甲", text="某条"),
    "policies/b.md": PAGE.format(state="0" * 12, title="乙", text="另一条"),
    "data/one.json": "{}",
    "data/two.json": "[]",
    MARKER: "{}",
}
INSIDE = {".policykb", ".site.lock", "elsewhere.html", "fresh", "mkdocs.yml", "site", "site_src", "theme"}
"""What may stand in the folder of the knowledge base."""


def _dies(ours: object, theirs: object, origin: Path, folder: Path, files: Iterable[site_begun.Expected]) -> None:
    """The process that fills the new folder comes to an end in the midst of it."""
    for file in [*files][:2]:
        assert site_begun.link(origin, folder, *file)
    os._exit(3)


@pytest.fixture(params=["ahead", "when asked for", "half"], autouse=True)
def taken_over(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files get their second names ahead, one by one as on systems that cannot fork, or by a process that dies."""
    if request.param == "when asked for":
        monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    elif request.param == "half":
        monkeypatch.setattr(site_begun, "_fill", _dies)


@pytest.fixture
def root(taken_over: None, tmp_path: Path) -> Path:
    """A knowledge base whose theme is one line, and its site."""
    folder = tmp_path / "base"
    (folder / "site_src").mkdir(parents=True)
    (folder / "theme").mkdir()
    (folder / "theme" / "main.html").write_text(THEME, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    _build(folder, FILES)
    return folder


def _content(files: Mapping[str, str]) -> Site:
    made = [DataFile(path, text.encode()) for path, text in files.items()]
    pages = tuple(file for file in made if file.path.endswith(".md"))
    return Site(pages, tuple(file for file in made if file not in pages))


def _build(root: Path, files: Mapping[str, str]) -> dict[str, int]:
    """Build as the command does; the inodes of what stands there then."""
    target = root / "site"
    site_files = SiteFiles(root, target)
    with begun_folder(target) as begun, site_files.begun(begun):
        assert _names(root) - INSIDE == {begun.name}
        with replaced_folder(target, begun=begun) as stage:
            build_html(root, _content(files), stage, EPOCH, site_files=site_files)
    site_files.keep()
    assert _names(root) <= INSIDE, "nothing is left beside it"
    return _inodes(target)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _inodes(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_ino for name in tree(folder)}


def _fresh(root: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    folder = root / "fresh"
    folder.mkdir()
    build_html(root, _content(files), folder, EPOCH)
    return tree(folder)


LEAVES = {"policies/a.html", "policies/b.html", "data/one.json", "data/two.json", MARKER}
EDITS: dict[str, tuple[dict[str, str], set[str]]] = {
    "nothing": ({}, set()),
    "text": ({"policies/a.md": PAGE.format(state="1" * 12, title="甲", text="改了")}, {"policies/a.html"}),
    "state only": ({"policies/a.md": PAGE.format(state="2" * 12, title="甲", text="某条")}, {"policies/a.html"}),
    "same size": ({"data/one.json": "[]"}, {"data/one.json"}),
    "gone": ({"policies/b.md": "", "data/two.json": ""}, set()),
    "new": ({"policies/c.md": PAGE.format(state="3" * 12, title="丙", text="新的")}, {"policies/c.html"}),
    "another frame": ({"policies/b.md": FILES["policies/b.md"] + "\n## 二 {#second}\n"}, {"policies/b.html"}),
}


@pytest.mark.parametrize(("edit", "written"), EDITS.values(), ids=EDITS)
def test_only_what_changed_is_written_and_the_site_is_that_of_a_full_build(
    root: Path, edit: dict[str, str], written: set[str]
) -> None:
    before = _inodes(root / "site")
    files = {path: text for path, text in {**FILES, **edit}.items() if text}
    for _ in range(2):
        after = _build(root, files)
        assert {name for name in LEAVES | written if name in after and after[name] != before.get(name)} == written
        before, written = after, set()
    assert tree(root / "site") == _fresh(root, files)


def test_pages_whose_frame_changed_are_put_together_again(root: Path) -> None:
    before = _inodes(root / "site")
    (root / "theme" / "main.html").write_text(f"<b>{THEME}</b>", encoding="utf-8")
    after = _build(root, FILES)
    assert {name for name in LEAVES if after[name] != before[name]} == {"policies/a.html", "policies/b.html"}
    assert tree(root / "site") == _fresh(root, FILES)


def _append(root: Path) -> None:
    with (root / "site" / "policies" / "a.html").open("ab") as file:
        file.write(b"<p>")


def _touch(root: Path) -> None:
    os.utime(root / "site" / "policies" / "a.html", ns=(1, 1))


def _link(root: Path) -> None:
    path = root / "site" / "policies" / "a.html"
    path.rename(root / "elsewhere.html")
    path.symlink_to(root / "elsewhere.html")


def _remove(root: Path) -> None:
    (root / "site" / "policies" / "a.html").unlink()


def _damage(root: Path) -> None:
    (root / FILE).write_bytes(b'{"files": 1}')


@pytest.mark.parametrize("change", [_append, _touch, _link, _remove, _damage])
def test_what_somebody_touched_is_written_again(root: Path, change: Callable[[Path], None]) -> None:
    before = _inodes(root / "site")
    change(root)
    after = _build(root, FILES)
    assert after["policies/a.html"] != before["policies/a.html"]
    assert (after["policies/b.html"] == before["policies/b.html"]) is (change is not _damage)
    assert tree(root / "site") == _fresh(root, FILES)
    assert not (root / "site" / "policies" / "a.html").is_symlink()


def test_another_program_or_folder_takes_nothing_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert SiteFiles(root, root / "site").frame_of("policies/a.html", _digest("policies/a.md")) is not None
    assert SiteFiles(root, root / "other").frame_of("policies/a.html", _digest("policies/a.md")) is None
    monkeypatch.setattr("generator.site_files.hash_program", lambda: "another")
    assert SiteFiles(root, root / "site").frame_of("policies/a.html", _digest("policies/a.md")) is None


def test_a_copied_knowledge_base_takes_its_files_over(root: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(root, tmp_path / "copied")
    before = _inodes(copied / "site")
    after = _build(copied, FILES)
    assert after["policies/a.html"] == before["policies/a.html"]
    assert tree(copied / "site") == _fresh(root, FILES)


def _digest(path: str) -> str:
    return DataFile(path, FILES[path].encode()).digest


def test_without_hard_links_every_file_is_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _inodes(root / "site")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    after = _build(root, FILES)
    assert not {name for name in LEAVES if after[name] == before[name]}
    assert tree(root / "site") == _fresh(root, FILES)


def test_other_plugins_may_write_into_finished_files_so_none_is_shared(root: Path) -> None:
    (root / "mkdocs.yml").write_text(CONFIG.replace("[policykb]", "[policykb, search]"), encoding="utf-8")
    before = _inodes(root / "site")
    after = _build(root, FILES)
    assert not {name for name in LEAVES if after[name] == before[name]}


def test_a_file_is_never_written_into(root: Path, tmp_path: Path) -> None:
    stage = tmp_path / "stage"
    stage.mkdir()
    site_files = SiteFiles(root, root / "site")
    digest = DataFile("data/one.json", b"{}").digest
    assert site_files.taken(stage, "data/one.json", digest)
    with pytest.raises(FileExistsError):
        site_files.write(stage, "data/one.json", digest, (b"[]",))
    assert (root / "site" / "data" / "one.json").read_bytes() == b"{}"


def test_bytes_of_what_is_taken_over_are_not_asked_for(root: Path, tmp_path: Path) -> None:
    def refused() -> bytes:
        raise AssertionError("asked for")

    stage = tmp_path / "stage"
    stage.mkdir()
    kept = [KeptFile(path, _digest(path), refused) for path in ("policies/a.md", "data/one.json")]
    content = Stream((DataFile("index.md", FILES["index.md"].encode()),), ("policies/a.md",), iter(kept))
    build_html(root, content, stage, EPOCH, site_files=SiteFiles(root, root / "site"))
    assert (stage / "policies" / "a.html").samefile(root / "site" / "policies" / "a.html")
