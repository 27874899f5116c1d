"""Frames: a page put together from its frame and its filling is the page that MkDocs makes of the whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.frames import cut, filled
from generator.mkdocs_plugin import PolicykbPlugin
from generator.pipeline import stream_corpus
from generator.problems import PolicykbError
from generator.render import Settings, Site
from generator.render.site import DataFile
from generator.site_build import build_html
from tests.support import ROOT, real_comparison, real_content, real_corpus, tree

EPOCH = 1_600_000_000
BLANK = re.compile(rb"[ \t]+")
HOSTILE = """---
kind: policy
title: '{{ x }} <b>&amp;"''乙'' PkFrameHeading'
---

# &#123;&#123; x &#125;&#125; &lt;b&gt; {#top}

<div class="a">
<p>PkFrameTitle {{ x }} &lt;/div&gt;</p>

<div>**甲** PkFrameName</div>
</div>
<script type="application/json" id="words">{"甲":"**乙** PkFrameName \\u003cdiv>"}</script>
<script src="../assets/js/a.js" defer></script>

## 乙 {#b}

甲 <em>乙</em> [丙](../index.md)

<section>
丁 \\1
</section>
"""
CONFIG = """
site_name: 试验库
docs_dir: site_src
use_directory_urls: false
nav: [index.md, {甲: [{乙: other.md}]}]
theme: {name: null, custom_dir: theme}
markdown_extensions: [attr_list, {toc: {permalink: false}}]
plugins: [policykb]
"""
THEME = "<title>{{ page.meta.title | e }}</title>{{ page.url }} {{ page.canonical_url }} {{ page.content }} {{ nav }}"


def test_the_six_documents_look_the_same_with_and_without_frames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = real_content()
    built = []
    for whole in (True, False):
        monkeypatch.setattr(PolicykbPlugin, "whole", whole)
        folder = tmp_path / str(whole)
        folder.mkdir()
        build_html(ROOT, content, folder, EPOCH)
        # Markdown writes tabs as blanks; in the frame the source keeps its own.
        built.append({name: BLANK.sub(b" ", data) for name, data in tree(folder).items()})
    assert sorted(built[0]) == sorted(built[1])
    assert [name for name in built[0] if built[0][name] != built[1][name]] == []
    assert sum(name.startswith("policies/") for name in built[0]) == 7


def test_hostile_titles_and_texts_that_name_the_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site_src").mkdir()
    (tmp_path / "site_src" / "other.md").write_text("[甲](policies/a.md)\n", encoding="utf-8")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text(THEME, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    pages = (DataFile("index.md", "# 甲 {#top}\n".encode()), DataFile("policies/a.md", HOSTILE.encode()))
    built = []
    for whole in (True, False):
        monkeypatch.setattr(PolicykbPlugin, "whole", whole)
        folder = tmp_path / str(whole)
        folder.mkdir()
        build_html(tmp_path, Site(pages, (DataFile("data/a.json", b"{}"),)), folder, EPOCH)
        built.append(tree(folder))
    assert built[0] == built[1]
    text = built[1]["policies/a.html"].decode()
    assert "PkFrameTitle {{ x }} &lt;/div&gt;" in text
    assert "<title>{{ x }} &lt;b&gt;&amp;amp;&#34;&#39;乙&#39; PkFrameHeading</title>policies/a.html" in text


LISTED = """---
title: 首页
---

# 首页 {#top}

<div class="a">
<p>PkFrameName {{ x }} &lt;div>PkFrameBlock1E&lt;/div></p>
<h2 id="inside">甲</h2>
</div>

## 乙 {#b}

<section>
丙 \\1 \\g<0>
</section>
"""


def test_listed_pages_without_their_blocks_in_the_meantime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site_src").mkdir()
    # A link to what stands in a block must not be called dead, one to nothing must.
    (tmp_path / "site_src" / "other.md").write_text("[甲](index.md#inside)\n", encoding="utf-8")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text(THEME, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG + "validation: {anchors: warn}\n", encoding="utf-8")
    built = []
    for whole in (True, False):
        monkeypatch.setattr(PolicykbPlugin, "whole", whole)
        folder = tmp_path / str(whole)
        folder.mkdir()
        build_html(tmp_path, Site((DataFile("index.md", LISTED.encode()),), ()), folder, EPOCH)
        built.append(tree(folder))
    assert built[0] == built[1]
    assert '<h2 id="inside">甲</h2>' in built[1]["index.html"].decode()
    assert "丙 \\1 \\g<0>" in built[1]["index.html"].decode()
    (tmp_path / "site_src" / "other.md").write_text("[甲](index.md#outside)\n", encoding="utf-8")
    with pytest.raises(PolicykbError, match="outside"):
        build_html(tmp_path, Site((DataFile("index.md", LISTED.encode()),), ()), tmp_path / "dead", EPOCH)


def test_a_block_that_does_not_end_a_line_is_left_to_markdown() -> None:
    page = cut("a/b.md", "# 甲 {#top}\n\n<div>乙</div> 丙\n\n<div>丁".encode())
    assert page.blocks == ()
    assert "<div>乙</div> 丙\n\n<div>丁" in page.frame
    assert (page.folder, page.name, page.heading) == ("a", "b", "甲")
    assert filled("PkFrameHeading|PkFrameName", page) == "甲|b"


def test_what_a_script_is_told_is_no_part_of_the_frame() -> None:
    told = ['{"class":["a","甲"]}', '{"class":["b","乙 <p>"]}']
    pages = [f'# 甲\n\n<p>乙</p>\n<script type="application/json">{each}</script>\n' for each in told]
    one, other = (cut("units/a.md", page.encode()) for page in pages)
    assert one.key == other.key
    assert [page.blocks[1].count(each) for page, each in zip((one, other), told, strict=True)] == [1, 1]


def test_pages_of_one_kind_have_one_frame() -> None:
    content = real_content()
    keys = {kind: set() for kind in ("policies", "domains", "pairs")}
    for page in content.pages:
        kind, _, name = page.path.partition("/")
        if kind in keys and name not in ("", "index.md"):
            keys[kind].add(cut(page.path, page.content).key)
    assert {kind: len(found) for kind, found in keys.items()} == {"policies": 1, "domains": 1, "pairs": 1}


@pytest.mark.parametrize("workers", [1, 2])
def test_the_stream_has_the_same_pages_and_files(workers: int) -> None:
    whole = real_content()
    with stream_corpus(ROOT, real_corpus(), real_comparison(), Settings(), workers) as stream:
        rest = list(stream.rest)
        made = {file.path: file.content for file in (*stream.pages, *rest)}
        assert len(made) == len(stream.pages) + len(rest)
        assert made == {file.path: file.content for file in (*whole.pages, *whole.files)}
        paths = {page.path for page in whole.pages}
        assert set(stream.leaves) == paths - {page.path for page in stream.pages}
