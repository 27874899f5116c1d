"""Gold alignments in several files, and what the files of this repository hold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator.evaluate.alignment import PARTS
from generator.evaluate.files import GOLD, Gold, read_gold_files
from generator.pipeline import with_draft
from generator.problems import PolicykbError
from tests.support import ROOT, real_stock

TRUTH = ROOT / "tests" / "truth"


def _file(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_pairs_and_documents_of_all_files_are_joined(tmp_path: Path) -> None:
    one = _file(tmp_path / "one.yaml", "documents: {x: x.txt}\npairs: [{a: x, b: y, items: [['1', '1', same]]}]\n")
    other = _file(
        tmp_path / "deep" / "other.yaml",
        "documents: {x: ../x.txt, z: z.txt}\npairs: [{a: x, b: z, part: held_out, items: [['1', '1', none]]}]\n",
    )
    gold = read_gold_files([one, other])
    assert [(pair.a.policy, pair.b.policy, pair.type, pair.part) for pair in gold.pairs] == [
        ("x", "y", "same", "tuned"),
        ("x", "z", "none", "held_out"),
    ]
    assert {policy: file.resolve() for policy, file in gold.documents.items()} == {
        "x": (tmp_path / "x.txt").resolve(),
        "z": (tmp_path / "deep" / "z.txt").resolve(),
    }


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ("pairs: [{a: y, b: x, items: [['2', '1', none]]}]\n", "已判过"),
        ("documents: {x: other.txt}\npairs: []\n", "文件编号 x"),
        ("pairs: [{a: x, b: y, items: [['3', '3', alike]]}]\n", "alike"),
    ],
)
def test_files_that_contradict_each_other_are_refused(tmp_path: Path, second: str, says: str) -> None:
    """A pair holds for both directions, so that judging it the other way round is judging it twice."""
    one = _file(tmp_path / "one.yaml", "documents: {x: x.txt}\npairs: [{a: x, b: y, items: [['1', '2', same]]}]\n")
    other = _file(tmp_path / "other.yaml", second)
    with pytest.raises(PolicykbError, match=says) as refused:
        read_gold_files([one, other])
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [(str(other), "gold_invalid")]


def test_all_readings_are_scored_together() -> None:
    gold = read_gold_files([ROOT / file for file in GOLD])
    assert {pair.part for pair in gold.pairs} == set(PARTS)


READINGS = {
    "alignment_seventh.yaml": ("seen", {"jingchuan-2019-17", "tonghu-2021-26"}, 90),
    "alignment_eighth.yaml": ("own_words", {"lingze-2018-17", "huaidu-2023-21"}, 80),
    "alignment_ninth.yaml": ("seen", {"lanning-2021-9", "luning-2018-12"}, 100),
    "alignment_tenth.yaml": ("seen", {"chengling-2021-34", "hanjiang-2017-63"}, 100),
    "alignment_eleventh.yaml": ("held_out", {"chengyang-2019-17", "qinling-2017-53"}, 100),
}
"""Readings of plans that nobody had looked at before: file -> part, the plans, rows drawn (alignment.md)."""


Reading = tuple[Gold, str, set[str], int]


@pytest.fixture(scope="module", params=READINGS)
def reading(request: pytest.FixtureRequest) -> Reading:
    part, plans, drawn = READINGS[request.param]
    return read_gold_files([TRUTH / request.param]), part, plans, drawn


def test_a_reading_is_broad_and_of_one_part(reading: Reading) -> None:
    gold, part, _, _ = reading
    assert {pair.part for pair in gold.pairs} == {part}
    assert len(gold.pairs) >= 1890
    assert len({(pair.a.policy, pair.b.policy) for pair in gold.pairs}) >= 13
    of_type = Counter(pair.type for pair in gold.pairs)
    assert of_type["none"] >= 1500
    assert min(of_type.values()) >= 15


@pytest.fixture(scope="module")
def items() -> dict[str, set[str]]:
    """The ids of the items of each document, as the program reads it."""
    stock = real_stock()
    documents = read_gold_files([TRUTH / name for name in READINGS]).documents
    records = [record for policy, file in documents.items() for record in with_draft(stock, file, policy)[0].records]
    return {record.id: {entry.id for entry in (*record.tasks, *record.principles)} for record in records}


def test_a_reading_judges_items_that_there_are(reading: Reading, items: dict[str, set[str]]) -> None:
    judged = {ref for pair in reading[0].pairs for ref in (pair.a, pair.b)}
    assert [ref for ref in judged if ref.item not in items[ref.policy]] == []


def test_every_drawn_item_is_judged_against_a_whole_document(reading: Reading, items: dict[str, set[str]]) -> None:
    """A row was drawn: an item of one of the two plans with all items of another document."""
    gold, _, plans, drawn = reading
    rows: Counter[tuple[str, str, str]] = Counter()
    for pair in gold.pairs:
        rows[pair.a.policy, pair.a.item, pair.b.policy] += 1
        rows[pair.b.policy, pair.b.item, pair.a.policy] += 1
    full = {row for row, pairs in rows.items() if row[0] in plans and pairs == len(items[row[2]])}
    assert len(full) == drawn
    assert all(
        (pair.a.policy, pair.a.item, pair.b.policy) in full or (pair.b.policy, pair.b.item, pair.a.policy) in full
        for pair in gold.pairs
    )
