"""A document in traditional characters: read as it is, matched by folding."""

from __future__ import annotations

from importlib import resources

import pytest

from generator.models import SourceNotes, SourceText, slice_of
from generator.normalise import normalise
from generator.parse import parse
from generator.traditional import is_traditional, simplified
from generator.vocabulary import Vocabulary
from tests.support import ROOT


def to_traditional(text: str) -> str:
    """Each character in its first traditional form (OpenCC's STCharacters), which folds back to it."""
    file = resources.files("opencc").joinpath("dictionary", "STCharacters.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    forms = {line.split("\t")[0]: line.split("\t")[1].split(" ")[0] for line in lines if "\t" in line}
    return "".join(c if simplified(forms.get(c, c)) != c else forms.get(c, c) for c in text)


@pytest.mark.parametrize("policy", ["yixing-2020-70", "panjin-2017-25", "jiangyin-2018-draft", "jilin-2017-75-jd"])
def test_the_same_reading_in_the_characters_of_the_source(policy: str, vocabulary: Vocabulary) -> None:
    plain = (ROOT / "policies" / policy / "source.txt").read_text(encoding="utf-8")
    text = to_traditional(plain)
    assert text != plain
    assert is_traditional(text)
    assert not is_traditional(plain)
    assert simplified(text) == plain
    expected, found = (
        parse(SourceText(path="x/source.txt", text=value, sha256="0" * 64, encoding="utf-8"), vocabulary)
        for value in (plain, text)
    )
    assert [(t.id, t.body.spans, t.title_span) for t in found.tasks] == [
        (t.id, t.body.spans, t.title_span) for t in expected.tasks
    ]
    for task, same in zip(found.tasks, expected.tasks, strict=True):
        assert task.title == slice_of(text, [task.title_span])
        assert [simplified(label) for label in task.path] == list(same.path)
        assert [(u.role, u.span) for u in task.units] == [(u.role, u.span) for u in same.units]
        assert all(unit.raw == text[slice(*unit.span)] for unit in task.units)
    assert [(c.relation, c.span) for c in found.citations] == [(c.relation, c.span) for c in expected.citations]
    assert [(w.code, w.line) for w in found.warnings] == [(w.code, w.line) for w in expected.warnings]


def test_units_domains_and_place_are_resolved_all_the_same(vocabulary: Vocabulary) -> None:
    plain = (ROOT / "policies" / "yixing-2020-70" / "source.txt").read_text(encoding="utf-8")
    records = []
    for text in (plain, to_traditional(plain)):
        source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
        records.append(normalise(parse(source, vocabulary), source, SourceNotes(), vocabulary, "x", ()))
    expected, found = records
    assert found.jurisdiction == expected.jurisdiction
    assert [t.domains.primary for t in found.tasks] == [t.domains.primary for t in expected.tasks]
    assert [u.agency for t in found.tasks for u in t.units] == [u.agency for t in expected.tasks for u in t.units]
    assert found.tasks[0].text != expected.tasks[0].text


def test_a_few_quoted_characters_make_no_traditional_text() -> None:
    assert not is_traditional("各级政府要加强诚信建设，弘扬“誠信”文化，健全机制，落实责任，" * 3)
    assert not is_traditional("")
