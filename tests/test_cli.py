"""The command line: what each command prints, writes and returns."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator import __version__
from generator.cli import COMMANDS, main
from generator.models import PolicyRecord
from tests.support import ROOT, copy_knowledge_base, policykb, tree

TWO = ("yixing-2020-70", "national-2016-76")


@pytest.fixture(scope="module")
def shared_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of two documents that tests only read."""
    return copy_knowledge_base(tmp_path_factory.mktemp("cli") / "root", TWO)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base of two documents that a test may change."""
    return copy_knowledge_base(tmp_path / "root", TWO)


def _fails(finished: subprocess.CompletedProcess[str], status: int) -> str:
    assert finished.returncode == status, finished.stdout + finished.stderr
    assert "Traceback" not in finished.stderr
    return finished.stderr


def _works(finished: subprocess.CompletedProcess[str]) -> str:
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def test_help_names_every_command() -> None:
    modules = {path.stem for path in (ROOT / "generator/commands").glob("*.py")} - {"__init__"}
    assert set(COMMANDS) == modules
    said = _works(policykb("--help"))
    for command in COMMANDS:
        assert f"\n  {command} " in said
        assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0


def test_version() -> None:
    assert __version__ in _works(policykb("--version"))


@pytest.mark.parametrize("module", ["generator", "generator.cli"])
def test_modules_that_hold_the_command_run_it(module: str) -> None:
    # A module that only defines it would end with status 0, and every check asked of it would seem to hold.
    asked = [sys.executable, "-m", module, "frobnicate"]
    assert "policykb" in _fails(subprocess.run(asked, check=False, capture_output=True, text=True, cwd=ROOT), 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("build", "--colour"),
        ("parse",),
        ("parse", "x.txt", "--format", "xml"),
        ("render",),
        ("serve", "--address", "nonsense"),
        ("--root", "no-such-folder", "build"),
    ],
)
def test_wrong_usage_is_two(arguments: tuple[str, ...]) -> None:
    _fails(policykb(*arguments), 2)


@pytest.mark.parametrize(("form", "load"), [("yaml", yaml.safe_load), ("json", json.loads)])
def test_parse_prints_the_record_and_writes_nothing(shared_root: Path, form: str, load: object) -> None:
    before = tree(shared_root)
    said = _works(policykb("parse", "policies/yixing-2020-70/source.txt", "--format", form, cwd=shared_root))
    assert callable(load)
    record = PolicyRecord.model_validate(load(said))
    assert record.id == "yixing-2020-70"
    assert record.doc_number == "宜政办发〔2020〕70号"
    assert tree(shared_root) == before


def test_parse_takes_a_file_from_anywhere(shared_root: Path, tmp_path: Path) -> None:
    draft = tmp_path / "我的 Draft 2.txt"
    draft.write_bytes((ROOT / "policies/yixing-2020-70/source.txt").read_bytes())
    record = yaml.safe_load(_works(policykb("parse", str(draft), cwd=shared_root)))
    assert record["id"] == "draft-2"
    assert record["source"]["file"] == draft.name


@pytest.mark.parametrize("name", ["missing.txt", "draft.wps"])
def test_parse_of_an_unusable_file(shared_root: Path, tmp_path: Path, name: str) -> None:
    if name.endswith(".wps"):
        (tmp_path / name).write_bytes(b"x")
    said = _fails(policykb("parse", str(tmp_path / name), cwd=shared_root), 1)
    assert len(said.splitlines()) == 1
    assert said.startswith(f"{tmp_path / name}:0: source_")


def test_records_are_written_and_checked(root: Path) -> None:
    said = _fails(policykb("records", "--check", cwd=root), 1)
    assert [line.split(":")[0] for line in said.splitlines()] == [
        "policies/national-2016-76/record.yaml",
        "policies/yixing-2020-70/record.yaml",
    ]
    assert "更新 2 份" in _works(policykb("records", cwd=root))
    _works(policykb("records", "--check", cwd=root))
    assert "更新 0 份" in _works(policykb("records", cwd=root))
    record = root / "policies/yixing-2020-70/record.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("宜兴市", "宜興市", 1), encoding="utf-8")
    said = _fails(policykb("records", "--check", cwd=root), 1)
    assert said.startswith("policies/yixing-2020-70/record.yaml:")
    assert len(said.splitlines()) == 1


def test_schemas_are_written_and_checked(root: Path) -> None:
    _works(policykb("schema", cwd=root))
    _works(policykb("schema", "--check", cwd=root))
    schemas = sorted((root / "schema").glob("*.schema.json"))
    assert schemas
    schemas[0].write_text("{}", encoding="utf-8")
    said = _fails(policykb("schema", "--check", cwd=root), 1)
    assert f"schema/{schemas[0].name}:" in said
    _works(policykb("schema", cwd=root))
    _works(policykb("schema", "--check", cwd=root))


def test_committed_schemas_are_those_of_the_models() -> None:
    _works(policykb("schema", "--check"))


def test_validate_reports_and_writes_nothing(root: Path) -> None:
    _works(policykb("records", cwd=root))
    _works(policykb("schema", cwd=root))
    before = tree(root)
    assert "2 份文件，0 处错误" in _works(policykb("validate", cwd=root))
    assert tree(root) == before


def test_render_writes_pages_and_data(shared_root: Path, tmp_path: Path) -> None:
    target = tmp_path / "docs"
    said = _works(policykb("render", "--to", str(target), cwd=shared_root))
    assert str(target) in said
    made = tree(target)
    assert made["docs/index.md"].startswith(b"---\n")
    pages = {"policies/yixing-2020-70.md", "pairs/national-2016-76--yixing-2020-70.md", "data/index.json"}
    assert {f"docs/{name}" for name in pages} <= set(made)
    (target / "stale.txt").write_text("old", encoding="utf-8")
    _works(policykb("render", "--to", str(target), cwd=shared_root))
    assert tree(target) == made


def test_root_can_be_named(root: Path, tmp_path: Path) -> None:
    _works(policykb("--root", str(root), "records", cwd=tmp_path))
    _works(policykb("--root", str(root), "schema", cwd=tmp_path))
    assert "2 份文件" in _works(policykb("--root", str(root), "validate", cwd=tmp_path))


def test_serve_refuses_an_address_in_use(shared_root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        said = _fails(policykb("serve", "--address", address, cwd=shared_root), 1)
    assert "address_unusable" in said
    assert len(said.splitlines()) == 1
    assert "address_unusable" in _fails(policykb("serve", "--address", "127.0.0.1:70000", cwd=shared_root), 1)


def test_serve_names_no_address_that_it_will_not_serve(shared_root: Path, tmp_path: Path) -> None:
    missing = policykb("serve", "--address", "127.0.0.1:0", cwd=tmp_path)
    assert "config_missing" in _fails(missing, 1)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = policykb("serve", "--address", f"127.0.0.1:{taken.getsockname()[1]}", cwd=shared_root)
    assert (missing.stdout, refused.stdout) == ("", "")
