"""A knowledge base of one's own: what `policykb new` makes is sound, builds, and looks as the program does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.looks import completed, load_yaml
from generator.problems import PolicykbError
from generator.shipped import shipped
from generator.starter import EXAMPLE, starter_files
from generator.store import load_record
from generator.validate.vocabulary import vocabulary_problems
from generator.vocabulary_files import load_vocabulary
from generator.writer import new_folder
from tests.support import ROOT, policykb, tree


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new knowledge base with its site; tests only read it."""
    folder = tmp_path_factory.mktemp("new") / "我的 知识库"
    finished = policykb("new", str(folder), cwd=folder.parent)
    assert finished.returncode == 0, finished.stderr
    assert "接下来" in finished.stdout
    finished = policykb("build", "--strict", cwd=folder)
    assert finished.returncode == 0, finished.stderr
    assert finished.stderr == ""
    return folder


def test_the_example_is_read_completely(root: Path) -> None:
    record = load_record(root / "policies" / EXAMPLE / "record.yaml")
    assert record.title == "望澜市公共图书馆服务提升实施方案"
    assert record.doc_number == "望政办发〔2024〕12号"
    assert record.jurisdiction.name == "望澜市"
    assert [(citation.relation, citation.number) for citation in record.citations] == [("basis", "明政发〔2023〕9号")]
    assert [principle.title for principle in record.principles] == ["坚持就近便民", "坚持共建共享"]
    assert [task.title for task in record.tasks] == [
        "建设总分馆", "设置借阅点", "延长开放时间", "开展阅读推广",
        "服务特殊群体", "建设数字图书馆", "保障经费", "强化考核",
    ]  # fmt: skip
    assert all(task.units for task in record.tasks)
    assert all(unit.agency or unit.kind == "collective" for task in record.tasks for unit in task.units)
    assert [str(limit.date) for task in record.tasks for limit in task.deadlines if limit.date][:3] == [
        "2025-12-31",
        "2024-06-30",
        "2025-06-30",
    ]
    assert [row.task for row in record.annex_rows] == [task.id for task in record.tasks]
    assert len({task.domains.primary.id for task in record.tasks}) == 7


def test_it_is_sound_and_says_so(root: Path) -> None:
    finished = policykb("validate", cwd=root)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert "1 份文件，0 处错误，0 处提示" in finished.stdout
    assert policykb("records", "--check", cwd=root).returncode == 0


def test_the_words_of_the_language_stay_the_programs(root: Path) -> None:
    held = {path.name for path in (root / "schema" / "vocabulary").iterdir()}
    assert held == {"agencies.yaml", "domains.yaml", "jurisdictions.yaml"}
    ours, own = (load_vocabulary(folder / "schema" / "vocabulary") for folder in (ROOT, root))
    assert (own.role_labels, own.deadlines, own.annex_columns) == (ours.role_labels, ours.deadlines, ours.annex_columns)
    assert "公文用语用程序的" in policykb("doctor", cwd=root).stdout


def _cues(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if "text" in value and isinstance(value.get("examples"), list):
            yield from ((value["text"], example) for example in value["examples"])
        for entry in value.values():
            yield from _cues(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _cues(entry)


def test_its_vocabularies_keep_what_their_examples_promise(root: Path) -> None:
    vocabulary = load_vocabulary(root / "schema" / "vocabulary")
    assert list(vocabulary_problems(vocabulary)) == []
    assert {place.id for place in vocabulary.places} == {"national", "mingchuan", "wanglan"}
    assert {agency.jurisdiction for agency in vocabulary.agencies} == {"national", "wanglan"}
    text = (root / "policies" / EXAMPLE / "source.txt").read_text(encoding="utf-8")
    for name in ("domains.yaml", "agencies.yaml", "jurisdictions.yaml"):
        content = yaml.safe_load((root / "schema" / "vocabulary" / name).read_text(encoding="utf-8"))
        cues = list(_cues(content))
        assert cues
        assert [cue for cue, example in cues if cue not in example] == []
    own = yaml.safe_load((root / "schema" / "vocabulary" / "domains.yaml").read_text(encoding="utf-8"))
    assert [example for _, example in _cues(own) if example not in text] == []


def test_nothing_of_the_programs_own_documents_is_in_it(root: Path) -> None:
    written = "\n".join(content.decode() for content in starter_files().values())
    mkdocs = (root / "mkdocs.yml").read_text(encoding="utf-8")
    domains = (root / "schema/vocabulary/domains.yaml").read_text(encoding="utf-8")
    assert "诚信" not in mkdocs + domains + (root / "README.md").read_text(encoding="utf-8")
    assert not re.search(r"^\s+jurisdiction: (?!national|wanglan)", written, re.MULTILINE)
    assert "make " not in written
    assert "{version}" not in written
    for page in ("index.html", "search.html"):
        assert not re.search("诚信|失信", (root / "site" / page).read_text(encoding="utf-8"))


def test_its_continuous_integration_is_sound_yaml(root: Path) -> None:
    for name in (".gitlab-ci.yml", ".github/workflows/site.yml"):
        content = yaml.safe_load((root / name).read_text(encoding="utf-8"))
        assert "requirements.txt" in str(content)
        assert "policykb build --zip" in str(content)


def test_it_looks_as_the_program_does(root: Path) -> None:
    page = (root / "site" / "policies" / f"{EXAMPLE}.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    assert "pk-header-search" in page
    for name in load_yaml(shipped("mkdocs.yml"))["extra_css"]:
        assert (root / "site" / name).read_bytes() == (ROOT / "site_src" / name).read_bytes()
        assert f'href="../{name}"' in page
    assert "两两对比" in page


def test_what_it_says_itself_counts(root: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    new_folder(own, {**starter_files(), "site_src/assets/logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"})
    (own / "site_src" / "about.md").write_text("# 关于本库\n", encoding="utf-8")
    (own / "site_src" / "assets" / "own.css").write_text("h1 { color: red }\n", encoding="utf-8")
    (own / "overrides" / "partials").mkdir(parents=True)
    (own / "overrides" / "partials" / "footer.html").write_text("<footer>自己的页脚</footer>\n", encoding="utf-8")
    config = (own / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace(
        "  name: material\n", "  name: material\n  custom_dir: overrides\n  palette: {scheme: slate}\n"
    )
    config += "nav: [首页: index.md, 关于: about.md]\nextra_css: [assets/own.css]\n"
    (own / "mkdocs.yml").write_text(config, encoding="utf-8")
    finished = policykb("build", cwd=own)
    assert finished.returncode == 0, finished.stderr
    page = (own / "site" / "about.html").read_text(encoding="utf-8")
    assert "自己的页脚" in page
    assert 'data-md-color-scheme="slate"' in page
    assert page.index("assets/css/base.css") < page.index("assets/own.css")
    assert "两两对比" not in page
    assert (own / "site" / "assets" / "logo.svg").stat().st_size < 100
    assert "pk-header-search" in page


def test_the_repository_itself_needs_nothing_more() -> None:
    own = load_yaml(ROOT / "mkdocs.yml")
    assert completed(own) == own


def test_another_theme_is_left_alone() -> None:
    own = {"site_name": "x", "theme": "readthedocs", "extra_css": ["a.css"]}
    assert completed(own) == own


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    finished = policykb("new", ".", cwd=tmp_path)
    assert finished.returncode == 1
    assert finished.stderr.startswith(".:0: target_foreign: ")
    assert len(finished.stderr.splitlines()) == 1
    assert tree(tmp_path) == {"letter.txt": b"mine"}
    assert policykb("new", "letter.txt", cwd=tmp_path).returncode == 1


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert policykb("new", ".", cwd=tmp_path).returncode == 0
    assert tree(tmp_path) == starter_files()


def test_all_or_nothing(tmp_path: Path) -> None:
    with pytest.raises(PolicykbError, match="target_unwritable"):
        new_folder(tmp_path / "a", {"fine.txt": b"x", "sub/" + "n" * 300: b"y"})
    assert tree(tmp_path) == {}
