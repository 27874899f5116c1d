"""What a new knowledge base begins with: an example, vocabularies, settings and files for continuous integration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import yaml

from generator import __version__
from generator.shipped import shipped
from generator.vocabulary_files import FOLDER

EXAMPLE = "wanglan-2024-12"
"""Id of the example; its place is invented."""

_FILES = MappingProxyType(
    {
        "README.md": "README.md",
        "mkdocs.yml": "mkdocs.yml",
        "requirements.txt": "requirements.txt",
        "gitignore": ".gitignore",
        "gitlab-ci.yml": ".gitlab-ci.yml",
        "github.yml": ".github/workflows/site.yml",
        "source.txt": f"policies/{EXAMPLE}/source.txt",
        "source.yaml": f"policies/{EXAMPLE}/source.yaml",
        "domains.yaml": "schema/vocabulary/domains.yaml",
    }
)
"""File of generator/starter/files -> where it goes."""

_PLACED = MappingProxyType({"agencies.yaml": ("agencies", "jurisdiction"), "jurisdictions.yaml": ("places", "id")})
"""Vocabularies with entries of one place each: their table, and the field that names the place."""

_KEPT_PLACES = frozenset({"national"})
"""Places of the program's own vocabularies that every knowledge base needs."""


def starter_files() -> dict[str, bytes]:
    """All files of a new knowledge base.

    Returns:
        Relative path -> content. Of the vocabularies only those that a knowledge base alone can write: places and
        agencies, without those of the program's own documents, and domains that fit the example. The words of the
        language of official documents stay the program's (`generator.vocabulary_rest`), and get better with it.
    """
    folder = Path(__file__).parent / "files"
    made = {path: (folder / name).read_bytes() for name, path in _FILES.items()}
    made["requirements.txt"] = made["requirements.txt"].replace(b"{version}", __version__.encode())
    made["site_src/.gitkeep"] = b""
    for name, (table, field) in _PLACED.items():
        text = (shipped("schema") / "vocabulary" / name).read_text(encoding="utf-8")
        own = (folder / name).read_text(encoding="utf-8")
        made[f"{FOLDER}/{name}"] = (_without(text, table, field) + own).encode()
    return made


def _without(text: str, table: str, field: str) -> str:
    """A vocabulary's text without the entries of other places; comments and the rest stay as they are."""
    lines = text.splitlines(keepends=True)
    gone = {number for first, after in _foreign(text, table, field) for number in range(first, after)}
    kept = [line for number, line in enumerate(lines) if number not in gone]
    return "".join(kept).rstrip("\n") + "\n"


def _foreign(text: str, table: str, field: str) -> Iterator[tuple[int, int]]:
    """The first line of each entry of another place, and the line after it (0-based)."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert isinstance(root, yaml.MappingNode)
    entries = next(value for key, value in root.value if key.value == table)
    starts = [entry.start_mark.line for entry in entries.value]
    ends = [*starts[1:], len(text.splitlines())]
    for entry, first, after in zip(entries.value, starts, ends, strict=True):
        told = {key.value: value.value for key, value in entry.value}
        if told[field] not in _KEPT_PLACES:
            yield first, after
