"""What the vocabularies of a knowledge base lack and a newer program asks for: taken from those of the program.

A knowledge base keeps the vocabularies of the day it was made. Its own are places, agencies and domains; the words of
the language of official documents are the program's, until somebody writes others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from generator.pattern_names import PATTERN_NAMES
from generator.shipped import shipped

OWN = frozenset({"domains.yaml", "domain_words.yaml", "naming_words.yaml", "agencies.yaml", "jurisdictions.yaml"})
"""Files that only a knowledge base itself can write."""


def with_the_rest(tables: Mapping[str, object], files: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """Add what is not there: whole files and tables, and in tables of patterns the rows of every name that lacks.

    Args:
        tables: Table -> its content, as it stands in the knowledge base.
        files: Which file holds which tables.

    Returns:
        The tables with the program's where the knowledge base has none; what it has stays as it is.
    """
    whole = dict(tables)
    for file, keys in files.items():
        lacking = [key for key in keys if key not in tables or _names_lacking(key, tables[key])]
        if file in OWN or not lacking:
            continue
        ours = yaml.load((shipped("schema") / "vocabulary" / file).read_text("utf-8"), Loader=yaml.CSafeLoader)
        for key in lacking:
            rows = tables.get(key)
            names = _names_lacking(key, rows)
            added = [row for row in ours[key] if row["name"] in names] if names else ours[key]
            whole[key] = [*rows, *added] if isinstance(rows, list) else added
    return whole


def _names_lacking(table: str, rows: object) -> frozenset[str]:
    if not isinstance(rows, list):
        return frozenset()
    return PATTERN_NAMES.get(table, frozenset()) - {row.get("name", "") for row in rows if isinstance(row, dict)}
