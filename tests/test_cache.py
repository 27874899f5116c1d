"""A cached document is the same as one parsed anew, and any change of what it was made from parses it anew."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import stat
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from generator import documents, pipeline, portions
from generator.cache import PARSED, RECORDS
from generator.holdings import Document
from generator.models import PolicyRecord, PolicyStub, Reading, SourceNotes, SourceText
from generator.parse import parse
from generator.pipeline import read_corpus, write_records
from generator.problems import PolicykbError
from generator.shipped import shipped
from generator.stamp import BuildStamp
from generator.store import dump_record
from generator.vocabulary import Vocabulary
from generator.vocabulary_files import FOLDER
from tests.support import copy_knowledge_base

GOOD = "yixing-2020-70"
OTHER = "template-x"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_knowledge_base(tmp_path / "base", [GOOD, OTHER])


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that the parser was called for."""
    called: list[str] = []
    real = parse

    def watched(source: SourceText, vocabulary: Vocabulary, notes: SourceNotes) -> Reading:
        called.append(source.path)
        return real(source, vocabulary, notes)

    monkeypatch.setattr(documents, "parse", watched)
    return called


def test_a_cached_corpus_is_the_same_and_nothing_is_parsed_twice(root: Path, parsed: list[str]) -> None:
    plain = read_corpus(root)
    first = read_corpus(root, cached=True)
    assert first == plain
    parsed.clear()
    assert read_corpus(root, cached=True) == plain
    assert parsed == []


def _source(root: Path) -> None:
    path = root / "policies" / GOOD / "source.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\n附件：名单\n", encoding="utf-8")


def _notes(root: Path) -> None:
    path = root / "policies" / GOOD / "source.yaml"
    held = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(held + "# looked at again\n", encoding="utf-8")


def _damaged(root: Path) -> None:
    path = root / PARSED / f"{GOOD}.json"
    path.write_bytes(path.read_bytes()[:100])


def _not_utf8(root: Path) -> None:
    (root / PARSED / f"{GOOD}.json").write_bytes(b"\xff\xfe{}")


def _missing(root: Path) -> None:
    (root / PARSED / f"{GOOD}.json").unlink()


@pytest.mark.parametrize("change", [_source, _notes, _damaged, _not_utf8, _missing])
def test_only_what_changed_is_parsed_again(root: Path, parsed: list[str], change: Callable[[Path], None]) -> None:
    read_corpus(root, cached=True)
    change(root)
    parsed.clear()
    again = read_corpus(root, cached=True)
    assert parsed == [f"policies/{GOOD}/source.txt"]
    assert again == read_corpus(root), "an incremental reading is the same as a full one"
    parsed.clear()
    read_corpus(root, cached=True)
    assert parsed == [], "the entry was written anew"


def test_another_vocabulary_parses_everything_again(root: Path, parsed: list[str]) -> None:
    read_corpus(root, cached=True)
    path = root / "schema" / "vocabulary" / "boilerplate.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")
    parsed.clear()
    read_corpus(root, cached=True)
    assert len(parsed) == 2


def test_a_correction_counts_although_the_document_is_cached(root: Path, parsed: list[str]) -> None:
    before = read_corpus(root, cached=True).records[0]
    path = root / "policies" / before.id / "corrections.yaml"
    held = {
        "target": "document",
        "field": "title",
        "before": before.title,
        "after": "另一个标题",
        "reason": "试",
        "by": "甲",
    }
    path.write_text(json.dumps([held], ensure_ascii=False), encoding="utf-8")
    parsed.clear()
    after = next(record for record in read_corpus(root, cached=True).records if record.id == before.id)
    assert after.title == "另一个标题"
    assert parsed == []


def test_what_cannot_be_written_is_not_kept(root: Path, parsed: list[str]) -> None:
    (root / ".policykb").write_text("a file where the folder should be", encoding="utf-8")
    assert read_corpus(root, cached=True) == read_corpus(root)


def test_entries_are_left_by_no_broken_run(root: Path) -> None:
    read_corpus(root, cached=True)
    entries = list((root / PARSED).iterdir())
    assert sorted(path.name for path in entries) == [f"{OTHER}.json", f"{GOOD}.json"]
    assert all(stat.S_ISREG(path.stat().st_mode) for path in entries)


@pytest.fixture
def normalised(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that were normalised."""
    called: list[str] = []
    real = portions.make_record

    def watched(document: Document, vocabulary: Vocabulary, known: Sequence[PolicyStub]) -> PolicyRecord:
        called.append(document.policy_id)
        return real(document, vocabulary, known)

    monkeypatch.setattr(portions, "make_record", watched)
    return called


def _retitle(root: Path) -> None:
    path = root / "policies" / OTHER / "source.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "title: 换了名称的文件\n", encoding="utf-8")


def _retitle_as_cited(root: Path) -> None:
    good = next(record for record in read_corpus(root, cached=True).records if record.id == GOOD)
    cited = next(entry for entry in good.citations if entry.number and entry.policy is None)
    path = root / "policies" / OTHER / "source.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"doc_number: {cited.number}\n", encoding="utf-8")


def _correct(root: Path) -> None:
    path = root / "policies" / GOOD / "corrections.yaml"
    path.write_text("[]\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (lambda root: None, []),
        (_correct, [GOOD]),
        (_source, [GOOD]),
        (_retitle, [OTHER]),
        (_retitle_as_cited, [OTHER, GOOD]),
    ],
    ids=["nothing", "corrections", "source", "a title nobody cites", "what another cites"],
)
def test_a_record_is_made_again_when_what_it_rests_on_changed(
    root: Path, normalised: list[str], change: Callable[[Path], None], again: list[str]
) -> None:
    read_corpus(root, cached=True)
    normalised.clear()
    change(root)
    cached = read_corpus(root, cached=True)
    assert sorted(normalised) == sorted(again)
    assert cached == read_corpus(root)


def test_records_are_written_where_their_files_are_not_what_was_written(root: Path) -> None:
    records = read_corpus(root, cached=True).records
    assert sorted(write_records(root, records)) == [OTHER, GOOD]
    assert write_records(root, records) == []
    path = root / "policies" / GOOD / "record.yaml"
    written = path.read_bytes()
    path.write_bytes(written + b"# touched\n")
    assert write_records(root, records) == [GOOD]
    assert path.read_bytes() == written
    path.unlink()
    assert write_records(root, records) == [GOOD]
    assert path.read_bytes() == written
    changed = [records[0].model_copy(update={"title": "另一名称"}), *records[1:]]
    assert write_records(root, changed) == [records[0].id]


def test_what_was_read_does_not_rest_on_the_caches_any_longer(root: Path) -> None:
    plain = [record.model_dump_json() for record in read_corpus(root).records]
    read_corpus(root, cached=True)
    corpus = read_corpus(root, cached=True)
    shutil.rmtree(root / ".policykb")
    (root / "policies" / GOOD / "source.txt").unlink()
    assert [PolicyRecord.model_validate(record.model_dump()).model_dump_json() for record in corpus.records] == plain


@pytest.mark.parametrize(
    "damage", [lambda entry: entry[:-1], lambda entry: entry.replace(b"{", b"[", 1), lambda _: b""]
)
def test_a_damaged_record_is_made_anew(root: Path, damage: Callable[[bytes], bytes]) -> None:
    first = read_corpus(root, cached=True)
    path = root / RECORDS / f"{GOOD}.json"
    path.write_bytes(damage(path.read_bytes()))
    assert read_corpus(root, cached=True) == first


def test_workers_write_what_this_process_would_write(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "FEW", 0)
    monkeypatch.setattr(portions, "SIZE", 1)
    records = read_corpus(root, cached=True).records
    files = [root / "policies" / record.id / "record.yaml" for record in records]
    plain = [dump_record(record).encode() for record in records]
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as pool:
        for before in (b"", b"# touched"):
            for file in files:
                file.write_bytes(before)
            assert write_records(root, records, pool) == [record.id for record in records]
            assert [file.read_bytes() for file in files] == plain
            assert write_records(root, records, pool) == []
        files[1].unlink()
        files[1].mkdir()
        with pytest.raises(PolicykbError) as caught:
            write_records(root, records, pool)
    assert [problem.code for problem in caught.value.problems] == ["target_unwritable"]


def test_vocabularies_are_taken_as_they_were_kept_until_a_file_changes(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = read_corpus(root).vocabulary
    loaded: list[Path] = []
    real = pipeline.load_vocabulary
    monkeypatch.setattr(pipeline, "load_vocabulary", lambda folder: loaded.append(folder) or real(folder))
    for _ in range(2):
        assert read_corpus(root, cached=True).vocabulary == plain
    assert len(loaded) == 1
    domains = root / FOLDER / "domains.yaml"
    domains.write_text(domains.read_text(encoding="utf-8").replace("政府采购", "政府采买"), encoding="utf-8")
    assert "政府采买" in {domain.name for domain in read_corpus(root, cached=True).vocabulary.domains}
    assert len(loaded) == 2
    kept = root / ".policykb/vocabulary.json"
    kept.write_bytes(kept.read_bytes()[:-9])
    assert read_corpus(root, cached=True).vocabulary == read_corpus(root).vocabulary
    assert len(loaded) == 4


def test_what_the_program_ships_for_an_older_knowledge_base_counts_as_its_own(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parsed: list[str]
) -> None:
    """A checkout ships files beside the program, not in it."""
    (root / FOLDER / "deadline_words.yaml").unlink()
    ours = tmp_path / "ours"
    shutil.copytree(shipped("schema"), ours / "schema")
    for module in ("generator.pipeline", "generator.stamp", "generator.vocabulary_rest"):
        monkeypatch.setattr(f"{module}.shipped", ours.joinpath)
    read_corpus(root, cached=True)
    before = BuildStamp(root, root / "site", strict=False)
    before.write("已生成")
    parsed.clear()
    read_corpus(root, cached=True)
    assert parsed == []
    assert not any("程序" in reason for reason in BuildStamp(root, root / "site", strict=False).reasons())
    words = ours / FOLDER / "deadline_words.yaml"
    words.write_text(words.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    read_corpus(root, cached=True)
    assert len(parsed) == 2
    assert any("程序" in reason for reason in BuildStamp(root, root / "site", strict=False).reasons())
