"""The exported schemas are valid, agree with the models, and drift is seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.models import PolicyRecord
from generator.schema import check_schemas, schema_files, write_schemas
from generator.vocabulary_files import FILES
from tests.normalise.conftest import records

__all__ = ["records"]

ROOT = Path(__file__).resolve().parents[1]


def _schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(schema_files()[f"{name}.schema.json"])
    return loaded


def _plain(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


@pytest.mark.parametrize("name", sorted(schema_files()))
def test_every_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_files()[name]))


def test_records_fit_their_schema(records: dict[str, PolicyRecord]) -> None:
    validator = jsonschema.Draft202012Validator(_schema("record"))
    for record in records.values():
        assert [error.message for error in validator.iter_errors(record.model_dump(mode="json"))] == []


def test_a_record_with_an_unknown_field_does_not_fit(records: dict[str, PolicyRecord]) -> None:
    validator = jsonschema.Draft202012Validator(_schema("record"))
    data = records["jilin"].model_dump(mode="json")
    assert validator.is_valid(data)
    assert not validator.is_valid({**data, "colour": "red"})
    assert not validator.is_valid({**data, "text_status": "whole"})


@pytest.mark.parametrize("path", sorted((ROOT / "policies").glob("*/source.yaml")), ids=lambda path: path.parent.name)
def test_notes_fit_their_schema(path: Path) -> None:
    jsonschema.Draft202012Validator(_schema("source")).validate(_plain(path))


def test_what_people_write_as_corrections_fits() -> None:
    validator = jsonschema.Draft202012Validator(_schema("corrections"))
    entry = {"target": "t-1", "field": "title", "before": "旧", "after": None, "reason": "原件"}
    assert validator.is_valid([entry])
    assert not validator.is_valid([{**entry, "line": 3}])
    assert not validator.is_valid([{key: value for key, value in entry.items() if key != "reason"}])


@pytest.mark.parametrize("name", sorted(FILES))
def test_vocabularies_fit_their_schema(name: str) -> None:
    content = yaml.load((ROOT / "schema" / "vocabulary" / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    jsonschema.Draft202012Validator(_schema("vocabulary")).validate(content)


def test_the_committed_schemas_are_those_of_the_models() -> None:
    assert [str(problem) for problem in check_schemas(ROOT / "schema")] == []


def test_drift_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "schema"
    assert set(write_schemas(folder)) == set(schema_files())
    assert write_schemas(folder) == ()
    assert check_schemas(folder) == ()
    (folder / "record.schema.json").write_text("{}", encoding="utf-8")
    (folder / "source.schema.json").unlink()
    (folder / "other.schema.json").write_text("{}", encoding="utf-8")
    assert [(problem.path, problem.code) for problem in check_schemas(folder)] == [
        ("schema/record.schema.json", "schema_stale"),
        ("schema/source.schema.json", "schema_stale"),
        ("schema/other.schema.json", "schema_unknown"),
    ]
