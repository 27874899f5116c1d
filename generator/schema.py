"""JSON Schemas of everything people write and outside tools read, exported from the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from generator.models import Comparison, Correction, PolicyRecord, SourceNotes
from generator.problems import Problem
from generator.store import write_text
from generator.vocabulary import Vocabulary
from generator.vocabulary_files import FILES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_files() -> dict[str, str]:
    """All schemas.

    Returns:
        File name -> JSON text: record, source notes, corrections, comparison, and one schema for the
        vocabularies, in which every file of schema/vocabulary may hold its own top-level keys.
    """
    schemas: dict[str, dict[str, Any]] = {
        "record": PolicyRecord.model_json_schema(),
        "source": SourceNotes.model_json_schema(),
        "corrections": _corrections(),
        "comparison": Comparison.model_json_schema(),
        "vocabulary": _vocabulary(),
    }
    return {f"{name}.schema.json": _text(schema) for name, schema in schemas.items()}


def write_schemas(folder: Path) -> tuple[str, ...]:
    """Write all schemas.

    Args:
        folder: schema/ of the knowledge base.

    Returns:
        The names of the files that changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(name for name, text in schema_files().items() if write_text(folder / name, text))


def check_schemas(folder: Path) -> tuple[Problem, ...]:
    """Whether the schemas on disk are those of the models.

    Args:
        folder: schema/ of the knowledge base.

    Returns:
        A problem for each file that is missing, differs, or belongs to no model.
    """
    files = schema_files()
    problems = []
    for name, text in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != text.encode("utf-8"):
            message = "与数据模型不一致；请运行 policykb schema 重新导出并提交"
            problems.append(Problem(path=f"{folder.name}/{name}", line=0, code="schema_stale", message=message))
    for path in sorted(folder.glob("*.schema.json")):
        if path.name not in files:
            message = "没有对应的数据模型；请删去"
            problems.append(Problem(path=f"{folder.name}/{path.name}", line=0, code="schema_unknown", message=message))
    return tuple(problems)


def _corrections() -> dict[str, Any]:
    """What people write: a list of corrections, whose lines the store fills in."""
    schema = TypeAdapter(tuple[Correction, ...]).json_schema()
    del schema["$defs"]["Correction"]["properties"]["line"]
    return {"title": "Corrections", **schema}


def _vocabulary() -> dict[str, Any]:
    """One file holds some of the keys only, so none is required."""
    schema = Vocabulary.model_json_schema()
    schema.pop("required", None)
    schema["description"] = "Files of schema/vocabulary: " + "; ".join(
        f"{name} holds {', '.join(keys)}" for name, keys in FILES.items()
    )
    return schema


def _text(schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": _DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"
