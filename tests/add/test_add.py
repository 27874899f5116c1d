"""`policykb add` as people run it."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.support import ROOT, copy_knowledge_base, policykb, tree

PLAN = ROOT / "tests/fixtures/haiyun-2021-18.txt"
DIGEST_NOTE = "说明：本文件按原文的章节次序逐条摘编要点"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of two documents with their records."""
    root = copy_knowledge_base(tmp_path_factory.mktemp("held") / "root", ["national-2016-76", "yixing-2020-70"])
    assert policykb("records", cwd=root).returncode == 0
    return root


@pytest.fixture
def root(held: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(held, tmp_path / "root", symlinks=True)


def _official(folder: Path) -> Path:
    """The national document without what marks it as a digest, and without its last provision."""
    text = (ROOT / "policies/national-2016-76/source.txt").read_text(encoding="utf-8")
    lines = [line for line in text.replace("（要点摘编）", "").split("\n") if not line.startswith(DIGEST_NOTE)]
    kept = "\n".join(lines)
    kept = kept[: kept.index("（二）加快法规制度建设")] + "国务院\n2016年12月22日\n"
    file = folder / "official.txt"
    file.write_text(kept, encoding="utf-8")
    return file


def _add(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    finished = policykb("add", *map(str, arguments), cwd=root)
    assert "Traceback" not in finished.stderr
    return finished


def test_a_new_document_is_shown_and_written(root: Path) -> None:
    finished = _add(root, PLAN, "--yes")
    assert finished.returncode == 0, finished.stderr
    folder = root / "policies/haiyun-2021-18"
    assert sorted(tree(folder)) == ["record.yaml", "source.txt", "source.yaml"]
    assert (folder / "source.txt").read_bytes() == PLAN.read_bytes()
    for shown in (
        "新增 policies/haiyun-2021-18/",
        "海政办发〔2021〕18号",
        "海云市（haiyun，地级，未登记）",
        "任务10项，保障措施3项",
        "未登记单位",
        "unit_unknown 15",
        "国发〔2016〕76号 → policies/national-2016-76",
        "云岭政发〔2020〕31号 （不在库中）",
        "责任条款 2",
    ):
        assert shown in finished.stdout
    assert policykb("records", "--check", cwd=root).returncode == 0
    assert not [path for path in (root / "policies").iterdir() if path.name.startswith(".")]


def test_without_agreement_nothing_is_written(root: Path) -> None:
    before = tree(root)
    finished = _add(root, PLAN)
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith(f"{PLAN}:0: add_not_agreed: ")
    assert tree(root) == before


def test_what_the_text_cannot_tell_goes_into_source_yaml(root: Path) -> None:
    url = "https://www.example.gov.cn/a.html"
    wishes = ("--yes", "--id", "sea-1", "--url", url, "--note", "网页", "--text-status", "full")
    wishes += ("--retrieved-on", "2026-11-23")
    assert _add(root, PLAN, *wishes, "--jurisdiction", "云岭省海云市").returncode == 0
    notes = yaml.safe_load((root / "policies/sea-1/source.yaml").read_text(encoding="utf-8"))
    day = datetime.date(2026, 11, 23)
    assert notes == {"jurisdiction": "云岭省海云市", "url": url, "retrieved_on": day, "note": "网页"}
    record = yaml.safe_load((root / "policies/sea-1/record.yaml").read_text(encoding="utf-8"))
    assert record["jurisdiction"]["parents"] == ["national", "yunling"]
    assert record["source"]["url"] == url


def test_the_day_it_was_collected_is_noted(root: Path, tmp_path: Path) -> None:
    before = datetime.datetime.now().astimezone().date()
    assert _add(root, PLAN, "--yes", "--id", "sea-1").returncode == 0
    noted = yaml.safe_load((root / "policies/sea-1/source.yaml").read_text(encoding="utf-8"))["retrieved_on"]
    assert before <= noted <= datetime.datetime.now().astimezone().date()
    newer = tmp_path / "newer.txt"
    newer.write_text(PLAN.read_text(encoding="utf-8").replace("。", "；", 1), encoding="utf-8")
    finished = _add(root, newer, "--yes", "--id", "sea-1", "--retrieved-on", "2099-01-02")
    assert yaml.safe_load((root / "policies/sea-1/source.yaml").read_text(encoding="utf-8")) == {
        "retrieved_on": datetime.date(2099, 1, 2)
    }
    # That a new text was collected on another day is no note that goes with the old one.
    assert "随旧文本删去" not in finished.stdout
    wrong = _add(root, newer, "--yes", "--retrieved-on", "昨天")
    assert wrong.returncode == 2
    assert "--retrieved-on" in wrong.stderr


def test_the_official_text_replaces_the_digest(root: Path, tmp_path: Path) -> None:
    folder = root / "policies/national-2016-76"
    (folder / "reading.md").write_text("手记", encoding="utf-8")
    before = yaml.safe_load((folder / "record.yaml").read_text(encoding="utf-8"))
    assert before["text_status"] == "digest"
    finished = _add(root, _official(tmp_path), "--yes")
    assert finished.returncode == 0, finished.stderr
    for shown in ("替换 policies/national-2016-76/", "t-6-2 加快法规制度建设", "source.yaml 的 note：要点摘编"):
        assert shown in finished.stdout
    after = yaml.safe_load((folder / "record.yaml").read_text(encoding="utf-8"))
    assert after["text_status"] == "full"
    lost = {task["id"] for task in before["tasks"]} - {task["id"] for task in after["tasks"]}
    assert lost == {"t-6-2"}
    assert sorted(tree(folder)) == ["reading.md", "record.yaml", "source.txt", "source.yaml"]
    assert list(yaml.safe_load((folder / "source.yaml").read_text(encoding="utf-8"))) == ["retrieved_on"]
    other = yaml.safe_load((root / "policies/yixing-2020-70/record.yaml").read_text(encoding="utf-8"))
    assert "national-2016-76" in {citation["policy"] for citation in other["citations"]}
    assert policykb("records", "--check", cwd=root).returncode == 0


def test_the_documents_that_cite_it_are_updated_with_it(tmp_path: Path) -> None:
    root = copy_knowledge_base(tmp_path / "root", ["yixing-2020-70"])
    assert policykb("records", cwd=root).returncode == 0
    finished = _add(root, ROOT / "policies/national-2016-76/source.txt", "--yes")
    assert "已写入 policies/yixing-2020-70/record.yaml" in finished.stdout
    assert policykb("records", "--check", cwd=root).returncode == 0


def test_corrections_hold_for_the_new_text_or_stop_it(root: Path, tmp_path: Path) -> None:
    folder = root / "policies/national-2016-76"
    (folder / "corrections.yaml").write_text(
        "- target: t-6-2\n  field: title\n  before: 加快法规制度建设\n  after: 法规\n  reason: 试\n", encoding="utf-8"
    )
    assert policykb("records", cwd=root).returncode == 0
    before = tree(root)
    finished = _add(root, _official(tmp_path), "--yes")
    assert finished.returncode == 1
    assert finished.stderr.startswith("policies/national-2016-76/corrections.yaml:1: correction_target_unknown: ")
    assert tree(root) == before


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 8)


def _folder(path: Path) -> None:
    path.mkdir()


def _news(path: Path) -> None:
    path.write_text("我市召开推进会\n\n本报讯 昨日，我市召开会议，市长出席并讲话。\n", encoding="utf-8")


def _held(path: Path) -> None:
    path.write_bytes((ROOT / "policies/yixing-2020-70/source.txt").read_bytes())


def _missing(path: Path) -> None:
    assert not path.exists()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_empty, "source_empty"),
        (_binary, "source_binary"),
        (_folder, "source_unreadable"),
        (_pipe, "source_unreadable"),
        (_missing, "source_unreadable"),
        (_news, "not_a_policy"),
        (_held, "add_held_already"),
    ],
)
def test_a_file_that_cannot_be_added_is_one_line(root: Path, tmp_path: Path, make: object, code: str) -> None:
    file = tmp_path / "given.txt"
    assert callable(make)
    make(file)
    before = tree(root)
    finished = _add(root, file, "--yes")
    assert finished.returncode == 1
    assert len(finished.stderr.splitlines()) == 1
    assert finished.stderr.startswith(f"{file}:")
    assert f": {code}: " in finished.stderr
    assert tree(root) == before


@pytest.mark.parametrize("policy_id", ["../x", "a/../../b", "宜兴", "index", "a--b", "", "x" * 100])
def test_an_id_never_leads_elsewhere(root: Path, policy_id: str) -> None:
    before = tree(root.parent)
    finished = _add(root, PLAN, "--yes", "--id", policy_id)
    assert finished.returncode == 1
    assert ": policy_id: " in finished.stderr
    assert tree(root.parent) == before


def test_a_link_in_the_place_of_a_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "policies/haiyun-2021-18").symlink_to(elsewhere)
    finished = _add(root, PLAN, "--yes", "--id", "haiyun-2021-18")
    assert finished.returncode == 1
    assert "target_foreign" in finished.stderr
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--url", "javascript:alert(1)"),
        ("--text-status", "nonsense"),
        ("second.txt", "--id", "x"),
    ],
)
def test_wrong_usage(root: Path, arguments: tuple[str, ...]) -> None:
    assert _add(root, PLAN, "--yes", *arguments).returncode == 2


def test_an_unknown_place_is_refused(root: Path) -> None:
    finished = _add(root, PLAN, "--yes", "--jurisdiction", "atlantis")
    assert finished.returncode == 1
    assert ": jurisdiction_unknown: " in finished.stderr


def test_a_faulty_file_does_not_keep_the_others_out(root: Path, tmp_path: Path) -> None:
    _empty(tmp_path / "empty.txt")
    finished = _add(root, tmp_path / "empty.txt", PLAN, "--yes")
    assert finished.returncode == 1
    assert (root / "policies/haiyun-2021-18/record.yaml").is_file()


def test_another_document_under_the_same_number_and_year_gets_its_own_id(root: Path, tmp_path: Path) -> None:
    assert _add(root, PLAN, "--yes").returncode == 0
    other = tmp_path / "other.txt"
    text = PLAN.read_text(encoding="utf-8").replace("海政办发〔2021〕18号", "海政发〔2021〕18号")
    other.write_text(text.replace("生活垃圾分类", "餐厨废物管理"), encoding="utf-8")
    assert _add(root, other, "--yes").returncode == 0
    assert (root / "policies/haiyun-2021-18-2/source.txt").read_bytes() == other.read_bytes()


def test_hostile_text_is_shown_as_text(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "hostile.txt"
    text = PLAN.read_text(encoding="utf-8").replace("市供销合作社", "[bold]\x1b[31m市社[/bold]")
    file.write_text(text, encoding="utf-8")
    finished = _add(root, file, "--yes")
    assert "\x1b" not in finished.stdout
