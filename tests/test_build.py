"""The main job: same input, same bytes; bad input costs one line and never the last good site."""

from __future__ import annotations

import datetime
import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import ROOT, copy_knowledge_base, policykb, tree

GOOD = "yixing-2020-70"


def test_second_build_gives_the_same_bytes(site_dir: Path, tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "elsewhere", origin=site_dir.parent)
    finished = policykb("build", cwd=root, environment={"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LANG": "C"})
    assert finished.returncode == 0, finished.stderr
    first, second = tree(site_dir), tree(root / "site")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) > 100


def test_build_says_what_it_made(site_dir: Path) -> None:
    said = (site_dir.parents[1] / "knowledge-base.built").read_text(encoding="utf-8")
    for word in ("site", "policies", "principles", "tasks", "units", "warnings", "index.html"):
        assert word in said
    assert "policies: 6" in said


def test_build_writes_the_committed_records(site_dir: Path) -> None:
    for folder in sorted((ROOT / "policies").iterdir()):
        built = site_dir.parent / "policies" / folder.name / "record.yaml"
        assert built.read_bytes() == (folder / "record.yaml").read_bytes(), folder.name


def test_nothing_in_the_site_tells_the_day_of_the_build(site_dir: Path) -> None:
    today = datetime.datetime.fromtimestamp((site_dir / "index.html").stat().st_mtime, datetime.UTC).date().isoformat()
    assert [name for name, content in tree(site_dir).items() if today.encode() in content] == []
    if (packed := site_dir / "sitemap.xml.gz").exists():
        assert today.encode() not in gzip.decompress(packed.read_bytes())


def _binary(root: Path) -> None:
    (root / "policies" / GOOD / "source.txt").write_bytes(b"%PDF-1.7\n\x00")


def _word_file(root: Path) -> None:
    source = root / "policies" / GOOD / "source.txt"
    source.rename(source.with_suffix(".doc"))


def _empty(root: Path) -> None:
    (root / "policies" / GOOD / "source.txt").write_bytes(b"")


def _no_source(root: Path) -> None:
    (root / "policies" / GOOD / "source.txt").unlink()


def _bad_folder_name(root: Path) -> None:
    shutil.copytree(root / "policies" / GOOD, root / "policies" / "宜兴 2020")


def _broken_notes(root: Path) -> None:
    (root / "policies" / GOOD / "source.yaml").write_text("url: [unclosed\n", encoding="utf-8")


def _unknown_note(root: Path) -> None:
    (root / "policies" / GOOD / "source.yaml").write_text("colour: red\n", encoding="utf-8")


def _unknown_place(root: Path) -> None:
    (root / "policies" / GOOD / "source.yaml").write_text("jurisdiction: atlantis\n", encoding="utf-8")


def _yaml_bomb(root: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    (root / "policies" / GOOD / "source.yaml").write_text("\n".join(lines), encoding="utf-8")


def _yaml_object(root: Path) -> None:
    (root / "policies" / GOOD / "source.yaml").write_text(
        "url: !!python/object/apply:os.system ['true']\n", encoding="utf-8"
    )


def _broken_corrections(root: Path) -> None:
    (root / "policies" / GOOD / "corrections.yaml").write_text("- target: t-2-1-1\n", encoding="utf-8")


def _broken_vocabulary(root: Path) -> None:
    (root / "schema" / "vocabulary" / "domains.yaml").write_text("domains: {", encoding="utf-8")


def _no_policies(root: Path) -> None:
    shutil.rmtree(root / "policies")


def _broken_config(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: x\nplugins: [policykb, no-such-plugin]\n", encoding="utf-8")


def _config_without_plugin(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: x\ndocs_dir: site_src\nplugins: []\n", encoding="utf-8")


def _no_config(root: Path) -> None:
    (root / "mkdocs.yml").unlink()


def _dead_link(root: Path) -> None:
    (root / "site_src" / "extra.md").write_text("# 附页\n\n[没有的页](missing.md)\n", encoding="utf-8")


def _broken_template(root: Path) -> None:
    template = root / "site_src" / "overrides" / "main.html"
    template.write_text('{% extends "base.html" %}\n{% if %}\n', encoding="utf-8")


FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "binary": (_binary, f"policies/{GOOD}/source.txt", "source_binary"),
    "word_file": (_word_file, f"policies/{GOOD}/source.doc", "source_unsupported"),
    "empty": (_empty, f"policies/{GOOD}/source.txt", "source_empty"),
    "no_source": (_no_source, f"policies/{GOOD}", "source_missing"),
    "broken_notes": (_broken_notes, f"policies/{GOOD}/source.yaml", ""),
    "unknown_note": (_unknown_note, f"policies/{GOOD}/source.yaml", ""),
    "unknown_place": (_unknown_place, f"policies/{GOOD}/source.yaml", ""),
    "yaml_bomb": (_yaml_bomb, f"policies/{GOOD}/source.yaml", ""),
    "yaml_object": (_yaml_object, f"policies/{GOOD}/source.yaml", ""),
    "broken_corrections": (_broken_corrections, f"policies/{GOOD}/corrections.yaml", ""),
    "broken_vocabulary": (_broken_vocabulary, "schema/vocabulary/domains.yaml", "vocabulary_unreadable"),
    "no_policies": (_no_policies, "policies", "corpus_empty"),
    "broken_config": (_broken_config, "mkdocs.yml", "config_invalid"),
    "config_without_plugin": (_config_without_plugin, "mkdocs.yml", "config_invalid"),
    "no_config": (_no_config, "mkdocs.yml", "config_missing"),
    "dead_link": (_dead_link, "site_src", "site_warning"),
    "broken_template": (_broken_template, "site_src/overrides/main.html", "template_invalid"),
}
"""Name -> what breaks the knowledge base, the path the message must name, its code where it is ours to fix."""


@pytest.mark.parametrize("fault", FAULTS)
def test_bad_input_is_one_line_and_leaves_the_last_good_site(tmp_path: Path, fault: str) -> None:
    root = copy_knowledge_base(tmp_path / "root", [GOOD])
    last_good = {"data/index.json": b"{}", "index.html": b"last good site"}
    for name, content in last_good.items():
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_bytes(content)
    spoil, path, code = FAULTS[fault]
    spoil(root)
    finished = policykb("build", cwd=root, timeout=60)
    assert finished.returncode == 1, finished.stdout
    assert finished.stdout == ""
    lines = finished.stderr.splitlines()
    assert lines
    assert "Traceback" not in finished.stderr
    for line in lines:
        assert line.startswith(f"{path}:"), finished.stderr
        shown_line, shown_code, message = line.removeprefix(f"{path}:").split(": ", 2)
        assert shown_line.isdecimal()
        assert shown_code == code or not code
        assert message
    assert tree(root / "site") == last_good


def _news(root: Path) -> None:
    (root / "policies" / GOOD / "source.txt").write_text(
        "我市召开诚信建设座谈会\n本报讯 昨日，我市召开座谈会，与会代表畅谈诚信建设的成效。\n记者 某某\n",
        encoding="utf-8",
    )


def _stale_correction(root: Path) -> None:
    (root / "policies" / GOOD / "corrections.yaml").write_text(
        "- target: t-9-9\n  field: title\n  after: 新标题\n  reason: 试验\n", encoding="utf-8"
    )


def _link_that_leads_out(root: Path) -> None:
    source = root / "policies" / GOOD / "source.txt"
    secret = root.parent / "secret.txt"
    secret.write_bytes(source.read_bytes())
    source.unlink()
    source.symlink_to(secret)


ONE_BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "binary": (_binary, f"policies/{GOOD}/source.txt"),
    "empty": (_empty, f"policies/{GOOD}/source.txt"),
    "no_source": (_no_source, f"policies/{GOOD}"),
    "news": (_news, f"policies/{GOOD}/source.txt"),
    "link_that_leads_out": (_link_that_leads_out, f"policies/{GOOD}/source.txt"),
    "stale_correction": (_stale_correction, f"policies/{GOOD}/corrections.yaml"),
    "bad_folder_name": (_bad_folder_name, "policies/宜兴 2020"),
}
OTHER = "panjin-2017-25"


@pytest.mark.parametrize("fault", ONE_BAD)
def test_one_bad_document_is_reported_and_the_others_are_built(tmp_path: Path, fault: str) -> None:
    root = copy_knowledge_base(tmp_path / "root", [GOOD, OTHER])
    spoil, path = ONE_BAD[fault]
    spoil(root)
    finished = policykb("build", cwd=root, timeout=120)
    assert finished.returncode == 1
    assert "Traceback" not in finished.stderr
    (line,) = finished.stderr.splitlines()
    assert line.startswith(f"{path}:")
    message = line.split(": ", 2)[2]
    assert (root / "site" / "policies" / f"{OTHER}.html").is_file()
    assert (root / "site" / "policies" / f"{GOOD}.html").is_file() is (fault == "bad_folder_name")
    assert message[:20] in (root / "site" / "quality.html").read_text(encoding="utf-8")


def test_strict_builds_nothing_while_a_document_is_bad(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", [GOOD, OTHER])
    (root / "site").mkdir()
    (root / "site" / "index.html").write_bytes(b"last good site")
    (root / "site" / "data").mkdir()
    (root / "site" / "data" / "index.json").write_bytes(b"{}")
    _empty(root)
    finished = policykb("build", "--strict", cwd=root, timeout=120)
    assert finished.returncode == 1
    assert f"policies/{GOOD}/source.txt:0: source_empty" in finished.stderr
    assert (root / "site" / "index.html").read_bytes() == b"last good site"


def test_all_faults_are_reported_in_one_run(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root")
    (root / "policies" / GOOD / "source.txt").write_bytes(b"")
    (root / "policies" / "panjin-2017-25" / "source.txt").write_bytes(b"\x00")
    finished = policykb("validate", cwd=root)
    assert finished.returncode == 1
    faults = [line.split(":")[0] for line in finished.stderr.splitlines() if ": source_" in line]
    assert faults == ["policies/panjin-2017-25/source.txt", f"policies/{GOOD}/source.txt"]


def test_foreign_folder_is_not_replaced(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", [GOOD])
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("keep", encoding="utf-8")
    finished = policykb("build", "--site-dir", str(mine), cwd=root)
    assert finished.returncode == 1
    assert "target_foreign" in finished.stderr
    assert tree(mine) == {"letter.txt": b"keep"}


def test_strict_says_at_its_end_why_nothing_was_built(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", [GOOD])
    finished = policykb("build", "--strict", cwd=root, timeout=120)
    assert finished.returncode == 1
    assert not (root / "site").exists()
    *warnings, last = finished.stderr.splitlines()
    assert last.startswith(f"policies:0: strict_refused: 加了 --strict：有 0 处错误、{len(warnings)} 处警告（见上）")


def test_a_document_dropped_beside_the_folders_is_told(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", [GOOD])
    assert policykb("build", cwd=root, timeout=120).returncode == 0
    (root / "policies" / "README.md").write_text("notes", encoding="utf-8")
    (root / "policies" / "~$通知.docx").write_bytes(b"x")
    assert policykb("build", cwd=root, timeout=120).returncode == 0
    (root / "policies" / "通知 2.DOC").write_bytes(b"x")
    finished = policykb("build", cwd=root, timeout=120)
    assert finished.returncode == 1
    assert finished.stderr.startswith("policies/通知 2.DOC:0: source_stray: 文件直接放在 policies/ 下，没有收入；")
    assert (root / "site" / "policies" / f"{GOOD}.html").is_file()
    validated = policykb("validate", cwd=root)
    assert validated.returncode == 1
    assert validated.stderr.splitlines()[-1].startswith("policies/通知 2.DOC:0: source_stray")
    assert "1 处错误（都在最后）" in validated.stdout


def test_a_document_beside_the_folders_is_no_reason_not_to_work_with_those_held(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", [GOOD])
    (root / "policies" / "通知.txt").write_text("关于报送材料的通知", encoding="utf-8")
    finished = policykb("export", "policy", GOOD, "--format", "csv", cwd=root)
    assert finished.returncode == 0, finished.stderr


def test_where_documents_lie_without_folders_they_are_told_and_not_said_to_be_missing(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", [])
    (root / "policies").mkdir(exist_ok=True)
    (root / "policies" / "通知.txt").write_text("关于报送材料的通知", encoding="utf-8")
    finished = policykb("build", cwd=root)
    assert finished.returncode == 1
    assert finished.stderr.startswith("policies/通知.txt:0: source_stray: ")
    assert "corpus_empty" not in finished.stderr
