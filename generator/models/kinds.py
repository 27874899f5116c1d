"""The kinds of things that readings and records tell apart."""

from __future__ import annotations

import re
from typing import Literal

BlockKind = Literal[
    "metadata", "boilerplate", "duplicate", "heading", "body", "clause", "annex", "imprint", "unclassified"
]
Level = Literal["national", "province", "prefecture", "county", "unknown"]
Role = Literal["lead", "cooperate", "responsible"]
UnitKind = Literal["named", "collective"]
DeadlineType = Literal["deadline", "ongoing", "milestone", "frequency"]
HeadingKind = Literal["heading", "annex"]
Severity = Literal["info", "warning", "error"]
RowLink = Literal["title", "group", "place"]
"""How a row of a table is known to be about a task: by its title, that of its group, or the place of the table."""
TaskKind = Literal["task", "task_group", "safeguard"]

RESTS_ON = ("basis", "implements")
"""Relations of a citation that name what a document rests on (依据)."""

_ANNEXED = re.compile("[st]-annex[0-9]")


def is_annexed(part: str) -> bool:
    """Whether a heading or provision of this id is of a further document among the annexes (s-annex2, t-annex2-1)."""
    return _ANNEXED.match(part) is not None
