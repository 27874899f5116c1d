"""What is told of vocabularies at fault, older than the program, or that do not keep what their examples promise."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from generator.pattern_names import AS_ONE, PATTERN_GROUPS, PATTERN_NAMES
from generator.problems import PolicykbError, Problem
from generator.validate.examples import example_problems
from generator.vocabulary import Vocabulary
from generator.vocabulary_files import FILES, load_vocabulary
from tests.support import ROOT, real_vocabulary

VOCABULARY = real_vocabulary()


def _told_of(tmp_path: Path, file: str, old: str, new: str) -> list[Problem]:
    """What is told of the vocabularies after one change to one file."""
    for name in FILES:
        (tmp_path / name).write_bytes((ROOT / "schema" / "vocabulary" / name).read_bytes())
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicykbError) as raised:
        load_vocabulary(tmp_path)
    assert {problem.path for problem in raised.value.problems} == {str(tmp_path / file)}
    return list(raised.value.problems)


def _line_of(tmp_path: Path, file: str, words: str) -> int:
    lines = (tmp_path / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_a_row_that_nobody_asks_for_is_told_with_its_line(tmp_path: Path) -> None:
    (row,) = _told_of(tmp_path, "boilerplate.yaml", "name: page_number", "name: page_numbr")
    assert row.code == "vocabulary_pattern"
    assert "page_numbr" in row.message
    assert row.line == _line_of(tmp_path, "boilerplate.yaml", "page_numbr")


def _older(folder: Path) -> None:
    """The vocabularies of a knowledge base that was made before a file, a table and a name of patterns came up."""
    for name in FILES:
        (folder / name).write_bytes((ROOT / "schema" / "vocabulary" / name).read_bytes())
    (folder / "personal_words.yaml").unlink()
    tables = yaml.safe_load((folder / "section_words.yaml").read_text(encoding="utf-8"))
    del tables["heading_words"]
    (folder / "section_words.yaml").write_text(yaml.safe_dump(tables, allow_unicode=True), encoding="utf-8")
    rows = yaml.safe_load((folder / "unit_patterns.yaml").read_text(encoding="utf-8"))["unit_patterns"]
    kept = [row for row in rows if row["name"] != "acts"][:-1]
    own = {"unit_patterns": kept}
    (folder / "unit_patterns.yaml").write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")


def test_an_older_knowledge_base_takes_what_it_lacks_from_the_program(tmp_path: Path) -> None:
    _older(tmp_path)
    found = load_vocabulary(tmp_path)
    assert found.personal_words == VOCABULARY.personal_words
    assert found.heading_words == VOCABULARY.heading_words
    assert found.patterns("unit_patterns", "acts") == VOCABULARY.patterns("unit_patterns", "acts")
    names = Counter(row.name for row in found.unit_patterns)
    ours = Counter(row.name for row in VOCABULARY.unit_patterns)
    last = VOCABULARY.unit_patterns[-1].name
    assert names == ours - Counter([last] if ours[last] > 1 else [])


def test_its_own_vocabularies_are_nobody_elses(tmp_path: Path) -> None:
    _older(tmp_path)
    (tmp_path / "jurisdictions.yaml").unlink()
    with pytest.raises(PolicykbError) as raised:
        load_vocabulary(tmp_path)
    assert [Path(problem.path).name for problem in raised.value.problems] == ["jurisdictions.yaml"]


def test_a_pattern_that_is_no_expression_is_told_with_its_line(tmp_path: Path) -> None:
    (problem,) = _told_of(tmp_path, "drafting_words.yaml", "'适时|", "'(适时|")
    assert problem.code == "vocabulary_pattern"
    assert problem.line == _line_of(tmp_path, "drafting_words.yaml", "(适时|") - 2
    (problem,) = _told_of(tmp_path, "document_types.yaml", "pattern: '", "pattern: '(")
    assert problem.code == "vocabulary_pattern"


def test_a_pattern_without_a_group_that_is_read_is_told_with_its_line(tmp_path: Path) -> None:
    for file, old, new in (
        ("drafting_words.yaml", "(?P<office>", "(?:"),
        ("section_words.yaml", "(?P<name>", "(?:"),
        ("citation_cues.yaml", "(?P<found>", "(?:"),
    ):
        (problem,) = _told_of(tmp_path, file, old, new)
        assert problem.code == "vocabulary_pattern"
        assert f"{old}…)" in problem.message
        assert problem.line > 1


def test_the_programs_patterns_have_the_groups_that_are_read() -> None:
    for (table, name), groups in PATTERN_GROUPS.items():
        rows = VOCABULARY.patterns(table, name)
        held = [set(pattern.groupindex) for pattern in rows]
        assert rows, (table, name)
        assert groups <= (set.union(*held) if table in AS_ONE else set.intersection(*held)), (table, name)


def test_examples_that_are_not_kept_are_told_with_their_lines(tmp_path: Path) -> None:
    folder = tmp_path / "schema" / "vocabulary"
    folder.mkdir(parents=True)
    assert list(example_problems(ROOT)) == []
    (folder / "drafting_words.yaml").write_text(
        "vague_words:\n"
        "  - name: 适时\n    pattern: '适时|择机'\n    examples:\n      - {text: 适时开展, finds: 适时}\n"
        "  - name: 尽快\n    pattern: '尽快'\n    examples:\n      - {text: 尽快办理, finds: 尽早}\n"
        "  - name: 酌情\n    pattern: '酌情'\n    examples:\n      - {text: 酌量}\n",
        encoding="utf-8",
    )
    (folder / "domains.yaml").write_text(
        "domains:\n"
        "  - id: credit\n    cues:\n      - {text: 信用, examples: [信用记录, 诚信记录]}\n"
        "      - {text: 诚信, examples: []}\n"
        "    mentions:\n      - {text: 公开, examples: [公开栏], not_in: [公开栏]}\n",
        encoding="utf-8",
    )
    told = [
        (Path(problem.path).name, problem.line, problem.message.split("；")[0])
        for problem in example_problems(tmp_path)
    ]
    assert sorted(told) == [
        ("domains.yaml", 4, "例子“诚信记录”中没有“信用”"),
        ("domains.yaml", 5, "“诚信”没有例子"),
        ("domains.yaml", 7, "例子“公开栏”中没有“公开”"),
        ("drafting_words.yaml", 6, "样式“尽快”在例子“尽快办理”中应找到“尽早”，实际找到“尽快”"),
        ("drafting_words.yaml", 10, "样式“酌情”没有一个找得到东西的例子"),
    ]
    assert {problem.severity for problem in example_problems(tmp_path)} == {"warning"}


def test_a_name_that_no_vocabulary_has_cannot_be_asked_for() -> None:
    assert VOCABULARY.patterns("boilerplate", "page_number")
    with pytest.raises(KeyError):
        VOCABULARY.patterns("boilerplate", "page_numbr")
    with pytest.raises(KeyError):
        VOCABULARY.one_of("page_number", "page_number")


def test_patterns_of_one_name_are_tried_as_one() -> None:
    rows = [row for row in VOCABULARY.boilerplate if row.name == "imprint"]
    assert len(rows) > 1
    one = VOCABULARY.one_of("boilerplate", "imprint")
    assert all(one.search(example.text) for row in rows for example in row.examples if example.finds)
    tables = {name: getattr(VOCABULARY, name) for name in Vocabulary.model_fields}
    bare = Vocabulary.model_validate({**tables, "leftover_words": ()})
    assert bare.one_of("leftover_words", "blank").search("____") is None


def test_patterns_that_cannot_be_tried_as_one_are_told(tmp_path: Path) -> None:
    office = "  - name: office_of_place\n"
    twice = f"{office}    pattern: '(?P<place>某地)'\n    examples: [{{text: 某地, finds: 某地}}]\n{office}"
    (problem,) = _told_of(tmp_path, "drafting_words.yaml", office, twice)
    assert problem.code == "vocabulary_pattern"
    assert problem.line == _line_of(tmp_path, "drafting_words.yaml", "某地") + 2


def test_every_name_of_patterns_is_asked_for_somewhere() -> None:
    asking = [path for path in (ROOT / "generator").rglob("*.py") if path.name != "pattern_names.py"]
    code = "".join(path.read_text(encoding="utf-8") for path in asking)
    quoted = set(re.findall("[\"']([a-z_]+)[\"']", code))
    assert {name for names in PATTERN_NAMES.values() for name in names} <= quoted


def test_outside_a_knowledge_base_one_line_says_so(tmp_path: Path) -> None:
    with pytest.raises(PolicykbError) as raised:
        load_vocabulary(tmp_path / "schema" / "vocabulary")
    assert [problem.code for problem in raised.value.problems] == ["vocabulary_missing"]


def test_a_missing_field_is_told(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes((ROOT / "schema" / "vocabulary" / name).read_bytes())
    (tmp_path / "jurisdictions.yaml").write_text("places:\n\n  - {id: x, name: X}\n", encoding="utf-8")
    with pytest.raises(PolicykbError) as raised:
        load_vocabulary(tmp_path)
    assert {(Path(problem.path).name, problem.line, problem.code) for problem in raised.value.problems} == {
        ("jurisdictions.yaml", 3, "vocabulary_invalid")
    }
