"""Drafts that the tests check: the six documents themselves, and one made of two of them."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path

from generator.drafting import DraftReport, check_draft
from tests.support import ROOT, real_stock

SIX = tuple(sorted(path.name for path in (ROOT / "policies").iterdir()))
TODAY = datetime.date(2025, 6, 1)


@functools.cache
def report_of(policy: str, site: str = "") -> DraftReport:
    """The report on a document held, as if it were a draft."""
    return check_draft(real_stock(), ROOT / "policies" / policy / "source.txt", as_of=TODAY, site=site)


def mixed_draft() -> str:
    """A draft of 宜兴 whose second half was taken from 盘锦, with faults that a hurried drafter leaves."""
    first = (ROOT / "policies/yixing-2020-70/source.txt").read_text(encoding="utf-8").split("\n")
    second = (ROOT / "policies/panjin-2017-25/source.txt").read_text(encoding="utf-8").split("\n")
    text = "\n".join([*first[32:72], *second[50:78]])
    for before, after in (
        ("四、加强重点领域政务诚信建设", "三、加强重点领域政务诚信建设"),
        ("五、健全保障措施", "四、健全保障措施"),
        ("苏政发〔2018〕23号", "苏政发〔2018〕32号"),
        ("(国发〔2016〕76号)", ""),
        ("(四)加强招商引资", "(五)加强招商引资"),
        ("二、主要任务", "二、主要任务（三项机制）"),
    ):
        assert before in text
        text = text.replace(before, after, 1)
    return text


def check_text(folder: Path, text: str, against: tuple[str, ...] = ()) -> DraftReport:
    """The report on a draft with this text."""
    file = folder / "draft.txt"
    file.write_text(text, encoding="utf-8")
    return check_file(file, against)


def check_file(file: Path, against: tuple[str, ...] = ()) -> DraftReport:
    """The report on a draft in this file."""
    return check_draft(real_stock(), file, against, as_of=TODAY)
