"""YAML of records: PyYAML reads back what was written, whatever it is."""

from __future__ import annotations

import datetime
import math

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.yaml_text import yaml_text
from tests.support import ROOT

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    alphabet="甲乙，。（）： #-'\"\\&*!|>%@`{}[],?:~=0123456789.eExXyYnNoO_/\n\t\u3000\ufeff\u2028\x85"
)
scalars = (
    texts
    | st.integers()
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.none()
    | st.dates(min_value=datetime.date(1000, 1, 1))
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=20
)


@given(st.dictionaries(texts, values, max_size=4) | st.lists(values, max_size=4))
@example({"a": ["yes", "No", "~", "", " ", "1_0", "0o7", "12:30", "1.", ".5", "1e3", "-", "---", "...", "=", "<<"]})
@example({"y": {"id": "x, y}", "name": "{"}, "n": [[1, 2], [], [[3]]], "- a": [{"b": [{}], "c": {}}]})
@example([[["甲 #乙", "甲: 乙", "甲:", "甲 ", "a - b", "[a", "x\ny"]]])
def test_what_is_written_is_read_back(value: object) -> None:
    assert yaml.load(yaml_text(value), Loader=yaml.CSafeLoader) == value  # type: ignore[arg-type]


def test_the_kinds_of_values_stay() -> None:
    value = {"a": 1.0, "b": 1, "c": True, "d": 1e-07, "e": 1e22, "f": math.inf}
    found = yaml.load(yaml_text(value), Loader=yaml.CSafeLoader)
    assert [(type(entry), entry) for entry in found.values()] == [(type(entry), entry) for entry in value.values()]


def test_it_reads_like_a_document() -> None:
    value = {
        "title": "关于加强政务诚信建设的实施意见",
        "issued_on": datetime.date(2020, 9, 3),
        "number": "2020-09",
        "empty": [],
        "items": [{"id": "t-1", "span": (3, 9), "domain": {"id": "a-b", "name": "招标投标"}, "units": ["甲", "乙"]}],
        "spans": [(1, 2), (3, 4)],
    }
    assert yaml_text(value).splitlines() == [
        "title: 关于加强政务诚信建设的实施意见",
        "issued_on: 2020-09-03",
        "number: '2020-09'",
        "empty: []",
        "items:",
        "- id: t-1",
        "  span: [3, 9]",
        "  domain: {id: a-b, name: 招标投标}",
        "  units:",
        "  - 甲",
        "  - 乙",
        "spans: [[1, 2], [3, 4]]",
    ]


def test_what_is_no_data_is_refused() -> None:
    with pytest.raises(TypeError, match="datetime"):
        yaml_text({"a": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)})


@pytest.mark.parametrize("path", sorted(ROOT.glob("policies/*/record.yaml")), ids=lambda path: path.parent.name)
def test_a_record_read_and_written_stays_the_same(path) -> None:  # type: ignore[no-untyped-def]
    text = path.read_text(encoding="utf-8")
    assert yaml_text(yaml.load(text, Loader=yaml.CSafeLoader)) == text
