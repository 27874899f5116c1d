"""The hand-made readings (tests/truth) and the records that the program makes of the same documents."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

from generator.models import PolicyRecord
from tests.support import real_corpus

ROOT = Path(__file__).resolve().parent.parent
TRUTH = ROOT / "tests" / "truth"
POLICY_OF = {
    "yixing": "yixing-2020-70",
    "panjin": "panjin-2017-25",
    "jilin": "jilin-2017-75-jd",
    "jiangyin": "jiangyin-2018-draft",
    "template": "template-x",
}


@functools.cache
def truth(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load((TRUTH / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return content


def record(name: str) -> PolicyRecord:
    wanted = POLICY_OF.get(name, name)
    return next(entry for entry in real_corpus().records if entry.id == wanted)


def source(name: str) -> str:
    return real_corpus().sources[POLICY_OF.get(name, name)]


def spans(rows: Any) -> tuple[tuple[int, int], ...]:
    return tuple((row[0], row[1]) for row in rows)
